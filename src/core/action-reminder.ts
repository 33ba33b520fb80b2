import { awayOn } from './absence/availability.ts';
import type { Effect } from './decision.ts';
import { leadsOf, personOf } from './escalation/people.ts';
import { daysToNext } from './nagging.ts';
import type { Action } from './record.ts';
import type { Absence, Person, Team } from './team.ts';
import { firstOpening, isWorkday, lastClose } from './time/calendar.ts';
import { addDays, dateAt, instantAt } from './time/zone.ts';
import type { CivilDate, Instant } from './time.ts';

/** When an action reminds, and whom. */

export interface ActionView {
  team: Team;
  absences: readonly Absence[];
  /** Nothing is sent to a team that is paused. */
  paused?: boolean;
}

/** The kind of the job that reminds of an action. */
export const ACTION_JOB = 'action';

/** The key of the one job that an open action has. */
export function actionJobKey({ id }: Pick<Action, 'id'>): string {
  return `${ACTION_JOB}:${id}`;
}

/** The job for the first reminder of an action, or for its first after a new date: the morning of the due day, else the next
 * one that is still ahead. */
export function firstReminder(action: Action, view: ActionView, now: Instant): Effect {
  const person = whoIsReminded(action, view.team);
  if (!person) return { do: 'cancel', key: actionJobKey(action) };
  const due = morningOf(person, view.absences, action.due);
  const today = dateAt(person.calendar.zone, now);
  return armAt(action, due >= now ? due : morningOf(person, view.absences, addDays(today, 1)));
}

/** The job for the reminder after this one, and its day; `times` have gone by then. */
export function nextReminder(
  action: Action,
  person: Person,
  { absences }: ActionView,
  times: number,
  now: Instant,
): { effect: Effect; day: CivilDate } {
  const today = dateAt(person.calendar.zone, now);
  const due = morningOf(person, absences, daysLater(person, today, daysToNext(times)));
  return { effect: armAt(action, due), day: dateAt(person.calendar.zone, due) };
}

/** The job for the same reminder in the next morning on which the person is there. */
export function tomorrowInstead(
  action: Action,
  person: Person,
  { absences }: ActionView,
  now: Instant,
): Effect {
  return armAt(action, morningOf(person, absences, addDays(dateAt(person.calendar.zone, now), 1)));
}

/** Why the person is not reminded now; undefined where they are. */
export function whyNotNow(person: Person, view: ActionView, now: Instant): string | undefined {
  if (view.paused) return 'the team is paused';
  const today = dateAt(person.calendar.zone, now);
  return awayOn(person, view.absences, today) ?? dayIsOver(person, today, now);
}

/** Its owner, or whoever looks after the team once the owner has left. */
export function whoIsReminded({ owner }: Action, team: Team): Person | undefined {
  return [owner, team.coordinator, ...leadsOf(team)]
    .map((id) => personOf(team, id))
    .find((person) => person?.active);
}

/** Late because Rondo was not running: it can wait for the morning. */
function dayIsOver({ calendar }: Person, today: CivilDate, now: Instant): string | undefined {
  const close = lastClose(calendar, today);
  return close !== undefined && now >= close ? 'the working day is over' : undefined;
}

/** How far days at work are looked for, in days. */
const FORESIGHT = 60;

/** So many of the person's working days later, holidays aside. */
function daysLater({ calendar }: Person, from: CivilDate, days: number): CivilDate {
  const ahead = Array.from({ length: FORESIGHT }, (_, at) => addDays(from, at + 1));
  return ahead.filter((date) => isWorkday(calendar, date))[days - 1] ?? addDays(from, FORESIGHT);
}

/** The opening of the person's first day at work on that date or after it. */
function morningOf(person: Person, absences: readonly Absence[], date: CivilDate): Instant {
  for (let days = 0; days <= FORESIGHT; days += 1) {
    const day = addDays(date, days);
    const opening = awayOn(person, absences, day) ? undefined : firstOpening(person.calendar, day);
    if (opening !== undefined) return opening;
  }
  return instantAt(person.calendar.zone, addDays(date, FORESIGHT), 0);
}

function armAt(action: Action, due: Instant): Effect {
  const { id } = action;
  return { do: 'arm', job: { key: actionJobKey(action), kind: ACTION_JOB, due, payload: { id } } };
}
