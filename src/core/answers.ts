import { type Asked, promptsThing } from './answers/asked.ts';
import { hinted } from './answers/hints.ts';
import { blockerOf, dependencyOf, lessonOf, marksOf, objectiveOf, riskOf } from './answers/kinds.ts';
import { questionsOnce } from './answers/once.ts';
import {
  type OwnAction,
  type OwnBlocker,
  type OwnDependency,
  ownErrors,
  ownParts,
  readOwn,
} from './answers/own.ts';
import { WAYS } from './answers/questions.ts';
import type { Asking, Given, Read } from './answers/reading.ts';
import type { Form, FormPart, FormValues } from './form.ts';
import { text } from './message.ts';
import type { Question } from './ritual.ts';
import { alsoWords } from './round/catch-up.ts';
import type {
  Answer,
  BlockerAnswer,
  DependencyAnswer,
  LessonAnswer,
  ObjectiveAnswer,
  ObjectiveMark,
  RiskAnswer,
} from './round.ts';
import type { Person } from './team.ts';
import { dateAt, showDate } from './time/zone.ts';
import type { CivilDate, Instant } from './time.ts';

/** What one person answered in one round, read and checked. */
export interface RoundAnswers {
  round: string;
  prompt: string;
  /** By question; never an anonymous one. */
  answers: Readonly<Record<string, Answer>>;
  /** By question: to be kept without the person, the time and the order. */
  anonymous: Readonly<Record<string, Answer>>;
  blockers: readonly BlockerAnswer[];
  dependencies: readonly DependencyAnswer[];
  risks: readonly RiskAnswer[];
  /** By the question they were said to. */
  objectives?: readonly (ObjectiveAnswer & { question: string })[];
  marks?: readonly ObjectiveMark[];
  lessons?: readonly LessonAnswer[];
  ownBlockers: readonly OwnBlocker[];
  ownActions: readonly OwnAction[];
  ownDependencies?: readonly OwnDependency[];
}

export type AnswersRead =
  | { ok: true; perRound: readonly RoundAnswers[] }
  /** A sentence per input id. */
  | { ok: false; errors: Readonly<Record<string, string>> };

/** One form for everything that a person is asked at the moment: first their own open blockers, actions and
 * dependencies, then a section per round. It starts with the answers given so far, else with those the ritual picks up from last time.
 *
 * Forms in chat cannot hide a field, so a conditional question is always shown, says when it is meant, and may stay
 * empty. Anonymous questions are asked once: what was answered is not known to be this person's. */
export function formFor(all: readonly Asked[], person: Person, now: Instant): Form {
  const today = dateAt(person.calendar.zone, now);
  const [first] = all;
  const title = all.length === 1 && first ? first.ritual.name : 'Your updates';
  const parts = [
    ...ownParts(all, person.id, today),
    ...all.flatMap((asked) => [
      ...sectionHead(asked, all, today, now),
      ...questionParts(asked, all, person, today),
    ]),
  ];
  const [head] = parts;
  const repeats = head?.part === 'heading' && head.text === title;
  return {
    id: 'answers',
    title,
    submit: all.some(({ update }) => update) ? 'Save' : 'Send',
    thing: promptsThing(all),
    epoch: 0,
    parts: repeats ? parts.slice(1) : parts,
  };
}

/** Reads the form back. Text is trimmed and otherwise kept as it is. "None" opens nothing. A conditional question is
 * never missed, and an answer to one is kept even if its condition does not hold. */
export function readAnswers(
  all: readonly Asked[],
  person: Person,
  now: Instant,
  values: FormValues,
  how: { typed?: boolean } = {},
): AnswersRead {
  const today = dateAt(person.calendar.zone, now);
  const read = all.map((asked) => readRound(asked, all, person, today, values, how.typed ?? false));
  const errors = Object.assign(ownErrors(all, values, today), ...read.map((one) => one.errors));
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, perRound: all.map((asked, at) => summed(asked, all, read[at]?.found ?? [], values)) };
}

function sectionHead(
  { round, ritual, team, prompt }: Asked,
  all: readonly Asked[],
  today: CivilDate,
  now: Instant,
): FormPart[] {
  const teams = new Set(all.map((one) => one.team.id));
  const of = teams.size > 1 ? ` of ${team.name}` : '';
  const day = round.date === today ? '' : ` for ${showDate(round.date)}`;
  const due = { time: prompt.due, as: 'both' } as const;
  const until =
    now < prompt.due
      ? text('Open until ', due, '.')
      : text('This was due ', due, '. Your answer will be marked as late.');
  return [
    { part: 'heading', text: `${ritual.name}${of}${day}` },
    { part: 'text', text: text(until, alsoWords(prompt)) },
  ];
}

function questionParts(asked: Asked, all: readonly Asked[], person: Person, today: CivilDate): FormPart[] {
  const given = asked.prompt.anonymous?.length ?? 0;
  const inputs = questionsOnce(asked, all, person, today).flatMap(({ asking, here, teams }) => {
    const { question } = asking;
    const [first, ...rest] = here ? WAYS[question.type].inputs(asking) : [];
    if (!first) return [];
    const once = teams ? [`You answer this once for ${teams}.`] : [];
    const hint = [...once, ...(first.hint ? [first.hint] : [])].join(' ') || undefined;
    return [{ ...first, ...hinted(hint, question, asked.ritual.questions) }, ...rest];
  });
  return [
    ...inputs.map((input) => ({ part: 'input', input }) as const),
    ...(given > 0
      ? [{ part: 'text', text: text('Your anonymous answers are in and stay as they are.') } as const]
      : []),
  ];
}

interface Found {
  question: Question;
  answer: Answer;
}

function readRound(
  asked: Asked,
  all: readonly Asked[],
  person: Person,
  today: CivilDate,
  values: FormValues,
  typed: boolean,
) {
  const found: Found[] = [];
  const errors: Record<string, string> = {};
  for (const { asking } of questionsOnce(asked, all, person, today)) {
    const { question } = asking;
    const read = missed(WAYS[question.type].read(asking, givenTo(asking, values)), asking, typed);
    if (read.read === 'wrong') Object.assign(errors, read.errors);
    if (read.read === 'answer') found.push({ question, answer: read.answer });
  }
  return { found, errors };
}

function givenTo({ id }: Asking, values: FormValues): Given {
  return (member) => values[member ? `${id}.${member}` : id];
}

function missed(read: Read, asking: Asking, typed: boolean): Read {
  if (read.read !== 'nothing' || asking.question.optional || typed) return read;
  const [first] = WAYS[asking.question.type].inputs(asking);
  const sentence =
    asking.question.type === 'blocker'
      ? 'Please answer. “None” is a fine answer.'
      : 'Please answer this one.';
  return { read: 'wrong', errors: { [first?.id ?? asking.id]: sentence } };
}

function summed(
  asked: Asked,
  all: readonly Asked[],
  found: readonly Found[],
  values: FormValues,
): RoundAnswers {
  const own = readOwn(asked, all, values);
  const named = found.filter(({ question }) => !question.anonymous);
  const ofType = (type: Question['type']) =>
    named.filter(({ question }) => question.type === type).map(({ answer }) => answer);
  return {
    round: asked.round.id,
    prompt: asked.prompt.id,
    answers: byQuestion(named),
    anonymous: byQuestion(found.filter(({ question }) => question.anonymous)),
    blockers: ofType('blocker').flatMap((answer) => blockerOf(answer) ?? []),
    dependencies: ofType('dependency').flatMap((answer) => dependencyOf(answer) ?? []),
    risks: ofType('risk').flatMap((answer) => riskOf(answer) ?? []),
    objectives: named.flatMap(({ question, answer }) => {
      const said = objectiveOf(answer);
      return said ? [{ ...said, question: question.id }] : [];
    }),
    marks: named.flatMap(({ answer }) => marksOf(answer)?.marks ?? []),
    lessons: named.flatMap(({ answer }) => lessonOf(answer) ?? []),
    ownBlockers: own.blockers,
    ownActions: own.actions,
    ownDependencies: own.dependencies,
  };
}

function byQuestion(found: readonly Found[]): Record<string, Answer> {
  return Object.fromEntries(found.map(({ question, answer }) => [question.id, answer]));
}
