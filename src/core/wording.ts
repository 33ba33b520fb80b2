/** One line out of any text, at most `longest` characters long, cut between whole characters and at a word where one
 * is near. */
export function oneLine(words: string, longest = 140): string {
  const flat = words.replace(TURNING, '').replace(/\s+/g, ' ').trim();
  const marks = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(flat)].map(
    ({ segment }) => segment,
  );
  if (marks.length <= longest) return flat;
  const cut = marks.slice(0, longest - 1).join('');
  const gap = cut.lastIndexOf(' ');
  return `${(gap > cut.length * 0.7 ? cut.slice(0, gap) : cut).trimEnd()}…`;
}

/** Marks that nobody sees and that turn the direction of writing: what follows in the line would be turned, too. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/gu;

/** "1 answer", "3 answers", "no answers". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n === 0 ? 'no' : n} ${n === 1 ? one : many}`;
}

/** A reason as a sentence: a capital first, a full stop last. */
export function sentence(words: string): string {
  const flat = words.trim();
  if (flat === '') return '';
  const start = flat.charAt(0).toUpperCase() + flat.slice(1);
  return /[.!?…]$/.test(start) ? start : `${start}.`;
}

/** "a", "a and b", "a, b and c". */
export function listed(names: readonly string[], last = 'and'): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`;
}
