import type { CivilDate, Weekday } from '../time.ts';
import type { Calendar } from './calendar.ts';
import type { On, Schedule } from './schedule.ts';
import { addDays, daysBetween, weekdayOf } from './zone.ts';

/** What "every n" counts from when the schedule does not say: a Monday and the first week of a year. */
const EPOCH: CivilDate = '1970-01-05';

/** Whether a schedule names that date, before holidays move it. */
export function fallsOn(schedule: Schedule, calendar: Calendar, date: CivilDate): boolean {
  if (schedule.from && date < schedule.from) return false;
  if (schedule.until && date > schedule.until) return false;
  return matches(schedule.on, calendar, date) && inTurn(schedule, calendar, date);
}

function matches(on: On, calendar: Calendar, date: CivilDate): boolean {
  switch (on.on) {
    case 'every_day':
      return true;
    case 'working_days':
      return worksOn(calendar, weekdayOf(date));
    case 'weekdays':
      return on.days.includes(weekdayOf(date));
    case 'nth':
      return weekdayOf(date) === on.weekday && isNth(on.nth, date);
    case 'day':
      return dayOf(date) === Math.min(on.day, daysInMonth(date));
    case 'cron':
      return matchesCron(on, date);
  }
}

/** As cron reads it: where both the day of the month and the weekday are given, either is enough. */
function matchesCron(on: Extract<On, { on: 'cron' }>, date: CivilDate): boolean {
  if (on.months.length > 0 && !on.months.includes(monthOf(date))) return false;
  const day = on.days.includes(dayOf(date));
  const weekday = on.weekdays.includes(weekdayOf(date));
  if (on.days.length === 0) return on.weekdays.length === 0 || weekday;
  return on.weekdays.length === 0 ? day : day || weekday;
}

function isNth(nth: number, date: CivilDate): boolean {
  if (nth === -1) return dayOf(date) + 7 > daysInMonth(date);
  return Math.ceil(dayOf(date) / 7) === nth;
}

/** Whether the date lies in every n-th day, week, month or year, counted from the one that holds `from`. A date of the month ("first
 * monday", "15") under "every n years" means once in such a year: in the month of `from`. */
function inTurn({ on, every, from }: Schedule, calendar: Calendar, date: CivilDate): boolean {
  const start = from ?? EPOCH;
  if (every.unit === 'years' && (on.on === 'nth' || on.on === 'day') && monthOf(date) !== monthOf(start))
    return false;
  return every.n === 1 || periodsBetween(every.unit, calendar, start, date) % every.n === 0;
}

function periodsBetween(
  unit: Schedule['every']['unit'],
  calendar: Calendar,
  a: CivilDate,
  b: CivilDate,
): number {
  switch (unit) {
    case 'days':
      return daysBetween(a, b);
    case 'weeks':
      return daysBetween(weekStart(calendar, a), weekStart(calendar, b)) / 7;
    case 'months':
      return (yearOf(b) - yearOf(a)) * 12 + monthOf(b) - monthOf(a);
    case 'years':
      return yearOf(b) - yearOf(a);
  }
}

function weekStart(calendar: Calendar, date: CivilDate): CivilDate {
  return addDays(date, -((weekdayOf(date) - firstWeekday(calendar) + 7) % 7));
}

/** A team that works on Sunday after a free Saturday (or on Saturday after a free Friday) begins its week then; else on Monday. */
function firstWeekday(calendar: Calendar): Weekday {
  if (worksOn(calendar, 0) && !worksOn(calendar, 6)) return 0;
  if (worksOn(calendar, 6) && !worksOn(calendar, 5)) return 6;
  return 1;
}

function worksOn(calendar: Calendar, weekday: Weekday): boolean {
  return (calendar.week[weekday]?.length ?? 0) > 0;
}

function yearOf(date: CivilDate): number {
  return Number(date.slice(0, 4));
}

function monthOf(date: CivilDate): number {
  return Number(date.slice(5, 7));
}

function dayOf(date: CivilDate): number {
  return Number(date.slice(8));
}

function daysInMonth(date: CivilDate): number {
  return new Date(Date.UTC(yearOf(date), monthOf(date), 0)).getUTCDate();
}
