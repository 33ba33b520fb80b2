import type { Calendar } from '../time/calendar.ts';
import { addDays, dateAt, instantAt, weekdayOf } from '../time/zone.ts';
import type { CivilDate, Instant, Interval, Weekday } from '../time.ts';

export type AwayRead = { ok: true; span: Interval; until: CivilDate } | { ok: false; why: string };

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const LONGEST_DAYS = 366;

/** Reads what follows `away`: nothing or `today`; `tomorrow`; a day; `until DAY`; `DAY to DAY`. A day is a date
 * (`2026-12-24`) or a weekday's name, the next one from today. The span covers whole days of the person's own zone, both
 * ends included; `until` is the last day away. */
export function readAway(text: string, calendar: Calendar, now: Instant): AwayRead {
  const today = dateAt(calendar.zone, now);
  const words = text
    .toLowerCase()
    .replace(/[,.]/g, ' ')
    .replace(/–|—| - /g, ' to ')
    .trim()
    .split(/\s+/)
    .filter(Boolean);
  const [first, last] = daysIn(words, today);
  if (!first || !last) return { ok: false, why: howTo(text) };
  if (last < first) return { ok: false, why: `${last} is before ${first}. Give the first day first.` };
  if (last < today) return { ok: false, why: `${last} has passed. Give a day from today on.` };
  if (last > addDays(today, LONGEST_DAYS))
    return { ok: false, why: 'That is more than a year ahead. Ask your lead to change the team file.' };
  return {
    ok: true,
    span: { from: instantAt(calendar.zone, first, 0), to: instantAt(calendar.zone, addDays(last, 1), 0) },
    until: last,
  };
}

function daysIn(words: readonly string[], today: CivilDate): [CivilDate?, CivilDate?] {
  const named = words.filter((word) => word !== 'from' && word !== 'on');
  if (named.length === 0) return [today, today];
  if (named.length === 1) return both(dayOf(named[0]!, today, today));
  if (named.length === 2 && (named[0] === 'until' || named[0] === 'till'))
    return [today, dayOf(named[1]!, today, today)];
  const middle = named[1];
  if (named.length === 3 && (middle === 'to' || middle === 'until' || middle === 'till')) {
    const from = dayOf(named[0]!, today, today);
    return [from, from && dayOf(named[2]!, today, from)];
  }
  return [];
}

function both(day: CivilDate | undefined): [CivilDate?, CivilDate?] {
  return [day, day];
}

/** A weekday's name means the next one on or after `from`. */
export function dayOf(word: string, today: CivilDate, from: CivilDate): CivilDate | undefined {
  if (word === 'today') return today;
  if (word === 'tomorrow') return addDays(today, 1);
  if (isDate(word)) return word;
  const weekday = word.length < 3 ? -1 : DAYS.findIndex((day) => day.startsWith(word));
  return weekday < 0 ? undefined : addDays(from, daysUntil(weekdayOf(from), weekday));
}

function daysUntil(from: Weekday, to: number): number {
  return (to - from + 7) % 7;
}

/** A civil date that exists: 2026-02-30 does not. */
function isDate(word: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(word)) return false;
  const ms = Date.parse(`${word}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(word);
}

function howTo(text: string): string {
  return `I could not read “${text.slice(0, 80)}” as days. Try: away · away tomorrow · away until friday · away 2026-12-21 to 2026-12-24.`;
}
