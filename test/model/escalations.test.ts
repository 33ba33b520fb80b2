import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Act, courses } from './acts.ts';
import { land, SEED } from './land.ts';
import { play } from './play.ts';

/** Random people, times and faults against the rules that hold whatever happens. A failure prints the course in words, and
 * the seed and path with which fast-check plays it again. */

const ground = land();

test('whatever people do, however late the timers and whenever the process dies, the rules hold', async () => {
  const property = fc.asyncProperty(
    courses({ chat: false }),
    async (acts) => void (await play(ground(), 'engine', acts)),
  );
  await fc.assert(property, { numRuns: 2_000, seed: SEED });
}, 300_000);

test('left alone, a blocker climbs to the end, one level at a time, and never closes itself', async () => {
  const alone: Act[] = Array.from({ length: 12 }, () => ({ act: 'next', late: 0 }));
  const rows = await play(ground(), 'engine', [
    { act: 'raise', who: 'raj', words: 0, when: 'today', secret: false },
    ...alone,
  ]);
  expect(rows).toMatchObject([{ id: 'atlas-1', state: 'exhausted', level: 3, live: true, epoch: 3 }]);
});
