import { wordIn } from '../digest/leaving-out.ts';
import type { Form, FormPart, FormValues, Input } from '../form.ts';
import type { Digest, WeekLine } from '../record.ts';
import type { Team } from '../team.ts';
import { oneLine } from '../wording.ts';

const LINES = 3;
const LONGEST = 200;
const LONGEST_LABEL = 70;
/** What a platform takes as the value of a choice, in characters. */
const LONGEST_VALUE = 150;

/** The week in three lines, picked from what happened, or written. It may be left empty; then it is left out. */
export function weekParts(suggestions: readonly WeekLine[], said: readonly WeekLine[] = []): FormPart[] {
  const picked = said.filter(({ source }) => suggestions.some((one) => one.source === source));
  const written = said.filter((one) => !picked.includes(one)).map(({ text }) => text);
  const pick: Input = {
    id: 'week_picked',
    label: 'The week in three lines: what should the digest say first?',
    hint: 'Pick at most three. Without any, the digest begins with the numbers.',
    optional: true,
    input: 'multi',
    choices: suggestions.map((one) => ({ value: keyOf(one), label: oneLine(one.text, LONGEST_LABEL) })),
    value: picked.map(keyOf),
  };
  const write: Input = {
    id: 'week_written',
    label: 'Or in your own words, one line each',
    optional: true,
    input: 'text',
    limit: LINES * LONGEST,
    ...(written.length > 0 ? { value: written.join('\n') } : {}),
  };
  return [...(suggestions.length > 0 ? [pick] : []), write].map((input) => ({ part: 'input', input }));
}

/** The same as a form of its own. */
export function weekForm({ id, week }: Digest, suggestions: readonly WeekLine[]): Form {
  return {
    id: 'digest.week',
    title: 'Three lines',
    submit: 'Save',
    thing: `digest:${id}`,
    epoch: 0,
    parts: weekParts(suggestions, week),
  };
}

/** What came back: three lines at most, those that were picked first; or what is wrong with them. */
export function weekIn(
  values: FormValues,
  suggestions: readonly WeekLine[],
  team: Team,
): { lines: WeekLine[] } | { errors: Record<string, string> } {
  const { week_picked: keys, week_written: own } = values;
  const wanted = new Set(Array.isArray(keys) ? keys.map(String) : []);
  const picked = suggestions.filter((one) => wanted.has(keyOf(one)));
  const written = (typeof own === 'string' ? own : '')
    .split('\n')
    .map((text) => oneLine(text, LONGEST))
    .filter(Boolean);
  const word = written.map((text) => wordIn(text, team.digest.leaveOut)).find(Boolean);
  if (picked.length + written.length > LINES) return wrong('Three lines are enough: please take some out.');
  if (word) return wrong(`Your team keeps “${word}” out of the digest. Please say it without this word.`);
  const source = `team:${team.id}`;
  return { lines: [...picked, ...written.map((text) => ({ text, source }))] };
}

function wrong(words: string): { errors: Record<string, string> } {
  return { errors: { week_written: words } };
}

function keyOf({ source }: WeekLine): string {
  return source.slice(0, LONGEST_VALUE);
}
