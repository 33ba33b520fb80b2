import { expect, test } from 'vitest';
import { manualClock } from '../../../adapters/playground/clock.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/core/time.ts';
import { createWatchdog } from '../../../src/engine/watch/watchdog.ts';
import { ALARMS, HEART, house } from '../house.ts';
import { START } from '../post-office.ts';

test('a chat that is down: the second path hears after five minutes, and both hear when it is over', async () => {
  const { chat, tell, minutes, seen, world, engine } = await house();
  chat.failAlways('send', 'failed');
  await tell({ to: { person: 'mia' } });
  await minutes(5);
  expect(world.bodies(ALARMS)).toEqual([
    expect.objectContaining({
      what: 'delivery:playground',
      text: expect.stringMatching(/^A message to person:mia in playground could not be posted in 5 tries/),
    }),
  ]);
  await minutes(1);
  expect(world.bodies(ALARMS).slice(1)).toEqual([
    expect.objectContaining({
      what: 'overdue:messages',
      text: expect.stringMatching(/^1 message should have been posted over 5 minutes ago\. Nothing is lost/),
    }),
  ]);
  expect(await engine.health()).toMatchObject({ ready: false });
  await minutes(14);
  expect(world.bodies(ALARMS)).toHaveLength(2);
  chat.failAlways('send', undefined);
  await minutes(16);
  expect(seen('mia')).toHaveLength(1);
  const ends = world.bodies(ALARMS).slice(2);
  expect(ends).toHaveLength(2);
  expect(ends).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        what: 'overdue:messages',
        text: expect.stringMatching(/^Over after \d+ minutes: 1 /),
      }),
      expect.objectContaining({
        what: 'delivery:playground',
        text: expect.stringMatching(/^Over after \d+ min/),
      }),
    ]),
  );
  expect(seen('ivo').join('\n')).toMatch(/Rondo needs you[\s\S]*Over after/);
  expect(await engine.health()).toEqual({ ready: true, reasons: [] });
});

test('one message that is posted does not end the trouble of another', async () => {
  const { chat, tell, minutes, store, seen } = await house();
  chat.failAlways('send', 'failed');
  await tell({ to: { person: 'mia' } }, { to: { person: 'tom' } });
  await minutes(10);
  chat.failAlways('send', undefined);
  const [stuck] = await store.read.messages.find({ recipient: 'person:tom' });
  await store.transact((tx) =>
    tx.messages.update({ ...stuck!, at: START + 5 * HOUR, version: stuck!.version + 1 }),
  );
  await minutes(20);
  expect(seen('mia')).toHaveLength(1);
  expect(await store.read.troubles.get('delivery:playground')).toMatchObject({ open: true });
});

test('a job that keeps failing: an alarm from the fifth time on, over when it has run', async () => {
  const { store, jobs, minutes, world, seen } = await house();
  const { run } = jobs;
  jobs.run = () => Promise.reject(new Error('an answer'));
  await store.transact((tx) => tx.jobs.arm({ key: 'close:x', kind: 'close', due: START, payload: {} }));
  await minutes(2);
  expect(world.bodies(ALARMS)).toEqual([]);
  await minutes(20);
  expect(world.bodies(ALARMS)).toEqual([
    expect.objectContaining({
      what: 'job:close',
      text: 'The job close:x failed 5 times. Rondo keeps trying; the log says what went wrong.',
    }),
  ]);
  jobs.run = run;
  await minutes(30);
  expect(JSON.stringify(world.calls)).not.toContain('an answer');
  expect(seen('ivo').at(-1)).toMatch(/^Over after \d+ minutes: The job close:x/);
});

test('a job that nobody knows is no trouble any more once it is called off', async () => {
  const { store, minutes, world } = await house();
  await store.transact((tx) => tx.jobs.arm({ key: 'x', kind: 'future', due: START, payload: {} }));
  await minutes(30);
  expect(await store.read.troubles.find({ open: true })).toHaveLength(1);
  await store.transact((tx) => tx.jobs.cancel('x'));
  await minutes(3);
  expect(await store.read.troubles.find({ open: true })).toEqual([]);
  expect(world.bodies(ALARMS)).toHaveLength(2);
});

test('the heartbeat is given every minute, and withheld while something is overdue', async () => {
  const { chat, tell, minutes, world } = await house();
  const beats = () => world.calls.filter(({ url }) => url === HEART).length;
  await minutes(3);
  expect(beats()).toBe(3);
  chat.failAlways('send', 'failed');
  await tell({ to: { person: 'mia' }, due: START + 3 * MINUTE });
  await minutes(5);
  expect(beats()).toBe(8);
  await minutes(10);
  expect(beats()).toBe(8);
  chat.failAlways('send', undefined);
  await minutes(20);
  expect(beats()).toBeGreaterThan(8);
});

test('a clock that leapt makes nothing overdue before it is confirmed', async () => {
  const clock = manualClock(START);
  const raised: string[] = [];
  const watch = createWatchdog({
    clock,
    overdue: async () => [{ what: 'jobs', text: 'A job is overdue.' }],
    alarms: { raise: async ({ key }) => void raised.push(key), look: async () => {} },
  });
  await watch();
  expect(raised).toEqual(['overdue:jobs']);
  clock.set(START + HOUR);
  await watch();
  clock.set(START + HOUR + 10 * SECOND);
  await watch();
  expect(raised).toHaveLength(1);
  clock.set(START + HOUR + MINUTE);
  await watch();
  expect(raised).toHaveLength(2);
});
