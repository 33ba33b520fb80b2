/** Texts that say much the same, found by their words: a proposal for people, never more. */

/** A text and the key it goes by. */
export interface Worded {
  id: string;
  text: string;
}

/** Groups of texts that may belong together, the largest first. Each has at least two; a text stands in one group. Those that
 * people have called different (`differ`, as given by `keyOf`) are left out. */
export function suggestions(texts: readonly Worded[], differ: readonly string[] = []): string[][] {
  const worded = texts.map(({ id, text }) => ({ id, words: tellingWords(text) }));
  const groups: { ids: string[]; words: ReadonlySet<string> }[] = [];
  for (const { id, words } of worded) {
    const same = groups.find((group) => alike(group.words, words));
    if (same) same.ids.push(id);
    else groups.push({ ids: [id], words });
  }
  return groups
    .map(({ ids }) => ids)
    .filter((ids) => ids.length > 1 && !differ.includes(keyOf(ids)))
    .toSorted((a, b) => b.length - a.length);
}

/** A suggestion as it is remembered when it was turned down. */
export function keyOf(ids: readonly string[]): string {
  return ids.toSorted().join(' ');
}

/** Two shared words that make up at least half of the shorter text; of a text of one word, that word. */
function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const shorter = Math.min(a.size, b.size);
  if (shorter === 0) return false;
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared >= Math.min(2, shorter) && shared / shorter >= 0.5;
}

/** The words of a text that tell what it is about, each cut to its beginning: “reviews” and “reviewing” are one. */
function tellingWords(text: string): ReadonlySet<string> {
  const plain = text.normalize('NFKC').toLowerCase().replace(/['’`]/g, '');
  const words = [...new Intl.Segmenter('en', { granularity: 'word' }).segment(plain)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment)
    .filter((word) => !SMALL.has(word) && (word.length > 2 || /[^\p{Script=Latin}\p{N}]/u.test(word)));
  return new Set(words.map(stem));
}

function stem(word: string): string {
  return word.length > 4 ? word.replace(/(ings?|ers?|ed|es|s)$/, '').replace(/(.)\1$/, '$1') : word;
}

const SMALL = new Set(
  'the and for with from that this these those are was were has have had not can cannot cant too very more less much many our out off all any its it’s but you your they them their who what when where why how does did done doing get got let lets our we us will would should could about into over under than then there here also just'.split(
    ' ',
  ),
);
