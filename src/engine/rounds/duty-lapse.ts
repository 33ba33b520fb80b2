import { lapsed } from '../../core/rotation/lapse.ts';
import type { Rotation } from '../../core/rotation/rotation.ts';
import { turnOf } from '../../core/rotation/turn.ts';
import type { Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import type { Instant } from '../../core/time.ts';
import type { Reads } from '../../ports.ts';
import { ritualOf } from '../context.ts';

/** A team's rotations without the turns that never took place. A round that Rondo has yet to catch up with keeps its turn. */
export async function withoutLapsed(
  tx: Pick<Reads, 'rounds'>,
  team: Team,
  rotations: readonly Rotation[],
  now: Instant,
): Promise<Rotation[]> {
  const running = new Set<string>();
  for (const state of ['planned', 'open'] as const)
    for (const round of await tx.rounds.find({ team: team.id, state })) {
      const ritual = round.definition ?? ritualOf(team, round.ritual);
      const turn = ritual && turnOf(team, ritual, round.date);
      if (turn) running.add(turn.id);
    }
  const today = dateAt(team.calendar.zone, now);
  return rotations.map((rotation) => lapsed(team, rotation, today, running));
}
