import type { Choice, Input } from '../form.ts';
import type { BlockerAnswer } from '../round.ts';
import type { CivilDate } from '../time.ts';
import { extra, first, PASSED, readWhat } from './group.ts';
import { blockerOf } from './kinds.ts';
import {
  type Asking,
  answered,
  type Given,
  LONGEST,
  picksOf,
  type Read,
  type Way,
  wordsOf,
  wrong,
} from './reading.ts';
import { helpers } from './roster.ts';

/** What stops somebody, who can help, when it is needed and where to look. */
export const blocker: Way = { inputs: blockerInputs, read: readBlocker };

const WHEN: readonly Choice[] = [
  { value: 'now', label: 'Now, I cannot go on' },
  { value: 'today', label: 'Today' },
  { value: 'by', label: 'By a date (pick it below)' },
  { value: 'just_telling', label: 'Just telling, nothing to do' },
];

function blockerInputs(asking: Asking): Input[] {
  const before = blockerOf(asking.start);
  const choices = helpers(asking);
  const needs = before?.needs.filter((need) => choices.some(({ value }) => value === need)) ?? [];
  return [
    {
      ...first(asking, 'what', 'text', before?.what),
      hint: 'Leave it empty, or write “none”, if nothing is.',
      limit: LONGEST,
    },
    { ...extra(asking, 'needs', 'Who can help?', 'multi', needs), choices },
    { ...extra(asking, 'when', 'When do you need it?', 'select', whenOf(before) ?? 'today'), choices: WHEN },
    extra(asking, 'by', 'By which date?', 'date', byOf(before)),
    extra(asking, 'link', 'Link', 'line', before?.link),
  ];
}

function readBlocker(asking: Asking, given: Given): Read {
  const what = wordsOf(given('what'));
  const needs = picksOf(given('needs'));
  const rest = needs.length > 0 || wordsOf(given('by')) !== '' || wordsOf(given('link')) !== '';
  const early = readWhat(asking, what, rest, 'Say what is stopping you.');
  if (early) return early;
  const known = helpers(asking);
  if (needs.some((need) => !known.some(({ value }) => value === need)))
    return wrong(asking, 'Pick people or roles of this team.', 'needs');
  const when = readWhen(asking, given);
  if (!when.ok) return wrong(asking, when.why, 'by');
  const link = readLink(wordsOf(given('link')));
  if (!link.ok) return wrong(asking, link.why, 'link');
  return answered({ what, needs, when: when.value, ...(link.value ? { link: link.value } : {}) });
}

/** A chat form always shows the date, so a date just picked counts although "when" still stands on "today". */
function readWhen(asking: Asking, given: Given): Result<BlockerAnswer['when']> {
  const when = wordsOf(given('when'));
  const date = wordsOf(given('by'));
  if (when === 'now' || when === 'just_telling') return { ok: true, value: when };
  const isNew = date !== '' && date !== byOf(blockerOf(asking.start));
  if (when !== 'by' && !isNew) return { ok: true, value: 'today' };
  if (date === '') return { ok: false, why: 'Pick the date by which you need it.' };
  if (date < asking.today) return { ok: false, why: PASSED };
  return { ok: true, value: date === asking.today ? 'today' : { by: date } };
}

type Result<V> = { ok: true; value: V } | { ok: false; why: string };

/** A web address; `https://` may be left out. */
function readLink(words: string): Result<string | undefined> {
  if (words === '') return { ok: true, value: undefined };
  const address = /^https?:\/\//i.test(words) ? words : `https://${words}`;
  const looksRight = !/\s/.test(words) && words.includes('.') && URL.canParse(address);
  return looksRight || /^https?:\/\/\S+$/i.test(words)
    ? { ok: true, value: address }
    : { ok: false, why: 'This does not look like a link. It should start with https://.' };
}

function whenOf(before: BlockerAnswer | undefined): string | undefined {
  return typeof before?.when === 'object' ? 'by' : before?.when;
}

function byOf(before: BlockerAnswer | undefined): CivilDate | undefined {
  return typeof before?.when === 'object' ? before.when.by : undefined;
}
