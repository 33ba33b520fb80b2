import { expect, test } from 'vitest';
import type { Item } from '../../../src/core/decision.ts';
import { createPauseGuard } from '../../../src/engine/pause/paused.ts';
import type { Store } from '../../../src/ports.ts';
import { atlas, member } from '../../core/fixtures.ts';
import { house } from '../house.ts';

/** One line in the channel. */
function post(name: string): Partial<Item> {
  return { thing: `notice:${name}`, to: { channel: '#atlas' }, facts: { text: `Post ${name}.` } };
}

test('a paused team gets nothing, however long it lasts, and nobody is alarmed because of that', async () => {
  const there = await house();
  expect(await there.slash('ivo', '/rondo pause')).toMatch(/^Atlas is paused from now on\./);
  await there.tell(post('a'));
  await there.minutes(20);
  expect(there.seen('#atlas')).toEqual([]);
  expect(there.seen('ivo')).toEqual([]);
  expect((await there.engine.health()).ready).toBe(true);
});

test('an alarm still reaches the operators', async () => {
  const there = await house();
  await there.slash('ivo', '/rondo pause all');
  await there.engine.alarm({ key: 'beat', team: 'atlas', text: 'Something is wrong.' });
  await there.settle();
  expect(there.seen('ivo')).toEqual([expect.stringMatching(/Something is wrong/)]);
});

test('a message that was put together before the pause waits too, and goes out once when it is let go', async () => {
  const there = await house();
  there.chat.failAlways('send', 'failed');
  await there.tell(post('a'));
  await there.settle();
  await there.slash('ivo', '/rondo pause');
  there.chat.failAlways('send', undefined);
  await there.minutes(10);
  expect(there.seen('#atlas')).toEqual([]);
  expect(await there.slash('ivo', '/rondo resume')).toMatch(/^Atlas goes on\. Held: 1 waiting message\./);
  expect(there.seen('#atlas')).toEqual([]);
  const [pause] = await there.store.read.pauses.find({ team: 'atlas' });
  await there.press('ivo', 'pause.send', `pause:${pause!.id}`);
  await there.minutes(1);
  expect(there.seen('#atlas')).toEqual([expect.stringMatching(/Post a/)]);
});

test('what is dropped is never sent, and each has an event that says why', async () => {
  const there = await house();
  await there.slash('ivo', '/rondo pause');
  await there.tell(post('a'), post('b'));
  await there.minutes(1);
  await there.slash('ivo', '/rondo resume');
  const [pause] = await there.store.read.pauses.find({ team: 'atlas' });
  await there.press('ivo', 'pause.drop', `pause:${pause!.id}`);
  await there.minutes(5);
  expect(there.seen('#atlas')).toEqual([]);
  const dropped = await there.store.read.events.find({ what: 'dropped' });
  expect(dropped.map(({ about, why }) => `${about}: ${why}`)).toEqual(
    ['a', 'b'].map((name) => `notice:${name}: The team was paused, and what was held was dropped.`),
  );
});

/** The team goes on after the guard has looked whether it is paused, and before it writes. */
function goingOnMeanwhile(store: Store): Store {
  return {
    ...store,
    async transact(unit) {
      const [pause] = await store.read.pauses.find({ state: 'paused' });
      if (pause)
        await store.transact((tx) =>
          tx.pauses.update({ ...pause, state: 'over', version: pause.version + 1 }),
        );
      return store.transact(unit);
    },
  };
}

test('what was looked at while the team went on is not kept for a resumption that never comes', async () => {
  const there = await house();
  await there.slash('ivo', '/rondo pause');
  await there.tell(post('a'));
  const items = await there.store.read.items.find({ state: 'waiting' });
  expect(await createPauseGuard(goingOnMeanwhile(there.store)).letThrough([{ items }])).toEqual([]);
  await there.minutes(1);
  expect(there.seen('#atlas')).toEqual([expect.stringMatching(/Post a/)]);
});

test('the same goes for a message that was put together already', async () => {
  const there = await house();
  there.chat.failAlways('send', 'failed');
  await there.tell(post('a'));
  await there.settle();
  await there.slash('ivo', '/rondo pause');
  const messages = await there.store.read.messages.find({ pending: true });
  expect(messages).toHaveLength(1);
  expect(await createPauseGuard(goingOnMeanwhile(there.store)).letSend(messages)).toEqual([]);
  there.chat.failAlways('send', undefined);
  await there.minutes(60);
  expect(there.seen('#atlas')).toEqual([expect.stringMatching(/Post a/)]);
});

test('what another team tells in the same message is not dropped with it', async () => {
  const borealis = atlas({
    id: 'borealis',
    name: 'Borealis',
    channel: '#borealis',
    members: [member('tom', 'UTC')],
  });
  const there = await house({ teams: [atlas(), borealis] });
  there.chat.failAlways('send', 'failed');
  const to = { person: 'tom' };
  await there.tell(
    { ...post('a'), to },
    { ...post('b'), to, team: 'borealis', facts: { text: 'Of Borealis.' } },
  );
  await there.settle();
  await there.slash('ivo', '/rondo pause atlas');
  there.chat.failAlways('send', undefined);
  await there.minutes(10);
  await there.slash('ivo', '/rondo resume atlas');
  const [pause] = await there.store.read.pauses.find({ team: 'atlas' });
  expect(pause!.held).toMatchObject({ messages: 1 });
  await there.press('ivo', 'pause.drop', `pause:${pause!.id}`);
  await there.minutes(1);
  expect(there.seen('tom')).toEqual([expect.stringMatching(/Of Borealis/)]);
  expect(there.seen('tom')[0]).not.toMatch(/Post a/);
});
