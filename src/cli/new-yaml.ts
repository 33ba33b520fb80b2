import { stringify } from 'yaml';

/** A text as YAML, safe inside `[…]` and `{…}` too: plain where that reads as the same text, else in quotes. */
export function scalar(text: string): string {
  const plain = stringify(text, { lineWidth: 0 }).trimEnd() === text && !/[,[\]{}#:]/.test(text);
  return plain ? text : JSON.stringify(text);
}

export function list(texts: readonly string[]): string {
  return `[${texts.map(scalar).join(', ')}]`;
}

/** Lines of a file: the comments begin in one column where they can. */
export function lines(rows: readonly (string | readonly [code: string, comment: string])[]): string {
  const text = rows.map((row) => (typeof row === 'string' ? row : `${row[0].padEnd(COMMENTS)} # ${row[1]}`));
  return `${text.join('\n')}\n`;
}

const COMMENTS = 34;
