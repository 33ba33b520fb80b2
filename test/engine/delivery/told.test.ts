import { expect, test } from 'vitest';
import { openStore } from '../../../data/sqlite/store.ts';
import { toldAbout } from '../../../src/engine/delivery/told.ts';
import type { StoredItem, StoredMessage } from '../../../src/ports.ts';

const EVENING = Date.parse('2026-11-02T20:00:00Z');
const MORNING = Date.parse('2026-11-03T07:00:00Z');

function item(id: string, more: Partial<StoredItem>): StoredItem {
  return {
    ...{ id, team: 'atlas', thing: 'escalation:atlas-1', epoch: 1, kind: 'card', priority: 'deadline' },
    ...{
      to: { person: 'mia' },
      recipient: 'person:mia',
      due: EVENING,
      at: EVENING,
      state: 'waiting',
      version: 1,
    },
    ...more,
  };
}

function message(id: string, more: Partial<StoredMessage> = {}): StoredMessage {
  return {
    ...{
      id,
      team: 'atlas',
      recipient: 'person:mia',
      workspace: 'T1',
      state: 'posted',
      ref: 'r1',
      wanted: 1,
      shown: 1,
    },
    ...{
      pending: false,
      at: MORNING,
      priority: 0,
      attempts: 0,
      createdAt: MORNING,
      due: MORNING,
      version: 1,
    },
    ...{ postedAt: MORNING + 2_000 },
    ...more,
  };
}

test('what became of each telling about a thing, in the order in which it was due', async () => {
  const { store } = await openStore(':memory:', { owner: 'test' });
  await store.transact(async (tx) => {
    await tx.items.insert(item('c', { due: EVENING + 2, why: 'Waits for the end of quiet hours.' }));
    await tx.items.insert(
      item('a', { state: 'sent', message: 'm', why: 'Waits for the end of quiet hours.' }),
    );
    await tx.items.insert(
      item('b', { due: EVENING + 1, state: 'dropped', message: 'n', why: 'It was over.' }),
    );
    await tx.items.insert(item('z', { thing: 'escalation:atlas-2' }));
    await tx.messages.insert(message('m', { repeat: true }));
    await tx.messages.insert(message('n', { postedAt: undefined, state: 'dropped' }));
  });
  const told = await toldAbout(store.read, 'escalation:atlas-1');
  await store.close();
  expect(told).toMatchObject([
    { state: 'sent', workspace: 'T1', postedAt: MORNING + 2_000, ready: MORNING, repeat: true },
    { state: 'dropped', why: 'It was over.' },
    { state: 'waiting', why: 'Waits for the end of quiet hours.' },
  ]);
  expect(told[1]).not.toHaveProperty('postedAt');
});

test('a message that carries what was due later was not ready before that', async () => {
  const { store } = await openStore(':memory:', { owner: 'test' });
  await store.transact(async (tx) => {
    await tx.items.insert(item('a', { due: MORNING + 500, state: 'sent', message: 'm' }));
    await tx.messages.insert(message('m'));
  });
  expect(await toldAbout(store.read, 'escalation:atlas-1')).toMatchObject([{ ready: MORNING + 500 }]);
  await store.close();
});
