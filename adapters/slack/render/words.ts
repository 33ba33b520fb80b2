import type { PlainTextElement } from '@slack/web-api';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Without halves of characters and control characters, which Slack refuses or shows as boxes. */
export function clean(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\n\t]/gu, '');
}

/** At most so many characters, ending in "…" when something was left out. Never cuts through a grapheme. */
export function cut(text: string, most: number): string {
  const whole = clean(text);
  return whole.length <= most ? whole : `${headOf(whole, most - 1)}…`;
}

/** The whole text in pieces of at most so many characters, cut between graphemes. */
export function pieces(text: string, most: number): string[] {
  const found: string[] = [];
  let rest = clean(text);
  while (rest.length > most) {
    const head = headOf(rest, most);
    found.push(head);
    rest = rest.slice(head.length);
  }
  return rest === '' ? found : [...found, rest];
}

/** The longest start that ends between graphemes; one that is longer than `most` itself is cut between characters. */
function headOf(text: string, most: number): string {
  const at = graphemes.segment(text).containing(most)?.index ?? 0;
  if (at > 0) return text.slice(0, at);
  const half = /[\ud800-\udbff]$/.test(text.slice(0, most));
  return text.slice(0, half ? most - 1 : most) || String.fromCodePoint(text.codePointAt(0) ?? 0);
}

/** A plain text of one or more lines; `blank` where there is nothing to read. Codes such as `:tada:` stay as they are. */
export function plainText(text: string, most: number, blank = '–'): PlainTextElement {
  const said = [text, blank].map((words) => cut(words, most)).find((words) => words.trim() !== '');
  return { type: 'plain_text', text: said ?? '–', emoji: false };
}

export function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}

/** The three characters that Slack reads as the start of a mention or link; this also defuses `<!channel>`. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const LOOKALIKES: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };

/** What would begin bold, italics, strike or code. Within a word `_` is no markup. */
const MARKS = /[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** What would make a line a quote. */
const QUOTES = /^[ \t>]*>/gm;

/** Plain words for a place where Slack reads markup. It has no escape for its marks, so that each is exchanged for a
 * character that looks the same; nothing invisible is put in. */
export function neutral(text: string): string {
  const harmless = clean(text)
    .replace(MARKS, (mark) => LOOKALIKES[mark] ?? mark)
    .replace(QUOTES, (quote) => quote.replaceAll('>', '›'));
  return escaped(harmless);
}

/** Whether `neutral` has to exchange a character. */
export function hasMarks(text: string): boolean {
  return neutral(text) !== escaped(clean(text));
}

/** One line for where Slack reads markup, at most so many characters once escaped. */
export function neutralLine(text: string, most: number): string {
  const line = oneLine(text);
  let room = most;
  let short = neutral(cut(line, room));
  while (short.length > most) {
    room -= Math.max(1, Math.ceil((short.length - most) / 5));
    short = neutral(cut(line, room));
  }
  return short;
}
