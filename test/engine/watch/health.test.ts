import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../../src/core/time.ts';
import { createHealth } from '../../../src/engine/watch/health.ts';
import { overdue } from '../../../src/engine/watch/overdue.ts';
import { item, postOffice, START } from '../post-office.ts';

async function checked() {
  const office = await postOffice();
  const late = () => overdue(office);
  return { ...office, late, health: createHealth(late) };
}

test('a message is overdue five minutes after it should have been out, what waits for its time is not', async () => {
  const { late, health, tell, chat, delivery, clock } = await checked();
  chat.failAlways('send', 'failed');
  await tell(item(), item({ to: { person: 'ben' }, due: START + HOUR }));
  await delivery().deliver();
  clock.set(START + 5 * MINUTE);
  expect(await late()).toEqual([]);
  clock.set(START + 5 * MINUTE + 1);
  expect(await health()).toEqual({
    ready: false,
    reasons: ['1 message should have been posted over 5 minutes ago. The call was failed.'],
  });
});

test('a message that is there and is only to be edited is not overdue', async () => {
  const { late, tell, refresh, words, chat, delivery, clock } = await checked();
  await tell(item());
  await delivery().deliver();
  chat.failAlways('edit', 'failed');
  words.set('prompt:1', 'other words');
  await refresh('prompt:1');
  await delivery().deliver();
  clock.set(START + HOUR);
  expect(await late()).toEqual([]);
});

test('so is an item that nothing puts into a message', async () => {
  const { health, tell, clock } = await checked();
  await tell(item(), item({ to: { person: 'ben' } }));
  clock.set(START + 5 * MINUTE);
  expect(await health()).toEqual({ ready: true, reasons: [] });
  clock.set(START + 5 * MINUTE + 1);
  expect(await health()).toEqual({
    ready: false,
    reasons: ['2 items should have been put into messages over 5 minutes ago.'],
  });
});

test('and so is a job that nothing runs', async () => {
  const { health, store, clock } = await checked();
  await store.transact((tx) => tx.jobs.arm({ key: 'a', kind: 'x', due: START, payload: {} }));
  clock.set(START + 5 * MINUTE);
  expect(await health()).toEqual({ ready: true, reasons: [] });
  clock.set(START + HOUR);
  expect(await health()).toEqual({
    ready: false,
    reasons: ['A job is overdue since 2026-11-02T09:00:00.000Z.'],
  });
});

test('a database that cannot be read is not ready, and asking breaks nothing', async () => {
  const health = createHealth(() => Promise.reject(new Error('disk full')));
  expect(await health()).toEqual({
    ready: false,
    reasons: ['The database cannot be read. The log says why.'],
  });
});
