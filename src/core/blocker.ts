import type { BlockerAnswer } from './round.ts';

const WORDS =
  'none nothing no nope nah nix na nil null zero 0 nada keine keiner keins nichts nein rien aucun ninguno non niks geen fine clear good ok okay unblocked';

const PHRASES = [
  'n a',
  'all good',
  'all fine',
  'all clear',
  'alles gut',
  'alles klar',
  'keine blocker',
  'no blocker',
  'no blockers',
  'no blocks',
  'no issues',
  'no impediments',
  'no problems',
  'no thanks',
  'no thank you',
  'none right now',
  'none so far',
  'none today',
  'none at the moment',
  'no blockers today',
  'not applicable',
  'not at the moment',
  'not blocked',
  'not stuck',
  'not today',
  'im not blocked',
  'i am not blocked',
  'nothing at the moment',
  'nothing blocking',
  'nothing blocking me',
  'nothing blocks me',
  'nothing is blocking me',
  'nothing is stopping me',
  'nothing stopping me',
  'nothing much',
  'nothing new',
  'nothing really',
  'nothing right now',
  'nothing so far',
  'nothing to report',
  'nothing today',
];

const NOTHING: ReadonlySet<string> = new Set([...WORDS.split(' '), ...PHRASES]);

/** Pictures that say "all is well"; any other one alone, such as a fire, is something in the way. */
const FINE = new Set('👍👌✅✔☑🆗🙌🙂😀😃😄😁😊😎🎉🟢💚');

/** True for an answer that says "nothing is stopping me": empty, only signs (`-`, `.`, `/`), only approving pictures, or a
 * usual wording of none. */
export function readsAsNone(text: string): boolean {
  const words = wordsIn(text);
  if (words === '') return picturesIn(text).every((picture) => FINE.has(picture));
  return NOTHING.has(words) || NOTHING.has(words.replace(/^(?:well|so|hm|hmm|oh) /, ''));
}

/** A blocker's text as it is compared: lower case, signs and repeated spaces gone. Pictures count where they are all
 * there is. */
export function normalise(text: string): string {
  return wordsIn(text) || picturesIn(text).join('');
}

/** Without skin tones and other variations. */
function picturesIn(text: string): string[] {
  return text.match(/\p{Extended_Pictographic}|\p{Regional_Indicator}/gu) ?? [];
}

function wordsIn(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A link as it is compared: without the fragment, a trailing slash and the case of scheme and host. Undefined for none. */
export function sameLink(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.trim() !== '' && plainLink(a) === plainLink(b);
}

function plainLink(link: string): string {
  const bare = link
    .trim()
    .replace(/#(?![/!]).*$/, '')
    .replace(/\/+$/, '');
  return bare.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, (origin) => origin.toLowerCase());
}

/** True when two texts say the same thing, letter case, signs and spaces aside. */
export function sameWords(a: string, b: string): boolean {
  const words = normalise(a);
  return words !== '' && words === normalise(b);
}

const ALIKE = 0.5;
const SMALL = new Set([
  'the',
  'and',
  'for',
  'with',
  'from',
  'that',
  'this',
  'are',
  'was',
  'has',
  'have',
  'not',
  'can',
  'cannot',
  'cant',
]);

/** True when two blockers share at least half of their telling words: alike enough to offer joining, never to merge. */
export function alike(a: string, b: string): boolean {
  const [left, right] = [telling(a), telling(b)];
  const shared = [...left].filter((word) => right.has(word)).length;
  const all = new Set([...left, ...right]).size;
  return shared >= 2 && shared / all >= ALIKE;
}

function telling(text: string): ReadonlySet<string> {
  return new Set(
    normalise(text)
      .split(' ')
      .filter((word) => word.length > 2 && !SMALL.has(word)),
  );
}

/** What an answer to the blocker question asks for. `nothing`: it reads as none. `told`: published, no timers.
 * `later`: level 1 starts that morning. `now`: level 1 starts at once. */
export type Meaning = 'nothing' | 'told' | 'later' | 'now';

export function meaningOf(blocker: BlockerAnswer): Meaning {
  if (readsAsNone(blocker.what)) return 'nothing';
  if (blocker.when === 'just_telling') return 'told';
  return typeof blocker.when === 'object' ? 'later' : 'now';
}
