import { dueProblem } from '../../core/action-due.ts';
import { tooLong, wordsOf } from '../../core/answers/reading.ts';
import { sameWords } from '../../core/blocker.ts';
import { actionForm, decisionForm } from '../../core/present/retro-forms.ts';
import { originOf, type Retro, thingOfRetro } from '../../core/retro/retro.ts';
import { addDays, dateAt, showDate } from '../../core/time/zone.ts';
import { beginAction } from '../actions/begin.ts';
import { type Call, type Press, type Submit, said } from '../call.ts';
import { carryOut } from '../commit.ts';
import { notIn, partIn } from './guard.ts';

/** What comes out of a retro. Everybody who takes part can write it down. */

const LONGEST = 3000;
const USUAL_DAYS = 14;
const NOT_NOW = 'Actions and decisions are written down while topics are discussed.';

export const openAction: Press = async (call, thing) => {
  const guarded = await discussingIn(call, thing);
  if (!guarded.ok) return guarded.reply;
  const { retro, view } = guarded.loaded;
  const due = addDays(dateAt(call.caller.zone, call.now), USUAL_DAYS);
  return { reply: 'form', form: actionForm(retro, view, call.caller.person, due) };
};

export const submitAction: Submit = async (call, thing, _epoch, values) => {
  const guarded = await discussingIn(call, thing);
  if (!guarded.ok) return guarded.reply;
  const { retro, view } = guarded.loaded;
  const [what, owner, due] = [wordsOf(values.what), wordsOf(values.owner), wordsOf(values.due)];
  const errors = {
    ...problem('what', what === '' ? 'Say what will be done.' : tooLong(what, LONGEST)),
    ...problem(
      'owner',
      view.team.members.some(({ id, active }) => active && id === owner) ? '' : 'Pick somebody of the team.',
    ),
    ...problem('due', dueProblem(due, dateAt(call.caller.zone, call.now))),
  };
  if (Object.keys(errors).length > 0) return { reply: 'invalid', errors };
  const there = view.actions.some((one) => one.open && one.owner === owner && sameWords(one.what, what));
  if (there) return said('That is written down already.');
  const { context, tx, now } = call;
  const action = { id: context.id(), team: retro.team, what, owner, due, from: originOf(retro) };
  await beginAction(context, tx, { ...action, open: true, version: 1 }, now);
  await shown(call, retro);
  return said('Written down: due on ', { bold: showDate(due) }, '.');
};

export const openDecision: Press = async (call, thing) => {
  const guarded = await discussingIn(call, thing);
  return guarded.ok ? { reply: 'form', form: decisionForm(guarded.loaded.retro) } : guarded.reply;
};

export const submitDecision: Submit = async (call, thing, _epoch, values) => {
  const guarded = await discussingIn(call, thing);
  if (!guarded.ok) return guarded.reply;
  const { context, tx, caller, now } = call;
  const { retro, view } = guarded.loaded;
  const what = wordsOf(values.what);
  const wrong = problem('what', what === '' ? 'Say what you decided.' : tooLong(what, LONGEST));
  if (Object.keys(wrong).length > 0) return { reply: 'invalid', errors: wrong };
  if (view.decisions.some((one) => sameWords(one.what, what))) return said('That is written down already.');
  const row = { id: context.id(), team: retro.team, what, by: caller.person, at: now, from: originOf(retro) };
  await tx.decisions.insert(row);
  await shown(call, retro);
  return said('The decision is written down.');
};

async function discussingIn(call: Call, thing: string) {
  const guarded = await partIn(call, thing);
  if (!guarded.ok) return guarded;
  const reply = notIn(guarded.loaded.retro, 'discuss', NOT_NOW);
  return reply ? ({ ok: false, reply } as const) : guarded;
}

function problem(input: string, words: string | undefined): Record<string, string> {
  return words ? { [input]: words } : {};
}

async function shown({ tx, now }: Call, retro: Retro): Promise<void> {
  const round = retro.round === undefined ? [] : [{ do: 'refresh', thing: `round:${retro.round}` } as const];
  const effects = [{ do: 'refresh', thing: thingOfRetro(retro) } as const, ...round];
  await carryOut(tx, { events: [], effects }, now);
}
