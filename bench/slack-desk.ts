/** A process that is Rondo in Slack with 10,000 people: `<file> <web api>`. Tells its address, and sends everybody a message
 * when it is told to. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSlackChat } from '../adapters/slack/chat/chat.ts';
import { slackPace } from '../adapters/slack/chat/pace.ts';
import { createSlack } from '../adapters/slack/listen/slack.ts';
import { openStore } from '../data/sqlite/store.ts';
import { adopt } from '../src/engine/definitions/adopt.ts';
import { enqueue } from '../src/engine/delivery/outbox.ts';
import type { Clock } from '../src/ports.ts';
import { SECRET } from './slack-load.ts';
import { crowdOfTeams, engineOver, QUIET, WORKSPACE } from './slack-morning.ts';

/** What it says: where it listens; then how many messages it is about to send. */
export type Said = { url: string } | { messages: number };

const CROWD = 10_000;

const REAL: Clock = {
  now: Date.now,
  wake(at, call) {
    const timer = setTimeout(call, Math.max(0, at - Date.now()));
    return () => clearTimeout(timer);
  },
};

if (import.meta.main) await serve();

async function serve(): Promise<void> {
  const [file = '', apiUrl = ''] = process.argv.slice(2);
  const definitions = await crowdOfTeams(CROWD);
  const opened = await openStore(file, { owner: 'bench' });
  const people = { people: (person: string) => person.toUpperCase(), names: () => undefined };
  const chat = createSlackChat({
    workspace: WORKSPACE,
    token: 'xoxb-bench',
    apiUrl,
    people,
    clock: REAL,
    log: QUIET,
  });
  const engine = engineOver(opened, definitions, REAL, { chat, pace: slackPace });
  await adopt(engine.context, definitions, REAL.now());
  const slack = createSlack({
    installations: [{ workspace: WORKSPACE, bot: 'UBOT', botToken: 'xoxb-bench', signingSecret: SECRET }],
    apiUrl,
    commands: engine.commands,
    people: {
      personOf: (_, user) => user.toLowerCase(),
      audience: () => ({ reader: { zone: 'Europe/Berlin' }, ...people }),
    },
    news: { onDirectoryChange: () => {}, onChannel: () => {}, onRevoked: () => {} },
    clock: REAL,
    log: QUIET,
  });
  const server = createServer((request, response) => slack.routes.handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  engine.beat.start();
  process.on('message', () => void sendToAll());
  say({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/interactive` });

  async function sendToAll(): Promise<void> {
    const due = REAL.now();
    const all = definitions.teams.flatMap(({ id, members }) =>
      members.map((member) => ({ team: id, member })),
    );
    const told = all.slice(0, CROWD);
    await opened.store.transact(async (tx) => {
      for (const { team, member } of told) {
        const thing = `notice:bench/${member.id}`;
        const facts = {
          text: 'The whole company meets at three. The place is the garden, or the hall if it rains.',
        };
        const to = { person: member.id };
        await enqueue(tx, { team, thing, epoch: 0, kind: 'bench', to, due, priority: 'prompt', facts }, due);
      }
    });
    engine.beat.nudge();
    say({ messages: told.length });
  }
}

function say(said: Said): void {
  process.send?.(said);
}
