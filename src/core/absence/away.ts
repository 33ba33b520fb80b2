import type { Weekly } from '../team.ts';
import type { Calendar } from '../time/calendar.ts';
import { addDays, isCivilDate, showDate, weekdayOf } from '../time/zone.ts';
import type { CivilDate, Instant, Interval, Weekday } from '../time.ts';
import { shiftOf } from './availability.ts';
import { dayOn, dayWindow, type Part } from './day.ts';
import { NO_END, timeOn } from './weekly.ts';

export type AwayRead = { ok: true; span: Interval; weekly?: Weekly } | { ok: false; why: string };

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const WEEKDAYS: readonly Weekday[] = [0, 1, 2, 3, 4, 5, 6];
const BETWEEN = /^(to|until|till)$/;
const SMALL_WORDS = new Set(['from', 'on', 'in', 'the', 'this']);
const LONGEST_DAYS = 366;

/** Reads what follows `away`: nothing or `today`; `tomorrow`; a day; `until DAY`; `DAY to DAY`; `every WEEKDAY [until DAY]`. A
 * day is a date (`2026-12-24`) or a weekday's name, the next one from today; an end may be a month. Behind a day, or alone,
 * `morning`, `afternoon` and `noon` mean half of it. Days are the person's own, both ends included. */
export function readAway(text: string, calendar: Calendar, now: Instant): AwayRead {
  const today = shiftOf({ calendar }, now);
  const words = wordsOf(text).filter((word) => !SMALL_WORDS.has(word));
  const read =
    words[0] === 'every'
      ? readWeekly(words.slice(1), calendar, today, now)
      : readSpan(words, calendar, today, now);
  return read ?? { ok: false, why: howTo(text) };
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/[,.]/g, ' ')
    .replace(/–|—| - /g, ' to ')
    .trim()
    .split(/\s+/)
    .filter(Boolean);
}

/** Undefined when the words cannot be read. */
function readSpan(
  words: readonly string[],
  calendar: Calendar,
  today: CivilDate,
  now: Instant,
): AwayRead | undefined {
  const gap = words.findIndex((word) => BETWEEN.test(word));
  const start = momentOf(gap < 0 ? words : words.slice(0, gap), { today, from: today, noon: 'afternoon' });
  if (!start) return undefined;
  const ahead = { today, from: start.date, noon: 'morning' } as const;
  const end = gap < 0 ? start : endOf(words.slice(gap + 1), ahead);
  if (!end) return undefined;
  const { from } = dayOn(calendar, start.date, start.part);
  const { to } = dayOn(calendar, end.date, end.part);
  const why =
    whyNot(start.date, end.date, today) ??
    (to <= from ? 'That ends before it begins. Give the first half day first.' : undefined) ??
    (to <= now ? 'That has passed. Give a time from now on.' : undefined);
  return why === undefined ? { ok: true, span: { from, to } } : { ok: false, why };
}

function whyNot(first: CivilDate, last: CivilDate, today: CivilDate): string | undefined {
  if (last < first) return `${last} is before ${first}. Give the first day first.`;
  if (last < today) return `${last} has passed. Give a day from today on.`;
  if (last > addDays(today, LONGEST_DAYS))
    return 'That is more than a year ahead. Ask your lead to change the team file.';
  return undefined;
}

interface Moment {
  date: CivilDate;
  part?: Part;
}

/** What a day's name is looked for from, and which half `noon` means. */
interface Looking {
  today: CivilDate;
  from: CivilDate;
  noon: Part;
}

/** `[DAY] [morning|afternoon|noon]`; nothing is today. */
function momentOf(words: readonly string[], looking: Looking): Moment | undefined {
  const part = partOf(words.at(-1), looking.noon);
  const days = part ? words.slice(0, -1) : words;
  if (days.length > 1) return undefined;
  const date = days[0] === undefined ? looking.from : dayOf(days[0], looking.today, looking.from);
  return date === undefined ? undefined : { date, ...(part && { part }) };
}

/** As `momentOf`, but something must be said, and a month means its last day. */
function endOf(words: readonly string[], looking: Looking): Moment | undefined {
  if (words.length === 0) return undefined;
  const month = words.length === 1 ? lastOfMonth(words[0] ?? '', looking.from) : undefined;
  return momentOf(words, looking) ?? (month === undefined ? undefined : { date: month });
}

function partOf(word: string | undefined, noon: Part): Part | undefined {
  if (word === 'noon') return noon;
  return word === 'morning' || word === 'afternoon' ? word : undefined;
}

/** `[second|other] WEEKDAY [and WEEKDAY …] [morning|afternoon] [until DAY]`. Undefined when the words cannot be read. */
function readWeekly(
  words: readonly string[],
  calendar: Calendar,
  today: CivilDate,
  now: Instant,
): AwayRead | undefined {
  const weeks = /^(second|other|2nd)$/.test(words[0] ?? '') ? 2 : 1;
  const gap = words.findIndex((word) => BETWEEN.test(word));
  const rest = words.slice(weeks - 1, gap < 0 ? undefined : gap).filter((word) => word !== 'and');
  const part = rest.at(-1) === 'noon' ? undefined : partOf(rest.at(-1), 'morning');
  const weekdays = (part ? rest.slice(0, -1) : rest).map((word) => weekdayNamed(word.replace(/s$/, '')));
  const end = gap < 0 ? undefined : endOf(words.slice(gap + 1), { today, from: today, noon: 'morning' });
  const known = weekdays.filter((weekday) => weekday !== undefined);
  if (known.length === 0 || known.length < weekdays.length) return undefined;
  if (gap >= 0 && (!end || end.part)) return undefined;
  const days = WEEKDAYS.filter((weekday) => known.includes(weekday)).map((weekday) => ({
    weekday,
    ...dayWindow(calendar, weekday, part),
  }));
  const rule = {
    days,
    weeks,
    zone: calendar.zone,
    ...(part && { part }),
    ...(end && { last: end.date }),
  } as const;
  return begin(rule, today, now);
}

/** The rule from its first time that has not passed. */
function begin(rule: Omit<Weekly, 'first'>, today: CivilDate, now: Instant): AwayRead {
  const { last, days } = rule;
  const why = last === undefined ? undefined : whyNot(today, last, today);
  if (why !== undefined) return { ok: false, why };
  for (let ahead = 0; ahead < 15; ahead += 1) {
    const first = addDays(today, ahead);
    const weekly: Weekly = { ...rule, first };
    const time = timeOn(weekly, first);
    if (!time || time.to <= now) continue;
    const end = last === undefined ? NO_END : Math.max(time.to, lastTimeOf(weekly, last));
    return { ok: true, span: { from: time.from, to: end }, weekly };
  }
  const names = days.map(({ weekday }) => DAYS[weekday] ?? '').join(' or ');
  return { ok: false, why: `There is no ${names} until ${showDate(last ?? today)}. Give a later day.` };
}

/** The end of the last time at or before that date. */
function lastTimeOf(weekly: Weekly, last: CivilDate): Instant {
  for (let back = 0; back < 15; back += 1) {
    const time = timeOn(weekly, addDays(last, -back));
    if (time) return time.to;
  }
  return 0;
}

/** A weekday's name means the next one on or after `from`. */
export function dayOf(word: string, today: CivilDate, from: CivilDate): CivilDate | undefined {
  if (word === 'today') return today;
  if (word === 'tomorrow') return addDays(today, 1);
  if (isCivilDate(word)) return word;
  const weekday = weekdayNamed(word);
  return weekday === undefined ? undefined : addDays(from, (weekday - weekdayOf(from) + 7) % 7);
}

function weekdayNamed(word: string): Weekday | undefined {
  if (word.length < 3) return undefined;
  return WEEKDAYS.find((weekday) => DAYS[weekday]?.startsWith(word));
}

/** `march`: the last day of the next one, this month's included. */
function lastOfMonth(word: string, from: CivilDate): CivilDate | undefined {
  const month = word.length < 3 ? -1 : MONTHS.findIndex((name) => name.startsWith(word));
  if (month < 0) return undefined;
  const [year = 0, current = 0] = from.split('-').map(Number);
  const next = new Date(Date.UTC(month + 1 < current ? year + 1 : year, month + 1, 0));
  return next.toISOString().slice(0, 10);
}

function howTo(text: string): string {
  return `I could not read “${text.slice(0, 80)}” as days. Try: away · away tomorrow · away this afternoon · away until friday · away 2026-12-21 to 2026-12-24 · away every friday.`;
}
