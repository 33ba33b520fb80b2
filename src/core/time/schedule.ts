import type { CivilDate, Minute, Weekday } from '../time.ts';
import { type Calendar, isWorkday, LONGEST_CLOSURE } from './calendar.ts';
import { fallsOn } from './pattern.ts';
import { addDays, daysBetween, showDate } from './zone.ts';

export type Unit = 'days' | 'weeks' | 'months' | 'years';

/** On which dates of the team's calendar a ritual falls, before holidays move it. */
export type On =
  | { on: 'working_days' }
  | { on: 'every_day' }
  | { on: 'weekdays'; days: readonly Weekday[] }
  /** `nth` 1 to 5, or -1 for the last, of each month. */
  | { on: 'nth'; nth: number; weekday: Weekday }
  /** Day of the month; in a shorter month its last day. */
  | { on: 'day'; day: number }
  /** The date part of a cron expression (its time part is in `at`); an empty list means any. */
  | { on: 'cron'; days: readonly number[]; months: readonly number[]; weekdays: readonly number[] };

/** When a ritual happens; decided once for a civil date of the team's calendar. */
export interface Schedule {
  /** Async: each participant's own wall clock; live: the team's. */
  at: Minute;
  on: On;
  every: { n: number; unit: Unit };
  /** What "every 2 weeks" counts from, and the first date allowed. */
  from?: CivilDate;
  /** The last date allowed. */
  until?: CivilDate;
  onHoliday: 'skip' | 'previous' | 'next';
}

/** One scheduled date: `slot` never changes, `date` is where holidays put it. */
export interface Occurrence {
  slot: CivilDate;
  date: CivilDate;
  /** Set when the round does not take place on its own: the reason in a sentence. */
  skipped?: string;
  /** The slot of the round it was merged into, when holidays pushed two onto one date. */
  mergedInto?: CivilDate;
}

/** `canOccur` looks this far ahead, in days: five years. */
const FORESIGHT = 5 * 366;
/** A schedule in which nothing took place for this many days (forty years, which holds every cycle of weekdays and leap days)
 * has come to its end; `n` times as long for "every n years", up to n = 10. */
const EXHAUSTION = 40 * 366;
const LAST_DATE = '9990-12-31';

/** Every occurrence whose slot or whose date is `from` or later, ascending by slot: also one whose slot lies before `from` and that a
 * holiday moves to `from` or later, and one whose slot is `from` or later and that moves before it. What is yielded for a slot does
 * not depend on `from`. Ends after `until`, or when nothing can take place any more. */
export function* occurrences(
  schedule: Schedule,
  calendar: Calendar,
  from: CivilDate,
): Generator<Occurrence, undefined> {
  const first = laterOf(from, schedule.from ?? from);
  const patience = EXHAUSTION * (schedule.every.unit === 'years' ? Math.min(schedule.every.n, 10) : 1);
  const taken = new Map<CivilDate, CivilDate>();
  let end = addDays(first, patience);
  for (
    let slot = reachBack(calendar, first);
    slot <= end && slot <= lastSlot(schedule);
    slot = addDays(slot, 1)
  ) {
    if (!fallsOn(schedule, calendar, slot)) continue;
    const occurrence = merged(taken, placed(schedule, calendar, slot));
    if (!occurrence.skipped) end = addDays(slot, patience);
    if (slot >= from || occurrence.date >= from) yield occurrence;
  }
  return undefined;
}

/** Whether anything takes place within five years of that date. */
export function canOccur(schedule: Schedule, calendar: Calendar, from: CivilDate): boolean {
  for (const { slot, date, skipped } of occurrences(schedule, calendar, from)) {
    if (daysBetween(from, slot) > FORESIGHT) return false;
    if (!skipped && date >= from) return true;
  }
  return false;
}

/** Where a slot goes: a date on which the team works stays; another one moves or is skipped as `onHoliday` says. */
function placed(schedule: Schedule, calendar: Calendar, slot: CivilDate): Occurrence {
  const closed = whyNot(schedule, calendar, slot);
  if (!closed) return { slot, date: slot };
  if (schedule.onHoliday === 'skip') return { slot, date: slot, skipped: `${closed}.` };
  const step = schedule.onHoliday === 'next' ? 1 : -1;
  const date = workdayBeside(calendar, slot, step);
  const where = `the ${schedule.onHoliday} working day`;
  if (!date)
    return { slot, date: slot, skipped: `${closed}, and there is no ${schedule.onHoliday} working day.` };
  if (schedule.until && date > schedule.until)
    return {
      slot,
      date: slot,
      skipped: `${closed}, and ${where} is after the last date, ${showDate(schedule.until)}.`,
    };
  if (schedule.from && date < schedule.from)
    return {
      slot,
      date: slot,
      skipped: `${closed}, and ${where} is before the first date, ${showDate(schedule.from)}.`,
    };
  return { slot, date };
}

/** Why a slot cannot stay: the start of a sentence. "Every day" means weekends too, so only closed dates count there. */
function whyNot(schedule: Schedule, calendar: Calendar, slot: CivilDate): string | undefined {
  const name = calendar.closed.get(slot);
  if (name !== undefined) return `${showDate(slot)} is a day off: ${name}`;
  if (everyDay(schedule.on) || isWorkday(calendar, slot)) return undefined;
  return `${showDate(slot)} is not a working day`;
}

function everyDay(on: On): boolean {
  return on.on === 'every_day' || (on.on === 'cron' && on.days.length + on.weekdays.length === 0);
}

/** The first slot on a date keeps it; later ones are merged into it. */
function merged(taken: Map<CivilDate, CivilDate>, occurrence: Occurrence): Occurrence {
  if (occurrence.skipped) return occurrence;
  const holder = taken.get(occurrence.date);
  if (holder) return { ...occurrence, mergedInto: holder };
  taken.set(occurrence.date, occurrence.slot);
  return occurrence;
}

/** Holidays move a slot at most to the neighbouring working day, so slots before the last one have no bearing on `date`. */
function reachBack(calendar: Calendar, date: CivilDate): CivilDate {
  return workdayBeside(calendar, date, -1) ?? date;
}

function workdayBeside(calendar: Calendar, date: CivilDate, step: 1 | -1): CivilDate | undefined {
  for (let days = 1; days <= LONGEST_CLOSURE; days += 1) {
    const beside = addDays(date, days * step);
    if (isWorkday(calendar, beside)) return beside;
  }
  return undefined;
}

function lastSlot(schedule: Schedule): CivilDate {
  return schedule.until ?? LAST_DATE;
}

function laterOf(a: CivilDate, b: CivilDate): CivilDate {
  return a > b ? a : b;
}
