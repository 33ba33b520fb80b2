import { onTestFinished } from 'vitest';
import { createPlayground } from '../../adapters/playground/chat.ts';
import { manualClock, stepTo } from '../../adapters/playground/clock.ts';
import { openStore } from '../../data/sqlite/store.ts';
import type { Item } from '../../src/core/decision.ts';
import { plain, plainText } from '../../src/core/present/plain.ts';
import type { Team } from '../../src/core/team.ts';
import { type Instant, MINUTE } from '../../src/core/time.ts';
import { adopt } from '../../src/engine/definitions/adopt.ts';
import { createRhythm } from '../../src/engine/definitions/rhythm.ts';
import { enqueue } from '../../src/engine/delivery/outbox.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { Log, Store } from '../../src/ports.ts';
import { atlas } from '../core/fixtures.ts';
import { withFaults } from '../faults.ts';
import { outside } from './outside.ts';
import { item, START } from './post-office.ts';

export const ALARMS = 'https://10.0.0.5/alarms?key=secret';
export const HEART = 'https://10.0.0.5/heart?key=secret';

/** A whole Rondo with a manual clock, a chat that can fail, and a world outside. Ivo runs it, Mia is the admin of Atlas. */
export async function house(
  how: { teams?: readonly Team[]; file?: string; start?: Instant; around?: (store: Store) => Store } = {},
) {
  const clock = manualClock(how.start ?? START);
  const { store, jobs } = await openStore(how.file ?? ':memory:', { owner: 'test' });
  const world = outside();
  const teams = how.teams ?? [atlas()];
  const rhythm = createRhythm();
  const people = teams.flatMap((team) => team.members);
  rhythm.set({
    teams,
    homes: teams.map(({ id, members }) => ({
      team: id,
      workspace: 'playground',
      platform: 'playground',
      users: new Map(members.map((member) => [member.id, member.id])),
    })),
  });
  const playground = createPlayground({
    people: people.map(({ id, name }) => ({ user: id, handle: id, name, person: id })),
    channels: teams.map(({ channel }) => channel),
    now: clock.now,
    names: (id) => id,
  });
  const chat = withFaults(playground);
  const lines: string[] = [];
  const keep = (facts: object, line: string) => void lines.push(`${line} ${JSON.stringify(facts)}`);
  const log: Log = { debug() {}, info: keep, warn: keep, error: keep };
  let number = 0;
  const engine = createEngine({
    store: how.around?.(store) ?? store,
    jobs,
    clock,
    rhythm,
    log,
    random: () => 0.5,
    id: () => `id-${++number}`,
    chats: new Map([['playground', chat]]),
    operators: ['ivo'],
    outside: {
      fetch: world.fetch,
      alarmUrl: ALARMS,
      heartbeatUrl: HEART,
      host: 'box',
      version: '1.2.3',
    },
    stepped: true,
  });
  await adopt(engine.context, rhythm.now(), clock.now());
  playground.connect(engine.commands);
  let closed = false;

  async function close(): Promise<void> {
    if (closed) return;
    closed = true;
    await engine.beat.stop();
    await store.close();
  }
  onTestFinished(close);

  return {
    clock,
    store,
    jobs,
    chat,
    engine,
    world,
    lines,
    close,
    tell: (...items: Partial<Item>[]) =>
      store.transact(async (tx) => {
        for (const one of items)
          await enqueue(tx, item({ thing: 'notice:x', facts: { text: 'Hello.' }, ...one }), clock.now());
      }),
    /** Lets minutes pass, each with its look. */
    async minutes(many: number) {
      for (let minute = 0; minute < many; minute += 1) {
        await stepTo(clock, clock.now() + MINUTE, engine.beat);
        await engine.watch();
        await engine.beat.settle();
      }
    },
    async settle() {
      await engine.beat.settle();
    },
    async slash(user: string, text: string): Promise<string> {
      const reply = await playground.slash(user, undefined, text);
      await engine.beat.settle();
      return 'text' in reply ? plainText(reply.text, 'UTC', (id) => id) : reply.reply;
    },
    /** A button, by what it carries. */
    async press(user: string, button: string, thing: string): Promise<void> {
      await playground.act(user, { act: 'press', button, thing, epoch: 0 });
      await engine.beat.settle();
    },
    /** What stands in a place, in order: `mia` or `#atlas`. */
    seen(place: string): string[] {
      const key = place.startsWith('#') ? `channel:${place.slice(1)}` : `direct:${place}`;
      const here = playground.posted.filter((post) => post.place === key || post.place === place);
      return here.map(({ message }) => plain(message, 'UTC', (id) => id));
    },
  };
}
