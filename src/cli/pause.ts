import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { WrongRelease } from '../../data/migrate.ts';
import { InUse } from '../../data/sqlite/lock.ts';
import { openStore } from '../../data/sqlite/store.ts';
import type { Text } from '../core/message.ts';
import { CLI, readPause, todayOf } from '../core/pause.ts';
import { presentResumed } from '../core/present/pause.ts';
import { plainText } from '../core/present/plain.ts';
import type { Team } from '../core/team.ts';
import type { Instant } from '../core/time.ts';
import type { Context } from '../engine/context.ts';
import { createRhythm } from '../engine/definitions/rhythm.ts';
import { resumeTeam } from '../engine/pause/pause.ts';
import { pauseAndSay } from '../engine/pause/pause-said.ts';
import { pauseOf } from '../engine/pause/paused.ts';
import type { Log, Store, Tx } from '../ports.ts';
import { placesOf } from './database.ts';
import { definitionsIn, Refused, teamIn } from './definitions.ts';

export interface PauseOptions {
  data?: string;
  rituals?: string;
}

const WHO = { by: CLI, from: 'cli' };

/** `[team|all] [until DAY] [reason]`, while no Rondo runs on the database. */
export async function pause(words: readonly string[], options: PauseOptions): Promise<void> {
  await eachTeam(words, options, async ({ context, tx, team, now, read }) => {
    return pauseAndSay(context, tx, team, { ...WHO, ...read }, team.calendar.zone, now);
  });
}

/** `[team|all]`, while no Rondo runs on the database: what was held is offered in chat after the next start. */
export async function resume(words: readonly string[], options: PauseOptions): Promise<void> {
  await eachTeam(words, options, async ({ context, tx, team, now, read }) => {
    if (read.until !== undefined || read.reason !== undefined)
      throw new Refused('Name one team, or all: rondo resume atlas. Nothing was done.');
    const { zone } = team.calendar;
    const paused = await pauseOf(tx, team.id);
    if (!paused) return [{ bold: team.name }, ' is not paused.'];
    return presentResumed(await resumeTeam(context, tx, team, paused, WHO, now), team, zone, now);
  });
}

interface Doing {
  context: Context;
  tx: Tx;
  team: Team;
  now: Instant;
  read: { until?: string; reason?: string };
}

async function eachTeam(
  words: readonly string[],
  options: PauseOptions,
  each: (doing: Doing) => Promise<Text>,
): Promise<void> {
  const places = placesOf(options);
  const definitions = await definitionsIn(places.rituals);
  await withStore(places.data, async (store) => {
    const now = await latest(store);
    const { meant, read } = understood(words, definitions, now);
    const context = contextOver(store, definitions.teams, now);
    for (const team of meant) {
      const said = await store.transact((tx) => each({ context, tx, team, now, read }));
      process.stdout.write(`${plainText(said, team.calendar.zone, (person) => nameIn(team, person))}\n`);
    }
  });
}

function understood(
  words: readonly string[],
  definitions: Awaited<ReturnType<typeof definitionsIn>>,
  now: Instant,
) {
  const { teams } = definitions;
  const [first] = teams;
  if (!first) throw new Refused('There is no team in the definitions.');
  const ids = teams.map(({ id }) => id);
  const read = readPause(words.join(' '), ids, todayOf(first, now));
  if (!read.ok) throw new Refused(read.why);
  if (read.scope === 'all') return { meant: teams, read };
  if (read.scope !== undefined) return { meant: [teamIn(definitions, read.scope)], read };
  throw new Refused(`Name a team first, or all. Teams: ${ids.join(', ')}. Nothing was done.`);
}

/** Only one process may write: while Rondo runs, it is Rondo that has to be told. */
async function withStore(folder: string, work: (store: Store) => Promise<void>): Promise<void> {
  const file = join(folder, 'rondo.db');
  if (!existsSync(file)) throw new Refused(`There is no database in ${folder}. Name its folder with --data.`);
  const { store } = await opened(file);
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

async function opened(file: string) {
  try {
    return await openStore(file, { owner: 'rondo pause' });
  } catch (error) {
    if (error instanceof InUse)
      throw new Refused(
        'Rondo is running, and only it may write to its database. Say it in chat: /rondo pause or /rondo resume. Nothing was done.',
      );
    throw error instanceof WrongRelease ? new Refused(error.message) : error;
  }
}

/** A playground's clock may be ahead of this machine's. */
async function latest({ read }: Store): Promise<Instant> {
  const [newest] = await read.events.find({}, { order: 'at', newest: true, limit: 1 });
  return Math.max(Date.now(), newest?.at ?? 0);
}

function contextOver(store: Store, teams: readonly Team[], now: Instant): Context {
  const rhythm = createRhythm();
  rhythm.set({ teams, homes: [] });
  const clock = { now: () => now, wake: () => () => {} };
  return { store, clock, rhythm, log: SILENT, id: () => `cli-${now}` };
}

const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {} };

function nameIn(team: Team, person: string): string {
  return [...team.members, ...team.others].find(({ id }) => id === person)?.name ?? person;
}
