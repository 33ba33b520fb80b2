import type { LevelNumber } from '../team.ts';
import type { CivilDate } from '../time.ts';

/** One week of a team in numbers. Shares are 0 to 1. What nothing is known of is left out. */
export interface WeekFigures {
  /** The Monday it begins with. */
  week: CivilDate;
  /** Blockers raised, resolved, and open when it ended. */
  opened: number;
  resolved: number;
  open: number;
  /** How many blockers came to that level in the week; the first by being raised. */
  levels: Readonly<Record<LevelNumber, number>>;
  /** Of those asked, the share that answered. */
  participation?: number;
  /** The mean of the anonymous answers of standups and check-ins, 1 to 5. */
  mood?: number;
  /** The same of reviews, retros and other rounds of the team. */
  satisfaction?: number;
  /** The same of stakeholders. */
  stakeholders?: number;
}
