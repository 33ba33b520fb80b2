import { mayChange } from '../../core/action.ts';
import { dueProblem } from '../../core/action-due.ts';
import { couldHave } from '../../core/action-hand-over.ts';
import { wordsOf } from '../../core/answers/reading.ts';
import type { Reply } from '../../core/decision.ts';
import { nameOf } from '../../core/escalation/people.ts';
import type { Form, FormValues } from '../../core/form.ts';
import { join, type Message } from '../../core/message.ts';
import { dropForm, giveForm, LONGEST_REASON, moveForm, presentActions } from '../../core/present/action.ts';
import type { Action } from '../../core/record.ts';
import type { Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import { type Call, idOf, type Press, refused, type Submit, said } from '../call.ts';
import { actionFor, actOnAction } from './actions.ts';
import { actionView } from './begin.ts';
import { readByAll } from './readable.ts';

/** `/rondo actions`: what is open in the team of the channel, else in all of the caller's, theirs first; `mine` or `team`
 * shows one of the two. Somebody from outside sees what they have promised. */
export async function actions(call: Call, words = ''): Promise<Reply> {
  const { tx, caller, context } = call;
  const word = words.trim().toLowerCase();
  if (word !== '' && word !== 'mine' && word !== 'team')
    return refused('Say ', { code: '/rondo actions mine' }, ' or ', { code: '/rondo actions team' }, '.');
  const own = await tx.actions.find({ owner: caller.person, open: true });
  const promised = context.rhythm.teams().filter(({ id }) => own.some(({ team }) => team === id));
  const teams = caller.meant.length > 0 ? caller.meant : promised;
  if (teams.length === 0) return said('Nothing is open for you.');
  const lists = await Promise.all(teams.map((team) => listOf(call, team, word || 'both')));
  return { reply: 'message', message: join(lists) };
}

async function listOf(
  { tx, caller, now }: Call,
  team: Team,
  which: 'mine' | 'team' | 'both',
): Promise<Message> {
  const open = await tx.actions.find({ team: team.id, open: true }, { order: 'due' });
  const forAll = caller.teams.includes(team) ? await readByAll(tx, open) : [];
  const shown = open.filter(
    (action) =>
      [action.owner, action.offer?.to, action.dropAsked?.to].includes(caller.person) ||
      forAll.includes(action),
  );
  return presentActions(shown, team, caller.person, dateAt(team.calendar.zone, now), which);
}

export const done: Press = (call, thing) => actOnAction(call, idOf(thing), { do: 'done', ...doing(call) });

/** What somebody answers who was asked. The epoch says which question. */
export const take = answering((number) => ({ do: 'answerOffer', number, yes: true }));
export const decline = answering((number) => ({ do: 'answerOffer', number, yes: false }));
export const letGo = answering((number) => ({ do: 'answerDrop', number, goes: true }));
export const keep = answering((number) => ({ do: 'answerDrop', number, goes: false }));

type Answer =
  | { do: 'answerOffer'; number: number; yes: boolean }
  | { do: 'answerDrop'; number: number; goes: boolean };

function answering(answer: (number: number) => Answer): Press {
  return (call, thing, epoch) => actOnAction(call, idOf(thing), { ...answer(epoch), ...doing(call) });
}

/** The buttons that ask for a word first: whoever may not do it, or comes too late, is told now. */
export const openMove = opening(async (_, action) => moveForm(action));
export const openDrop = opening(async (_, action) => dropForm(action));
export const openGive = opening(async (call, action) => {
  const view = await actionView(call.context, call.tx, action, call.now);
  const people = couldHave(action, view).map((id) => ({ value: id, label: nameOf(view.team, id) }));
  return giveForm(action, people, action.owner !== call.caller.person);
});

function opening(form: (call: Call, action: Action) => Promise<Form>): Press {
  return async (call, thing) => {
    const action = await actionFor(call, idOf(thing));
    const team = action && call.context.rhythm.team(action.team);
    const may = action?.open && team && mayChange(action, team, call.caller.person);
    // Where it cannot be changed, every verb is answered with why.
    return may ? { reply: 'form', form: await form(call, action) } : done(call, thing, 0);
  };
}

export const submitMove: Submit = async (call, thing, _epoch, values) => {
  const due = wordsOf(values.due);
  const why = wordsOf(values.why);
  const today = dateAt(call.caller.zone, call.now);
  const notThen = dueProblem(due, today);
  const wrong = notThen ? invalid('due', notThen) : reasonProblem(why);
  return wrong ?? actOnAction(call, idOf(thing), { do: 'move', ...doing(call), due, why });
};

function reasonProblem(why: string): Reply | undefined {
  if (!why) return invalid('why', 'Please write a few words: the others read them.');
  return [...why].length > LONGEST_REASON
    ? invalid('why', `Please say it in ${LONGEST_REASON} characters at most.`)
    : undefined;
}

export const submitDrop: Submit = async (call, thing, _epoch, values: FormValues) => {
  const why = wordsOf(values.why);
  const wrong = reasonProblem(why);
  return wrong ?? actOnAction(call, idOf(thing), { do: 'drop', ...doing(call), why });
};

export const submitGive: Submit = async (call, thing, _epoch, values) => {
  const to = wordsOf(values.to);
  if (!to) return invalid('to', 'Pick somebody.');
  return actOnAction(call, idOf(thing), { do: 'give', ...doing(call), to });
};

function doing({ caller, command }: Call) {
  return { by: caller.person, from: command.platform };
}

function invalid(input: string, words: string): Reply {
  return { reply: 'invalid', errors: { [input]: words } };
}
