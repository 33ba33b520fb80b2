import { z } from 'zod';
import type { Calendar } from '../time/calendar.ts';
import { dateAt, instantAt, isCivilDate } from '../time/zone.ts';
import { DAY, type Interval } from '../time.ts';
import { isDoubtful, saysAway, saysOutOfOffice } from './calendar-words.ts';
import { dayOn } from './day.ts';

/** Whole dates, both included; two instants; or what a wall clock shows, on the person's own zone where none is named. */
const entrySpan = z.union([
  z.object({ first: civilDate(), last: civilDate() }),
  z.object({ from: z.number(), to: z.number() }),
  z.object({ starts: wallTime(), ends: wallTime(), zone: z.string().optional() }),
]);

function wallTime() {
  return z.object({ date: civilDate(), minute: z.number() });
}

function civilDate() {
  return z.string().refine(isCivilDate);
}

const somebody = z.object({ name: z.string().optional(), email: z.string().optional() });

/** One entry of somebody's calendar, or one of a series. Its title is looked at and never kept. */
export const calendarEntry = z.object({
  /** A print of its id and of which one of its series it is: the same at every reading. */
  key: z.string(),
  /** A print of the id that the whole series shares. */
  series: z.string(),
  span: entrySpan,
  title: z.string(),
  cancelled: z.boolean(),
  tentative: z.boolean(),
  /** What the calendar shows others in that time; `free` where nothing is blocked. */
  shows: z.enum(['busy', 'free', 'elsewhere', 'out']),
  organizer: somebody.optional(),
  attendees: z.array(somebody.extend({ declined: z.boolean() })),
});
export type CalendarEntry = z.output<typeof calendarEntry>;
export type Somebody = z.output<typeof somebody>;

/** `away`: whoever it is about is away then. `maybe`: they may be, and are asked first. */
export type Meaning = 'away' | 'maybe' | 'nothing';

/** What an entry says about whoever it is about. Out of office, or whole days with a word for leave, are away. Other whole
 * days that block the calendar, and what is only tentative, may be. Meetings are nothing, and so is whatever is cancelled or
 * leaves the time free. */
export function meaningOf(entry: CalendarEntry): Meaning {
  const { title, shows, tentative, cancelled } = entry;
  if (cancelled || shows === 'free' || shows === 'elsewhere') return 'nothing';
  const doubt = tentative || isDoubtful(title);
  if (shows === 'out') return tentative ? 'maybe' : 'away';
  if (isLong(entry)) return saysAway(title) && !doubt ? 'away' : 'maybe';
  return saysOutOfOffice(title) && !doubt ? 'away' : 'nothing';
}

/** Whole dates, or a day and longer. */
export function isLong({ span }: Pick<CalendarEntry, 'span'>): boolean {
  if ('first' in span) return true;
  if ('from' in span) return span.to - span.from >= DAY;
  return Date.parse(span.ends.date) - Date.parse(span.starts.date) >= 2 * DAY;
}

/** When an entry is for somebody: whole dates are their own days, a night shift from its beginning to its end. */
export function spanFor({ span }: Pick<CalendarEntry, 'span'>, calendar: Calendar): Interval {
  if ('from' in span) return span;
  if ('first' in span) return { from: dayOn(calendar, span.first).from, to: dayOn(calendar, span.last).to };
  const { starts, ends, zone = calendar.zone } = span;
  return { from: instantAt(zone, starts.date, starts.minute), to: instantAt(zone, ends.date, ends.minute) };
}

/** The last date of a span on somebody's clock. */
export function lastDateOf({ to }: Interval, { zone }: Calendar): string {
  return dateAt(zone, to - 1);
}
