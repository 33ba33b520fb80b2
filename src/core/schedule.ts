import type { CivilDate, Minute, Weekday } from './time.ts';

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
  /** The date part of a cron expression (its time part is in `at`). */
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
