import { waitsOn } from '../../core/dependency.ts';
import type { RoundView } from '../../core/round/asking.ts';
import { timed } from '../../core/round/by-hand.ts';
import type { Prompt, Round } from '../../core/round.ts';
import type { Team } from '../../core/team.ts';
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
  const known = context.rhythm.team(round.team);
  const defined = round.definition ?? (known && ritualOf(known, round.ritual));
  if (!known || !defined) return undefined;
  const team = withThoseOfBefore(context, known, round);
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

/** A team that has split goes on with its rounds in one of its heirs: whoever is in another one now still belongs to those that
 * had begun. */
function withThoseOfBefore({ rhythm }: Context, team: Team, { id, state }: Round): Team {
  const { was, members, others } = team;
  if (was === undefined || state === 'planned' || !id.startsWith(`${was}/`)) return team;
  const here = new Set([...members, ...others].map((person) => person.id));
  const heirs = rhythm.teams().filter((one) => one.was === was && one.id !== team.id);
  const apart = heirs.flatMap((heir) => heir.members).filter((one) => one.active && !here.has(one.id));
  return apart.length === 0 ? team : { ...team, others: [...others, ...apart] };
}

export async function promptsOf(source: Source, round: string): Promise<Prompt[]> {
  return source.prompts.find({ round });
}
