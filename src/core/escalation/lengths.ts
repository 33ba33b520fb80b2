import { type Spread, spreadOf } from '../spread.ts';
import { type Calendar, openTime } from '../time/calendar.ts';
import type { Instant, Interval, Span } from '../time.ts';

/** The same lengths of time twice, in ms: open time of the team's calendar without holds, and on the wall clock. */
export interface Times {
  working: Spread;
  elapsed: Spread;
}

/** From the beginning of something to its end, and when the clocks stood still. */
export interface Length extends Interval {
  holds: readonly Interval[];
}

/** The length, if its end is in the span. What ended before it began lasted no time. */
export function lengthIn(
  span: Interval,
  from: Instant,
  end: Instant | undefined,
  holds: readonly Interval[],
): Length[] {
  return end === undefined || !within(span, end) ? [] : [{ from: Math.min(from, end), to: end, holds }];
}

export function timesOf(lengths: readonly Length[], calendar: Calendar): Times {
  return {
    working: spreadOf(lengths.map((length) => workingTime(length, calendar))),
    elapsed: spreadOf(lengths.map(({ from, to }) => to - from)),
  };
}

function workingTime({ from, to, holds }: Length, calendar: Calendar): Span {
  const frozen = holds.map((hold) => openTime(calendar, Math.max(from, hold.from), Math.min(to, hold.to)));
  return openTime(calendar, from, to) - frozen.reduce((sum, each) => sum + each, 0);
}

/** Half-open: the beginning is inside, the end is not. */
export function within({ from, to }: Interval, at: Instant): boolean {
  return from <= at && at < to;
}
