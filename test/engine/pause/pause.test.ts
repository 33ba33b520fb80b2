import { expect, test } from 'vitest';
import type { Item } from '../../../src/core/decision.ts';
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
