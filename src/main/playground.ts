import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createPlayground, type Playground } from '../../adapters/playground/chat.ts';
import { playgroundClock } from '../../adapters/playground/clock.ts';
import { playgroundRoutes } from '../../adapters/playground/routes.ts';
import type { Config } from '../config.ts';
import { COMMANDS } from '../core/present/help.ts';
import { nextNoticeable } from '../engine/beat/noticeable.ts';
import type { Home, SettableRhythm } from '../engine/definitions/rhythm.ts';
import type { Log } from '../ports.ts';
import type { Definitions } from '../sources/definitions.ts';
import { type App, openApp } from './app.ts';
import type { ChatSide } from './chat-side.ts';
import { CannotStart, reasonOf } from './problems.ts';

/** Rondo with a chat of its own in the browser, which people can start over. */
export async function runPlayground(config: Config, log: Log): Promise<App> {
  let app = await open();

  async function open(): Promise<App & { clear(): void }> {
    const playground = { clear: (): void => {} };
    const opened = await openApp(config, log, (rhythm) => {
      const side = playgroundSide(config, log, rhythm, startOver);
      playground.clear = side.clear;
      return side;
    });
    return { ...opened, ...playground };
  }

  /** The page that asked gets its answer from the old server; the new one is there a moment later. */
  async function startOver(): Promise<void> {
    app.clear();
    setImmediate(() => void restart());
  }

  async function restart(): Promise<void> {
    await app.stop();
    for (const name of ['rondo.db', 'rondo.db-wal', 'rondo.db-shm', 'playground.jsonl'])
      await rm(join(config.data, name), { force: true });
    app = await open();
  }

  return { address: app.address, stop: () => app.stop() };
}

function playgroundSide(
  config: Config,
  log: Log,
  rhythm: SettableRhythm,
  startOver: () => Promise<void>,
): ChatSide & { clear(): void } {
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
  const closing: (() => void)[] = [];
  return {
    clock,
    stepped: true,
    chats: new Map([[playground.workspace, playground]]),
    paces: {},
    directories: async () => [],
    homesIn(found) {
      playground.meet(roomOf(found));
      return homesIn(found, playground.workspace);
    },
    async connect({ engine, read }) {
      playground.connect(engine.commands);
      const routes = playgroundRoutes({
        playground,
        clock,
        stepper: engine.beat,
        upcoming: () => nextNoticeable(read, rhythm),
        slashes: slashes(),
        startOver,
        log: (problem) => log.error({ problem: String(problem) }, 'The playground had a problem.'),
      });
      closing.push(() => routes.close());
      return [routes];
    },
    async stop() {
      for (const close of closing) close();
    },
    clear: () => playground.clear(),
  };
}

function roomIn(setup: Parameters<typeof createPlayground>[0]): Playground {
  try {
    return createPlayground(setup);
  } catch (cause) {
    throw new CannotStart(reasonOf(cause));
  }
}

/** What the composer offers when somebody types a slash. */
function slashes() {
  const short = ['standup', 'escalate', 'retro', 'rituals'].map((verb) => ({
    command: `/${verb}`,
    help: COMMANDS[verb]?.what ?? '',
  }));
  const all = Object.entries(COMMANDS).map(([verb, { what }]) => ({ command: `/rondo ${verb}`, help: what }));
  return [...short, ...all];
}

function homesIn({ places }: Definitions, workspace: string): Home[] {
  return [...places].flatMap(([team, there]) =>
    there
      .filter(({ platform }) => platform === 'playground')
      .map(({ platform, users }) => ({
        team,
        platform,
        workspace,
        users: new Map([...users].map(([person, user]) => [person, user.replace(/^@/, '')])),
      })),
  );
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
