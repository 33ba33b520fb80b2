/** What people call their time away in a calendar, in the languages whose words are plain enough to be sure of. */

/** Said of a day, they mean that somebody is away. */
const LEAVE = [
  'out of (?:the )?office',
  'ooo',
  'oof',
  'vacations?',
  'holidays?',
  '(?:annual|parental|maternity|paternity|sick|family|study|unpaid) leave',
  'on leave',
  'pto',
  'time off',
  'days? off',
  'sick(?: day)?',
  'sabbatical',
  '\\p{L}*urlaub',
  '\\p{L}*ferien',
  'abwesend',
  'abwesenheit',
  'außer haus',
  'krank(?:heit|meldung)?',
  'elternzeit',
  'congés?',
  'vacances',
  'vacaciones',
  'ferie',
  'vakantie',
  'verlof',
  'afwezig',
  'férias',
  'urlop',
];

/** So short that they mean it only when they are the whole title. */
const ALONE = ['off', 'away', 'leave', 'absent', 'frei', 'afk', 'rtt'];

/** Clear enough for a part of a day as well. */
const OUT = ['out of (?:the )?office', 'ooo', 'oof', 'afk', 'abwesend'];

/** Beside a word for leave they make it something else, or less than sure. */
const DOUBT = [
  'part(?:y|ies)',
  'plan(?:s|ning|ner|ung)?',
  'requests?',
  'policy',
  'calendar',
  'deadline',
  'hand-?over',
  'cover(?:s|ing|age)?',
  'back',
  'return(?:s|ing)?',
  'ends?',
  'reminder',
  'book(?:ing)?',
  'submit',
  'approv(?:e|al)',
  'discuss(?:ion)?',
  'lunch',
  'dinner',
  'no',
  'not',
  'cancell?ed',
  'maybe',
  'tbc',
  'tbd',
  'tentative',
  '\\p{L}*antrag',
  '\\p{L}*planung',
  'übergabe',
  'feier',
  'ende',
  'vielleicht',
  'evtl',
  'eventuell',
  'kein(?:e|en)?',
];

const leave = anyOf(LEAVE);
const out = anyOf(OUT);
const doubt = anyOf(DOUBT);
const alone = new RegExp(`^(?:${[...LEAVE, ...ALONE].join('|')})$`, 'iu');

/** Whether a title of a whole day is a word for leave, or holds one that is plain enough. */
export function saysAway(title: string): boolean {
  return leave.test(title) || alone.test(bare(title));
}

/** Whether a title says it for a part of a day: nothing but a word for leave, or “out of office” beside others. */
export function saysOutOfOffice(title: string): boolean {
  return out.test(title) || alone.test(bare(title));
}

export function isDoubtful(title: string): boolean {
  return title.includes('?') || doubt.test(title);
}

/** Whether the words stand in the text, not as a part of longer ones. Both in small letters. */
export function holdsWords(text: string, words: string): boolean {
  const at = text.indexOf(words);
  if (at < 0 || words === '') return false;
  const isLetter = (one: string | undefined) => one !== undefined && /[\p{L}\p{N}]/u.test(one);
  return !isLetter(text[at - 1]) && !isLetter(text[at + words.length]);
}

function bare(title: string): string {
  return title
    .replace(/[^\p{L}\p{N} ]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function anyOf(words: readonly string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'iu');
}
