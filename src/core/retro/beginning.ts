import type { RoundView } from '../round/asking.ts';
import type { PersonId, Team } from '../team.ts';
import { type CivilDate, DAY, type Instant } from '../time.ts';
import type { Retro } from './retro.ts';
import type { RetroView } from './view.ts';

/** Started by hand, a retro ends by itself after so long. */
const BY_HAND_LASTS = 7 * DAY;
const USUAL_VOTES = 3;
const USUAL_MINUTES = 10;

/** A round of a retro has opened. */
export function beginFor(
  { round, ritual, team }: RoundView,
  columns: readonly string[],
  now: Instant,
): Retro {
  const { votes = USUAL_VOTES, minutes = ritual.mode === 'live' ? USUAL_MINUTES : undefined } =
    ritual.retro ?? {};
  const { id, date } = round;
  return {
    ...beginning(id, team, columns, now),
    round: id,
    name: ritual.name,
    date,
    votes,
    ...boxed(minutes),
  };
}

/** Somebody starts one by hand. */
export function beginByHand(
  { id, team, by, date }: { id: string; team: Team; by: PersonId; date: CivilDate },
  columns: readonly string[],
  now: Instant,
): Retro {
  const closesAt = now + BY_HAND_LASTS;
  const more = { name: 'Retro', date, by, closesAt, votes: USUAL_VOTES };
  return { ...beginning(id, team, columns, now), ...more, ...boxed(USUAL_MINUTES) };
}

function beginning(id: string, team: Team, columns: readonly string[], now: Instant) {
  const nothing = { kept: [], groups: [], differ: [], current: 0 };
  return {
    id,
    team: team.id,
    phase: 'review',
    columns,
    at: now,
    open: true,
    step: 0,
    ...nothing,
    version: 1,
  } as const;
}

function boxed(minutes: number | undefined): { minutes?: number } {
  return minutes === undefined ? {} : { minutes };
}

/** Without actions of earlier retros there is nothing to review. */
export function opened(retro: Retro, { carried }: Pick<RetroView, 'carried'>): Retro {
  return carried.length > 0 ? retro : { ...retro, phase: 'collect' };
}
