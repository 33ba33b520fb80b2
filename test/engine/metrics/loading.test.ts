import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../../data/sqlite/store.ts';
import { metricsOf } from '../../../src/core/metrics/metrics.ts';
import { weeksOf } from '../../../src/core/metrics/weeks.ts';
import { addDays } from '../../../src/core/time/zone.ts';
import { metricsFor, weeksFor } from '../../../src/engine/metrics/metrics.ts';
import { moveFigures } from '../../../src/engine/metrics/moving.ts';
import type { Store, Tx } from '../../../src/ports.ts';
import { at } from '../../core/escalation/atlas.ts';
import { MATERIAL, NOW, SPAN, TEAM } from '../../core/metrics/fixture.ts';
import { folder } from '../../data/sqlite.ts';
import { keepFixture } from './keeping.ts';

let place: ReturnType<typeof folder>;
let store: Store;

beforeAll(async () => {
  place = folder();
  ({ store } = await openStore(place.file, { owner: 'test' }));
  await store.transact(keepFixture);
});

afterAll(async () => {
  await store.close();
  place.remove();
});

test('what is read of a span from the store gives what was computed by hand', async () => {
  expect(await metricsFor(store.read, TEAM, SPAN)).toEqual(metricsOf(MATERIAL, SPAN));
});

test('within a transaction it is the same', async () => {
  const within = await store.transact((tx) => metricsFor(tx, TEAM, SPAN));
  expect(within).toEqual(metricsOf(MATERIAL, SPAN));
});

test.each([1, 2, 3, 7, 10])('also of the %i days after a Monday', async (days) => {
  const span = { from: SPAN.from, to: at(addDays('2026-10-19', days)) };
  expect(await metricsFor(store.read, TEAM, span)).toEqual(metricsOf(MATERIAL, span));
});

test('a round that began before the span and closed in it counts', async () => {
  const span = { from: at('2026-10-28'), to: SPAN.to };
  const metrics = await metricsFor(store.read, TEAM, span);
  expect(metrics).toEqual(metricsOf(MATERIAL, span));
  expect(metrics.stakeholders).toEqual({ mean: 3, n: 4 });
});

test('the weeks up to now: the present one has what is known so far', async () => {
  const weeks = await weeksFor(store.read, TEAM, NOW, 3);
  expect(weeks).toEqual(weeksOf(MATERIAL, '2026-11-02', 3));
  expect(weeks.map(({ week, opened, open }) => ({ week, opened, open }))).toEqual([
    { week: '2026-10-19', opened: 3, open: 0 },
    { week: '2026-10-26', opened: 2, open: 1 },
    { week: '2026-11-02', opened: 1, open: 2 },
  ]);
});

test('a team that has another id now keeps its past', async () => {
  const other = folder();
  const opened = await openStore(other.file, { owner: 'test' });
  const BOREA = { ...TEAM, id: 'borea', was: 'atlas' };
  await opened.store.transact(async (tx) => {
    await keepFixture(tx);
    await renameAll(tx);
    await moveFigures(tx, 'atlas', BOREA);
  });
  const { read } = opened.store;
  const { duties: _, ...metrics } = await metricsFor(read, BOREA, SPAN);
  const { duties: __, ...expected } = metricsOf(MATERIAL, SPAN);
  expect(metrics).toEqual({ ...expected, team: 'borea' });
  expect(await weeksFor(read, BOREA, NOW, 3)).toEqual(weeksOf(MATERIAL, '2026-11-02', 3));
  await opened.store.close();
  other.remove();
});

/** What a renaming does to the rows that metrics are made from; the log keeps the old id. */
async function renameAll(tx: Tx): Promise<void> {
  const rename = <R extends { team: string; version: number }>(row: R): R => ({
    ...row,
    team: 'borea',
    version: row.version + 1,
  });
  for (const row of await tx.rounds.find({ team: 'atlas' })) await tx.rounds.update(rename(row));
  for (const row of await tx.prompts.find({ team: 'atlas' })) await tx.prompts.update(rename(row));
  for (const row of await tx.updates.find({ team: 'atlas' })) await tx.updates.update(rename(row));
  for (const row of await tx.escalations.find({ team: 'atlas' })) await tx.escalations.update(rename(row));
  for (const row of await tx.actions.find({ team: 'atlas' })) await tx.actions.update(rename(row));
  for (const row of await tx.objectives.find({ team: 'atlas' })) await tx.objectives.update(rename(row));
}

test('many weeks back there was nothing, and nothing is broken', async () => {
  const [first] = await weeksFor(store.read, TEAM, NOW, 30);
  expect(first).toEqual({
    week: '2026-04-13',
    opened: 0,
    resolved: 0,
    open: 0,
    levels: { 1: 0, 2: 0, 3: 0 },
  });
});
