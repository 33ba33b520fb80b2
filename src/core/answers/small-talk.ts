import type { Asked } from './asked.ts';
import { openQuestions } from './open.ts';

/** What people say to be kind, which is no answer. `thanks` and `greeting` get a word back of their own. */
export type SmallTalk = 'thanks' | 'greeting' | 'fine';

const PHRASES: Readonly<Record<SmallTalk, readonly string[]>> = {
  thanks: [
    'thanks',
    'thank you',
    'thx',
    'ty',
    'cheers',
    'thanks a lot',
    'thank you very much',
    'thank you so much',
    'many thanks',
    'much appreciated',
    'danke',
    'danke schön',
    'vielen dank',
    'merci',
    'gracias',
    'grazie',
    'obrigado',
    'obrigada',
  ],
  greeting: [
    'hi',
    'hello',
    'hey',
    'hi there',
    'hello there',
    'hey there',
    'good morning',
    'morning',
    'good afternoon',
    'good evening',
    'hallo',
    'hola',
    'bonjour',
    'moin',
    'guten morgen',
    'bye',
    'see you',
  ],
  fine: ['ok', 'okay', 'k', 'okey', 'got it', 'sure', 'great', 'cool', 'nice', 'perfect', 'will do', 'lol'],
};

/** Added to any of them. */
const BESIDES = ['rondo', 'bot', 'again', 'all', 'team', 'everyone', 'everybody', 'so much', 'and'];

const ALL = [...Object.values(PHRASES).flat(), ...BESIDES].sort((a, b) => b.length - a.length);
const ONLY = new RegExp(`^(?:(?:${ALL.join('|')})(?: |$))+$`, 'u');

const PICTURES = /[👍👌🙏👋🙌❤💚🎉🙂😀😃😄😁😊😎✅✔🆗]/u;
const CODES =
  /^(?:\s*:(?:\+1|thumbsup|thumbs_up|ok_hand|pray|wave|raised_hands|heart|green_heart|tada|smile|slightly_smiling_face|grinning|blush|white_check_mark|ok)(?:::skin-tone-\d)?:\s*)+$/;

/** What kind of small talk this is; undefined for what may be an answer. A word that one of the questions offers as its
 * option is an answer. */
export function smallTalkIn(text: string, asked: Asked | undefined): SmallTalk | undefined {
  const words = wordsIn(text);
  if (words === '' || CODES.test(text.trim())) return isFine(text) ? 'fine' : undefined;
  if (!ONLY.test(words) || (asked && isOption(words, asked))) return undefined;
  const kinds = ['thanks', 'greeting', 'fine'] as const;
  return kinds.find((kind) => PHRASES[kind].some((phrase) => ` ${words} `.includes(` ${phrase} `)));
}

function isFine(text: string): boolean {
  if (CODES.test(text.trim())) return true;
  const pictures = text.match(/\p{Extended_Pictographic}/gu) ?? [];
  return pictures.length > 0 && pictures.every((picture) => PICTURES.test(picture));
}

function isOption(words: string, asked: Asked): boolean {
  return openQuestions(asked).some(({ options = [] }) => options.some((option) => wordsIn(option) === words));
}

function wordsIn(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
