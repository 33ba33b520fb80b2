import type { z } from 'zod';
import { findingsIn } from '../core/definition/finding.ts';
import { expectedIn } from '../core/definition/written.ts';
import { Refused } from './definitions.ts';
import type { Dialog } from './new-dialog.ts';

/** One thing a new file needs to know. */
export interface Field {
  /** The option that says it without being asked. */
  flag: string;
  ask: string;
  /** Taken when nothing is said; without it the field has to be answered. */
  usual?: string;
  /** What is wrong with an answer, in a sentence; `before` are the earlier ones to the same field. */
  wrong: (answer: string, before: readonly string[]) => string | undefined | Promise<string | undefined>;
}

/** Where answers come from: the options, else whoever sits at the terminal, else what is usual. */
export interface Source {
  given: Readonly<Record<string, string | readonly string[] | undefined>>;
  dialog?: Dialog;
}

/** The answer to one field. Throws `Refused` for an option that is wrong, and when whoever was asked has left. */
export async function answerTo({ given, dialog }: Source, field: Field): Promise<string> {
  const said = given[field.flag];
  const answer = typeof said === 'string' ? said.trim() : dialog ? undefined : field.usual || undefined;
  if (answer !== undefined) return taken(field, answer, []);
  return dialog || field.usual === undefined ? asked(needed(dialog, field), field, []) : field.usual;
}

/** Several answers to one field, each an option of its own or a line; an empty line ends them. At least one. */
export async function answersTo(source: Source, field: Field): Promise<string[]> {
  const said = source.given[field.flag];
  const answers: string[] = [];
  if (typeof said === 'object' && said.length > 0) {
    for (const one of said) answers.push(await taken(field, one.trim(), answers));
    return answers;
  }
  const dialog = needed(source.dialog, field);
  answers.push(await asked(dialog, field, []));
  for (;;) {
    const more = await asked(dialog, { ...field, ask: 'One more, or Enter to go on', usual: '' }, answers);
    if (more === '') return answers;
    answers.push(more);
  }
}

async function taken(field: Field, answer: string, before: readonly string[]): Promise<string> {
  const reason = await reasonAgainst(field, answer, before);
  if (reason !== undefined) throw new Refused(`--${field.flag}: ${reason}`);
  return answer;
}

function needed(dialog: Dialog | undefined, { flag }: Field): Dialog {
  if (dialog) return dialog;
  throw new Refused(`--${flag} is needed here, because there is no terminal to ask at.`);
}

/** Asks until the answer is right, with the reason each time it is not. */
async function asked(dialog: Dialog, field: Field, before: readonly string[]): Promise<string> {
  const offered = field.usual ? ` [${field.usual}]` : '';
  for (;;) {
    const line = await dialog.ask(`${field.ask}${offered}: `);
    if (line === undefined) throw new Refused('Stopped. Nothing was written.');
    const answer = line === '' ? field.usual : line;
    const reason = answer === undefined ? 'this one is needed.' : await reasonAgainst(field, answer, before);
    if (answer !== undefined && reason === undefined) return answer;
    dialog.tell(`  ${reason}`);
  }
}

/** Nothing said where nothing is usual needs no check. */
async function reasonAgainst(
  { usual, wrong }: Field,
  answer: string,
  before: readonly string[],
): Promise<string | undefined> {
  return answer === '' && usual === '' ? undefined : wrong(answer, before);
}

/** What `check` would say about this value of a field, in a sentence; `undefined` when it accepts it. */
export function against(rule: z.ZodType, value: unknown): string | undefined {
  const read = rule.safeParse(value, { error: expectedIn });
  if (read.success) return undefined;
  const [finding] = findingsIn(read.error, value);
  if (!finding) return 'this cannot be used.';
  const meant = finding.suggestion ? ` (did you mean "${finding.suggestion}"?)` : '';
  return `expected ${finding.expected}, found ${finding.found}${meant}.`;
}

/** Words with commas between them. */
export function listed(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** A name as an id: "Über uns 2" → "uber-uns-2". Empty for a script without Latin letters. */
export function idOf(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{Mark}/gu, '');
  return plain
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
