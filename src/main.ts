import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, watch } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createPlayground, type Playground } from '../adapters/playground/chat.ts';
import { playgroundClock } from '../adapters/playground/clock.ts';
import { playgroundRoutes } from '../adapters/playground/routes.ts';
import { InUse } from '../data/sqlite/lock.ts';
import { openStore } from '../data/sqlite/store.ts';
import { type Config, ConfigError, loadConfig } from './config.ts';
import { COMMANDS } from './core/present/help.ts';
import type { Team } from './core/team.ts';
import { dateAt } from './core/time/zone.ts';
import { DAY } from './core/time.ts';
import { nextNoticeable } from './engine/beat/noticeable.ts';
import { cronSweep, type Task } from './engine/beat/sweep.ts';
import { createReload, type Loaded } from './engine/definitions/reload.ts';
import { createRhythm } from './engine/definitions/rhythm.ts';
import { createEngine, type Outside } from './engine/engine.ts';
import { createLog } from './log.ts';
import type { Clock, Fetch, Log } from './ports.ts';
import { type Definitions, loadDefinitions } from './sources/definitions.ts';
import { publicHolidays } from './sources/holidays.ts';
import { formatProblem } from './sources/problem.ts';
import { createWeb, PortTaken } from './web/server.ts';

const SHIPPED = join(import.meta.dirname, '..', 'rituals');
/** Editors save a file in several steps; this long nothing must change before it is read. */
const SETTLED = 300;
/** How long the id of an inbound event is remembered, so that a repeat is known as one. */
const REMEMBERED = 30 * DAY;

/** Runs Rondo until it is told to stop. Ends the process with 1 and a sentence when it cannot start. */
export async function start(): Promise<void> {
  try {
    const config = loadConfig();
    const log = createLog(config.log);
    refuseRealPlatforms(config);
    refuseMissingFolder(config);
    await makeFolder(config.data);
    await runPlayground(config, log);
  } catch (error) {
    if (!isPlain(error)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** Errors that are a sentence for whoever starts Rondo. */
class CannotStart extends Error {
  override name = 'CannotStart';
}

function isPlain(error: unknown): error is Error {
  return (
    error instanceof ConfigError ||
    error instanceof InUse ||
    error instanceof CannotStart ||
    error instanceof PortTaken
  );
}

/** The playground never runs beside real tokens: nobody may take one for the other. */
function refuseRealPlatforms({ platforms }: Config): void {
  if (platforms.length === 0) return;
  throw new CannotStart(
    `There are settings for ${platforms.join(' and ')}, and this version of Rondo has only the playground. Take them out of the environment and .env to try it.`,
  );
}

function refuseMissingFolder({ rituals }: Config): void {
  if (rituals === undefined || existsSync(rituals)) return;
  throw new CannotStart(`RONDO_RITUALS names ${rituals}, and there is no such folder.`);
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new CannotStart(`RONDO_DATA names ${folder}, which cannot be used as a folder: ${reasonOf(cause)}`);
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

async function runPlayground(config: Config, log: Log): Promise<void> {
  let app = await openApp(config, log, startOver);
  console.log(`Rondo is running. Open ${app.address}`);

  /** The page that asked gets its answer from the old server; the new one is there a moment later. */
  async function startOver(): Promise<void> {
    app.playground.clear();
    setImmediate(() => void restart());
  }

  async function restart(): Promise<void> {
    await app.stop();
    for (const name of ['rondo.db', 'rondo.db-wal', 'rondo.db-shm', 'playground.jsonl'])
      await rm(join(config.data, name), { force: true });
    app = await openApp(config, log, startOver);
  }

  await stopSignal();
  log.info({}, 'Stopping.');
  await app.stop();
  process.exit(0);
}

/** One life of the playground's Rondo: from an open database to a closed one. */
async function openApp(config: Config, log: Log, startOver: () => Promise<void>) {
  const { store, jobs, prune } = await openDatabase(join(config.data, 'rondo.db'));
  const rhythm = createRhythm();
  const playground: Playground = roomIn({
    file: join(config.data, 'playground.jsonl'),
    people: [],
    channels: [],
    now: () => clock.now(),
    names: (id) =>
      rhythm
        .teams()
        .flatMap(({ members, others }) => [...members, ...others])
        .find((person) => person.id === id)?.name,
  });
  const clock = playgroundClock(playground.offset);
  const engine = createEngine({
    store,
    jobs,
    clock,
    rhythm,
    log,
    random: Math.random,
    id: randomUUID,
    chats: new Map([[playground.workspace, playground]]),
    operators: config.operators,
    outside: outsideOf(config),
    sweep: cronSweep(log),
    housekeeping: nightly(
      () => reload(),
      () => prune(clock.now() - REMEMBERED),
    ),
    stepped: true,
  });
  const reload = createReload(engine.context, rhythm, loaderOf(config, clock, playground));
  const first = await reload();
  if (!first.ok) throw new CannotStart(first.why);
  refuseWrong(first.loaded, await store.read.definitions.find({}));
  logProblems(first.loaded, log);
  warnOfStrangers(config, rhythm.teams(), log);
  const again = async () => {
    const result = await reload();
    if (result.ok) logProblems(result.loaded, log);
  };
  const stopWatching = watchDefinitions(config, log, again);
  playground.connect(engine.commands);
  const routes = playgroundRoutes({
    playground,
    clock,
    stepper: engine.beat,
    upcoming: () => nextNoticeable(store.read, rhythm),
    slashes: slashes(),
    startOver,
    log: (problem) => log.error({ problem: String(problem) }, 'The playground had a problem.'),
  });
  const web = createWeb({
    routes: [routes],
    health: engine.health,
    log,
    ...(config.url ? { url: config.url } : {}),
  });
  const address = await web.listen(config.port);
  engine.beat.start();
  return {
    address,
    playground,
    async stop() {
      stopWatching();
      routes.close();
      await Promise.all([web.stop(), engine.beat.stop()]);
      await store.close();
    },
  };
}

/** Refusals that say who holds it keep their words; whatever else is wrong with the file becomes a sentence. */
async function openDatabase(file: string) {
  try {
    return await openStore(file, { owner: 'rondo start' });
  } catch (cause) {
    if (cause instanceof InUse) throw cause;
    throw new CannotStart(`The database ${file} cannot be opened: ${reasonOf(cause)}`);
  }
}

function roomIn(setup: Parameters<typeof createPlayground>[0]): Playground {
  try {
    return createPlayground(setup);
  } catch (cause) {
    throw new CannotStart(reasonOf(cause));
  }
}

function outsideOf({ alarmUrl, heartbeatUrl }: Config): Outside {
  return {
    fetch: fetchAndForget,
    ...(alarmUrl === undefined ? {} : { alarmUrl }),
    ...(heartbeatUrl === undefined ? {} : { heartbeatUrl }),
    host: hostname(),
    version: versionOf(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')),
  };
}

/** Nobody reads the answer: the connection is free again as soon as its status is known. */
const fetchAndForget: Fetch = async (url, how) => {
  const { ok, status, body } = await fetch(url, how);
  await body?.cancel();
  return { ok, status };
};

function versionOf(packageFile: string): string {
  const { version }: { version: string } = JSON.parse(packageFile);
  return version;
}

/** An operator whom no team file names would hear of nothing. */
function warnOfStrangers({ operators }: Config, teams: readonly Team[], log: Log): void {
  const known = new Set(teams.flatMap(({ members, others }) => [...members, ...others].map(({ id }) => id)));
  const strangers = operators.filter((id) => !known.has(id));
  if (strangers.length === 0) return;
  const who = strangers.join(', ');
  log.warn({ who }, 'RONDO_OPERATORS names people whom no team file names: they hear of no alarm.');
}

/** In the quietest hour: holidays are computed anew, and what is no longer needed goes. */
function nightly(reload: () => Promise<unknown>, prune: () => Promise<unknown>): Task[] {
  return [
    { name: 'definitions and holidays', at: '10 3 * * *', run: async () => void (await reload()) },
    { name: 'old inbound ids', at: '20 3 * * *', run: async () => void (await prune()) },
  ];
}

/** What the composer offers when somebody types a slash. */
function slashes() {
  const short = ['standup', 'escalate', 'rituals'].map((verb) => ({
    command: `/${verb}`,
    help: COMMANDS[verb]?.what ?? '',
  }));
  const all = Object.entries(COMMANDS).map(([verb, { what }]) => ({ command: `/rondo ${verb}`, help: what }));
  return [...short, ...all];
}

/** A definition that is wrong and was never right keeps Rondo from starting; one that was right goes on as it was. */
function refuseWrong({ problems, teams, broken }: Loaded, kept: readonly { id: string }[]): void {
  const lines = problems.filter(({ severity }) => severity === 'error').map(({ line }) => line);
  const ids = new Set(kept.map(({ id }) => id));
  const wrong = [...broken.teams.map((id) => `team:${id}`), ...broken.rituals.map((id) => `ritual:${id}`)];
  if (teams.length > 0 && wrong.every((id) => ids.has(id))) return;
  throw new CannotStart(['These definitions cannot be used:', ...lines].join('\n'));
}

/** Whoever runs Rondo sees what the admins are told in chat. */
function logProblems({ problems }: Loaded, log: Log): void {
  for (const { severity, line } of problems)
    if (severity === 'error') log.error({ definitions: line }, 'A definition is wrong.');
    else log.debug({ definitions: line }, 'A definition is risky: “rondo check” says how.');
}

function loaderOf({ rituals, data }: Config, clock: Clock, playground: Playground) {
  const holidays = publicHolidays(join(data, 'holidays.json'));
  return async (kept: Loaded['good'], known: ReadonlySet<string>): Promise<Loaded> => {
    const found = await loadDefinitions({
      shipped: SHIPPED,
      ...(rituals ? { own: rituals } : {}),
      today: dateAt('UTC', clock.now()),
      known,
      kept,
      holidays,
    });
    const loaded = loadedFrom(found, playground.workspace);
    playground.meet(roomOf(found));
    return loaded;
  };
}

function loadedFrom({ teams, places, broken, gone, good, problems }: Definitions, workspace: string): Loaded {
  const homes = [...places].flatMap(([team, there]) =>
    there
      .filter(({ platform }) => platform === 'playground')
      .map(({ platform, users }) => ({
        team,
        platform,
        workspace,
        users: new Map([...users].map(([person, user]) => [person, user.replace(/^@/, '')])),
      })),
  );
  const lines = problems.map((problem) => ({
    file: problem.file,
    line: formatProblem(problem),
    severity: problem.severity,
  }));
  return {
    teams: teams.filter(({ id }) => homes.some(({ team }) => team === id)),
    homes,
    broken,
    gone,
    good,
    problems: lines,
  };
}

/** The playground's people and channels are those that the team files name. */
function roomOf({ teams, places }: Definitions) {
  const people = teams.flatMap((team) => {
    const users = places.get(team.id)?.find(({ platform }) => platform === 'playground')?.users;
    return [...team.members, ...team.others].map(({ id, name, calendar, active }) => {
      const handle = users?.get(id) ?? id;
      return { user: handle.replace(/^@/, ''), handle, name, zone: calendar.zone, active };
    });
  });
  const once = new Map(people.map((person) => [person.user, person]));
  const channels = teams.flatMap((team) => [
    team.channel,
    ...[...team.stakeholders, ...team.leadership].flatMap((to) => ('channel' in to ? [to.channel] : [])),
  ]);
  return { people: [...once.values()], channels: [...new Set(channels)] };
}

/** Reads the definitions again after somebody has saved one, and on SIGHUP. */
function watchDefinitions({ rituals }: Config, log: Log, reload: () => Promise<unknown>): () => void {
  let waiting = new AbortController();
  const again = async (): Promise<void> => {
    waiting.abort();
    waiting = new AbortController();
    try {
      await pause(SETTLED, undefined, { signal: waiting.signal });
    } catch {
      return;
    }
    await reload().catch((error: unknown) =>
      log.error({ error: String(error) }, 'The definitions could not be read again.'),
    );
  };
  const watchers = [SHIPPED, ...(rituals ? [rituals] : [])].map((folder) =>
    watch(folder, { recursive: true }, () => void again()),
  );
  process.on('SIGHUP', again);
  return () => {
    waiting.abort();
    process.off('SIGHUP', again);
    for (const watcher of watchers) watcher.close();
  };
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}
