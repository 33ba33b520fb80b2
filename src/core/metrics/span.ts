import { addDays, dateAt, instantAt, weekdayOf } from '../time/zone.ts';
import type { CivilDate, Instant, Interval, Zone } from '../time.ts';

/** The Monday that the week of a date begins with, whatever day the team's own week begins on. */
export function mondayOf(date: CivilDate): CivilDate {
  return addDays(date, -((weekdayOf(date) + 6) % 7));
}

/** From the first date's midnight up to the second one's, on the clock of that zone; the second date is not in it. */
export function spanOfDates(zone: Zone, from: CivilDate, to: CivilDate): Interval {
  return { from: instantAt(zone, from, 0), to: instantAt(zone, to, 0) };
}

/** The dates whose midnight lies in the span: half-open, too. */
export function datesOf(zone: Zone, { from, to }: Interval): { from: CivilDate; to: CivilDate } {
  return { from: firstFrom(zone, from), to: firstFrom(zone, to) };
}

/** The first date that begins at that instant or after it. */
function firstFrom(zone: Zone, at: Instant): CivilDate {
  const date = dateAt(zone, at);
  return instantAt(zone, date, 0) >= at ? date : addDays(date, 1);
}
