import type { PersonId } from '../team.ts';
import type { CivilDate, Instant } from '../time.ts';

/** What a team wants to have done by the end of a week. Its thing key is `objective:<id>`. It is open until it is scored or
 * dropped, and proposed until somebody who may has confirmed its week. */
export interface Objective {
  id: string;
  team: string;
  /** The first day of its week: a Monday, or a Sunday for teams whose week begins then. */
  week: CivilDate;
  what: string;
  /** How the team can tell that it is done. */
  measure?: string;
  owner: PersonId;
  /** Who proposed it, and when. */
  by: PersonId;
  at: Instant;
  /** The round in whose answers it was proposed. */
  round?: string;
  confirmed?: { by: PersonId; at: Instant };
  /** What was said of it in the middle of the week. */
  standing?: { says: Standing; why?: string; by: PersonId; at: Instant };
  score?: { result: Score; why?: string; by: PersonId; at: Instant };
  dropped?: { by: PersonId; at: Instant; why: string };
  /** The objective of an earlier week that it goes on with. */
  from?: string;
  /** The objective of the next week that goes on with it. */
  carried?: { to: string; by: PersonId; at: Instant };
  open: boolean;
  version: number;
}

export type Standing = 'on_track' | 'at_risk' | 'off';
export type Score = 'met' | 'partly' | 'not_met';

export const STANDINGS: Readonly<Record<Standing, string>> = {
  on_track: 'On track',
  at_risk: 'At risk',
  off: 'Off track',
};

export const SCORES: Readonly<Record<Score, string>> = {
  met: 'Met',
  partly: 'Partly met',
  not_met: 'Not met',
};

/** What a mark is called. */
export function markName(mark: Standing | Score): string {
  return isStanding(mark) ? STANDINGS[mark] : SCORES[mark];
}

export function isStanding(word: string): word is Standing {
  return Object.hasOwn(STANDINGS, word);
}

export function isScore(word: string): word is Score {
  return Object.hasOwn(SCORES, word);
}

export function thingOfObjective({ id }: Pick<Objective, 'id'>): string {
  return `objective:${id}`;
}

/** Nobody has confirmed it: it is only somebody's idea so far. */
export function isProposed({ confirmed, dropped }: Objective): boolean {
  return confirmed === undefined && dropped === undefined;
}

/** It can still be confirmed: what is scored is over. */
export function awaitsConfirming(objective: Objective): boolean {
  return isProposed(objective) && objective.open;
}

/** The week has ended for it and it was not reached: it may be taken along to the next one. */
export function isUnmet({ score }: Objective): boolean {
  return score !== undefined && score.result !== 'met';
}

/** What somebody has learned, or what has worked and is worth doing again. */
export interface Lesson {
  id: string;
  team: string;
  text: string;
  kind: 'lesson' | 'pattern';
  by: PersonId;
  at: Instant;
  /** The thing it came from, where it came from one. */
  from?: string;
}
