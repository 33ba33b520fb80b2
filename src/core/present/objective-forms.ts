import { objectiveOf } from '../answers/kinds.ts';
import { objective as asked, LONGEST_LINE } from '../answers/objectives.ts';
import type { Asking } from '../answers/reading.ts';
import type { Form, FormPart, FormValues, Input } from '../form.ts';
import {
  isScore,
  type Objective,
  SCORES,
  type Score,
  STANDINGS,
  type Standing,
  thingOfObjective,
} from '../planning/objective.ts';
import type { ObjectiveWords } from '../planning/objectives.ts';
import { weekAfter } from '../planning/week.ts';
import type { PersonId, Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import type { CivilDate } from '../time.ts';
import { oneLine } from '../wording.ts';
import { thingOfWeek } from './objective.ts';

/** Asks for a new objective of this week or the next. `start`: the week that stands in the form. */
export function addForm(team: Team, person: PersonId, week: CivilDate, start: CivilDate): Form {
  const weeks = [week, weekAfter(week)].map((one, at) => ({
    value: one,
    label: `${at === 0 ? 'This week' : 'Next week'}, from ${showDate(one)}`,
  }));
  const which: Input = {
    id: 'week',
    label: 'For which week?',
    optional: false,
    input: 'select',
    choices: weeks,
    value: start,
  };
  return {
    id: 'week.add',
    title: `Objective of ${oneLine(team.name, 40)}`,
    submit: 'Add',
    thing: thingOfWeek(team.id, week),
    epoch: 0,
    parts: [...asked.inputs(askingFor(team, person)), which].map(partOf),
  };
}

export function editForm(one: Objective, team: Team, person: PersonId): Form {
  const { what, owner, measure } = one;
  const start = { objective: what, owner, ...(measure ? { measure } : {}) };
  const inputs = asked.inputs({ ...askingFor(team, person), start });
  return formOf(one, 'edit', 'Change an objective', inputs.map(partOf));
}

export function dropObjectiveForm(one: Objective): Form {
  const why: Input = {
    id: 'why',
    label: 'Why is it dropped?',
    optional: false,
    input: 'line',
    limit: LONGEST_LINE,
  };
  return formOf(one, 'drop', 'Drop an objective', [about(one), partOf(why)]);
}

/** Says that it is in danger, and what stands in the way. */
export function standForm(one: Objective, says: Exclude<Standing, 'on_track'>): Form {
  const why: Input = {
    id: 'why',
    label: 'What is in the way?',
    hint: 'You can leave this empty.',
    optional: true,
    input: 'line',
    limit: LONGEST_LINE,
  };
  const verb = says === 'off' ? 'off' : 'at-risk';
  return formOf(one, verb, STANDINGS[says], [about(one), partOf(why)]);
}

/** Asks what became of it, and whether it is taken along. */
export function scoreForm(one: Objective): Form {
  const inputs: Input[] = [
    {
      id: 'result',
      label: 'What became of it?',
      optional: false,
      input: 'select',
      choices: Object.entries(SCORES).map(([value, label]) => ({ value, label })),
      ...(one.score ? { value: one.score.result } : {}),
    },
    {
      id: 'why',
      label: 'Why?',
      hint: 'One line. It may stay empty only if it is met.',
      optional: true,
      input: 'line',
      limit: LONGEST_LINE,
      ...(one.score?.why ? { value: one.score.why } : {}),
    },
    { id: 'carry', label: 'If it is not met: take it along', optional: true, input: 'checkbox' },
  ];
  return formOf(one, 'score', 'Score an objective', [about(one), ...inputs.map(partOf)]);
}

type Read<T> = ({ ok: true } & T) | { ok: false; errors: Readonly<Record<string, string>> };

/** Reads the words of an objective back out of `addForm` or `editForm`. */
export function readObjectiveWords(
  values: FormValues,
  team: Team,
  person: PersonId,
  before?: Objective,
): Read<{ words: ObjectiveWords }> {
  const start = before && { objective: before.what, owner: before.owner };
  const asking: Asking = { ...askingFor(team, person), ...(start ? { start } : {}) };
  const read = asked.read(asking, (member) => values[member ? `${asking.id}.${member}` : asking.id]);
  if (read.read === 'wrong') return { ok: false, errors: read.errors };
  const said = read.read === 'answer' ? objectiveOf(read.answer) : undefined;
  if (!said) return { ok: false, errors: { [`${asking.id}.what`]: 'Say what should be done.' } };
  const { objective: what, owner, measure } = said;
  return { ok: true, words: { what, owner, ...(measure ? { measure } : {}) } };
}

/** Reads `scoreForm` back. */
export function readScore(values: FormValues): Read<{ result: Score; why?: string; carry: boolean }> {
  const result = String(values.result ?? '');
  const why = readWhy(values);
  if (!isScore(result)) return { ok: false, errors: { result: 'Pick one of the choices.' } };
  if (!why && result !== 'met')
    return { ok: false, errors: { why: 'A few words, please: what was missing?' } };
  return { ok: true, result, ...(why ? { why } : {}), carry: values.carry === true };
}

/** A reason as one line; empty for none. */
export function readWhy({ why }: FormValues): string {
  return typeof why === 'string' ? oneLine(why, LONGEST_LINE) : '';
}

function askingFor(team: Team, person: PersonId): Asking {
  const question = {
    id: 'objective',
    ask: 'What should be done by the end of the week?',
    type: 'objective',
    optional: false,
    anonymous: false,
  } as const;
  return { question, id: 'objective', team, person, today: '' };
}

function formOf(one: Objective, verb: string, title: string, parts: readonly FormPart[]): Form {
  return {
    id: `objective.${verb}`,
    title,
    submit: 'Save',
    thing: thingOfObjective(one),
    epoch: one.version,
    parts,
  };
}

function about({ what }: Objective): FormPart {
  return { part: 'text', text: [oneLine(what, 300)] };
}

function partOf(input: Input): FormPart {
  return { part: 'input', input };
}
