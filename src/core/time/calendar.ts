import type { CivilDate, Instant, Interval, Minute, Span, Zone } from '../time.ts';
import { addDays, dateAt, instantAt, weekdayOf } from './zone.ts';

/** Wall times of one opening, half-open. `to` over 1440 crosses midnight; the window belongs to its start date. */
export interface Window {
  from: Minute;
  to: Minute;
}

/** When a team or a person works. */
export interface Calendar {
  zone: Zone;
  /** Windows per weekday, index 0 = Sunday; sorted, never overlapping. */
  week: readonly (readonly Window[])[];
  /** Closed dates (public holidays, days off) and what they are called. */
  closed: ReadonlyMap<CivilDate, string>;
}

/** How long a calendar may stay closed before it counts as never open, in days. */
export const LONGEST_CLOSURE = 366;

/** A calendar was asked for working time and has none within 366 days. */
export class NeverOpen extends Error {
  override name = 'NeverOpen';
  constructor(calendar: Calendar, from: CivilDate) {
    super(
      `No working hours within ${LONGEST_CLOSURE} days of ${from} (${calendar.zone}). Give the calendar hours on at least one weekday.`,
    );
  }
}

/** Whether there is any open window on the 366 days from that date on. */
export function hasOpening(calendar: Calendar, from: CivilDate): boolean {
  return findWorkday(calendar, from, 1) !== undefined;
}

/** Whether the calendar opens on that date at all; a window that starts the evening before does not count. */
export function isWorkday(calendar: Calendar, date: CivilDate): boolean {
  return intervalsOn(calendar, date).length > 0;
}

/** The first working date after that date. Throws `NeverOpen`. */
export function nextWorkday(calendar: Calendar, date: CivilDate): CivilDate {
  return workdayFrom(calendar, addDays(date, 1), 1);
}

/** The last working date before that date. Throws `NeverOpen`. */
export function previousWorkday(calendar: Calendar, date: CivilDate): CivilDate {
  return workdayFrom(calendar, addDays(date, -1), -1);
}

function workdayFrom(calendar: Calendar, date: CivilDate, step: 1 | -1): CivilDate {
  const found = findWorkday(calendar, date, step);
  if (!found) throw new NeverOpen(calendar, date);
  return found;
}

function findWorkday(calendar: Calendar, from: CivilDate, step: 1 | -1): CivilDate | undefined {
  for (let days = 0, date = from; days <= LONGEST_CLOSURE; days += 1, date = addDays(date, step)) {
    if (isWorkday(calendar, date)) return date;
  }
  return undefined;
}

/** Whether that instant lies in an open window. */
export function isOpen(calendar: Calendar, instant: Instant): boolean {
  return datesAround(calendar, instant).some((date) => covers(intervalsOn(calendar, date), instant));
}

/** The working date an instant belongs to: that of the window it lies in (the later one's where two overlap), so an instant that
 * is both a close and an opening belongs to what it opens; any other close belongs to the window it closes. `undefined` outside. */
export function workdayOf(calendar: Calendar, instant: Instant): CivilDate | undefined {
  const dates = datesAround(calendar, instant);
  return (
    dates.find((date) => covers(intervalsOn(calendar, date), instant)) ??
    dates.find((date) => intervalsOn(calendar, date).some((interval) => interval.to === instant))
  );
}

/** The instant itself if open, else the next opening; `undefined` if there is none within 366 days. */
export function nextOpening(calendar: Calendar, from: Instant): Instant | undefined {
  return intervals(calendar, from).next().value?.from;
}

/** When the first window of that date opens. */
export function firstOpening(calendar: Calendar, date: CivilDate): Instant | undefined {
  return intervalsOn(calendar, date).at(0)?.from;
}

/** When the last window of that date closes, which may be on the next date. */
export function lastClose(calendar: Calendar, date: CivilDate): Instant | undefined {
  return intervalsOn(calendar, date).at(-1)?.to;
}

/** How much open time lies between the two instants, in ms; hours that two windows share count once. 0 if `b` is not after `a`. */
export function openTime(calendar: Calendar, a: Instant, b: Instant): Span {
  let open = 0;
  for (const interval of intervals(calendar, a)) {
    if (interval.from >= b) break;
    open += Math.min(interval.to, b) - interval.from;
  }
  return open;
}

/** Open time from that instant on: ascending, disjoint, the first clipped at `from`. Touching windows stay apart. Ends after 366
 * days without any. */
export function* intervals(calendar: Calendar, from: Instant): Generator<Interval, undefined> {
  let reached = from;
  let last = dateAt(calendar.zone, from);
  let ahead: Interval[] = [];
  for (let date = addDays(last, -2); date <= addDays(last, LONGEST_CLOSURE); date = addDays(date, 1)) {
    const midnight = instantAt(calendar.zone, date, 1440);
    const sorted = [...ahead, ...intervalsOn(calendar, date)].sort((a, b) => a.from - b.from);
    ahead = sorted.filter((interval) => interval.from >= midnight);
    for (const interval of sorted) {
      if (interval.from >= midnight || interval.to <= reached) continue;
      yield { from: Math.max(interval.from, reached), to: interval.to };
      reached = interval.to;
      if (date > last) last = date;
    }
  }
  return undefined;
}

/** A calendar never changes, and one question about a date is mostly followed by another about the same one. */
const latest = new WeakMap<Calendar, { date: CivilDate; open: readonly Interval[] }>();

/** The windows of one date in UTC. Each opens at the first and closes at the last occurrence of its wall times, so on a date whose
 * clock falls back two neighbours may overlap; one that lies wholly in a spring gap is left out. */
export function intervalsOn(calendar: Calendar, date: CivilDate): readonly Interval[] {
  const known = latest.get(calendar);
  if (known?.date === date) return known.open;
  const open = openOn(calendar, date);
  latest.set(calendar, { date, open });
  return open;
}

function openOn(calendar: Calendar, date: CivilDate): Interval[] {
  if (calendar.closed.has(date)) return [];
  const windows = calendar.week[weekdayOf(date)] ?? [];
  return windows.map((window) => spanOf(calendar.zone, date, window)).filter(({ from, to }) => from < to);
}

/** When a wall-clock window that starts on `date` is open. */
export function spanOf(zone: Zone, date: CivilDate, window: Window): Interval {
  return { from: instantAt(zone, date, window.from, 'first'), to: instantAt(zone, date, window.to, 'last') };
}

/** Latest first. A window reaches up to the second midnight after its start date. */
function datesAround(calendar: Calendar, instant: Instant): CivilDate[] {
  const date = dateAt(calendar.zone, instant);
  return [date, addDays(date, -1), addDays(date, -2)];
}

function covers(open: readonly Interval[], instant: Instant): boolean {
  return open.some(({ from, to }) => from <= instant && instant < to);
}

/** The calendar minus a quiet wall-clock window of every day (which may cross midnight): when its owner may be disturbed. */
export function without(calendar: Calendar, quiet?: Window): Calendar {
  if (!quiet) return calendar;
  const nights = nightsOf(quiet);
  const week = calendar.week.map((windows) => windows.flatMap((window) => nights.reduce(cut, [window])));
  return { ...calendar, week };
}

/** Whether that instant is inside the quiet window of a clock in `zone`. */
export function inQuiet(zone: Zone, quiet: Window, instant: Instant): boolean {
  return quietAround(zone, quiet, instant) !== undefined;
}

/** When the quiet window around that instant ends; the instant itself if it is not quiet. */
export function quietEnds(zone: Zone, quiet: Window, instant: Instant): Instant {
  return quietAround(zone, quiet, instant)?.to ?? instant;
}

function quietAround(zone: Zone, quiet: Window, instant: Instant): Interval | undefined {
  const date = dateAt(zone, instant);
  const { from, to } = wholeNight(quiet);
  return [date, addDays(date, -1), addDays(date, -2)]
    .map((start) => spanOf(zone, start, { from, to }))
    .find((night) => night.from <= instant && instant < night.to);
}

/** The quiet windows that can touch a working window of one date, in minutes from its midnight. */
function nightsOf(quiet: Window): Window[] {
  const { from, to } = wholeNight(quiet);
  return [-1440, 0, 1440].map((shift) => ({ from: from + shift, to: to + shift }));
}

/** `19:00-08:00` may be written with its end before its start. */
function wholeNight({ from, to }: Window): Window {
  return { from, to: to < from ? to + 1440 : to };
}

function cut(windows: Window[], night: Window): Window[] {
  return windows.flatMap(({ from, to }) =>
    [
      { from, to: Math.min(to, night.from) },
      { from: Math.max(from, night.to), to },
    ].filter((rest) => rest.from < rest.to),
  );
}
