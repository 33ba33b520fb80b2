import { tzOffset } from '@date-fns/tz';
import { DAY, type Instant, MINUTE, SECOND, type Span, type Zone } from '../time.ts';

/** A change of a zone's distance from UTC; from `at` on it is `after`. */
export interface Shift {
  at: Instant;
  before: Span;
  after: Span;
}

/** A UTC day of a zone: one offset, or the shift that happens in it. */
type OffsetDay = Span | Shift;

/** Asking the platform costs microseconds, so each UTC day of a zone is asked once and remembered: the answer never changes. */
const known = new Map<Zone, Map<number, OffsetDay>>();

/** Far from any change a wall time has one offset; `null` near one. */
const steady = new Map<Zone, Map<number, Span | null>>();

/** How far the zone's wall clock is ahead of UTC at that instant, in ms. Throws `RangeError` for an unknown zone. */
export function offsetAt(zone: Zone, instant: Instant): Span {
  const day = offsetDay(zone, Math.floor(instant / DAY));
  if (typeof day === 'number') return day;
  return instant < day.at ? day.before : day.after;
}

/** The first change of offset on the UTC days of the two instants or between them. */
export function shiftBetween(zone: Zone, from: Instant, to: Instant): Shift | undefined {
  for (let day = Math.floor(from / DAY); day <= Math.floor(to / DAY); day += 1) {
    const found = offsetDay(zone, day);
    if (typeof found !== 'number') return found;
  }
  return undefined;
}

/** The one offset of the two days before and after that wall time; `undefined` where one of them has a change. */
export function steadyOffset(zone: Zone, wall: number): Span | undefined {
  const days = steady.get(zone) ?? new Map<number, Span | null>();
  const day = Math.floor(wall / DAY);
  const found = days.get(day);
  if (found !== undefined) return found ?? undefined;
  const [first, ...others] = [-2, -1, 0, 1, 2].map((shift) => offsetDay(zone, day + shift));
  const same = typeof first === 'number' && others.every((one) => one === first) ? first : null;
  steady.set(zone, days.set(day, same));
  return same ?? undefined;
}

function offsetDay(zone: Zone, day: number): OffsetDay {
  return known.get(zone)?.get(day) ?? learn(zone, day);
}

function learn(zone: Zone, day: number): OffsetDay {
  const days = known.get(zone) ?? new Map<number, OffsetDay>();
  const found = look(zone, day * DAY);
  known.set(zone, days.set(day, found));
  return found;
}

/** No zone shifts twice within one UTC day, so its two ends tell everything. */
function look(zone: Zone, start: Instant): OffsetDay {
  const before = ask(zone, start);
  const after = ask(zone, start + DAY);
  if (before === after) return before;
  let low = start;
  let high = start + DAY;
  while (high - low > SECOND) {
    const middle = low + Math.floor((high - low) / 2 / SECOND) * SECOND;
    if (ask(zone, middle) === before) low = middle;
    else high = middle;
  }
  return { at: high, before, after };
}

function ask(zone: Zone, instant: Instant): Span {
  const minutes = tzOffset(zone, new Date(instant));
  if (Number.isNaN(minutes)) throw new RangeError(`There is no time zone called "${zone}".`);
  return Math.round(minutes * MINUTE);
}
