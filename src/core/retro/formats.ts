import { oneLine } from '../wording.ts';

/** The formats a retro can have, each with what its cards are sorted by. */
export const FORMATS = {
  'start-stop-continue': ['Start', 'Stop', 'Continue'],
  'four-ls': ['Liked', 'Learned', 'Lacked', 'Longed for'],
  'mad-sad-glad': ['Mad', 'Sad', 'Glad'],
  sailboat: [
    'Wind: what carries us',
    'Anchor: what holds us back',
    'Rocks: what could go wrong',
    'Island: where we want to be',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Format = keyof typeof FORMATS;

export const FORMAT_NAMES = ['start-stop-continue', 'four-ls', 'mad-sad-glad', 'sailboat'] as const;

/** A form shows one field a column. */
export const FEWEST_COLUMNS = 2;
export const MOST_COLUMNS = 5;
export const LONGEST_COLUMN = 60;

/** The columns that somebody names after `/retro start`: a format, or `columns Good, Bad, Ideas`. `undefined`: the words mean
 * something else, so they are a topic. */
export function columnsNamed(
  words: string,
): { ok: true; columns: readonly string[] } | { ok: false; why: string } | undefined {
  const [, colon, said = ''] = words.match(/^columns\b\s*(:?)\s*([\s\S]*)$/i) ?? [];
  if (colon || /[,|]/.test(said)) return ownColumns(said);
  const plain = plainly(words);
  if (plain === '') return { ok: true, columns: FORMATS['start-stop-continue'] };
  const format = FORMAT_NAMES.find((name) => plainly(name) === plain || ALSO[name].includes(plain));
  return format && { ok: true, columns: FORMATS[format] };
}

const ALSO: Readonly<Record<Format, readonly string[]>> = {
  'start-stop-continue': ['ssc'],
  'four-ls': ['4ls', '4l'],
  'mad-sad-glad': ['msg', 'gladsadmad'],
  sailboat: ['boat'],
};

function ownColumns(said: string): NonNullable<ReturnType<typeof columnsNamed>> {
  const columns = said
    .split(/[,|]/)
    .map((name) => oneLine(name, LONGEST_COLUMN))
    .filter(Boolean);
  const many = columns.length >= FEWEST_COLUMNS && columns.length <= MOST_COLUMNS;
  const once = new Set(columns.map(plainly)).size === columns.length;
  if (many && once) return { ok: true, columns };
  const why = `Name ${FEWEST_COLUMNS} to ${MOST_COLUMNS} different columns, like: /retro start columns Good, Bad, Ideas. Nothing was started.`;
  return { ok: false, why };
}

function plainly(words: string): string {
  return words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
