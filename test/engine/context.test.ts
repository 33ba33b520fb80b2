import { expect, test } from 'vitest';
import { absencesFrom } from '../../src/engine/context.ts';
import { absence } from '../core/fixtures.ts';
import { postOffice, START } from './post-office.ts';

test('absences that have not ended come in the order of their ends, as the index has them', async () => {
  const { store } = await postOffice();
  await store.transact(async (tx) => {
    for (const [id, to] of [
      ['a', START + 3],
      ['b', START + 1],
      ['c', START - 1],
      ['d', START],
    ] as const)
      await tx.absences.insert({ ...absence('mia', '2026-11-02', '2026-11-02'), id, to });
  });
  expect((await absencesFrom(store.read, START)).map(({ id }) => id)).toEqual(['d', 'b', 'a']);
});
