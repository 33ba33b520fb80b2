import type { OutgoingFeed } from '../../core/calendar-feed.ts';
import {
  type CalendarPage,
  PAGE_DAYS,
  personPage,
  type TeamBooks,
  teamPage,
} from '../../core/calendar-page.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { addDays, dateAt, instantAt } from '../../core/time/zone.ts';
import { DAY, type Instant, MINUTE } from '../../core/time.ts';
import type { Reads } from '../../ports.ts';
import { absencesFrom, type Context } from '../context.ts';
import { pauseOf } from '../pause/paused.ts';
import { hashOf } from '../secret.ts';

/** What a private address shows; `undefined` when nobody has it, or not any more. */
export type PageAt = (secret: string) => Promise<CalendarPage | undefined>;

/** A page stands for so long: programs ask for it again and again. */
const KEPT = 5 * MINUTE;
/** A turn that is running began at most so many days ago. */
const RUNNING = 10;
/** More pages than this are made anew. */
const MOST_KEPT = 500;

/** The pages behind private addresses. An address is looked up each time, so that one that was replaced stops at once. */
export function createPages(context: Context): PageAt {
  const kept = new Map<string, { page: CalendarPage; at: Instant }>();
  return async (secret) => {
    const now = context.clock.now();
    const feed = await context.store.read.feeds.get(hashOf(secret));
    if (feed?.way !== 'out') return undefined;
    const teams = teamsFor(context, feed);
    if (teams.length === 0) return undefined;
    const key = [feed.id, ...teams.map(({ id }) => id)].join();
    const before = kept.get(key);
    if (before && before.at <= now && now - before.at < KEPT) return before.page;
    const page = await pageFor(context, feed, teams, now);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, { page, at: now });
    return page;
  };
}

/** Whoever is no member any more sees nothing any more. */
function teamsFor({ rhythm }: Context, { person, team }: OutgoingFeed): Team[] {
  const own = rhythm
    .teamsOf(person)
    .filter(({ members }) => members.some(({ id, active }) => id === person && active));
  return team === undefined ? own : own.filter(({ id }) => id === team);
}

async function pageFor(
  { store: { read } }: Context,
  { person, team }: OutgoingFeed,
  teams: readonly Team[],
  now: Instant,
): Promise<CalendarPage> {
  const pages = await Promise.all(
    teams.map(async (one) => {
      const books = await booksOf(read, one, now);
      return team === undefined ? personPage(one, person, books, now) : teamPage(one, books, now);
    }),
  );
  const [only] = pages;
  if (only && pages.length === 1) return only;
  return { name: 'Rondo', events: pages.flatMap(({ events }) => events) };
}

/** One team's page, or one person's in it, out of what is stored. */
export async function pageOf(
  read: Reads,
  team: Team,
  person: PersonId | undefined,
  now: Instant,
): Promise<CalendarPage> {
  const books = await booksOf(read, team, now);
  return person === undefined ? teamPage(team, books, now) : personPage(team, person, books, now);
}

async function booksOf(read: Reads, team: Team, now: Instant): Promise<TeamBooks> {
  const { id, calendar } = team;
  const today = dateAt(calendar.zone, now);
  const since = {
    team: id,
    date: { atLeast: addDays(today, -RUNNING), below: addDays(today, PAGE_DAYS + 1) },
  };
  const pause = await pauseOf(read, id);
  return {
    rotations: await read.rotations.find({ team: id }),
    turns: await read.turns.find(since),
    rounds: await read.rounds.find(since),
    dependencies: await read.dependencies.find({ team: id, open: true }),
    absences: await absencesFrom(read, now - DAY),
    ...(pause && { pausedUntil: pause.until ?? instantAt(calendar.zone, today, 1440) }),
  };
}
