import { type Calendar, spanOf, type Window } from '../time/calendar.ts';
import { weekdayOf } from '../time/zone.ts';
import type { CivilDate, Interval, Minute, Weekday } from '../time.ts';

export type Part = 'morning' | 'afternoon';

const MIDNIGHT = 1440;
const NOON = 720;

/** Somebody's whole day, or half of it, on their own clock. It runs from midnight to midnight; a night shift belongs to the
 * date on which it begins. */
export function dayOn(calendar: Calendar, date: CivilDate, part?: Part): Interval {
  return spanOf(calendar.zone, date, dayWindow(calendar, weekdayOf(date), part));
}

/** The same for a weekday, in minutes from its midnight. */
export function dayWindow(calendar: Calendar, weekday: Weekday, part?: Part): Window {
  const windows = calendar.week[weekday] ?? [];
  const from = Math.max(0, (calendar.week[(weekday + 6) % 7]?.at(-1)?.to ?? 0) - MIDNIGHT);
  const to = Math.max(MIDNIGHT, windows.at(-1)?.to ?? 0);
  const halves = halvesOf(windows);
  if (part === 'morning') return { from, to: halves.morningEnds };
  return { from: part === 'afternoon' ? halves.afternoonBegins : from, to };
}

/** The morning is the first window of the day and the afternoon the last; a day of one window is cut in its middle, and a day
 * off at noon. */
function halvesOf(windows: readonly Window[]): { morningEnds: Minute; afternoonBegins: Minute } {
  const [first, last] = [windows[0], windows.at(-1)];
  if (!first || !last) return { morningEnds: NOON, afternoonBegins: NOON };
  if (first !== last) return { morningEnds: first.to, afternoonBegins: last.from };
  const middle = Math.round((first.from + first.to) / 2);
  return { morningEnds: middle, afternoonBegins: middle };
}
