import type { Reply } from '../core/decision.ts';
import type { PersonCommand } from '../core/escalation/command.ts';
import { decide } from '../core/escalation/decide.ts';
import type { Escalation } from '../core/escalation/escalation.ts';
import {
  cancelForm,
  escalateForm,
  raiseForm,
  readBlockerForm,
  resolveForm,
} from '../core/escalation/forms.ts';
import { presentList } from '../core/escalation/list.ts';
import { presentEscalation } from '../core/escalation/present.ts';
import type { Form, FormValues } from '../core/form.ts';
import { dateAt } from '../core/zone.ts';
import { type Call, idOf, type Press, refused, said } from './call.ts';
import { act, escalationView, raiseFrom, STILL_STUCK } from './escalations.ts';

/** `/escalate`: a form with what was typed in it; `list`; or an id, which shows its card. */
export async function verb(call: Call, words: string): Promise<Reply> {
  const { team } = call.caller;
  if (!team)
    return refused(
      'You are in no team, so there is nobody to escalate to. Ask an admin to add you to a team file.',
    );
  if (/^(list|mine)$/i.test(words)) return list(call, words.toLowerCase() === 'mine');
  if (/^[\w-]+-\d+$/.test(words)) return show(call, words);
  return { reply: 'form', form: raiseForm(team, words, call.now, call.caller.person) };
}

async function list(call: Call, mine: boolean): Promise<Reply> {
  const { tx, caller, now } = call;
  const live = await tx.escalations.find({ team: caller.team!.id, live: true }, { order: 'raisedAt' });
  const view = await escalationView(tx, caller.team!, now);
  const shown = mine
    ? live.filter(({ raiser, owner }) => raiser === caller.person || owner === caller.person)
    : live;
  return { reply: 'message', message: presentList(shown, view, caller.person, now) };
}

async function show(call: Call, id: string): Promise<Reply> {
  const { tx, caller, now, context } = call;
  const escalation = await tx.escalations.get(id.toLowerCase());
  const team = escalation && context.rhythm.team(escalation.team);
  if (!escalation || !team)
    return refused('There is no escalation ', { code: id }, '. “/escalate list” shows the open ones.');
  const shown = presentEscalation(
    'card',
    escalation,
    { person: caller.person },
    await escalationView(tx, team, now),
    now,
  );
  return 'drop' in shown ? refused(shown.drop) : { reply: 'message', message: shown };
}

/** The buttons that do what they say at once. */
export const acknowledge = pressing((asker) => ({ ...asker, do: 'acknowledge' }));
export const join = pressing((asker) => ({ ...asker, do: 'join' }));
export const takeBack = pressing((asker) => ({ ...asker, do: 'takeBack' }));
export const takeOver = pressing((asker) => ({ ...asker, do: 'takeOver' }));
export const keep = pressing((asker) => ({ ...asker, do: 'keep' }));
export const grantHold = pressing((asker) => ({ ...asker, do: 'grantHold' }));
export const declineHold = pressing((asker) => ({ ...asker, do: 'declineHold' }));
/** What the raiser says when three quarters of the time have passed. */
export const stuck = pressing((asker) => ({ ...asker, do: 'note', text: STILL_STUCK }));

type Saying = (asker: ReturnType<typeof askerOf>) => PersonCommand;

function pressing(command: Saying): Press {
  return (call, thing, epoch) => act(call, idOf(thing), command(askerOf(call, epoch)));
}

/** The buttons that ask for a word first. */
export const openResolve = opening(resolveForm, (asker) => ({ ...asker, do: 'resolve', how: '' }));
export const openEscalate = opening(escalateForm, (asker) => ({ ...asker, do: 'escalate', reason: '' }));
export const openCancel = opening(cancelForm, (asker) => ({ ...asker, do: 'cancel', reason: '' }));

/** Opens the form if the words are all that is missing; whoever may not do it, or presses an old button, is told now and
 * not after they have written them. */
function opening(form: (escalation: Escalation) => Form, command: Saying): Press {
  return async (call, thing, epoch) => {
    const { tx, context, now } = call;
    const escalation = await tx.escalations.get(idOf(thing));
    const team = escalation && context.rhythm.team(escalation.team);
    if (!escalation || !team) return refused('This blocker is no longer there.');
    const view = await escalationView(tx, team, now);
    const { reply } = decide(escalation, command(askerOf(call, epoch)), view, now);
    return reply?.reply === 'refused' ? reply : { reply: 'form', form: form(escalation) };
  };
}

export async function submitRaise(
  call: Call,
  thing: string,
  _epoch: number,
  values: FormValues,
): Promise<Reply> {
  const team = call.context.rhythm.team(idOf(thing));
  if (!team || !call.caller.teams.includes(team))
    return refused('You are not a member of this team, so the blocker was not raised.');
  const read = readBlockerForm(values, team, dateAt(call.caller.zone, call.now));
  if (!read.ok) return { reply: 'invalid', errors: read.errors };
  return (
    (await raiseFrom(call, team, read.blocker)) ?? said('That reads as “nothing”, so nothing was opened.')
  );
}

export function submitResolve(call: Call, thing: string, epoch: number, values: FormValues): Promise<Reply> {
  const learning = words(values, 'learning');
  const command = { ...askerOf(call, epoch), do: 'resolve', how: words(values, 'how') } as const;
  return withWords(call, thing, values, 'how', learning ? { ...command, learning } : command);
}

export function submitEscalate(call: Call, thing: string, epoch: number, values: FormValues): Promise<Reply> {
  return withWords(call, thing, values, 'reason', {
    ...askerOf(call, epoch),
    do: 'escalate',
    reason: words(values, 'reason'),
  });
}

export function submitCancel(call: Call, thing: string, epoch: number, values: FormValues): Promise<Reply> {
  return withWords(call, thing, values, 'reason', {
    ...askerOf(call, epoch),
    do: 'cancel',
    reason: words(values, 'reason'),
  });
}

async function withWords(
  call: Call,
  thing: string,
  values: FormValues,
  field: string,
  command: PersonCommand,
): Promise<Reply> {
  if (!words(values, field))
    return { reply: 'invalid', errors: { [field]: 'Please write a few words: the others read them.' } };
  return act(call, idOf(thing), command);
}

function askerOf(call: Call, epoch: number) {
  return { by: call.caller.person, from: call.command.platform, epoch };
}

function words(values: FormValues, field: string): string {
  const value = values[field];
  return typeof value === 'string' ? value.trim() : '';
}
