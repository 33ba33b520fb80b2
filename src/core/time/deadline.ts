import { type CivilDate, HOUR, type Instant, type Span } from '../time.ts';
import {
  type Calendar,
  intervals,
  intervalsOn,
  lastClose,
  NeverOpen,
  nextOpening,
  nextWorkday,
  openTime,
  workdayOf,
} from './calendar.ts';
import { dateAt, instantOf, midnightOf, wallOf } from './zone.ts';

/** How long something may take. `minimumHours` and the `n` of `working_hours` count open time, `n` of `working_days` working
 * dates, `n` of `elapsed_hours` the wall clock. */
export type Deadline =
  | { kind: 'same_working_day'; minimumHours: number }
  | { kind: 'working_days'; n: number }
  | { kind: 'working_hours'; n: number }
  | { kind: 'elapsed_hours'; n: number };

/** When something that began at `from` is due. Throws `NeverOpen` for a calendar without working time. */
export function dueAt(deadline: Deadline, calendar: Calendar, from: Instant): Instant {
  switch (deadline.kind) {
    case 'same_working_day':
      return closeOfDay(calendar, from, deadline.minimumHours * HOUR);
    case 'working_days':
      return workingDaysLater(calendar, from, deadline.n);
    case 'working_hours':
      return openTimeLater(calendar, from, Math.round(deadline.n * HOUR));
    case 'elapsed_hours':
      return from + Math.round(deadline.n * HOUR);
  }
}

/** Hours from `a` to `b`, open ones or all; `between(kind, calendar, a, dueAt({ kind, n }, calendar, a))` is `n`. Negative if `b`
 * comes first. */
export function between(
  kind: 'working_hours' | 'elapsed_hours',
  calendar: Calendar,
  a: Instant,
  b: Instant,
): number {
  if (b < a) return -between(kind, calendar, b, a);
  return (kind === 'elapsed_hours' ? b - a : openTime(calendar, a, b)) / HOUR;
}

/** The close of today's last window if enough working time remains until then, else the next working day's last close. */
function closeOfDay(calendar: Calendar, from: Instant, minimum: Span): Instant {
  const today = workdayOf(calendar, from) ?? dateAt(calendar.zone, from);
  const remains = openTimeOf(calendar, today, from);
  const enough = remains > 0 && remains >= minimum;
  return closeOf(calendar, enough ? today : nextWorkday(calendar, today));
}

/** `n` working dates further at the same wall time. A start outside hours first moves on to the next opening. */
function workingDaysLater(calendar: Calendar, from: Instant, n: number): Instant {
  const { start, today } = startOfWork(calendar, from);
  let day = today;
  for (let passed = 0; passed < n; passed += 1) day = nextWorkday(calendar, day);
  const sameTime = wallOf(calendar.zone, start) - midnightOf(today) + midnightOf(day);
  return withinDay(calendar, day, instantOf(calendar.zone, sameTime, 'first'));
}

/** A close still counts for its window's day; any other instant outside hours snaps forward. */
function startOfWork(calendar: Calendar, from: Instant): { start: Instant; today: CivilDate } {
  const today = workdayOf(calendar, from);
  if (today) return { start: from, today };
  const start = nextOpening(calendar, from);
  const opened = start === undefined ? undefined : workdayOf(calendar, start);
  if (start === undefined || !opened) throw new NeverOpen(calendar, dateAt(calendar.zone, from));
  return { start, today: opened };
}

/** Outside the day's windows: its next opening, past the last one its close. */
function withinDay(calendar: Calendar, date: CivilDate, target: Instant): Instant {
  const window = intervalsOn(calendar, date).find(({ to }) => target < to);
  return window ? Math.max(window.from, target) : closeOf(calendar, date);
}

/** The earliest instant at which that much open time has passed. */
function openTimeLater(calendar: Calendar, from: Instant, span: Span): Instant {
  let left = span;
  if (left <= 0) return from;
  for (const { from: opens, to: closes } of intervals(calendar, from)) {
    if (closes - opens >= left) return opens + left;
    left -= closes - opens;
  }
  throw new NeverOpen(calendar, dateAt(calendar.zone, from));
}

/** Open time left in one date's own windows, counted once where two overlap. */
function openTimeOf(calendar: Calendar, date: CivilDate, from: Instant): Span {
  let reached = from;
  let open = 0;
  for (const interval of intervalsOn(calendar, date)) {
    open += Math.max(0, interval.to - Math.max(interval.from, reached));
    reached = Math.max(reached, interval.to);
  }
  return open;
}

function closeOf(calendar: Calendar, date: CivilDate): Instant {
  const close = lastClose(calendar, date);
  if (close === undefined) throw new NeverOpen(calendar, date);
  return close;
}
