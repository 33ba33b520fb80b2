import { expect, test } from 'vitest';
import type { Absence } from '../../src/core/team.ts';
import { atlas, only } from '../atlas.ts';
import { wholeRhythm } from '../rhythm.ts';
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

test('the whole rhythm happens as it was foretold: also who is away, is not asked, and who leads instead', async () => {
  const team = await wholeRhythm();
  const away = [
    absence('tom', '2026-10-14', '2026-10-24'),
    absence('kim', '2026-10-28', '2026-10-29'),
    absence('mia', '2026-11-09', '2026-11-13'),
    absence('lea', '2026-11-02', '2026-11-12'),
  ];
  const { foretold, happened } = await liveThrough(team, '2026-10-05', 60, away);
  expect(happened).toEqual(foretold);
  const held = new Set(happened.map((line) => line.split(' ')[2]));
  expect([...held].sort()).toEqual(team.rituals.map(({ id }) => id).sort());
  const not = happened.filter((line) => line.includes(' skipped morning-sync ') && line.includes(' tom '));
  expect(not).toHaveLength(8);
}, 30_000);

function absence(person: string, from: string, to: string): Absence {
  const span = { from: Date.parse(from), to: Date.parse(to) };
  return { id: `${person}/${from}`, person, ...span, source: 'self', by: person, version: 1 };
}
