import type { Team } from '../../core/team.ts';
import type { Instant, Interval } from '../../core/time.ts';
import type { StoredEvent } from '../../ports.ts';
import { idOf } from '../call.ts';
import type { Source } from './source.ts';

/** What of a team has lines in the log that are counted, by the beginning of their keys. */
const ROWS = {
  'escalation:': 'escalations',
  'action:': 'actions',
  'objective:': 'objectives',
} as const;
type About = keyof typeof ROWS;

/** Events of these kinds in the span about the team's blockers, actions or objectives, kind by kind. A team that had another id
 * has the lines of what it took along from there, too: the log is never rewritten. */
export async function happenedTo(
  read: Source,
  team: Team,
  { from, to }: Interval,
  about: About,
  kinds: readonly string[],
): Promise<StoredEvent[]> {
  const own = await eventsOf(read, team.id, from, kinds);
  const before = team.was === undefined ? [] : await eventsOf(read, team.was, from, kinds);
  const mine = await takenAlong(read, team, about, before);
  return [...own, ...before]
    .filter((event) => event.at < to && event.about.startsWith(about))
    .filter(({ team: id, about: thing }) => id === team.id || mine.has(thing));
}

async function eventsOf(
  read: Source,
  team: string,
  from: Instant,
  kinds: readonly string[],
): Promise<StoredEvent[]> {
  // Given both ends of the span, SQLite takes the index over all teams instead of the one over this team's.
  const at = { atLeast: from };
  const found = await Promise.all(kinds.map((what) => read.events.find({ team, what, at }, { order: 'at' })));
  return found.flat();
}

/** Those of the things that belong to the team now. */
async function takenAlong(
  read: Source,
  { id: team }: Team,
  about: About,
  events: readonly StoredEvent[],
): Promise<ReadonlySet<string>> {
  const rows: { get(id: string): Promise<{ team: string } | undefined> } = read[ROWS[about]];
  const things = [...new Set(events.map((event) => event.about))].filter((thing) => thing.startsWith(about));
  const mine = await Promise.all(things.map(async (thing) => (await rows.get(idOf(thing)))?.team === team));
  return new Set(things.filter((_, at) => mine[at]));
}

/** The rows of the things that this happened to. */
export async function rowsOf<R>(
  rows: { get(id: string): Promise<R | undefined> },
  events: readonly { about: string }[],
): Promise<R[]> {
  const things = new Set(events.map(({ about }) => about));
  const found = await Promise.all([...things].map((thing) => rows.get(idOf(thing))));
  return found.filter((one) => one !== undefined);
}
