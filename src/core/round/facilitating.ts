import { onLeaveAt } from '../absence/availability.ts';
import { unique } from '../escalation/people.ts';
import type { PersonId } from '../team.ts';
import type { Instant } from '../time.ts';
import { personOf, type RoundView } from './asking.ts';

/** Those who lead a round and are not away, the first one first. */
export function facilitatorsThere({ team, round, absences }: RoundView, now: Instant): PersonId[] {
  const { person, also = [] } = round.facilitator ?? {};
  return unique([...(person ? [person] : []), ...also]).filter((id) => {
    const known = personOf(team, id);
    return known !== undefined && onLeaveAt(known, absences, now) === undefined;
  });
}
