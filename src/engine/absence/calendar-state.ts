import type { IncomingFeed } from '../../core/calendar-feed.ts';
import { nameOf } from '../../core/escalation/people.ts';
import type { AbsenceFeed, Team } from '../../core/team.ts';
import { showInstant } from '../../core/time/zone.ts';
import type { Instant } from '../../core/time.ts';
import type { Reads, Tx } from '../../ports.ts';
import type { Context } from '../context.ts';

/** A feed with the team whose file names it. */
export interface Named {
  id: string;
  team: Team;
  feed: AbsenceFeed;
}

/** Somebody's calendar that two files name is read once: the first file is believed. */
export function feedsIn({ rhythm }: Pick<Context, 'rhythm'>): Named[] {
  const all = rhythm.teams().flatMap((team) =>
    (team.absenceFeeds ?? []).map((feed) => ({
      id: feed.person === undefined ? `in/${team.id}` : `in/own/${feed.person}`,
      team,
      feed,
    })),
  );
  return [...new Map(all.toReversed().map((one) => [one.id, one])).values()].toReversed();
}

/** “The calendar of Mia Sommer”. */
export function whose({ team, feed }: Named): string {
  return feed.person === undefined
    ? `The shared calendar of ${team.name}`
    : `The calendar of ${nameOf(team, feed.person)}`;
}

/** How the calendars of a team stand, one line each: whose, and whether it can be read. */
export async function calendarLines(tx: Pick<Tx, 'feeds'>, context: Context, team: Team): Promise<string[]> {
  const zone = team.calendar.zone;
  const named = feedsIn(context).filter((one) => one.team.id === team.id);
  const lines = named.map(async (one) => {
    const row = await rowOf(tx, one);
    return `${whose(one)} (${hostOf(one.feed)}): ${stateOf(row, (at) => showInstant(zone, at, 'both'))}`;
  });
  return Promise.all(lines);
}

function stateOf(row: IncomingFeed | undefined, show: (at: Instant) => string): string {
  if (row?.failing) return `cannot be read since ${show(row.failing.since)}. ${row.failing.why}`;
  if (row?.emptySince !== undefined)
    return `has been quite empty since ${show(row.emptySince)}. What it said before counts for a day.`;
  return row?.readAt === undefined ? 'was not read yet' : `ok, read ${show(row.readAt)}`;
}

/** How the reading of a calendar stood last. */
export async function rowOf(read: Pick<Tx, 'feeds'> | Pick<Reads, 'feeds'>, { id }: Named) {
  const row = await read.feeds.get(id);
  return row?.way === 'in' ? row : undefined;
}

/** The same to write, whose version is 0 where there is none yet. */
export async function rowOrNew(tx: Tx, one: Named): Promise<IncomingFeed> {
  const { id, team, feed } = one;
  const person = feed.person === undefined ? {} : { person: feed.person };
  return (
    (await rowOf(tx, one)) ?? { way: 'in', id, team: team.id, ...person, host: hostOf(feed), version: 0 }
  );
}

export async function save(tx: Tx, row: IncomingFeed): Promise<void> {
  const next = { ...row, version: row.version + 1 };
  if (row.version === 0) await tx.feeds.insert(next);
  else await tx.feeds.update(next);
}

/** All that may be told of an address. */
export function hostOf({ url }: AbsenceFeed): string {
  return URL.parse(url)?.host ?? '';
}
