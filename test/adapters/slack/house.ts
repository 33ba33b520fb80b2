import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { manualClock, type SettableClock } from '../../../adapters/playground/clock.ts';
import { openStore } from '../../../data/sqlite/store.ts';
import { createReload, type Reloaded } from '../../../src/engine/definitions/reload.ts';
import { createRhythm } from '../../../src/engine/definitions/rhythm.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { loaderOf, refuseWrong } from '../../../src/main/definitions.ts';
import { introduced, slackSide } from '../../../src/main/slack.ts';
import type { Log, Store } from '../../../src/ports.ts';
import { createWeb } from '../../../src/web/server.ts';
import { gestures } from './gestures.ts';
import { openSlack, type SlackSetup } from './world/slack.ts';

const SAMPLE = join(import.meta.dirname, '..', '..', '..', 'rituals', 'teams', 'atlas.yml');
/** In memory where there is such a place: a database waits for its disk with every commit. */
const SCRATCH = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const SECRET = 'a signing secret';
const ALARMS = 'http://127.0.0.1:9/alarms';

interface HouseSetup {
  /** The instant at which the story begins, ISO 8601. */
  at: string;
  slack?: SlackSetup;
  /** For Socket Mode besides. */
  appToken?: string;
  /** Changes the sample team's file. */
  team?: (file: string) => string;
  /** Stands between the engine and the store: kills. */
  storing?: (store: Store) => Store;
  /** Warnings and errors that are part of the story. */
  logs?: RegExp;
}

type Slack = Awaited<ReturnType<typeof openSlack>>;

/** What outlives a process. */
interface Ground {
  setup: HouseSetup;
  folder: string;
  clock: SettableClock;
  slack: Slack;
  lines: string[];
}

/** The whole of Rondo before a fake Slack: real definitions, database, engine and web port, and a clock moved by hand. At
 * the end nothing may have been logged as a warning or an error, and Slack must have taken everything that was sent. */
export async function house(setup: HouseSetup) {
  const folder = mkdtempSync(join(SCRATCH, 'rondo-slack-'));
  const clock = manualClock(Date.parse(setup.at));
  const slack = await openSlack({ now: clock.now, ...setup.slack });
  const ground: Ground = { setup, folder, clock, slack, lines: [] };
  mkdirSync(join(folder, 'rituals', 'teams'), { recursive: true });
  write(ground, setup.team ?? ((file) => file));
  onTestFinished(async ({ task }) => {
    rmSync(folder, { recursive: true, force: true });
    await slack.close();
    if (task.result?.errors?.length) return;
    const unexpected = ground.lines.filter((line) => !setup.logs?.test(line));
    expect(unexpected, 'warnings and errors that nobody expected').toEqual([]);
  });
  return live(ground);
}

export type House = Awaited<ReturnType<typeof live>>;

/** One life: from an open database to a closed one. */
async function live(ground: Ground, changes: { storing?: (store: Store) => Store; token?: string } = {}) {
  const { folder, clock, slack, setup } = ground;
  const log = listening(ground.lines);
  const alarms: { what: string; text: string }[] = [];
  const settings = {
    workspaces: [
      {
        botToken: changes.token ?? slack.token,
        signingSecret: SECRET,
        ...(setup.appToken ? { appToken: setup.appToken } : {}),
      },
    ],
    apiUrl: slack.url,
  };
  const workspaces = await Promise.all(
    settings.workspaces.map((one, i) => introduced(settings, one, i, log)),
  );
  const { store: whole, jobs } = await openStore(join(folder, 'rondo.db'), { owner: 'story' });
  const store = (changes.storing ?? setup.storing)?.(whole) ?? whole;
  const rhythm = createRhythm();
  const side = slackSide({ slack: settings, workspaces, rhythm, clock, log });
  let number = 0;
  const engine = createEngine({
    store,
    jobs,
    clock,
    rhythm,
    log,
    random: () => 0.5,
    id: () => `id-${clock.now()}-${++number}`,
    chats: side.chats,
    paces: side.paces,
    operators: ['ivo'],
    outside: {
      alarmUrl: ALARMS,
      host: 'here',
      version: '1',
      async fetch(_, { body = '{}' }) {
        alarms.push(JSON.parse(body));
        return { ok: true, status: 200 };
      },
    },
    stepped: true,
  });
  const config = {
    port: 0,
    data: SCRATCH,
    rituals: join(folder, 'rituals'),
    operators: [],
    log: 'silent' as const,
    strange: [],
  };
  const load = createReload(engine.context, rhythm, loaderOf(config, clock, side, log));
  const first = loaded(await load());
  refuseWrong(first, await store.read.definitions.find({}));
  async function reload() {
    const { problems } = loaded(await load());
    await acts.settle();
    return problems.map(({ severity, line }) => `${severity}: ${line}`);
  }
  const routes = await side.connect({ engine, read: store.read, reload: async () => {} });
  const web = createWeb({ routes, health: engine.health, log });
  const address = await web.listen(0);
  const acts = gestures({ slack, clock, engine, secret: SECRET, address });
  let ended = false;

  async function end(): Promise<void> {
    if (ended) return;
    ended = true;
    await Promise.all([side.stop(), web.stop(), engine.beat.stop()]);
    await whole.close();
  }
  onTestFinished(end);
  await acts.settle();

  return {
    ...acts,
    slack,
    clock,
    engine,
    store,
    /** What was wrong or risky at the start. */
    problems: first.problems.map(({ severity, line }) => `${severity}: ${line}`),
    /** What the operators' second path heard. */
    alarms,
    /** Warnings and errors so far; take them away when they belong to the story. */
    lines: ground.lines,
    reload,
    /** Other definitions in the team's file, in force after `reload`. */
    write: (change: (file: string) => string) => write(ground, change),
    end,
    /** Ends this life, and begins the next one on the same database. */
    async again(how: { token?: string } = {}) {
      await end();
      return live(ground, { storing: (store) => store, ...how });
    },
  };
}

function write({ folder, slack }: Ground, change: (file: string) => string): void {
  const here = `platform: slack\nrehearsal: false\nworkspace: ${slack.team}`;
  const sample = readFileSync(SAMPLE, 'utf8').replace(/^platform: .*$/m, here);
  writeFileSync(join(folder, 'rituals', 'teams', 'atlas.yml'), change(sample));
}

function loaded(result: Reloaded) {
  if (!result.ok) throw new Error(result.why);
  return result.loaded;
}

function listening(lines: string[]): Log {
  const keep = (facts: object, line: string) => void lines.push(`${line} ${JSON.stringify(facts)}`);
  return { debug: () => {}, info: () => {}, warn: keep, error: keep };
}

/** The sample team with some of its rituals only. */
export function only(...ids: string[]) {
  return (file: string) =>
    file.replace(/^rituals:\n( .*\n)+/m, `rituals: [${ids.join(', ')}]\n`).replace(/^digest:.*\n?/m, '');
}
