import { expect, test } from 'vitest';
import { atlas, people, ritual, sync } from '../atlas.ts';
import { harness, sentAt } from '../harness.ts';

const twice = () =>
  atlas(
    sync,
    people('mia', 'lea'),
    ritual('morning-sync', () => ({ remind: [120, 30], facilitator: undefined })),
  );

test('every reminder of a ritual is sent', async () => {
  const story = await harness({ at: '2026-11-02T07:00:00Z', teams: [await twice()] });
  await story.until('2026-11-02T10:45:00Z');
  const first = story.expectMessage('mia', /closes in 2 hours/);
  const second = story.expectMessage('mia', /closes in 30 minutes/);
  expect([sentAt(first), sentAt(second)]).toEqual(['2026-11-02 09:00', '2026-11-02 10:30']);
  story.ignore(/^Hi |^Atlas|^Morning sync/);
  story.ignore(/closes in/, 'lea');
});

test('an answer takes back every reminder still to come', async () => {
  const story = await harness({ at: '2026-11-02T07:00:00Z', teams: [await twice()] });
  await story.until('2026-11-02T08:10:00Z');
  const waiting = () => story.store.read.jobs.list('remind:atlas/morning-sync/2026-11-02/mia:');
  expect(await waiting()).toHaveLength(2);
  await story.answer('mia', { done: 'This', today: 'That' });
  expect(await waiting()).toEqual([]);
  story.ignore(/(?:)/);
});
