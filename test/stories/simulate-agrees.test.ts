import { expect, test } from 'vitest';
import { atlas, only } from '../atlas.ts';
import { liveThrough } from './agreement.ts';

const rituals = only('morning-sync', 'weekly-planning', 'weekly-review', 'weekly-digest');

/** Sixty days over the end of summer time, and over Easter and the beginning of it. Each ritual here asks whoever takes part; the
 * integration check asks those with an open dependency, which nobody has before somebody answers. */
for (const from of ['2026-10-05', '2027-03-01'])
  test(`what simulate foretells from ${from} is what happens, event by event`, async () => {
    const { foretold, happened } = await liveThrough(await atlas(rituals), from, 60);
    expect(happened).toEqual(foretold);
    const kinds = new Set(happened.map((line) => line.split(' ')[1]));
    expect([...kinds].sort()).toEqual(
      ['closed', 'digest', 'duty', 'meeting', 'opened', 'prompt', 'reminder', 'skipped'].sort(),
    );
    expect(happened.length).toBeGreaterThan(500);
  });
