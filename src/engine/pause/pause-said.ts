import type { Text } from '../../core/message.ts';
import { endOf, type PauseWords } from '../../core/pause.ts';
import { begunThere, pausedSince, presentPaused } from '../../core/present/pause.ts';
import type { PersonId, Team } from '../../core/team.ts';
import type { Instant, Zone } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import type { Context } from '../context.ts';
import { pauseTeam } from './pause.ts';
import { pauseOf } from './paused.ts';

/** Pauses a team as somebody asked for it, and gives what they read: a team that is paused stays as it is, and one on whose
 * clock the pause would be over already is not paused. */
export async function pauseAndSay(
  context: Context,
  tx: Tx,
  team: Team,
  { by, from, until: day, reason }: PauseWords & { by: PersonId; from: string },
  zone: Zone,
  now: Instant,
): Promise<Text> {
  const before = await pauseOf(tx, team.id);
  if (before) return pausedSince(before, team, zone, now);
  const until = day === undefined ? undefined : endOf(team, day);
  if (day !== undefined && until !== undefined && until <= now) return begunThere(team, day);
  const how = {
    by,
    from,
    ...(until === undefined ? {} : { until }),
    ...(reason === undefined ? {} : { reason }),
  };
  return presentPaused(await pauseTeam(context, tx, team, how, now), team, zone, now);
}
