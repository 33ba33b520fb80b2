import type { FormValue, Input } from '../form.ts';
import type { Objective } from '../planning/objective.ts';
import type { Question } from '../ritual.ts';
import type { Answer } from '../round.ts';
import type { PersonId, Team } from '../team.ts';
import type { CivilDate } from '../time.ts';

/** The longest single answer, in characters. */
export const LONGEST = 10_000;

/** One question put to one person on one day. */
export interface Asking {
  question: Question;
  /** The input's id, or its start where the question is a group. */
  id: string;
  team: Team;
  person: PersonId;
  /** Today where the person is. */
  today: CivilDate;
  /** The person's own objectives of the week, where the question is about them. */
  objectives?: readonly Objective[];
  /** What the form starts with: the answer so far, or the one to pick up from last time. */
  start?: Answer;
}

/** `nothing`: left empty. `none`: said in words that there is nothing. */
export type Read =
  | { read: 'answer'; answer: Answer }
  | { read: 'nothing' }
  | { read: 'none' }
  | { read: 'wrong'; errors: Readonly<Record<string, string>> };

/** The value of one member of a question's group, or of its only input. */
export type Given = (member?: string) => FormValue | undefined;

/** How one type of question is asked and read. */
export interface Way {
  inputs(asking: Asking): Input[];
  read(asking: Asking, given: Given): Read;
}

export const NOTHING: Read = { read: 'nothing' };

export function answered(answer: Answer): Read {
  return { read: 'answer', answer };
}

export function wrong(asking: Asking, sentence: string, member?: string): Read {
  return { read: 'wrong', errors: { [memberId(asking, member)]: sentence } };
}

export function memberId({ id }: Asking, member?: string): string {
  return member ? `${id}.${member}` : id;
}

/** What was typed, without the blanks around it. */
export function wordsOf(value: FormValue | undefined): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

/** What was picked, as a list. */
export function picksOf(value: FormValue | undefined): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'object' ? value : [];
}

/** A sentence when the text is too long to keep. `longest`: in characters. */
export function tooLong(words: string, longest = LONGEST): string | undefined {
  const length = [...words].length;
  if (length <= longest) return undefined;
  const number = (n: number) => n.toLocaleString('en-US');
  return `This has ${number(length)} characters and ${number(longest)} fit. Please shorten it, or link to the long version.`;
}
