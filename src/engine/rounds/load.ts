import { waitsOn } from '../../core/dependency.ts';
import type { RoundView } from '../../core/round/asking.ts';
import { timed } from '../../core/round/by-hand.ts';
import type { Prompt, Round } from '../../core/round.ts';
import type { Instant } from '../../core/time.ts';
import { DAY } from '../../core/time.ts';
import type { Reads, Tx } from '../../ports.ts';
import { absencesFrom, type Context, ritualOf } from '../context.ts';

type Source = Tx | Reads;

/** A round with everything its decisions look at; undefined when the round, its team or its ritual is gone. */
export async function loadRound(
  context: Context,
  source: Source,
  id: string,
  now: Instant,
): Promise<RoundView | undefined> {
  const round = await source.rounds.get(id);
  return round && viewOf(context, source, round, now);
}

export async function viewOf(
  context: Context,
  source: Source,
  round: Round,
  now: Instant,
): Promise<RoundView | undefined> {
  const team = context.rhythm.team(round.team);
  const defined = round.definition ?? (team && ritualOf(team, round.ritual));
  if (!team || !defined) return undefined;
  const ritual = timed(defined, round.at);
  const view = {
    team,
    round,
    ritual,
    absences: await absencesFrom(source, Math.min(now, round.opensAt) - 2 * DAY),
  };
  if (ritual.with !== 'dependencies') return view;
  const open = await source.dependencies.find({ team: team.id, open: true });
  return { ...view, dependencies: open.filter((one) => waitsOn(one, round.date)) };
}

export async function promptsOf(source: Source, round: string): Promise<Prompt[]> {
  return source.prompts.find({ round });
}
