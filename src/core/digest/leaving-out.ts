import type { DigestLine } from '../record.ts';
import type { Team } from '../team.ts';

/** The lines with those left out that hold a word the team keeps to itself; each says which word it was. */
export function withoutWords({ digest }: Pick<Team, 'digest'>, lines: readonly DigestLine[]): DigestLine[] {
  return lines.map((one) => {
    const word = wordIn(one.text, digest.leaveOut);
    return word === undefined ? one : { ...one, leftOut: true, out: { word } };
  });
}

/** The first of these words that a text holds, in any case; also where a longer word begins with it. */
export function wordIn(text: string, words: readonly string[] = []): string | undefined {
  return words.find((word) => beginning(word).test(text));
}

function beginning(word: string): RegExp {
  const plain = word
    .trim()
    .replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
    .replace(/\s+/g, '\\s+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${plain.replaceAll('\\-', '-')}`, 'iu');
}
