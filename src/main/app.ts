import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { InUse } from '../../data/sqlite/lock.ts';
import { openStore } from '../../data/sqlite/store.ts';
import type { Config } from '../config.ts';
import { DAY } from '../core/time.ts';
import { createApi } from '../engine/api/api.ts';
import { oneAtATime } from '../engine/beat/one-at-a-time.ts';
import { cronSweep, type Task } from '../engine/beat/sweep.ts';
import { createPages } from '../engine/calendar/pages.ts';
import { createReload } from '../engine/definitions/reload.ts';
import { createRhythm, type SettableRhythm } from '../engine/definitions/rhythm.ts';
import { createEngine, type Outside } from '../engine/engine.ts';
import { announcing } from '../engine/live.ts';
import { followingPeople } from '../engine/people/following.ts';
import { askingAboutJoiners } from '../engine/people/joiners.ts';
import type { Fetch, Log, PostOut } from '../ports.ts';
import { isPublicAddress } from '../sources/calendar-address.ts';
import { calendarReader } from '../sources/calendars.ts';
import { apiRoutes } from '../web/api.ts';
import { calendarRoutes } from '../web/calendar.ts';
import type { ChatSide } from './chat-side.ts';
import { dashboardOf } from './dashboard.ts';
import { loaderOf, logProblems, refuseWrong, warnOfStrangers, watchDefinitions } from './definitions.ts';
import { CannotStart, reasonOf } from './problems.ts';
import { metricsOf, openPorts } from './watching.ts';

/** How long the id of an inbound event is remembered, so that a repeat is known as one. */
const REMEMBERED = 30 * DAY;

/** A running Rondo. */
export interface App {
  address: string;
  stop(): Promise<void>;
}

/** One life of Rondo: from an open database to a closed one. */
export async function openApp(
  config: Config,
  log: Log,
  open: (rhythm: SettableRhythm) => ChatSide,
): Promise<App> {
  const { prune, forget, ...opened } = await openDatabase(join(config.data, 'rondo.db'));
  const { store, jobs, changes } = announcing(opened.store, opened.jobs);
  const rhythm = createRhythm();
  const side = open(rhythm);
  const { clock } = side;
  const reached: { address?: string } = {};
  const metrics = metricsOf(config, { store, jobs, now: () => clock.now() });
  const engine = createEngine({
    store,
    jobs,
    clock,
    rhythm,
    log,
    random: Math.random,
    id: randomUUID,
    chats: side.chats,
    paces: side.paces,
    operators: config.operators,
    outside: outsideOf(config),
    readCalendar: calendarReader(() => clock.now()),
    posting: { post: postOut, reachable: isPublicAddress },
    ...(config.key ? { key: config.key } : {}),
    ...(config.url ? { url: config.url } : {}),
    // Without an address of its own, the pages of the playground are reached on this machine.
    pages: () => config.url ?? (side.stepped ? reached.address : undefined),
    sweep: cronSweep(log),
    housekeeping: [
      ...nightly(
        () => again.run(),
        () => prune(clock.now() - REMEMBERED),
      ),
      // Not at the full minute, when everything else falls due.
      { name: 'emptied log of writes', at: '30 * * * * *', run: async () => void (await forget()) },
      ...(side.housekeeping?.(() => again.run()) ?? []),
    ],
    ...(side.stepped ? { stepped: true } : {}),
    meter: metrics.meter,
    ...(config.tracing ? { tracer: await (await import('./tracing.ts')).openTelemetry() } : {}),
  });
  const load = askingAboutJoiners(engine.context, loaderOf(config, clock, side, log));
  const reload = followingPeople(engine.context, createReload(engine.context, rhythm, load));
  const first = await reload();
  if (!first.ok) throw new CannotStart(first.why);
  refuseWrong(first.loaded, await store.read.definitions.find({}));
  logProblems(first.loaded, log);
  warnOfStrangers(config, rhythm.teams(), log);
  const again = oneAtATime(async () => {
    const result = await reload();
    if (result.ok) logProblems(result.loaded, log);
  });
  const whatever = () =>
    again
      .run()
      .catch((error: unknown) =>
        log.error({ error: reasonOf(error) }, 'The definitions could not be read again.'),
      );
  const stopWatching = watchDefinitions(config, whatever);
  const web = await openPorts(config, {
    routes: [
      ...(await side.connect({ engine, read: store.read, reload: whatever })),
      ...dashboardOf(engine.context, changes, config, log),
      calendarRoutes({ page: createPages(engine.context), now: () => clock.now(), log }),
      apiRoutes({ ...createApi(engine.context), now: () => clock.now(), log }),
    ],
    health: engine.health,
    metrics: metrics.expose,
    log,
  });
  reached.address = web.address;
  engine.beat.start();
  return {
    address: web.address,
    async stop() {
      stopWatching();
      await Promise.all([side.stop(), web.stop(), engine.beat.stop()]);
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

function outsideOf({ alarmUrl, heartbeatUrl }: Config): Outside {
  return {
    fetch: fetchAndForget,
    ...(alarmUrl === undefined ? {} : { alarmUrl }),
    ...(heartbeatUrl === undefined ? {} : { heartbeatUrl }),
    host: hostname(),
    version: versionOf(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')),
  };
}

/** Nobody reads the answer: the connection is free again as soon as its status is known. */
const fetchAndForget: Fetch = async (url, how) => {
  const { ok, status, body } = await fetch(url, how);
  await body?.cancel();
  return { ok, status };
};

/** Loaded when there is something to post. */
const postOut: PostOut = async (url, how) => (await import('../sources/hook-post.ts')).hookPoster()(url, how);

function versionOf(packageFile: string): string {
  const { version }: { version: string } = JSON.parse(packageFile);
  return version;
}

/** In the quietest hour: holidays are computed anew, and what is no longer needed goes. */
function nightly(reload: () => Promise<unknown>, prune: () => Promise<unknown>): Task[] {
  return [
    { name: 'definitions and holidays', at: '10 3 * * *', run: async () => void (await reload()) },
    { name: 'old inbound ids', at: '20 3 * * *', run: async () => void (await prune()) },
  ];
}
