import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../data/sqlite/store.ts';
import type { AuditEvent } from '../../src/core/decision.ts';
import { announcing } from '../../src/engine/live.ts';

const event: AuditEvent = {
  team: 'atlas',
  about: 'team:atlas',
  what: 'noted',
  who: 'mia',
  at: 1,
  from: 'test',
};

async function opened() {
  const { store, jobs } = await openStore(':memory:', { owner: 'test' });
  onTestFinished(() => store.close());
  const told: string[] = [];
  const made = announcing(store, jobs);
  const callOff = made.changes.subscribe('atlas', () => told.push('atlas'));
  made.changes.subscribe('borealis', () => told.push('borealis'));
  return { ...made, told, callOff };
}

test('a team is told once of a commit, however many events it has, and only after it', async () => {
  const { store, told } = await opened();
  await store.transact(async (tx) => {
    await tx.events.append(event);
    await tx.events.append(event);
    expect(told).toEqual([]);
  });
  expect(told).toEqual(['atlas']);
});

test('what was taken back, and what left no event, is told to nobody', async () => {
  const { store, told } = await opened();
  const failing = store.transact(async (tx) => {
    await tx.events.append(event);
    throw new Error('not today');
  });
  await expect(failing).rejects.toThrow('not today');
  await store.transact(async (tx) => void (await tx.next('counter')));
  expect(told).toEqual([]);
});

test('the work of a job is told of too, and not when the job was gone', async () => {
  const { store, jobs, told } = await opened();
  const arm = () => store.transact((tx) => tx.jobs.arm({ key: 'a', kind: 'a', due: 1, payload: {} }));
  await arm();
  const [job] = await jobs.claim(5, 1);
  await jobs.run(job!, (tx) => tx.events.append(event));
  expect(told).toEqual(['atlas']);
  await arm();
  const [late] = await jobs.claim(5, 1);
  await store.transact((tx) => tx.jobs.cancel('a'));
  expect(await jobs.run(late!, (tx) => tx.events.append(event))).toBe('gone');
  expect(told).toEqual(['atlas']);
});

test('nobody is told who has called it off', async () => {
  const { store, told, callOff } = await opened();
  callOff();
  await store.transact((tx) => tx.events.append(event));
  expect(told).toEqual([]);
});
