import { mayChange } from '../../core/action.ts';
import { wordsOf } from '../../core/answers/reading.ts';
import type { Reply } from '../../core/decision.ts';
import type { FormValues } from '../../core/form.ts';
import { join, type Message } from '../../core/message.ts';
import { dropForm, moveForm, presentActions } from '../../core/present/action.ts';
import type { Team } from '../../core/team.ts';
import { dateAt, isCivilDate } from '../../core/time/zone.ts';
import { type Call, idOf, type Press, type Submit, said } from '../call.ts';
import { actionFor, actOnAction } from './actions.ts';
import { readByAll } from './readable.ts';

/** `/rondo actions`: what is open in the team of the channel, else in all of the caller's. Somebody from outside sees what
 * they have promised. */
export async function actions(call: Call): Promise<Reply> {
  const { tx, caller, context } = call;
  const own = await tx.actions.find({ owner: caller.person, open: true });
  const promised = context.rhythm.teams().filter(({ id }) => own.some(({ team }) => team === id));
  const teams = caller.meant.length > 0 ? caller.meant : promised;
  if (teams.length === 0) return said('Nothing is open for you.');
  return { reply: 'message', message: join(await Promise.all(teams.map((team) => listOf(call, team)))) };
}

async function listOf({ tx, caller, now }: Call, team: Team): Promise<Message> {
  const open = await tx.actions.find({ team: team.id, open: true }, { order: 'due' });
  const forAll = caller.teams.includes(team) ? await readByAll(tx, open) : [];
  const shown = open.filter((action) => action.owner === caller.person || forAll.includes(action));
  return presentActions(shown, team, caller.person, dateAt(team.calendar.zone, now));
}

export const done: Press = (call, thing) =>
  actOnAction(call, idOf(thing), { do: 'done', by: call.caller.person, from: call.command.platform });

/** The buttons that ask for a word first: whoever may not do it, or comes too late, is told now. */
export const openMove = opening(moveForm);
export const openDrop = opening(dropForm);

function opening(form: typeof moveForm): Press {
  return async (call, thing) => {
    const action = await actionFor(call, idOf(thing));
    const team = action && call.context.rhythm.team(action.team);
    const may = action?.open && team && mayChange(action, team, call.caller.person);
    // Where it cannot be changed, every verb is answered with why.
    return may ? { reply: 'form', form: form(action) } : done(call, thing, 0);
  };
}

export const submitMove: Submit = async (call, thing, _epoch, values) => {
  const due = wordsOf(values.due);
  const today = dateAt(call.caller.zone, call.now);
  if (!isCivilDate(due)) return invalid('due', 'Pick a day.');
  if (due < today) return invalid('due', 'This day has passed. Pick today or a later one.');
  const { person } = call.caller;
  return actOnAction(call, idOf(thing), { do: 'move', by: person, from: call.command.platform, due });
};

export const submitDrop: Submit = async (call, thing, _epoch, values: FormValues) => {
  const why = wordsOf(values.why);
  if (!why) return invalid('why', 'Please write a few words: the others read them.');
  const { person } = call.caller;
  return actOnAction(call, idOf(thing), { do: 'drop', by: person, from: call.command.platform, why });
};

function invalid(input: string, words: string): Reply {
  return { reply: 'invalid', errors: { [input]: words } };
}
