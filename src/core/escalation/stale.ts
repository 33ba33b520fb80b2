import type { PersonId } from '../team.ts';
import { leadersOf, meant } from './people.ts';
import type { Shown } from './present.ts';

/** Said after the end; everything else is about what is still open. */
const LAST = new Set(['resolved', 'cancelled']);

/** Asks somebody to do something: pointless once it was done. */
const NAGS = new Set(['respond-reminder', 'deputy']);

/** Is for those whom the present level concerns. */
const ASKS = new Set(['card', 'respond-reminder', 'deputy', 'handover']);

/** Why something of this kind is not worth telling this reader any more; undefined when it is. */
export function staleBecause(kind: string, shown: Shown): string | undefined {
  const { escalation, viewer } = shown;
  if (!escalation.live) return LAST.has(kind) ? neverHeard(shown) : 'It was over before this was sent.';
  if (LAST.has(kind)) return 'It was opened again before this was sent.';
  if (NAGS.has(kind) && escalation.acknowledged) return 'Somebody took it before this was sent.';
  if (kind === 'handover' && escalation.acknowledged && escalation.owner !== viewer.person)
    return 'Somebody else took it before this was sent.';
  if (ASKS.has(kind) && viewer.person !== undefined && !isConcerned(shown, viewer.person))
    return 'Somebody else is asked now.';
  return overtakenBecause(kind, shown);
}

function overtakenBecause(kind: string, { escalation, viewer }: Shown): string | undefined {
  const { state, warned, holdAsked, former } = escalation;
  if ((kind === 'warning' || kind === 'still-stuck') && (state === 'held' || !warned))
    return 'Its clocks changed before this was sent.';
  if (kind === 'exhausted-reminder' && state !== 'exhausted') return 'It is with a level again.';
  if (kind === 'hold-asked' && !holdAsked) return 'It was answered before this was sent.';
  if (kind === 'offer-back' && former?.person !== viewer.person)
    return 'It was settled before this was sent.';
  if (kind === 'raiser-away' && !escalation.raiserGone) return 'It was settled before this was sent.';
  return undefined;
}

/** Whoever slept through all of it is spared the end; not the raiser, those stuck on it too, and whoever had it. */
function neverHeard({ escalation, viewer }: Shown): string | undefined {
  const { raiser, owner, alsoStuck = [] } = escalation;
  const own = viewer.person === undefined || [raiser, owner, ...alsoStuck].includes(viewer.person);
  return viewer.heard === false && !own ? 'It was over before they heard of it.' : undefined;
}

function isConcerned(shown: Shown, person: PersonId): boolean {
  const { raiser, owner, targets, deputised } = shown.escalation;
  const asked = [raiser, owner, ...targets, ...(deputised?.people ?? [])];
  return asked.includes(person) || isNamed(shown, person);
}

/** Whether the policy tells or asks this person at the present level. */
export function isNamed({ escalation, view }: Shown, person: PersonId): boolean {
  const { who, tell } = escalation.policy[escalation.level];
  const words = [...who, ...tell];
  const people = words.flatMap((word) => meant(word, view.team, view.onDuty).map((one) => one.person));
  if (escalation.state === 'exhausted') people.push(view.team.coordinator, ...leadersOf(view.team));
  return people.includes(person);
}
