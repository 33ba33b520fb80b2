import type { Team } from '../../core/team.ts';
import type { Interval } from '../../core/time.ts';
import type { StoredEvent } from '../../ports.ts';
import { idOf } from '../call.ts';
import type { Source } from './source.ts';

/** Events of these kinds in the span about the team's things whose keys begin with `about`, kind by kind. */
export async function happenedTo(
  read: Source,
  { id: team }: Team,
  { from, to }: Interval,
  about: `${string}:`,
  kinds: readonly string[],
): Promise<StoredEvent[]> {
  // Given both ends of the span, SQLite takes the index over all teams instead of the one over this team's.
  const at = { atLeast: from };
  const found = await Promise.all(kinds.map((what) => read.events.find({ team, what, at }, { order: 'at' })));
  return found.flat().filter((event) => event.at < to && event.about.startsWith(about));
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
