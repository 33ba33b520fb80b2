import type { Ritual } from '../ritual.ts';
import type { Round } from '../round.ts';
import type { Calendar } from '../time/calendar.ts';
import { addDays, dateAt, isCivilDate, weekdayOf } from '../time/zone.ts';
import type { CivilDate, Instant, Weekday } from '../time.ts';

/** The first day of the week that a date lies in: Monday; Sunday where the team works on Sundays and not on Saturdays. */
export function weekOf(calendar: Calendar, date: CivilDate): CivilDate {
  const first = works(calendar, 0) && !works(calendar, 6) ? 0 : 1;
  return addDays(date, -((weekdayOf(date) - first + 7) % 7));
}

/** The week on the team's own calendar at that instant. */
export function weekAt(calendar: Calendar, now: Instant): CivilDate {
  return weekOf(calendar, dateAt(calendar.zone, now));
}

export function weekAfter(week: CivilDate): CivilDate {
  return addDays(week, 7);
}

export function weekBefore(week: CivilDate): CivilDate {
  return addDays(week, -7);
}

/** The week that a round is about: that of the date it was planned for, also when a holiday has moved it. A planning on the
 * team's last working day of a week is about the next one. */
export function weekOfRound(
  calendar: Calendar,
  ritual: Pick<Ritual, 'kind'>,
  round: Pick<Round, 'slot' | 'date'>,
): CivilDate {
  const date = isCivilDate(round.slot) ? round.slot : round.date;
  const week = weekOf(calendar, date);
  return ritual.kind === 'planning' && endsWeek(calendar, date, week) ? weekAfter(week) : week;
}

/** The team does not work on any later day of that week, and on some earlier one. */
function endsWeek(calendar: Calendar, date: CivilDate, week: CivilDate): boolean {
  const days = [0, 1, 2, 3, 4, 5, 6]
    .map((n) => addDays(week, n))
    .filter((day) => works(calendar, weekdayOf(day)));
  return days.some((day) => day < date) && !days.some((day) => day > date);
}

/** The team's last working day of this week is here, or over. */
export function isEnding(calendar: Calendar, date: CivilDate): boolean {
  return endsWeek(calendar, date, weekOf(calendar, date));
}

function works({ week }: Calendar, day: Weekday): boolean {
  return (week[day]?.length ?? 0) > 0;
}
