import type { UnnamedIn } from '../../core/metrics/material.ts';
import { scalesOf } from '../../core/metrics/satisfaction.ts';
import type { Prompt, Round } from '../../core/round.ts';
import type { Team } from '../../core/team.ts';
import { addDays, dateAt } from '../../core/time/zone.ts';
import { type CivilDate, DAY, type Interval } from '../../core/time.ts';
import { ritualOf } from '../context.ts';
import type { Source } from './source.ts';

/** No round is open for longer than this: one that closed in a span began at most so many days before it, and what it asks is
 * due at most so many after it closed early. */
const LONGEST = 35;

/** The team's rounds that may have closed in the span, what they asked, and what was answered without names. `dates`: those
 * that the rounds may be of. */
export async function roundsIn(
  read: Source,
  team: Team,
  { from, to }: Interval,
): Promise<{
  rounds: Round[];
  prompts: Prompt[];
  unnamed: UnnamedIn[];
  dates: { atLeast: CivilDate; below: CivilDate };
}> {
  const { zone } = team.calendar;
  const dates = { atLeast: addDays(dateAt(zone, from), -LONGEST), below: addDays(dateAt(zone, to), 2) };
  const near = await read.rounds.find({ team: team.id, date: dates });
  const rounds = near.filter(({ closed, startsAt }) => Math.max(closed?.at ?? 0, startsAt ?? 0) >= from);
  const prompts = await read.prompts.find({
    team: team.id,
    due: { atLeast: from - LONGEST * DAY, below: to + LONGEST * DAY },
  });
  return { rounds, prompts, unnamed: await unnamedIn(read, team, rounds), dates };
}

async function unnamedIn(read: Source, team: Team, rounds: readonly Round[]): Promise<UnnamedIn[]> {
  const asking = rounds.filter((round) => {
    const ritual = round.definition ?? ritualOf(team, round.ritual);
    return round.state === 'closed' && ritual !== undefined && scalesOf(ritual).length > 0;
  });
  const found = await Promise.all(asking.map(({ id }) => read.anonymous.find({ round: id })));
  return found.flat();
}
