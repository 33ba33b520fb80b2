import type { Reply } from '../../core/decision.ts';
import type { PersonCommand } from '../../core/escalation/command.ts';
import { decide, refusalOf } from '../../core/escalation/decide.ts';
import type { Escalation } from '../../core/escalation/escalation.ts';
import { FORMS, type FormVerb } from '../../core/escalation/forms-more.ts';
import { HEARD, REFUSED_AT } from '../../core/escalation/heard.ts';
import { OFFERS, type Offer, type Setting } from '../../core/escalation/offers.ts';
import { nameOf } from '../../core/escalation/people.ts';
import { plainText } from '../../core/present/plain.ts';
import { type Call, idOf, type Press, refused, type Submit } from '../call.ts';
import { act, escalationView } from './escalations.ts';

/** The buttons that ask for a word first: the form opens if the words are all that is missing; whoever may not do it, or
 * presses an old button, is told now and not after they have written them. */
export function opening(verb: FormVerb): Press {
  return (call, thing, epoch) => openForm(call, verb, thing, epoch);
}

/** `typed`: what was written after the verb already. */
export async function openForm(
  call: Call,
  verb: FormVerb,
  thing: string,
  epoch: number,
  typed?: string,
): Promise<Reply> {
  const setting = await settingOf(call, thing);
  if (!setting) return refused('This blocker is no longer there.');
  const { escalation, view, now } = setting;
  const offer: Offer = OFFERS[verb];
  const { reply } = decide(escalation, offer.command(askerOf(call, epoch), setting), view, now);
  if (reply?.reply === 'refused') return reply;
  const open = { ...setting, person: call.caller.person, ...(typed ? { typed } : {}) };
  return { reply: 'form', form: FORMS[verb](open) };
}

/** The forms that come back. What is wrong, and a refusal that is about one input, is said at that input. */
export function submitting(verb: FormVerb): Submit {
  return async (call, thing, epoch, values) => {
    const setting = await settingOf(call, thing);
    if (!setting) return refused('This blocker is no longer there.');
    const heard = HEARD[verb](values, askerOf(call, epoch), setting);
    if ('errors' in heard) return { reply: 'invalid', errors: heard.errors };
    const reply = await act(call, idOf(thing), heard.command);
    return reply.reply === 'refused' ? atItsInput(call, setting, heard.command, reply) : reply;
  };
}

function atItsInput(
  call: Call,
  { escalation, view, now }: Setting,
  command: PersonCommand,
  reply: Extract<Reply, { reply: 'refused' }>,
): Reply {
  const name = refusalOf(escalation, command, view, now);
  const input = name && REFUSED_AT[name];
  if (!input) return reply;
  const words = plainText(reply.text, call.caller.zone, (person) => nameOf(view.team, person));
  return { reply: 'invalid', errors: { [input]: words } };
}

/** The escalation as it is now; undefined when it or its team is gone. */
export async function settingOf(call: Call, thing: string): Promise<Setting | undefined> {
  const { tx, context, now } = call;
  const escalation: Escalation | undefined = await tx.escalations.get(idOf(thing));
  const team = escalation && context.rhythm.team(escalation.team);
  return escalation && team && { escalation, view: await escalationView(tx, team, now), now };
}

export function askerOf(call: Call, epoch: number) {
  return { by: call.caller.person, from: call.command.platform, epoch };
}
