import { addDays, daysBetween } from '../time/zone.ts';
import type { CivilDate } from '../time.ts';
import { mondayOf } from './span.ts';

export const PERIODS = ['week', 'month', 'quarter'] as const;
export type PeriodName = (typeof PERIODS)[number];

/** Dates of a report and of what it is compared with; both half-open. */
export interface Period {
  from: CivilDate;
  to: CivilDate;
  before: { from: CivilDate; to: CivilDate };
  /** "the week of 2 November", "October 2026", "July to September 2026". */
  name: string;
}

/** The last whole week, month or quarter that is over on that date. */
export function lastPeriod(period: PeriodName, today: CivilDate): Period {
  const to = beginOf(period, today);
  const from = beginOf(period, addDays(to, -1));
  const before = { from: beginOf(period, addDays(from, -1)), to: from };
  return { from, to, before, name: nameOf(period, from) };
}

/** The one that today is in, up to today, against as many days of the one before it. */
export function thisPeriod(period: PeriodName, today: CivilDate): Period {
  const from = beginOf(period, today);
  const earlier = beginOf(period, addDays(from, -1));
  const to = addDays(today, 1);
  const end = addDays(earlier, daysBetween(from, to));
  const before = { from: earlier, to: end < from ? end : from };
  return { from, to, before, name: `${nameOf(period, from)} so far` };
}

/** The days right before a span, as many as it has. */
export function daysBefore(from: CivilDate, to: CivilDate): { from: CivilDate; to: CivilDate } {
  return { from: addDays(from, -daysBetween(from, to)), to: from };
}

function beginOf(period: PeriodName, date: CivilDate): CivilDate {
  if (period === 'week') return mondayOf(date);
  const month = Number(date.slice(5, 7));
  const first = period === 'month' ? month : month - ((month - 1) % 3);
  return `${date.slice(0, 4)}-${String(first).padStart(2, '0')}-01`;
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

function nameOf(period: PeriodName, from: CivilDate): string {
  const [year, month, day] = [from.slice(0, 4), Number(from.slice(5, 7)), Number(from.slice(8))];
  const named = (n: number) => MONTHS[n - 1] ?? '';
  if (period === 'week') return `the week of ${day} ${named(month)} ${year}`;
  return period === 'month' ? `${named(month)} ${year}` : `${named(month)} to ${named(month + 2)} ${year}`;
}
