import type { ActionView } from './action-reminder.ts';
import type { Effect } from './decision.ts';
import { leadsOf, personOf, unique } from './escalation/people.ts';
import type { Action } from './record.ts';
import type { BlockerAnswer } from './round.ts';
import type { PersonId, Team } from './team.ts';
import { firstOpening, nextWorkday } from './time/calendar.ts';
import { dateAt, showDate } from './time/zone.ts';
import type { CivilDate, Instant } from './time.ts';
import { oneLine } from './wording.ts';

/** An overdue action that becomes a blocker, where its team wants that. It does so once: what follows from that blocker never
 * becomes another one. */

/** The kind of the job that looks whether an action is overdue. */
export const LATE_JOB = 'action-late';

export function lateKey({ id }: Pick<Action, 'id'>): string {
  return `${LATE_JOB}:${id}`;
}

/** The job for its climb: in the morning of the working day that the team has set, counted from its date, or in the next one. */
export function lateJob(action: Action, view: ActionView, now: Instant): Effect {
  const key = lateKey(action);
  if (!mayClimb(action, view)) return { do: 'cancel', key };
  const { calendar, actions } = view.team;
  const day = daysAfter(view.team, action.due, actions?.after ?? 1);
  const morning = firstOpening(calendar, day) ?? now;
  const due = morning > now ? morning : nextMorning(view.team, now);
  return { do: 'arm', job: { key, kind: LATE_JOB, due, payload: { id: action.id } } };
}

/** Whether an open action climbs once it is overdue. */
export function mayClimb({ open, escalation }: Action, { team, origin }: ActionView): boolean {
  return team.actions?.overdue === 'escalate' && open && escalation === undefined && !origin?.overdue;
}

/** Whether its time has come. */
export function isLate(action: Action, team: Team, today: CivilDate): boolean {
  return daysAfter(team, action.due, team.actions?.after ?? 1) <= today;
}

/** What is raised: its owner is the one whom it concerns, or whoever looks after what is theirs when they have left. */
export function lateBlocker(action: Action, team: Team): BlockerAnswer {
  const { what, due, owner } = action;
  const speaker = whoSpeaks(action, team);
  const there = [owner, team.coordinator, ...leadsOf(team)].filter((id) => personOf(team, id)?.active);
  const asked = there.find((id) => id !== speaker) ?? owner;
  return { what: `Overdue since ${showDate(due)}: ${oneLine(what)}`, needs: [asked], when: 'today' };
}

/** Who speaks for it, and sees how it goes on: a lead, else the coordinator, the owner only if nobody else is left. */
export function whoSpeaks({ owner }: Action, team: Team): PersonId {
  const able = unique([...leadsOf(team), team.coordinator]).filter((id) => personOf(team, id)?.active);
  return able.find((id) => id !== owner) ?? owner;
}

function daysAfter({ calendar }: Team, date: CivilDate, days: number): CivilDate {
  let day = date;
  for (let gone = 0; gone < days; gone += 1) day = nextWorkday(calendar, day);
  return day;
}

/** Never at once: what was overdue before the team wanted this climbs in a morning, too. */
function nextMorning({ calendar }: Team, now: Instant): Instant {
  return firstOpening(calendar, nextWorkday(calendar, dateAt(calendar.zone, now))) ?? now;
}
