import fc from 'fast-check';
import { test } from 'vitest';
import { courses } from './acts.ts';
import { land, SEED } from './land.ts';
import { play } from './play.ts';

/** The same random courses, but every message goes out to the chat and buttons are pressed there. A file of its own, so that
 * both can run at once. */

const ground = land();

test('down to the chat: nothing is lost or told twice, and nobody is shown an old button', async () => {
  const property = fc.asyncProperty(
    courses({ chat: true }),
    async (acts) => void (await play(ground(), 'whole', acts)),
  );
  await fc.assert(property, { numRuns: 200, seed: SEED });
}, 300_000);
