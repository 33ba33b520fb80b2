import type { AuditEvent, Decision } from '../../../src/core/decision.ts';
import type { EscalationView, PersonCommand } from '../../../src/core/escalation/command.ts';
import type { Escalation, TimerName } from '../../../src/core/escalation/escalation.ts';
import type { Material } from '../../../src/core/escalation/numbers.ts';
import type { BlockerAnswer } from '../../../src/core/round.ts';
import type { PersonId } from '../../../src/core/team.ts';
import { act, at, BERLIN, fire, raised } from './atlas.ts';

/** One escalation as it goes on, with every event. Times are Berlin's. */
export interface Course {
  readonly state: Escalation;
  readonly events: readonly AuditEvent[];
  does(when: string, by: PersonId, command: Parameters<typeof act>[2], seen?: EscalationView): Course;
  fires(when: string, timer: TimerName): Course;
}

/** Raised by Raj; Lea and Kim are asked at level 1, Ivo at level 2, Dana at level 3. */
export function course(
  number: number,
  when: string,
  blocker: Partial<BlockerAnswer> = {},
  how: { private?: boolean } = {},
): Course {
  return going(raised(blocker, { now: at(when), raise: { number, ...how } }), []);
}

function going({ state, events }: Decision<Escalation>, before: readonly AuditEvent[]): Course {
  const all = [...before, ...events];
  return {
    state,
    events: all,
    does: (when, by, command, seen) => going(changed(state, act(state, by, command, at(when), seen)), all),
    fires: (when, timer) => going(changed(state, fire(state, timer, at(when))), all),
  };
}

/** A step that is refused would leave the figures as they are and prove nothing. */
function changed(before: Escalation, decision: Decision<Escalation>): Decision<Escalation> {
  if (decision.state === before)
    throw new Error(`Nothing happened to ${before.id}: ${JSON.stringify(decision.reply)}`);
  return decision;
}

/** Several of them as the figures are made from. */
export function material(courses: readonly Course[], more: Partial<Material> = {}): Material {
  return {
    escalations: courses.map(({ state }) => state),
    events: courses.flatMap(({ events }) => events),
    tellings: [],
    calendar: BERLIN,
    ...more,
  };
}

export const TAKE: Parameters<typeof act>[2] = { do: 'acknowledge' } satisfies Partial<PersonCommand>;
export const SOLVE: Parameters<typeof act>[2] = {
  do: 'resolve',
  how: 'Restarted it',
  plan: 'Watch the disk',
} satisfies Partial<PersonCommand>;
