import type { Absence, Weekly } from '../team.ts';
import { spanOf } from '../time/calendar.ts';
import { addDays, dateAt, daysBetween, weekdayOf } from '../time/zone.ts';
import { type CivilDate, DAY, type Instant, type Interval } from '../time.ts';

/** An absence that comes again is kept as one rule, and looked at as the single spans it stands for. */

/** Where no end was said. */
export const NO_END: Instant = Date.UTC(9998, 0, 1);
/** How far rules are spelled out from an instant on, in days: what looks furthest ahead looks 90 days. */
export const SPELLED_OUT = 100;

/** The same absences with every rule spelled out for the days between the two instants. */
export function spelledOut(absences: readonly Absence[], since: Instant, until: Instant): Absence[] {
  return absences.flatMap((absence) => (absence.weekly ? timesOf(absence, since, until) : [absence]));
}

/** The single absences that a rule stands for between the two instants, in order; any other absence is one by itself. */
export function timesOf(absence: Absence, since: Instant, until: Instant): Absence[] {
  const { weekly, ...single } = absence;
  if (!weekly) return [absence];
  const last = dateAt(weekly.zone, Math.min(until, absence.to));
  // A night that began two dates before may still go on.
  const early = addDays(dateAt(weekly.zone, Math.max(since, absence.from)), -2);
  return datesOf(weekly, early, last).flatMap((date) => {
    const span = timeOn(weekly, date);
    if (!span || span.to <= since || span.from >= Math.min(until, absence.to)) return [];
    const to = Math.min(span.to, absence.to);
    return [{ ...single, id: `${absence.id}/${date}`, from: span.from, to }];
  });
}

/** The dates with one of the rule's weekdays, in order. */
function datesOf({ days }: Weekly, first: CivilDate, last: CivilDate): CivilDate[] {
  const dates: CivilDate[] = [];
  for (const { weekday } of days) {
    let date = addDays(first, (weekday - weekdayOf(first) + 7) % 7);
    for (; date <= last; date = addDays(date, 7)) dates.push(date);
  }
  return dates.sort();
}

/** When a rule makes its person away on that date; `undefined` when it does not. */
export function timeOn(weekly: Weekly, date: CivilDate): Interval | undefined {
  const { days, weeks, first, last, except = [], zone } = weekly;
  const day = days.find(({ weekday }) => weekday === weekdayOf(date));
  if (!day || date < first || (last !== undefined && date > last) || except.includes(date)) return undefined;
  const since = daysBetween(mondayOf(first), mondayOf(date)) / 7;
  return since % weeks === 0 ? spanOf(zone, date, day) : undefined;
}

/** Whether the person is away by this at that instant. */
export function runsAt(absence: Absence, now: Instant): boolean {
  return timesOf(absence, now, now + 1).some(({ from, to }) => from <= now && now < to);
}

/** When it begins to count the next time after that instant; `undefined` when it does not any more. */
export function nextBeginning(absence: Absence, now: Instant): Instant | undefined {
  const far = now + SPELLED_OUT * DAY;
  return timesOf(absence, now, far)
    .map(({ from }) => from)
    .find((from) => from > now);
}

/** The rule without the time that is running. */
export function withoutNow(absence: Absence & { weekly: Weekly }, now: Instant): Weekly {
  const running = timesOf(absence, now, now + 1).map(({ id }) => id.slice(absence.id.length + 1));
  return { ...absence.weekly, except: [...(absence.weekly.except ?? []), ...running] };
}

function mondayOf(date: CivilDate): CivilDate {
  return addDays(date, -((weekdayOf(date) + 6) % 7));
}
