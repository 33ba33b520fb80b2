import { awayOn } from './absence/availability.ts';
import { lateJob, lateKey } from './action-overdue.ts';
import type { Effect } from './decision.ts';
import { leadsOf, personOf } from './escalation/people.ts';
import { daysToNext } from './nagging.ts';
import type { Action } from './record.ts';
import { participantsOf } from './round/plan.ts';
import type { Absence, LevelNumber, Person, PersonId, Team } from './team.ts';
import { firstOpening, isWorkday, lastClose } from './time/calendar.ts';
import { addDays, dateAt, instantAt, showDate } from './time/zone.ts';
import type { CivilDate, Instant } from './time.ts';

/** When an action reminds, and whom: on the owner's last working day before its date and on the date itself. After that it
 * stands in the owner's standup form; only who has none is reminded again, more rarely each time. */

export interface ActionView {
  team: Team;
  absences: readonly Absence[];
  /** Nothing is sent to a team that is paused. */
  paused?: boolean;
  /** The escalation it follows from. `level`: where that ended; `readers`: who may see a private one; `overdue`: it was
   * itself about an action that was overdue. */
  origin?: { level: LevelNumber; readers?: readonly PersonId[]; overdue?: boolean };
}

/** The kind of the job that reminds of an action. */
export const ACTION_JOB = 'action';

/** The key of the one reminder that waits. */
export function actionJobKey({ id }: Pick<Action, 'id'>): string {
  return `${ACTION_JOB}:${id}`;
}

/** All that is to come of an action: its next reminder, and its climb where the team wants that. */
export function armings(action: Action, view: ActionView, now: Instant): Effect[] {
  return [firstReminder(action, view, now), lateJob(action, view, now)];
}

/** Nothing more is to come of it. */
export function endings(action: Action): Effect[] {
  return [actionJobKey(action), lateKey(action)].map((key) => ({ do: 'cancel', key }));
}

/** The job for the first reminder of an action, or for its first after a new date or owner: the morning of the working day
 * before, else of the day itself. Past both it is in the standup form; whoever has none is reminded in the next morning. */
export function firstReminder(action: Action, view: ActionView, now: Instant): Effect {
  const person = whoIsReminded(action, view.team);
  if (!person) return none(action);
  const ahead = morningsOf(action, person, view.absences).find((morning) => morning >= now);
  if (ahead !== undefined) return armAt(action, ahead);
  return hasStandup(view.team, person.id, action.due)
    ? none(action)
    : laterInstead(action, person, view, now);
}

/** Of the working day before its date, and of the date. */
function morningsOf({ due }: Action, person: Person, absences: readonly Absence[]): Instant[] {
  const eve = dayBefore(person, absences, due);
  const first = eve === undefined ? undefined : firstOpening(person.calendar, eve);
  return [...(first === undefined ? [] : [first]), morningOf(person, absences, due)];
}

/** What comes after a reminder that has just gone, which the action has counted. */
export function afterReminder(
  action: Action,
  person: Person,
  view: ActionView,
  now: Instant,
): { effect: Effect; words: string } {
  const today = dateAt(person.calendar.zone, now);
  if (today < action.due) return next(action, person, morningOf(person, view.absences, action.due));
  if (hasStandup(view.team, person.id, today))
    return { effect: none(action), words: 'from now on it stands in the standup form' };
  const day = daysLater(person, today, daysToNext(action.reminded?.times ?? 1));
  return next(action, person, morningOf(person, view.absences, day));
}

function next(action: Action, person: Person, at: Instant) {
  const day = showDate(dateAt(person.calendar.zone, at));
  return { effect: armAt(action, at), words: `the next reminder comes on ${day}` };
}

/** The job for the same reminder in the next morning on which the person is there. */
export function laterInstead(action: Action, person: Person, { absences }: ActionView, now: Instant): Effect {
  return armAt(action, morningOf(person, absences, addDays(dateAt(person.calendar.zone, now), 1)));
}

/** Why the person is not reminded now; undefined where they are. */
export function whyNotNow(person: Person, view: ActionView, now: Instant): string | undefined {
  if (view.paused) return 'the team is paused';
  const today = dateAt(person.calendar.zone, now);
  return awayOn(person, view.absences, today) ?? dayIsOver(person, today, now);
}

/** It was reminded of on its day, and stands in the person's standup form since. */
export function reminderIsOver(action: Action, person: Person, view: ActionView, now: Instant): boolean {
  const today = dateAt(person.calendar.zone, now);
  const onItsDay = (action.reminded?.times ?? 0) > 0;
  return onItsDay && today > action.due && hasStandup(view.team, person.id, today);
}

/** Its owner, or whoever looks after the team once the owner has left. */
export function whoIsReminded({ owner }: Action, team: Team): Person | undefined {
  return [owner, team.coordinator, ...leadsOf(team)]
    .map((id) => personOf(team, id))
    .find((person) => person?.active);
}

/** A form that they are sent of themselves, and that begins with what is theirs. */
function hasStandup(team: Team, person: PersonId, date: CivilDate): boolean {
  return team.rituals.some(
    (ritual) =>
      ritual.kind === 'standup' &&
      ritual.mode === 'async' &&
      (ritual.expires === undefined || ritual.expires >= date) &&
      participantsOf(team, ritual).some((one) => one.person.id === person),
  );
}

/** Late because Rondo was not running: it can wait for the morning. */
function dayIsOver({ calendar }: Person, today: CivilDate, now: Instant): string | undefined {
  const close = lastClose(calendar, today);
  return close !== undefined && now >= close ? 'the working day is over' : undefined;
}

/** How far days at work are looked for, in days. */
const FORESIGHT = 60;

/** The last day before that date on which the person is at work. */
function dayBefore(person: Person, absences: readonly Absence[], date: CivilDate): CivilDate | undefined {
  const before = Array.from({ length: FORESIGHT }, (_, at) => addDays(date, -1 - at));
  return before.find((day) => awayOn(person, absences, day) === undefined);
}

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

function none(action: Action): Effect {
  return { do: 'cancel', key: actionJobKey(action) };
}
