import { spelledOut } from '../core/absence/weekly.ts';
import { withChanges } from '../core/definition/chat-layer.ts';
import { agendaLines, jsonLines } from '../core/round/agenda.ts';
import { simulate as dryRun } from '../core/round/simulate.ts';
import { addDays, isCivilDate } from '../core/time/zone.ts';
import { type CivilDate, DAY } from '../core/time.ts';
import { lookInto } from './database.ts';
import { definitionsIn, Refused, teamIn } from './definitions.ts';

/** People move a round by at most so many days. */
const MOVED = 45;

export interface SimulateOptions {
  team: string;
  from: string;
  days: string;
  rituals?: string;
  data?: string;
  json?: boolean;
}

/** Prints what would happen if nobody answered and nothing was raised. */
export async function simulate(options: SimulateOptions): Promise<void> {
  const days = Number(options.days);
  if (!isCivilDate(options.from))
    throw new Refused(`--from: expected a date like 2026-11-02, found ${options.from}.`);
  if (!Number.isInteger(days) || days < 1 || days > 3660)
    throw new Refused(`--days: expected a whole number from 1 to 3660, found ${options.days}.`);
  const asked = { from: options.from, until: addDays(options.from, days) };
  const written = teamIn(await definitionsIn(options.rituals, Date.now(), asked), options.team);
  const { changes, ...known } =
    options.data === undefined ? { changes: [] } : await stateIn(options.data, written.id, asked);
  const { team } = withChanges(written, changes);
  if (team.archived) throw new Refused(`${team.name} is archived, so no rounds are planned.`);
  const events = dryRun([team], { from: options.from, days, ...known });
  const lines = options.json ? jsonLines(events) : agendaLines(events, [team], team.calendar.zone);
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** What was changed in chat, where the rotations stand, who is away, who waits for whom and which rounds people have changed, out
 * of a database that is only read. */
function stateIn(folder: string, team: string, { from, until }: { from: CivilDate; until: CivilDate }) {
  const span = [Date.parse(from) - DAY, Date.parse(until) + DAY] as const;
  return lookInto(folder, async (read) => ({
    rotations: await read.rotations.find({ team }),
    turns: await read.turns.find({ team }),
    dependencies: await read.dependencies.find({ team, open: true }),
    changes: await read.changes.find({ team, open: true }, { order: 'at' }),
    rounds: await read.rounds.find({ team, date: { atLeast: addDays(from, -MOVED) } }),
    absences: spelledOut(await read.absences.find({}), ...span),
  }));
}
