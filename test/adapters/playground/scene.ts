import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPlayground, type Playground } from '../../../adapters/playground/chat.ts';
import { manualClock, type SettableClock } from '../../../adapters/playground/clock.ts';
import type { PlaygroundPerson } from '../../../adapters/playground/room.ts';
import { playgroundRoutes, type SlashHint } from '../../../adapters/playground/routes.ts';
import type { Command } from '../../../src/core/command.ts';
import type { Reply } from '../../../src/core/decision.ts';
import type { Instant } from '../../../src/core/time.ts';
import { type Job, smallBot } from './bot.ts';

export const PEOPLE: PlaygroundPerson[] = [
  { user: 'u-mia', handle: '@mia', name: 'Mia Sommer', zone: 'Europe/Berlin' },
  { user: 'u-tom', handle: '@tom', name: 'Tom Okafor', zone: 'Europe/Lisbon' },
  { user: 'u-ana', handle: '@ana', name: 'Ana Lindqvist', zone: 'America/New_York' },
  { user: 'u-raj', handle: '@raj', name: 'Raj Patel', zone: 'Asia/Kolkata' },
  { user: 'u-ivo', handle: '@ivo', name: 'Ivo Novak', zone: 'Europe/Prague' },
];

const SLASHES: SlashHint[] = [
  { command: '/standup', help: 'Give your update for today' },
  { command: '/escalate', args: 'what · @who can help', help: 'Say that you are stuck' },
  { command: '/retro', help: 'Start a retrospective' },
  { command: '/rituals', help: 'Show what is planned' },
  { command: '/rondo away', args: 'until Friday', help: 'Say that you are away' },
  { command: '/rondo back', help: 'Say that you are back' },
  { command: '/rondo why', help: 'Ask why something came to you' },
];

/** Monday, 2 November 2026, 08:30 in Berlin. */
export const MONDAY: Instant = Date.parse('2026-11-02T07:30:00Z');

const NAMES: Record<string, string> = {
  mia: 'Mia Sommer',
  tom: 'Tom Okafor',
  ana: 'Ana Lindqvist',
  raj: 'Raj Patel',
  ivo: 'Ivo Novak',
};

export interface Scene {
  playground: Playground;
  clock: SettableClock;
  commands: Command[];
  jobs: Job[];
  problems: unknown[];
  /** What the bot answers instead of its own answer. */
  answerWith(reply: ((command: Command) => Promise<Reply>) | undefined): void;
  url: string;
  close(): Promise<void>;
}

/** A playground on a port of this machine, with a small scripted bot behind it. */
export async function openScene(how: { file?: string } = {}): Promise<Scene> {
  const clock = manualClock(MONDAY);
  const playground = createPlayground({
    ...how,
    people: PEOPLE,
    channels: ['#atlas', '#atlas-stakeholders'],
    now: clock.now,
    names: (person) => NAMES[person],
  });
  const bot = smallBot(playground, clock);
  const commands: Command[] = [];
  const problems: unknown[] = [];
  let instead: ((command: Command) => Promise<Reply>) | undefined;
  playground.connect({
    handle: (command) => {
      commands.push(command);
      return (instead ?? bot.handle)(command);
    },
  });
  const routes = playgroundRoutes({
    playground,
    clock,
    stepper: bot,
    upcoming: async () => bot.jobs[0] && { at: bot.jobs[0].at, what: bot.jobs[0].what },
    slashes: SLASHES,
    startOver: async () => {
      bot.restart();
      playground.clear();
    },
    log: (problem) => problems.push(problem),
  });
  const server = createServer((request, response) => routes.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    playground,
    clock,
    commands,
    jobs: bot.jobs,
    problems,
    answerWith: (reply) => {
      instead = reply;
    },
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      routes.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
