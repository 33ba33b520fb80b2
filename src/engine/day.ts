import { awayOn, leaveOn } from '../core/absence/availability.ts';
import type { DayShown } from '../core/page/today.ts';
import { counted } from '../core/round/asking.ts';
import type { Team } from '../core/team.ts';
import type { CivilDate, Instant } from '../core/time.ts';
import type { Reads } from '../ports.ts';
import { absencesFrom, type Context } from './context.ts';
import { promptsOf, viewOf } from './rounds/load.ts';

/** A team's day, as its board and its page show it. */
export async function dayOf(
  context: Context,
  read: Reads,
  team: Team,
  date: CivilDate,
  now: Instant,
): Promise<DayShown> {
  const { id } = team;
  const rounds = (await read.rounds.find({ team: id, date })).filter(({ state }) => state !== 'merged');
  const absences = await absencesFrom(read, now);
  const shown = await Promise.all(
    rounds.map(async (round) => {
      const view = await viewOf(context, read, round, now);
      return view ? [{ ...view, prompts: counted(await promptsOf(read, round.id), view) }] : [];
    }),
  );
  const away = team.members
    .filter((member) => member.active && member.participates && awayOn(member, absences, date))
    .map((member) => {
      const until = leaveOn(member, absences, date);
      return { person: member.id, ...(until === undefined ? {} : { until }) };
    });
  const escalations = await read.escalations.find({ team: id, live: true }, { order: 'raisedAt' });
  const asking = shown.flat().filter(({ ritual }) => ritual.kind !== 'digest');
  return { team, date, rounds: asking, duties: [], away, escalations };
}
