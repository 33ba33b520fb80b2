import { dueProblem } from '../action-due.ts';
import type { Escalation } from '../escalation/escalation.ts';
import { LONGEST_WORDS } from '../escalation/lacking.ts';
import { nameOf } from '../escalation/people.ts';
import type { Choice, FormPart, FormValues, Input } from '../form.ts';
import type { Action, Dependency } from '../record.ts';
import type { PersonId, Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import type { CivilDate } from '../time.ts';
import { oneLine } from '../wording.ts';
import type { Asked } from './asked.ts';
import { LONGEST, tooLong, wordsOf } from './reading.ts';

/** What somebody said about a blocker or an action of their own. A note alone leaves it open. */
export interface OwnBlocker {
  id: string;
  state: 'solved' | 'stuck';
  note?: string;
}

/** `moved`: to `due`, and the note says why. */
export interface OwnAction {
  id: string;
  state: 'done' | 'open' | 'moved';
  due?: CivilDate;
  note?: string;
}

/** What either side said about a dependency. */
export interface OwnDependency {
  id: string;
  state: 'waiting' | 'over';
}

/** A dialog holds a hundred parts at most, so only the oldest are asked about. */
const MOST = 10;

/** The person's own open blockers, actions and dependencies, each once, however many rounds ask. A blocker, or what they
 * wait for, that came out of one of these very answers is left to its question. */
export function ownParts(all: readonly Asked[], person: PersonId, today: CivilDate): FormPart[] {
  const parts = [
    ...all.flatMap((asked) => escalationsOf(asked, all).flatMap(blockerParts)),
    ...all.flatMap((asked) => actionsOf(asked, all).flatMap((action) => actionParts(action, today))),
    ...all.flatMap((asked) => waitsOf(asked, all).map((wait) => waitPart(wait, asked.team, person))),
  ];
  return parts.length === 0 ? [] : [{ part: 'heading', text: 'Still open from before' }, ...parts];
}

/** What was said about those that this round brought into the form. */
export function readOwn(
  asked: Asked,
  all: readonly Asked[],
  values: FormValues,
): { blockers: OwnBlocker[]; actions: OwnAction[]; dependencies: OwnDependency[] } {
  return {
    blockers: escalationsOf(asked, all).flatMap(({ id }) => {
      const said = readOne(`blocker:${id}`, values);
      return said ? [{ ...said, id, state: said.state === 'solved' ? 'solved' : 'stuck' } as const] : [];
    }),
    actions: actionsOf(asked, all).flatMap(({ id }) => readAction(id, values) ?? []),
    dependencies: waitsOf(asked, all).flatMap(({ id }) => {
      const state = wordsOf(values[`wait:${id}.state`]);
      return state ? [{ id, state: state === 'over' ? 'over' : 'waiting' } as const] : [];
    }),
  };
}

/** Notes that are too long to keep, and new dates that cannot be. */
export function ownErrors(
  all: readonly Asked[],
  values: FormValues,
  today: CivilDate,
): Record<string, string> {
  const ids = all.flatMap((asked) => [
    ...escalationsOf(asked, all).map(({ id }) => [`blocker:${id}.note`, LONGEST_WORDS] as const),
    ...actionsOf(asked, all).map(({ id }) => [`action:${id}.note`, LONGEST] as const),
  ]);
  const problems = ids.flatMap(([id, longest]) => {
    const problem = tooLong(wordsOf(values[id]), longest);
    return problem ? [[id, problem] as const] : [];
  });
  const dates = all.flatMap((asked) =>
    actionsOf(asked, all).flatMap(({ id }) => dateErrors(id, values, today)),
  );
  return Object.fromEntries([...problems, ...dates]);
}

/** A new date needs a day that is still to come, and a word on why. */
function dateErrors(id: string, values: FormValues, today: CivilDate): [string, string][] {
  const said = readAction(id, values);
  if (said?.state !== 'moved') return [];
  const { due = '', note } = said;
  const notThen = dueProblem(due, today);
  return [
    ...(notThen ? [[`action:${id}.due`, notThen] satisfies [string, string]] : []),
    ...(note
      ? []
      : [[`action:${id}.note`, 'Say in a few words why it takes longer.'] satisfies [string, string]]),
  ];
}

function escalationsOf(asked: Asked, all: readonly Asked[]): readonly Escalation[] {
  const rounds = all.map(({ round }) => round.id);
  const mine = (one: Asked) =>
    (one.own?.escalations ?? []).filter(({ round }) => !round || !rounds.includes(round));
  return mine(asked)
    .filter(({ id }) => firstWith(all, (one) => mine(one).some((other) => other.id === id)) === asked)
    .toSorted((a, b) => a.raisedAt - b.raisedAt)
    .slice(0, MOST);
}

function actionsOf(asked: Asked, all: readonly Asked[]): readonly Action[] {
  return (asked.own?.actions ?? [])
    .filter(({ id }) => firstWith(all, (one) => one.own?.actions.some((other) => other.id === id)) === asked)
    .toSorted((a, b) => a.due.localeCompare(b.due))
    .slice(0, MOST);
}

function waitsOf(asked: Asked, all: readonly Asked[]): readonly Dependency[] {
  const rounds = all.map(({ round }) => round.id);
  const open = (one: Asked) =>
    (one.own?.dependencies ?? []).filter(
      ({ waiting, round }) => waiting !== one.prompt.person || !round || !rounds.includes(round),
    );
  return open(asked)
    .filter(({ id }) => firstWith(all, (one) => open(one).some((other) => other.id === id)) === asked)
    .toSorted((a, b) => a.since - b.since)
    .slice(0, MOST);
}

function firstWith(all: readonly Asked[], has: (asked: Asked) => boolean | undefined): Asked | undefined {
  return all.find(has);
}

const BLOCKER: readonly Choice[] = [
  { value: 'solved', label: 'Solved' },
  { value: 'stuck', label: 'Still stuck' },
];

const ACTION: readonly Choice[] = [
  { value: 'done', label: 'Done' },
  { value: 'open', label: 'Still on it' },
];

/** What is due or overdue can get another day. */
const DUE_ACTION: readonly Choice[] = [...ACTION, { value: 'moved', label: 'New date, below' }];

const WAIT: readonly Choice[] = [
  { value: 'waiting', label: 'Still waiting' },
  { value: 'over', label: 'No longer' },
];

function waitPart({ id, waiting, on, what, until }: Dependency, team: Team, person: PersonId): FormPart {
  const who =
    waiting === person ? `You wait for ${nameOf(team, on)}` : `${nameOf(team, waiting)} waits for you`;
  const label = `${who}: ${oneLine(what, 100)}`;
  const hint = until ? { hint: `Until ${showDate(until)}.` } : {};
  const input: Input = {
    id: `wait:${id}.state`,
    label,
    ...hint,
    optional: true,
    input: 'select',
    choices: WAIT,
  };
  return { part: 'input', input };
}

function blockerParts({ id, what }: Escalation): FormPart[] {
  const label = `${id}: ${oneLine(what, 100)}`;
  return pair(`blocker:${id}`, label, BLOCKER, 'If it is solved, say below how.', LONGEST_WORDS);
}

function actionParts({ id, what, due }: Action, today: CivilDate): FormPart[] {
  const hint = `${due < today ? 'Was due' : 'Due'} ${showDate(due)}.`;
  const label = oneLine(what, 100);
  if (due > today) return pair(`action:${id}`, label, ACTION, hint);
  const [state, ...rest] = pair(`action:${id}`, label, DUE_ACTION, hint);
  const date: Input = { id: `action:${id}.due`, label: 'New date', optional: true, input: 'date' };
  return [...(state ? [state] : []), { part: 'input', input: date }, ...rest];
}

/** A day that was picked is meant, unless it is done. */
function readAction(id: string, values: FormValues): OwnAction | undefined {
  const said = readOne(`action:${id}`, values);
  const due = wordsOf(values[`action:${id}.due`]);
  if (said?.state === 'done') return { ...said, id, state: 'done' };
  if (due || said?.state === 'moved') return { ...said, id, state: 'moved', ...(due ? { due } : {}) };
  return said && { ...said, id, state: 'open' };
}

function pair(
  id: string,
  label: string,
  choices: readonly Choice[],
  hint: string,
  limit = LONGEST,
): FormPart[] {
  const state: Input = { id: `${id}.state`, label, hint, optional: true, input: 'select', choices };
  const note: Input = { id: `${id}.note`, label: 'Note', optional: true, input: 'line', limit };
  return [
    { part: 'input', input: state },
    { part: 'input', input: note },
  ];
}

function readOne(id: string, values: FormValues): { state: string; note?: string } | undefined {
  const state = wordsOf(values[`${id}.state`]);
  const note = wordsOf(values[`${id}.note`]);
  return state || note ? { state, ...(note ? { note } : {}) } : undefined;
}
