import type { PersonId } from '../team.ts';
import type { CivilDate, Instant } from '../time.ts';

/** A number that comes from outside: defects, rework, releases; `id` = `team/name/date`. */
export interface OutsideFigure {
  id: string;
  team: string;
  name: string;
  date: CivilDate;
  value: number;
  /** A person, or the name of the token that sent it. */
  by: PersonId;
  at: Instant;
  /** The round whose answers it is the sum of; without it somebody has said it, and answers leave it alone. */
  round?: string;
  version: number;
}
