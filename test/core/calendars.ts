import type { Calendar, Window } from '../../src/core/time/calendar.ts';
import type { CivilDate, Instant, Zone } from '../../src/core/time.ts';

const WEEK = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** A calendar as people write it: `{ 'mon-fri': '09:00-12:30 13:15-17:30' }`. An end before its start is on the next day. */
export function calendarOf(
  zone: Zone,
  hours: Record<string, string>,
  closed: Record<CivilDate, string> = {},
): Calendar {
  const week: Window[][] = WEEK.map(() => []);
  for (const [days, windows] of Object.entries(hours))
    for (const day of daysOf(days)) week[day] = windows.split(' ').map(windowOf);
  return { zone, week, closed: new Map(Object.entries(closed)) };
}

export function windowOf(text: string): Window {
  const [from = 0, to = 0] = text.split('-').map(minuteOf);
  return { from, to: to <= from ? to + 1440 : to };
}

export function utc(text: string): Instant {
  return Date.parse(text);
}

export function show(instant: Instant | undefined): string | undefined {
  return instant === undefined ? undefined : new Date(instant).toISOString().replace(':00.000Z', 'Z');
}

function daysOf(text: string): number[] {
  const [from = '', to = from] = text.split('-');
  const first = WEEK.indexOf(from);
  const count = ((WEEK.indexOf(to) - first + 7) % 7) + 1;
  return Array.from({ length: count }, (_, n) => (first + n) % 7);
}

function minuteOf(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return hour * 60 + minute;
}
