import { blocker } from '../answers/blockers.ts';
import type { Asking } from '../answers/reading.ts';
import type { Form, FormPart, FormValues, Input } from '../form.ts';
import type { BlockerAnswer } from '../round.ts';
import type { PersonId, Team } from '../team.ts';
import { dateAt } from '../time/zone.ts';
import type { CivilDate, Instant } from '../time.ts';
import { oneLine } from '../wording.ts';
import { type Escalation, LEVEL_SAID, thingOf } from './escalation.ts';
import { LONGEST_WORDS } from './lacking.ts';
import { levelAbove } from './level.ts';
import { missingOutcome, OUTCOME_QUESTIONS } from './outcome.ts';
import { whoReads } from './privacy.ts';

/** Asks for a new blocker, as the blocker question of a round does. `prefill`: what was typed after the command. `teams`:
 * those that may be meant; where they are several, the form asks first which one. `link`: to the message it began with. */
export function raiseForm(
  team: Team,
  prefill: string,
  now: Instant,
  person: PersonId = '',
  teams: readonly Team[] = [team],
  link?: string,
): Form {
  const start: BlockerAnswer | undefined =
    prefill.trim() || link
      ? { what: prefill.trim(), needs: [], when: 'today', ...(link ? { link } : {}) }
      : undefined;
  const inputs = inputsFor(teams, (one) => ({
    ...askingFor(one, person, dateAt(one.calendar.zone, now)),
    ...(start ? { start } : {}),
  }));
  return {
    id: 'escalation.raise',
    title: 'What is stopping you?',
    submit: 'Raise',
    thing: `team:${team.id}`,
    epoch: 0,
    parts: [
      ...(teams.length > 1 ? [whichTeam(teams, team)] : []),
      ...inputs.map(
        (input): FormPart => ({
          part: 'input',
          input: input.id === 'blocker.what' ? needed(input) : input,
        }),
      ),
      ...MORE_TO_RAISE,
      ...teams.map((one): FormPart => {
        const which = teams.length > 1 ? `${one.name}: ` : '';
        return { part: 'text', text: [`${which}${whoReads(one, person)}`] };
      }),
    ],
  };
}

/** The inputs of the question, with the choices of every team; what the picked team does not have is refused later. */
function inputsFor(teams: readonly Team[], askingOf: (team: Team) => Asking): Input[] {
  const [first = [], ...others] = teams.map((team) => blocker.inputs(askingOf(team)));
  return first.map((input) => {
    const { id, choices } = input;
    if (!choices) return input;
    const more = others.flatMap((inputs) => inputs.find((one) => one.id === id)?.choices ?? []);
    const known = choices.map(({ value }) => value);
    const once = new Map(more.filter(({ value }) => !known.includes(value)).map((one) => [one.value, one]));
    return { ...input, choices: [...choices, ...once.values()] };
  });
}

function whichTeam(teams: readonly Team[], { id: value }: Team): FormPart {
  const choices = teams.map(({ id, name }) => ({ value: id, label: name }));
  return {
    part: 'input',
    input: { id: 'team', label: 'Which team is it about?', optional: false, input: 'select', choices, value },
  };
}

/** The team that a form which came back means: whoever is in several has picked one; the form only names the one that it
 * was opened for. */
export function teamPicked(thing: string, { team }: FormValues): string {
  return typeof team === 'string' && team !== '' ? team : thing.slice('team:'.length);
}

const MORE_TO_RAISE: readonly FormPart[] = [
  {
    part: 'input',
    input: {
      id: 'outside',
      label: 'Line for outsiders',
      hint: 'What people outside the team read from level 2 on, without names. Left empty: only that something stops the team.',
      optional: true,
      input: 'line',
      limit: LONGEST_WORDS,
    },
  },
  { part: 'input', input: { id: 'private', label: 'Keep it private', optional: true, input: 'checkbox' } },
];

/** Whoever opens this form has something to say: the question's "leave it empty" does not fit here. */
function needed({ hint: _, ...input }: Input): Input {
  return input;
}

export type BlockerRead =
  | { ok: true; blocker: BlockerAnswer }
  | { ok: false; errors: Readonly<Record<string, string>> };

/** Reads `raiseForm`; errors by the id of their input. Words that mean "nothing" come back as they are. */
export function readBlockerForm(values: FormValues, team: Team, today: CivilDate): BlockerRead {
  const asking = askingFor(team, '', today);
  const given = (member?: string) => values[member ? `${asking.id}.${member}` : asking.id];
  const read = blocker.read(asking, given);
  if (read.read === 'wrong') return { ok: false, errors: read.errors };
  if (read.read === 'none') return { ok: true, blocker: { what: 'none', needs: [], when: 'today' } };
  if (read.read === 'answer' && isBlocker(read.answer)) return { ok: true, blocker: read.answer };
  return { ok: false, errors: { [`${asking.id}.what`]: 'Say what is stopping you.' } };
}

function askingFor(team: Team, person: PersonId, today: CivilDate): Asking {
  const question = {
    id: 'blocker',
    ask: 'What is stopping you?',
    type: 'blocker',
    optional: false,
    anonymous: false,
  } as const;
  return { question, id: 'blocker', team, person, today };
}

function isBlocker(answer: unknown): answer is BlockerAnswer {
  return typeof answer === 'object' && answer !== null && 'needs' in answer && 'when' in answer;
}

/** How it was solved, and what was learned. */
export function resolveForm(escalation: Escalation): Form {
  return formOf(escalation, 'resolve', { title: 'Resolve', submit: 'Resolve' }, [
    { id: 'how', label: 'How was it solved?', optional: false, input: 'text', limit: LONGEST_WORDS },
    {
      id: 'learning',
      label: 'What did you learn?',
      hint: 'What would have helped earlier, or stop it from coming back?',
      optional: true,
      input: 'text',
      limit: LONGEST_WORDS,
    },
    ...outcomeInput(escalation),
  ]);
}

/** The plan or decision that its level is to end with, where none is recorded. */
export function outcomeInput(escalation: Escalation): Input[] {
  const missing = missingOutcome(escalation);
  if (!missing) return [];
  const label = OUTCOME_QUESTIONS[missing];
  return [{ id: 'plan', label, optional: false, input: 'text', limit: LONGEST_WORDS }];
}

/** Why it goes one level up now. */
export function escalateForm(escalation: Escalation): Form {
  const to = LEVEL_SAID[levelAbove(escalation.level)];
  return formOf(escalation, 'escalate', { title: 'Escalate', submit: 'Escalate' }, [
    { id: 'reason', label: `Why does it need ${to}?`, optional: false, input: 'text', limit: LONGEST_WORDS },
  ]);
}

export function cancelForm(escalation: Escalation): Form {
  return formOf(escalation, 'cancel', { title: 'Cancel', submit: 'Cancel it' }, [
    {
      id: 'reason',
      label: 'Why is it no longer needed?',
      optional: false,
      input: 'text',
      limit: LONGEST_WORDS,
    },
  ]);
}

/** A form about one escalation, with what it is about on top. */
export function formOf(
  escalation: Escalation,
  verb: string,
  { title, submit }: { title: string; submit: string },
  inputs: readonly Input[],
): Form {
  const what: FormPart = { part: 'text', text: [{ bold: escalation.id }, `: ${oneLine(escalation.what)}`] };
  return {
    id: `escalation.${verb}`,
    title: `${title} ${escalation.id}`,
    submit,
    thing: thingOf(escalation),
    epoch: escalation.epoch,
    parts: [what, ...inputs.map((input) => ({ part: 'input', input }) as const)],
  };
}
