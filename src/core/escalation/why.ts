import type { AuditEvent } from '../decision.ts';
import { type Text, text } from '../message.ts';
import type { PersonId } from '../team.ts';
import { type Escalation, LEVEL_SAID, thingOf } from './escalation.ts';
import { timeline } from './timeline.ts';

/** Why it reached this person: where it stands for them, then what brought it there, oldest first. Without a person, why
 * it is where it is. */
export function why(escalation: Escalation, events: readonly AuditEvent[], person?: PersonId): Text[] {
  const own = events.filter(({ about }) => about === thingOf(escalation));
  if (person === undefined) return timeline(own.filter(({ what }) => MOVES.has(what)));
  const reached = own.filter((event) => event.person === person && REACHES.has(event.what));
  return [...standingOf(escalation, person), ...timeline(reached)];
}

/** What brings it to somebody, or passes them by. */
const REACHES = new Set([
  'asked',
  'passed over',
  'reassigned',
  'acknowledged',
  'reminded',
  'shared',
  'joined',
  'absorbed',
  'taken over',
  'offered back',
  'owner fell away',
  'preview asked',
  'thread opened',
  'plan asked for',
]);
/** What moves it. */
const MOVES = new Set([
  'raised',
  'started',
  'climbed',
  'escalated',
  'de-escalated',
  'skipped level',
  'nobody left',
  'delayed',
  'held',
  'resumed',
  'recomputed',
  'exhausted',
  'alarm',
  'resolved',
  'reopened',
  'cancelled',
  'closed',
  'sent out',
  'neutral line sent',
  'not sent out',
]);

function standingOf(escalation: Escalation, person: PersonId): Text[] {
  const { raiser, owner, targets, policy, level } = escalation;
  const here = `${escalation.id} is at ${LEVEL_SAID[level]}.`;
  if (person === owner) return [text(here, ' It is yours.')];
  if (person === raiser) return [text(here, ' You raised it.')];
  if (targets.includes(person))
    return [text(here, ` You are one of those asked there: ${policy[level].who.join(', ')}.`)];
  if (escalation.told.includes(`person:${person}`))
    return [text(here, ' You were told about it, and hear how it ends.')];
  return [text(here, ' It has not reached you.')];
}
