import { addDays, isCivilDate } from './time/zone.ts';
import type { CivilDate } from './time.ts';

/** So many days ahead: holidays are known for two years, and what lies further away was mistyped. */
const FURTHEST = 2 * 366;

/** Why an action cannot be due on that day, in a sentence; undefined when it can. */
export function dueProblem(due: string, today: CivilDate): string | undefined {
  if (!isCivilDate(due)) return 'Pick a day.';
  if (due < today) return 'This date has passed. Pick today or a later one.';
  if (due > addDays(today, FURTHEST)) return 'That is more than two years ahead. Pick an earlier day.';
  return undefined;
}
