import type { PersonId } from './team.ts';
import type { CivilDate, Instant } from './time.ts';

/** One person's account in one rotation. */
export interface Account {
  turns: number;
  /** The sum of 1/(number eligible) over the rounds in which the person was eligible. */
  share: number;
  last?: CivilDate;
}

/** A duty list with its account; `id` = `team/rotation`. */
export interface Rotation {
  id: string;
  team: string;
  name: string;
  accounts: Readonly<Record<PersonId, Account>>;
  /** `random`: who is still in the current bag, and its number. */
  bag?: { number: number; left: readonly PersonId[] };
  version: number;
}

/** Who facilitates on one date; `id` = `team/rotation/date`. */
export interface Turn {
  id: string;
  team: string;
  rotation: string;
  date: CivilDate;
  person?: PersonId;
  /** A sentence: why this person. */
  why: string;
  fixedAt: Instant;
  /** Passed over on the way, each with its reason. */
  passed: readonly { person: PersonId; why: string }[];
  /** Set once the turn counts in the account. */
  countedAt?: Instant;
  version: number;
}
