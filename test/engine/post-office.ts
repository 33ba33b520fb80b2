import { onTestFinished } from 'vitest';
import { createPlayground } from '../../adapters/playground/chat.ts';
import { manualClock } from '../../adapters/playground/clock.ts';
import { openStore } from '../../data/sqlite/store.ts';
import type { Item } from '../../src/core/decision.ts';
import type { Instant } from '../../src/core/time.ts';
import type { Trouble } from '../../src/core/trouble.ts';
import {
  createDelivery,
  type DeliveryNeeds,
  type Presented,
  type Undeliverable,
} from '../../src/engine/delivery/delivery.ts';
import { enqueue, refresh } from '../../src/engine/delivery/outbox.ts';
import { createPacer, type Pace } from '../../src/engine/delivery/pacer.ts';
import type { Log, StoredItem } from '../../src/ports.ts';
import { mortal, withFaults } from '../faults.ts';

export const START = Date.UTC(2026, 10, 2, 9, 0);

export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** A store, a chat that can go wrong, and a delivery between them. Every person is a user of the same name; the words of an
 * item are those in `words` by thing, else its kind. */
export async function postOffice(how: { start?: Instant; pace?: Pace; canFind?: boolean } = {}) {
  const clock = manualClock(how.start ?? START);
  const { store, jobs } = await openStore(':memory:', { owner: 'test' });
  onTestFinished(() => store.close());
  const process = mortal(store);
  const people = ['mia', 'ben', 'ada'];
  const playground = createPlayground({
    people: people.map((user) => ({ user, handle: user, name: user, person: user })),
    channels: ['#atlas', '#general'],
    now: clock.now,
    names: (person) => person,
  });
  const canFind = how.canFind ?? true;
  const chat = withFaults(playground, { kill: process.kill, find: { direct: canFind, channel: canFind } });
  const alarms: Trouble[] = [];
  const undelivered: Undeliverable[] = [];
  const quiet = new Map<string, Instant>();
  const words = new Map<string, string>();
  const stale = new Map<string, string>();
  let presented = 0;

  async function present(items: readonly StoredItem[]): Promise<Presented> {
    presented += 1;
    const dropped = items.flatMap((item) => {
      const why = item.state === 'sent' ? undefined : stale.get(item.thing);
      return why ? [{ item, why }] : [];
    });
    const told = items.filter((item) => !dropped.some((one) => one.item.id === item.id));
    const lines = told.map((item) => words.get(item.thing) ?? `${item.kind} ${item.thing}`);
    const elements = lines.map((line) => ({ element: 'text' as const, text: [line] }));
    return { message: { summary: lines.join(', '), elements }, dropped };
  }

  function delivery(over: Partial<DeliveryNeeds> = {}) {
    return createDelivery({
      store,
      clock,
      random: () => 0.5,
      chats: new Map([['playground', chat]]),
      pacer: createPacer(how.pace ? { playground: how.pace } : {}),
      alarm: async (trouble) => void alarms.push(trouble),
      storm: { letThrough: async (bundles) => [...bundles], count: async () => {} },
      log: silent,
      present,
      addresses(to) {
        const reader = { zone: 'Europe/Vienna' };
        if ('channel' in to)
          return { address: { workspace: 'playground', to: { channel: to.channel } }, reader };
        if (to.person === 'nobody') return { unreachable: 'Nobody has left.' };
        const quietUntil = quiet.get(to.person);
        const address = { workspace: 'playground', to: { user: to.person } };
        return quietUntil === undefined ? { address, reader } : { address, reader, quietUntil };
      },
      fallback(what) {
        undelivered.push(what);
        return [item({ thing: 'notice:mend', kind: 'mend', to: { person: 'ada' } })];
      },
      ...over,
    });
  }

  /** The texts of what stands in a place, in order; `>` marks what is in a thread. */
  function seen(place: string): string[] {
    const here = playground.posted.filter((post) => post.place === place);
    return here.map((post) => {
      const texts = post.message.elements.flatMap((part) =>
        'text' in part ? [part.text].flat().join('') : [],
      );
      return `${post.thread === undefined ? '' : '> '}${texts.join(' + ')}`;
    });
  }

  return {
    clock,
    store,
    jobs,
    process,
    playground,
    chat,
    alarms,
    undelivered,
    quiet,
    words,
    stale,
    seen,
    delivery,
    presented: () => presented,
    tell: (...items: Item[]) =>
      store.transact(async (tx) => {
        for (const one of items) await enqueue(tx, one, clock.now());
      }),
    refresh: (thing: string) => store.transact((tx) => refresh(tx, [thing], clock.now())),
    /** The ledger: how each item ended. */
    async ledger() {
      const items = await store.read.items.find({});
      return items.map((one) => `${one.kind} ${one.thing} to ${one.recipient}: ${one.state}`);
    },
    /** Why things were dropped, and the like. */
    async whys(what = 'dropped') {
      const events = await store.read.events.find({ what });
      return events.map((event) => event.why);
    },
  };
}

export function item(over: Partial<Item> = {}): Item {
  return {
    team: 'atlas',
    thing: 'prompt:1',
    epoch: 1,
    kind: 'ask',
    to: { person: 'mia' },
    due: START,
    priority: 'prompt',
    ...over,
  };
}
