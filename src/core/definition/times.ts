import type { Window } from '../time/calendar.ts';
import { isCivilDate, isZone } from '../time/zone.ts';
import type { CivilDate, Minute, Weekday, Zone } from '../time.ts';
import { nearest } from './nearest.ts';
import { written } from './written.ts';

/** "09:00" → minutes from midnight; "24:00" only where `latest` allows it. */
export function minuteOf(text: string, latest: Minute = 1439): Minute | undefined {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  if (Number(minutes) > 59) return undefined;
  const minute = Number(hours) * 60 + Number(minutes);
  return minute <= latest ? minute : undefined;
}

/** "09:00-12:30" → a window; one that ends before it starts crosses midnight. */
export function windowOf(text: string): Window | undefined {
  const [start = '', end = '', ...rest] = text.split(/\s*[-–]\s*/);
  const [from, to] = [minuteOf(start), minuteOf(end, 1440)];
  if (from === undefined || to === undefined || from === to || rest.length > 0) return undefined;
  return { from, to: to > from ? to : to + 1440 };
}

/** "15 minutes", "2 hours", "1 hour 30 minutes" → minutes. */
export function lengthOf(text: string): number | undefined {
  if (!/^(\d+\s*[a-z]+\s*)+$/i.test(text)) return undefined;
  let minutes = 0;
  for (const [, n, unit = ''] of text.matchAll(/(\d+)\s*([a-z]+)/gi)) {
    const [, each] = LENGTHS.find(([names]) => names.test(unit)) ?? [];
    if (each === undefined) return undefined;
    minutes += Number(n) * each;
  }
  return minutes;
}

const LENGTHS: readonly [RegExp, number][] = [
  [/^(m|min|mins|minute|minutes)$/i, 1],
  [/^(h|hour|hours)$/i, 60],
  [/^(d|day|days)$/i, 1440],
];

/** "mon" or "Monday" → 1. */
export function weekdayOf(text: string): Weekday | undefined {
  const day = WEEKDAYS.findIndex((weekday) => [weekday, weekday.slice(0, 3)].includes(text.toLowerCase()));
  return isWeekday(day) ? day : undefined;
}

/** "mon-thu" or "fri" → the weekdays; a range may go over the weekend. */
export function weekdaysOf(text: string): Weekday[] | undefined {
  const [start = '', end = start, ...rest] = text.split(/\s*[-–]\s*/);
  const [first, last] = [weekdayOf(start), weekdayOf(end)];
  if (first === undefined || last === undefined || rest.length > 0) return undefined;
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, i) => (first + i) % 7).filter(isWeekday);
}

export const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

function isWeekday(day: number): day is Weekday {
  return Number.isInteger(day) && day >= 0 && day <= 6;
}

export const wallTime = written('a wall time like "09:00"', (text) => minuteOf(text));
export const length = written('a length like 15 minutes or 2 hours', lengthOf);
export const date = written('a date like 2026-11-02', (text): CivilDate | undefined =>
  isCivilDate(text) ? text : undefined,
);
export const window = written('a span of the day like "19:00-08:00"', windowOf);
export const zone = written(
  'a time zone like Europe/Berlin',
  (text): Zone | undefined => (isZone(text) ? text : undefined),
  (text) => nearest(text, Intl.supportedValuesOf('timeZone')),
);
export const weekday = written('a weekday like mon', weekdayOf, (text) => nearest(text, WEEKDAYS));
