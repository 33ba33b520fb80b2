/** A process that tells the outbox of the database it is given to a Slack: `<file> <url> <epoch> <speed> <people> <channels>`. It
 * fills the outbox the first time, prints `ready` when that is kept, and ends when everything was told. */
import { createSlackChat } from '../adapters/slack/chat/chat.ts';
import { slackPace } from '../adapters/slack/chat/pace.ts';
import { openStore } from '../data/sqlite/store.ts';
import type { Item } from '../src/core/decision.ts';
import type { Message } from '../src/core/message.ts';
import { createBeat } from '../src/engine/beat/beat.ts';
import { createDelivery } from '../src/engine/delivery/delivery.ts';
import { enqueue } from '../src/engine/delivery/outbox.ts';
import { createPacer } from '../src/engine/delivery/pacer.ts';
import type { Log } from '../src/ports.ts';
import { fastClock } from './slack-clock.ts';

const [file = '', url = '', epoch = '0', speed = '1', people = '0', channels = '0'] = process.argv.slice(2);
const WORKSPACE = 'T0BENCH';
const clock = fastClock(Number(epoch), Number(speed));
const quiet = () => {};
const log: Log = {
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: (facts, line) => console.error(line, facts),
};
const { store, jobs } = await openStore(file, { owner: 'bench' });
const mentions = { people: () => undefined, names: () => undefined };
const chat = createSlackChat({
  workspace: WORKSPACE,
  token: 'xoxb-bench',
  apiUrl: url,
  people: mentions,
  clock,
  log,
});

const delivery = createDelivery({
  store,
  clock,
  random: Math.random,
  chats: new Map([[WORKSPACE, chat]]),
  pacer: createPacer({ [WORKSPACE]: slackPace }),
  alarm: async ({ text }) => console.error(text),
  storm: { letThrough: async (bundles) => [...bundles], count: async () => {} },
  log,
  present: async (items) => ({ message: prompt(items[0]?.thing ?? ''), dropped: [] }),
  addresses: (to) => ({
    address: { workspace: WORKSPACE, to: 'person' in to ? { user: to.person } : { channel: to.channel } },
    reader: { zone: 'Europe/Berlin' },
  }),
  fallback: () => [],
});

if ((await store.read.items.count({})) === 0) await fill();
process.stdout.write('ready\n');
const beat = createBeat({
  clock,
  jobs,
  handlers: {},
  delivery,
  log,
  alarm: async ({ text }) => console.error(text),
});
beat.start();
while (await left()) await new Promise((resolve) => setTimeout(resolve, 50));
await beat.stop();
await store.close();

async function fill(): Promise<void> {
  const due = clock.now();
  const users = Array.from({ length: Number(people) }, (_, i) => ({
    person: `U${String(i).padStart(8, '0')}`,
  }));
  const rooms = Array.from({ length: Number(channels) }, (_, i) => ({
    channel: `C${String(i).padStart(8, '0')}`,
  }));
  await store.transact(async (tx) => {
    for (const [at, to] of [...users, ...rooms].entries())
      await enqueue(tx, item(`prompt:${at}`, to, due), due);
  });
}

function item(thing: string, to: Item['to'], due: number): Item {
  return { team: 'atlas', thing, epoch: 1, kind: 'ask', to, due, priority: 'prompt' };
}

function prompt(thing: string): Message {
  const buttons = [{ id: 'answer', label: 'Answer', thing, epoch: 1, style: 'primary' as const }];
  return {
    summary: 'Morning sync: what is up?',
    elements: [
      { element: 'heading', text: 'Morning sync' },
      { element: 'text', text: ['What did you finish, what is next, and does anything stop you?'] },
      { element: 'buttons', buttons },
      { element: 'note', text: ['You get this because you are in the team Atlas. “/rondo pause” stops it.'] },
    ],
  };
}

async function left(): Promise<boolean> {
  const { items, messages } = store.read;
  return (await items.count({ state: 'waiting' })) + (await messages.count({ pending: true })) > 0;
}
