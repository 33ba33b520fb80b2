import { type AnswersRead, formFor, readAnswers } from '../answers.ts';
import { readsAsNone } from '../blocker.ts';
import type { FormValues } from '../form.ts';
import type { Question, QuestionType } from '../ritual.ts';
import type { Person } from '../team.ts';
import type { Instant } from '../time.ts';
import { type Asked, inputId } from './asked.ts';
import { openQuestions } from './open.ts';
import { WAYS } from './questions.ts';
import { colleagues } from './roster.ts';

/** Splits a typed reply by question: labels ("today: …"), numbers ("1. …"), or exactly one line for each question.
 * When it is not clear which is meant, all of it answers the first text question. Nothing that was typed is lost. */
export function parseTyped(questions: readonly Question[], reply: string): Record<string, string> {
  return byOrder(questions, reply) ?? asOne(questions, reply);
}

/** Undefined when the reply has no order that says which question is meant. */
function byOrder(questions: readonly Question[], reply: string): Record<string, string> | undefined {
  const lines = reply.split(/\r?\n/).map((line) => line.trim());
  return byLabel(questions, lines) ?? byNumber(questions, lines) ?? byLine(questions, lines);
}

/** The anonymous question that a typed reply would answer, in its own words. Such an answer is never kept with a name, so it
 * is only taken by the form. Undefined when there is none. */
export function anonymousIn(asked: Asked, reply: string): string | undefined {
  const questions = openQuestions(asked);
  const typed = parseTyped(questions, reply);
  return questions.find(({ id, anonymous }) => anonymous && typed[id])?.ask;
}

/** A typed reply, read like the form. Questions it leaves out are not asked for again; a part that does not fit its
 * question's type goes to the first text question, with the question in front. It changes an answer that was given before
 * only where it says something, and adds to it where it has no order. */
export function readTyped(asked: Asked, person: Person, now: Instant, reply: string): AnswersRead {
  const given = { ...asked, own: undefined };
  const values = { ...givenSoFar(given, person, now), ...typedValues(asked, person, reply) };
  return readAnswers([given], person, now, values, { typed: true });
}

function givenSoFar(asked: Asked, person: Person, now: Instant): FormValues {
  if (!asked.update) return {};
  const inputs = formFor([asked], person, now).parts.flatMap((part) =>
    part.part === 'input' ? [part.input] : [],
  );
  return Object.fromEntries(inputs.map(({ id, value }) => [id, value]));
}

/** The fields of the form as a typed reply fills them. */
export function typedValues(asked: Asked, person: Person, reply: string): FormValues {
  const questions = openQuestions(asked).filter(({ anonymous }) => !anonymous);
  const ordered = byOrder(openQuestions(asked), reply);
  const typed = ordered ?? asOne(questions, reply);
  const home = firstText(questions);
  const before = home && asked.update?.answers[home.id];
  const kept = typeof before === 'string' ? [before] : [];
  const misfits: string[] = [];
  const values: Record<string, FormValues[string]> = {};
  for (const question of questions) {
    const words = typed[question.id];
    if (!words) continue;
    const fitting = valuesOf(asked, question, person, words);
    if (fitting) Object.assign(values, fitting);
    else if (home) misfits.push(`${question.ask} ${words}`);
    else Object.assign(values, { [inputId(asked.round.id, question.id)]: words });
  }
  if (home) {
    const id = inputId(asked.round.id, home.id);
    const first = values[id] === undefined || !ordered ? kept : [];
    const all = [...first, values[id], ...misfits].filter(Boolean);
    if (misfits.length > 0 || !ordered) values[id] = [...new Set(all)].join('\n');
  }
  return values;
}

function byLabel(
  questions: readonly Question[],
  lines: readonly string[],
): Record<string, string> | undefined {
  const split = lines.map((line) => labelled(questions, line));
  if (!split.some((one) => one)) return undefined;
  const found = new Map<string, string[]>();
  let at = firstText(questions)?.id ?? questions[0]?.id;
  lines.forEach((line, n) => {
    const label = split[n];
    at = label?.question ?? at;
    if (at !== undefined) found.set(at, [...(found.get(at) ?? []), label ? label.rest : line]);
  });
  return joined(found);
}

function labelled(
  questions: readonly Question[],
  line: string,
): { question: string; rest: string } | undefined {
  const match = /^[*_•-]*\s*([^:]{1,200}?)[*_]*\s*[:?][*_]*:?\s*(.*)$/.exec(line);
  if (!match) return undefined;
  const label = plainLabel(match[1] ?? '');
  const question = questions.find((one) => namesOf(one).includes(label));
  return question ? { question: question.id, rest: match[2] ?? '' } : undefined;
}

/** What people write in front of an answer, by the type of the question. */
const USUAL: Partial<Record<QuestionType, readonly string[]>> = {
  blocker: ['blocker', 'blockers', 'blocked', 'stuck', 'impediments'],
  dependency: ['waiting', 'waiting for', 'dependency', 'dependencies'],
  risk: ['risk', 'risks'],
  kudos: ['kudos', 'thanks'],
  objective: ['objective', 'goal'],
  lesson: ['lesson', 'learned'],
};

function namesOf({ id, ask, type }: Question): string[] {
  return [plainLabel(id), plainLabel(ask), ...(USUAL[type] ?? [])];
}

function plainLabel(words: string): string {
  return words
    .toLowerCase()
    .replace(/[_-]+/g, ' ')
    .replace(/[?:*]+$/, '')
    .trim();
}

function byNumber(
  questions: readonly Question[],
  lines: readonly string[],
): Record<string, string> | undefined {
  const found = new Map<string, string[]>();
  let at = 0;
  for (const line of lines.filter(Boolean)) {
    const match = /^(\d{1,2})\s*[.)]\s*(.*)$/.exec(line);
    if (match && Number(match[1]) > at && Number(match[1]) <= questions.length) at = Number(match[1]);
    else if (at === 0) return undefined;
    const question = questions[at - 1];
    if (!question) return undefined;
    found.set(question.id, [
      ...(found.get(question.id) ?? []),
      match && Number(match[1]) === at ? (match[2] ?? '') : line,
    ]);
  }
  return at > 0 ? joined(found) : undefined;
}

/** Only when the number of lines leaves no doubt: one for each question, or one for each that must be answered. */
function byLine(
  questions: readonly Question[],
  lines: readonly string[],
): Record<string, string> | undefined {
  const said = lines.filter(Boolean);
  const required = questions.filter(({ optional }) => !optional);
  const meant = [questions, required].find(({ length }) => length > 1 && length === said.length);
  return meant && Object.fromEntries(meant.map(({ id }, at) => [id, said[at] ?? '']));
}

function asOne(questions: readonly Question[], reply: string): Record<string, string> {
  const home = firstText(questions) ?? questions[0];
  return home && reply.trim() ? { [home.id]: reply.trim() } : {};
}

function firstText(questions: readonly Question[]): Question | undefined {
  return questions.find(({ type, anonymous }) => type === 'text' && !anonymous);
}

function joined(found: ReadonlyMap<string, readonly string[]>): Record<string, string> {
  const parts = [...found].map(([id, lines]) => [id, lines.join('\n').trim()] as const);
  return Object.fromEntries(parts.filter(([, words]) => words !== ''));
}

/** The values of a question's inputs, or undefined when the words do not fit its type. */
function valuesOf(asked: Asked, question: Question, person: Person, words: string): FormValues | undefined {
  const id = inputId(asked.round.id, question.id);
  const roster = { team: asked.team, person: person.id };
  const [whom] = named(roster, words);
  switch (question.type) {
    case 'blocker':
    case 'risk':
    case 'kudos':
    case 'objective':
    case 'lesson':
      return { [`${id}.what`]: words };
    // Which of several objectives is meant is only clear in the form.
    case 'standing':
    case 'score':
      return undefined;
    case 'dependency':
      if (readsAsNone(words)) return { [`${id}.on`]: undefined, [`${id}.what`]: words };
      return whom === undefined ? undefined : { [`${id}.on`]: whom, [`${id}.what`]: words };
    case 'people':
      return whom === undefined ? undefined : { [id]: named(roster, words) };
    case 'text':
      return { [id]: words };
    default: {
      const read = WAYS[question.type].read({ question, id, ...roster, today: '' }, () => words);
      return read.read === 'wrong' ? undefined : { [id]: words };
    }
  }
}

function named(roster: Parameters<typeof colleagues>[0], words: string): string[] {
  const said = ` ${words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  const says = (name: string) => said.includes(` ${name.toLowerCase()} `);
  return colleagues(roster)
    .filter(({ value, label }) => says(label) || says(label.split(' ')[0] ?? label) || says(value))
    .map(({ value }) => value);
}
