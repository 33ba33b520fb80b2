import type { Absence, Person, PersonId } from '../team.ts';
import { type Calendar, intervals, without } from '../time/calendar.ts';
import { type Deadline, dueAt } from '../time/deadline.ts';
import { DAY, HOUR, type Instant, type Interval, type Span } from '../time.ts';
import type { EscalationView } from './command.ts';
import { personOf } from './people.ts';

/** How far ahead somebody's next free time is looked for. */
const HORIZON = 90 * DAY;

/** When somebody can be asked: own hours, minus quiet hours, minus absences. */
export function nextFree(person: Person, view: EscalationView, from: Instant): Instant | undefined {
  for (const free of freeTime(person, view, from)) return free.from;
  return undefined;
}

/** True when there is a moment in `[from, until)` at which the person works, absences left aside. */
export function worksIn(person: Person, view: EscalationView, from: Instant, until: Instant): boolean {
  for (const open of intervals(hoursOf(person, view), from)) return open.from < until;
  return false;
}

/** The deadline on one person's own hours: when this person has had that long to answer. Undefined if there is no
 * time for it within 90 days. */
export function respondDue(
  person: PersonId,
  view: EscalationView,
  deadline: Deadline,
  from: Instant,
): Instant | undefined {
  const found = personOf(view.team, person);
  if (!found) return undefined;
  if (deadline.kind === 'working_hours') return freeLater(found, view, from, Math.round(deadline.n * HOUR));
  const start = nextFree(found, view, from);
  if (start === undefined) return undefined;
  return dueAt(deadline, hoursOf(found, view), start);
}

function freeLater(person: Person, view: EscalationView, from: Instant, span: number): Instant | undefined {
  let left = span;
  for (const free of freeTime(person, view, from)) {
    if (free.to - free.from >= left) return free.from + left;
    left -= free.to - free.from;
  }
  return undefined;
}

/** How long somebody is free between the two instants. */
export function freeBetween(person: Person, view: EscalationView, from: Instant, to: Instant): Span {
  let sum = 0;
  for (const free of freeTime(person, view, from)) {
    if (free.from >= to) break;
    sum += Math.min(free.to, to) - free.from;
  }
  return sum;
}

/** When somebody is free between the two instants, ascending; what touches is one. */
export function freeWithin(person: Person, view: EscalationView, from: Instant, to: Instant): Interval[] {
  const within: Interval[] = [];
  for (const free of freeTime(person, view, from)) {
    if (free.from >= to) break;
    const last = within.at(-1);
    if (last?.to === free.from) last.to = Math.min(free.to, to);
    else within.push({ from: free.from, to: Math.min(free.to, to) });
  }
  return within;
}

/** True when somebody can be asked before `until`. */
export function reachable(
  id: string,
  view: EscalationView,
  now: Instant,
  until: Instant | undefined,
): boolean {
  const person = personOf(view.team, id);
  const free = person && nextFree(person, view, now);
  return free !== undefined && (until === undefined || free < until);
}

/** Left, or away for all the working time until the deadline; a day that is simply over is not falling away. */
export function fellAway(
  id: string,
  view: EscalationView,
  now: Instant,
  until: Instant | undefined,
): boolean {
  const person = personOf(view.team, id);
  if (!person?.active) return true;
  if (until === undefined) return false;
  const away = view.absences.some(
    (absence) => absence.person === id && absence.from < until && absence.to > now,
  );
  return away && !reachable(id, view, now, until);
}

function* freeTime(person: Person, view: EscalationView, from: Instant): Generator<Interval, undefined> {
  const away = view.absences.filter((absence) => absence.person === person.id && absence.to > from);
  for (const open of intervals(hoursOf(person, view), from)) {
    if (open.from > from + HORIZON) return undefined;
    yield* away.reduce(cut, [open]).filter((free) => free.from < free.to);
  }
  return undefined;
}

function cut(free: Interval[], away: Absence): Interval[] {
  return free.flatMap(({ from, to }) =>
    away.to <= from || to <= away.from
      ? [{ from, to }]
      : [
          { from, to: away.from },
          { from: away.to, to },
        ].filter((rest) => rest.from < rest.to),
  );
}

function hoursOf(person: Person, view: EscalationView): Calendar {
  return without(person.calendar, person.quiet ?? view.team.quiet);
}

/** The absence that covers this moment and ends last. */
export function absenceAt(view: EscalationView, person: PersonId, at: Instant): Absence | undefined {
  return view.absences
    .filter((absence) => absence.person === person && absence.from <= at && at < absence.to)
    .sort((a, b) => b.to - a.to)[0];
}
