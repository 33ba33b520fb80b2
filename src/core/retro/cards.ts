import type { FormValues } from '../form.ts';
import type { Card, Retro } from './retro.ts';

/** Longest card in characters. */
export const LONGEST_CARD = 400;
/** So many cards fit into one retro: as many as can be picked from in one form. */
export const MOST_CARDS = 80;
/** So many cards fit into one form. */
const MOST_AT_ONCE = 30;

export type Written = Pick<Card, 'column' | 'text'>;

/** The input of the form that a column's cards are written in. */
export function columnInput(index: number): string {
  return `column-${index}`;
}

/** The cards in a form that came back: every line that is not empty is one. What is there already, word for word in the same
 * column, is not taken a second time: an answer that got lost is often sent twice. */
export function cardsIn(
  { columns }: Pick<Retro, 'columns'>,
  there: readonly Written[],
  values: FormValues,
): { ok: true; cards: Written[] } | { ok: false; errors: Readonly<Record<string, string>> } {
  const fields = columns.map((column, at) => ({
    column,
    input: columnInput(at),
    lines: linesOf(values, at),
  }));
  const all = fields.flatMap(({ column, lines }) => lines.map((text) => ({ column, text })));
  const wrong = fields.flatMap(({ input, lines }) => {
    const long = lines.findIndex((line) => [...line].length > LONGEST_CARD);
    return long < 0 ? [] : [[input, tooLongWords(long + 1)] as const];
  });
  if (wrong.length > 0) return { ok: false, errors: Object.fromEntries(wrong) };
  if (all.length === 0) return failed('Write at least one card here or below, or close the form.');
  if (all.length > MOST_AT_ONCE) return failed(`Please send at most ${MOST_AT_ONCE} cards at once.`);
  return { ok: true, cards: withoutTwice(all, there) };
}

function failed(words: string): { ok: false; errors: Readonly<Record<string, string>> } {
  return { ok: false, errors: { [columnInput(0)]: words } };
}

function tooLongWords(line: number): string {
  return `Card ${line} here is longer than ${LONGEST_CARD} characters. Please shorten it, or make two of it.`;
}

function linesOf(values: FormValues, at: number): string[] {
  const value = values[columnInput(at)];
  return typeof value === 'string' ? cardLines(value) : [];
}

/** The lines of what was typed, each as one card: without list marks, blanks around it and signs nobody can see. */
export function cardLines(typed: string): string[] {
  return typed
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) =>
      withoutUnseen(line)
        .replace(/^\s*[-*•–]\s+/, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter(Boolean);
}

/** Marks that turn the direction of writing would turn what follows a card, too; others cannot be seen at all. */
function withoutUnseen(words: string): string {
  return words.normalize('NFC').replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/gu, ' ');
}

function withoutTwice(all: readonly Written[], there: readonly Written[]): Written[] {
  const known = new Set(there.map(keyOf));
  return all.filter((card) => {
    const fresh = !known.has(keyOf(card));
    known.add(keyOf(card));
    return fresh;
  });
}

function keyOf({ column, text }: Written): string {
  return JSON.stringify([column, text]);
}

/** Cards in the order in which they are always shown: by column, then by the alphabet. It says nothing of who wrote them, or
 * when. */
export function inOrder({ columns }: Pick<Retro, 'columns'>, cards: readonly Card[]): Card[] {
  return cards.toSorted(
    (a, b) =>
      columns.indexOf(a.column) - columns.indexOf(b.column) ||
      a.text.localeCompare(b.text, 'en') ||
      (a.id < b.id ? -1 : 1),
  );
}
