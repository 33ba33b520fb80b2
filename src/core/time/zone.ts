import {
  type CivilDate,
  DAY,
  type Instant,
  MINUTE,
  type Minute,
  SECOND,
  type Weekday,
  type Zone,
} from '../time.ts';
import { offsetAt, shiftBetween, steadyOffset } from './offset.ts';

/** What a wall clock shows, read as if it were UTC milliseconds: plain arithmetic works on it. */
export type WallTime = number;

/** Which of two instants a wall time means that a clock shows twice. */
export type Fold = 'first' | 'last';

const WEEK: readonly Weekday[] = [0, 1, 2, 3, 4, 5, 6];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** True for an IANA zone name this runtime knows; bare offsets such as `+02:00` are not names. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (problem) {
    if (problem instanceof RangeError) return false;
    throw problem;
  }
}

/** True for a real date written `YYYY-MM-DD`. */
export function isCivilDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const wall = Date.parse(text);
  return !Number.isNaN(wall) && new Date(wall).toISOString().startsWith(text);
}

/** When a wall clock in `zone` shows `minute` (0 to 2880, over 1440 = the next day) on that date. A wall time that is left out
 * in spring means the end of the gap; one that exists twice its first occurrence, or its last. */
export function instantAt(zone: Zone, date: CivilDate, minute: Minute, fold: Fold = 'first'): Instant {
  return instantOf(zone, midnightOf(date) + minute * MINUTE, fold);
}

/** As `instantAt`, for any wall time. */
export function instantOf(zone: Zone, wall: WallTime, fold: Fold): Instant {
  const steady = steadyOffset(zone, wall);
  if (steady !== undefined) return wall - steady;
  // No zone is a day away from UTC, so these two offsets bracket the instant.
  const before = offsetAt(zone, wall - DAY);
  const after = offsetAt(zone, wall + DAY);
  if (before === after) return wall - before;
  const shows = [wall - before, wall - after].filter((instant) => wallOf(zone, instant) === wall);
  if (shows.length > 0) return fold === 'first' ? Math.min(...shows) : Math.max(...shows);
  return shiftBetween(zone, wall - DAY, wall + DAY)?.at ?? wall - after;
}

/** What a wall clock in `zone` shows at that instant, as milliseconds of a civil calendar. */
export function wallOf(zone: Zone, instant: Instant): WallTime {
  return instant + offsetAt(zone, instant);
}

/** What a wall clock and a wall calendar in `zone` show at that instant. */
export function wallAt(
  zone: Zone,
  instant: Instant,
): { date: CivilDate; minute: Minute; second: number; weekday: Weekday } {
  const wall = wallOf(zone, instant);
  const date = dateOf(wall);
  const sinceMidnight = wall - midnightOf(date);
  return {
    date,
    minute: Math.floor(sinceMidnight / MINUTE),
    second: Math.floor((sinceMidnight % MINUTE) / SECOND),
    weekday: weekdayOf(date),
  };
}

/** The date in `zone` at that instant. */
export function dateAt(zone: Zone, instant: Instant): CivilDate {
  return dateOf(wallOf(zone, instant));
}

/** The date `n` days later (earlier if negative). */
export function addDays(date: CivilDate, n: number): CivilDate {
  return dateOf(midnightOf(date) + n * DAY);
}

export function weekdayOf(date: CivilDate): Weekday {
  const daysSinceThursday = midnightOf(date) / DAY;
  return WEEK[(((daysSinceThursday + 4) % 7) + 7) % 7]!;
}

/** How many days `b` comes after `a`; negative if it comes before. */
export function daysBetween(a: CivilDate, b: CivilDate): number {
  return (midnightOf(b) - midnightOf(a)) / DAY;
}

/** An instant as people in `zone` read it: `09:30`, `Mon 2 Nov`, `Mon 2 Nov 09:30`. */
export function showInstant(zone: Zone, instant: Instant, as: 'time' | 'day' | 'both'): string {
  const { date, minute } = wallAt(zone, instant);
  if (as === 'day') return showDate(date);
  return as === 'time' ? showMinute(minute) : `${showDate(date)} ${showMinute(minute)}`;
}

/** `Mon 2 Nov`. */
export function showDate(date: CivilDate): string {
  const day = new Date(date);
  return `${WEEKDAYS[day.getUTCDay()]} ${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]}`;
}

/** A wall time as `09:30`; 24:00 stays `24:00`, times of the next day start again at 00:00. */
export function showMinute(minute: Minute): string {
  const shown = minute > 1440 ? minute - 1440 : minute;
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${pad(Math.floor(shown / 60))}:${pad(shown % 60)}`;
}

/** Dates are written and read very often and there are few of them, so each is worked out once. */
const written = new Map<number, CivilDate>();
const read = new Map<CivilDate, WallTime>();

function dateOf(wall: WallTime): CivilDate {
  const day = Math.floor(wall / DAY);
  const date = written.get(day) ?? new Date(day * DAY).toISOString().slice(0, 10);
  if (!written.has(day)) written.set(day, date);
  return date;
}

/** Midnight at the start of a date, on a wall clock. */
export function midnightOf(date: CivilDate): WallTime {
  const found = read.get(date);
  if (found !== undefined) return found;
  if (!isCivilDate(date)) throw new RangeError(`"${date}" is not a date. Expected YYYY-MM-DD.`);
  const wall = Date.parse(date);
  read.set(date, wall);
  return wall;
}
