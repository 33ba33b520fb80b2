import type { Absence, Person } from '../team.ts';
import { intervalsOn, isOpen, workdayOf } from '../time/calendar.ts';
import { addDays, dateAt, instantAt, showDate, showInstant, wallAt, weekdayOf } from '../time/zone.ts';
import type { CivilDate, Instant, Interval, Minute } from '../time.ts';

const DAYS = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays'];
/** How far the next day at work is looked for, in days. */
const FORESIGHT = 60;
const MIDNIGHT = 1440;

/** Why somebody is not at work on that civil date, as a short phrase that follows a name; `undefined` = at work. At work
 * means: still in the team, own hours on that weekday, not a holiday of their own, and no absence that covers all of that
 * date's hours. An absence says until when, never why. */
export function awayOn(person: Person, absences: readonly Absence[], date: CivilDate): string | undefined {
  const gone = goneOn(person, date);
  if (gone) return gone;
  const open = intervalsOn(person.calendar, date);
  if (open.length === 0) return closedOn(person, date) ?? `does not work on ${DAYS[weekdayOf(date)]}`;
  const until = leaveOn(person, absences, date);
  return until && `away ${until}`;
}

/** Until when somebody is away whose absences cover all of that date's hours, as it follows “away”: `until Wed 4 Nov`, the day on
 * which they are back at work. `undefined` on any other day, a holiday or a day off too. */
export function leaveOn(person: Person, absences: readonly Absence[], date: CivilDate): string | undefined {
  const open = intervalsOn(person.calendar, date);
  const covered = open.map((hours) => spanOver(person, absences, hours));
  const last = covered.at(-1);
  if (!last || !covered.every((span) => span !== undefined)) return undefined;
  return untilBack(person, absences, last.to);
}

/** Why somebody is away at that instant: `awayOn` for the working date it belongs to, or an absence around it. Being
 * outside one's hours on a day at work is not being away. */
export function awayAt(person: Person, absences: readonly Absence[], instant: Instant): string | undefined {
  const date = workdayOf(person.calendar, instant) ?? dateAt(person.calendar.zone, instant);
  return onLeaveAt(person, absences, instant) ?? awayOn(person, absences, date);
}

/** As `awayAt`, but somebody who simply does not work at that hour or on that weekday is not on leave. */
export function onLeaveAt(
  person: Person,
  absences: readonly Absence[],
  instant: Instant,
): string | undefined {
  const date = dateAt(person.calendar.zone, instant);
  const away = goneOn(person, date) ?? awayFor(person, absences, { from: instant, to: instant + 1 });
  if (away) return away;
  const closed = closedOn(person, date);
  // A night shift of the day before may reach into a holiday.
  return closed && isOpen(person.calendar, instant) ? undefined : closed;
}

/** Whether somebody has left by that date: it is their `left` or after it. */
export function hasLeftBy({ left }: Pick<Person, 'left'>, date: CivilDate): boolean {
  return left !== undefined && date >= left;
}

/** Whether somebody has begun by that date and has not left. */
export function isInTeamOn(person: Pick<Person, 'since' | 'left'>, date: CivilDate): boolean {
  return !(person.since !== undefined && date < person.since) && !hasLeftBy(person, date);
}

/** The working date an instant belongs to. For hours that cross midnight the small hours belong to the day before, also when
 * nobody works that night; any other instant outside the hours belongs to the date that the person's clock shows. */
export function shiftOf({ calendar }: Pick<Person, 'calendar'>, instant: Instant): CivilDate {
  let nightEnds = 0;
  for (const windows of calendar.week)
    for (const { to } of windows) nightEnds = Math.max(nightEnds, to - MIDNIGHT);
  if (nightEnds === 0) return dateAt(calendar.zone, instant);
  const { date, minute } = wallAt(calendar.zone, instant);
  return workdayOf(calendar, instant) ?? (minute < nightEnds ? addDays(date, -1) : date);
}

/** The working date of a person that a round of that date belongs to, which begins when their own clock shows `at`: for a
 * night shift, a round in the small hours belongs to the date before. */
export function shiftOn(person: Person, date: CivilDate, at: Minute): CivilDate {
  return shiftOf(person, instantAt(person.calendar.zone, date, at));
}

/** Why a person is not asked, looked at for the working date that the question's instant belongs to: they are away on that
 * date, or from the question until its due. */
export function whyNotAsked(
  person: Person,
  absences: readonly Absence[],
  prompt: { at: Instant; due: Instant },
): string | undefined {
  const away = awayOn(person, absences, shiftOf(person, prompt.at));
  if (away) return away;
  return awayFor(person, absences, { from: prompt.at, to: prompt.due });
}

/** Why somebody is away for the whole of that span; `undefined` when they are there for a part of it. */
export function awayFor(
  person: Person,
  absences: readonly Absence[],
  interval: Interval,
): string | undefined {
  const span = spanOver(person, absences, interval);
  return span && `away ${untilBack(person, absences, span.to)}`;
}

/** A leave to come is not told by the way: who may know of it does. */
function goneOn(person: Person, date: CivilDate): string | undefined {
  if (!person.active) return 'left the team';
  return hasLeftBy(person, date) ? 'is not there that day' : undefined;
}

function closedOn(person: Person, date: CivilDate): string | undefined {
  const name = person.calendar.closed.get(date);
  if (name === undefined) return undefined;
  return /day off/i.test(name) ? name : `public holiday: ${name}`;
}

/** The person's absence that holds the whole interval; absences that touch or overlap count as one. */
function spanOver(person: Person, absences: readonly Absence[], interval: Interval): Interval | undefined {
  const own = absences
    .filter((absence) => absence.person === person.id && absence.from < absence.to)
    .sort((a, b) => a.from - b.from);
  if (own.length === 0) return undefined;
  let span: Interval | undefined;
  for (const { from, to } of own) {
    if (span && from <= span.to) span = { from: span.from, to: Math.max(span.to, to) };
    else if (span && span.to >= interval.to) break;
    else span = { from, to };
  }
  return span && span.from <= interval.from && span.to >= interval.to ? span : undefined;
}

/** `until` names the day on which the person is back at work, which an absence that ends on a weekend does not. */
function untilBack(person: Person, absences: readonly Absence[], end: Instant): string {
  const { zone } = person.calendar;
  const date = dateAt(zone, end);
  for (let days = 0; days <= FORESIGHT; days += 1) {
    const back = addDays(date, days);
    const hours = intervalsOn(person.calendar, back);
    const left = hours.filter(({ to }) => to > end);
    if (left.every((open) => spanOver(person, absences, open) !== undefined)) continue;
    const partly = days === 0 && (left.length < hours.length || end > left[0]!.from);
    return partly
      ? `until ${showInstant(zone, Math.max(end, left[0]!.from), 'both')}`
      : `until ${showDate(back)}`;
  }
  return `until ${showDate(date)}`;
}
