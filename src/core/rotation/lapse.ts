import type { Team } from '../team.ts';
import { addDays } from '../time/zone.ts';
import type { CivilDate } from '../time.ts';
import { type Announced, type Rotation, withdraw } from './rotation.ts';

/** The same rotation without the turns whose time has passed and that never began: their round was skipped, missed, merged or
 * paused. They weigh for nobody, their tickets are back, and what they gave ahead is owed to nobody. `running`: turns whose
 * round may still begin late. */
export function lapsed(
  team: Team,
  rotation: Rotation,
  today: CivilDate,
  running: ReadonlySet<string>,
): Rotation {
  const weekly = team.rituals.some(
    ({ facilitator }) => facilitator?.rotation === rotation.name && facilitator.turns === 'weekly',
  );
  const isOver = ({ turn, date }: Announced) =>
    !running.has(turn) && (weekly ? addDays(date, 7) : addDays(date, 1)) <= today;
  const over = (rotation.announced ?? []).filter(isOver);
  // Back to front, so that the tickets are in front in the order in which they were drawn.
  return over.toReversed().reduce((now, { turn }) => withdraw(now, turn), rotation);
}
