/** Answers that people submit in Slack, committed before they are acknowledged, against bare Bolt that only acknowledges.
 * Runs alone too: `node bench/slack-acks.ts`. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { createSlack } from '../adapters/slack/listen/slack.ts';
import { openStore } from '../data/sqlite/store.ts';
import type { Definitions } from '../src/engine/definitions/rhythm.ts';
import type { Clock } from '../src/ports.ts';
import { judge, median, type Print, percentile, spread } from './figures.ts';
import { type Load, SECRET, type Told } from './slack-load.ts';
import { crowdOfTeams, engineOver, PEOPLE, prepareMorning, QUIET, WORKSPACE } from './slack-morning.ts';
import { inFolder } from './workload.ts';

const ROUNDS = 7;
const CONNECTIONS = 50;

interface Figures {
  rate: number;
  p99: number;
}

/** Prints requests a second and p99 with their ratios. Gives whether both bars were kept. */
export async function benchSlackAcks(print: Print): Promise<boolean> {
  print(
    `Slack: ${PEOPLE} signed dialogs with an answer each, ${CONNECTIONS} connections, ${ROUNDS} rounds; the floor is Bolt with its HTTPReceiver that only acknowledges`,
  );
  const definitions = await crowdOfTeams();
  const slack = await startLoad();
  const ours: Figures[] = [];
  const floor: Figures[] = [];
  try {
    await inFolder(async (morning) => {
      const bodies = await prepareMorning(morning, definitions);
      // One round of each that does not count: the code is compiled then.
      for (let round = 0; round <= ROUNDS; round += 1) {
        const bare = await bareRound(slack, bodies);
        const mine = await inFolder((file) => ourRound(slack, morning, file, definitions, bodies));
        if (round > 0) ours.push(mine);
        if (round > 0) floor.push(bare);
      }
    });
  } finally {
    slack.child.kill();
  }
  return report(print, ours, floor);
}

function report(print: Print, ours: Figures[], floor: Figures[]): boolean {
  const of = (all: Figures[], key: keyof Figures) => all.map((one) => one[key]);
  const ratios = (key: keyof Figures) => ours.map((one, at) => one[key] / (floor[at]?.[key] ?? Number.NaN));
  const rates = ratios('rate');
  const waits = ratios('p99');
  print(
    `  requests a second: ${spread(of(ours, 'rate'))}, bare ${spread(of(floor, 'rate'))}, ratio ${spread(rates, 2)}`,
  );
  print(
    `  p99 in ms: ${spread(of(ours, 'p99'), 1)}, bare ${spread(of(floor, 'p99'), 1)}, ratio ${spread(waits, 2)}`,
  );
  return [
    judge(print, 'at least 0.6 of the bare rate', median(rates) >= 0.6),
    judge(print, 'p99 at most twice the bare one', median(waits) <= 2),
  ].every(Boolean);
}

interface Slack {
  child: ChildProcess;
  api: string;
}

async function startLoad(): Promise<Slack> {
  const child = fork(join(import.meta.dirname, 'slack-load.ts'));
  const told = await hear(child);
  if (!('api' in told)) throw new Error('The load did not say where its Web API is.');
  return { child, api: told.api };
}

async function hear(child: ChildProcess): Promise<Told> {
  const [told]: Told[] = await once(child, 'message');
  if (!told) throw new Error('The load said nothing.');
  return told;
}

async function loadOn({ child }: Slack, url: string, bodies: readonly string[]): Promise<Figures> {
  const load: Load = { url, connections: CONNECTIONS, bodies };
  child.send(load);
  const told = await hear(child);
  if ('api' in told || told.refused > 0) throw new Error('Some requests were not acknowledged.');
  return { rate: (bodies.length / told.took) * 1_000, p99: percentile(told.latencies, 99) };
}

async function bareRound(slack: Slack, bodies: readonly string[]): Promise<Figures> {
  const receiver = new HTTPReceiver({ signingSecret: SECRET, logLevel: LogLevel.ERROR });
  const app = new App({
    receiver,
    token: 'xoxb-bench',
    botId: 'B1',
    botUserId: 'U1',
    tokenVerificationEnabled: false,
    logLevel: LogLevel.ERROR,
  });
  app.view(/./, async ({ ack }) => ack());
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  const figures = await loadOn(slack, `http://127.0.0.1:${portOf(server)}/slack/events`, bodies);
  await app.stop();
  return figures;
}

async function ourRound(
  load: Slack,
  morning: string,
  file: string,
  definitions: Definitions,
  bodies: readonly string[],
): Promise<Figures> {
  copyFileSync(morning, file);
  const opened = await openStore(file, { owner: 'bench' });
  const engine = engineOver(opened, definitions);
  const slack = createSlack({
    installations: [{ workspace: WORKSPACE, bot: 'UBOT', botToken: 'xoxb-bench', signingSecret: SECRET }],
    apiUrl: load.api,
    commands: engine.commands,
    people: {
      personOf: (_, user) => user.toLowerCase(),
      audience: () => ({
        reader: { zone: 'Europe/Berlin' },
        people: () => undefined,
        names: (person) => person,
      }),
    },
    news: { onDirectoryChange: () => {}, onChannel: () => {}, onRevoked: () => {} },
    clock: REAL,
    log: QUIET,
  });
  const server = createServer((request, response) => slack.routes.handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const figures = await loadOn(load, `http://127.0.0.1:${portOf(server)}/slack/interactive`, bodies);
  server.closeAllConnections();
  server.close();
  const updates = await opened.store.read.updates.count({});
  if (updates !== bodies.length) throw new Error(`${updates} of ${bodies.length} answers were committed.`);
  await opened.store.close();
  return figures;
}

const REAL: Clock = {
  now: Date.now,
  wake(at, call) {
    const timer = setTimeout(call, Math.max(0, at - Date.now()));
    return () => clearTimeout(timer);
  },
};

function portOf(server: Pick<Server, 'address'>): number {
  return (server.address() as AddressInfo).port;
}

if (import.meta.main) process.exitCode = (await benchSlackAcks((line) => console.log(line))) ? 0 : 1;
