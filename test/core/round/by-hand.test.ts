import { expect, test } from 'vitest';
import { readByHand } from '../../../src/core/round/by-hand.ts';

const rituals = [
  { id: 'morning-sync', name: 'Morning sync' },
  { id: 'weekly-review', name: 'Weekly review' },
];
/** A Monday. */
const TODAY = '2026-11-02';

test.each([
  ['run', 'morning-sync', { do: 'run', ritual: 'morning-sync' }],
  ['run', 'Morning Sync before lunch', { do: 'run', ritual: 'morning-sync', why: 'before lunch' }],
  [
    'skip',
    'weekly review friday a holiday',
    { do: 'skip', ritual: 'weekly-review', date: '2026-11-06', why: 'a holiday' },
  ],
  [
    'skip',
    'morning-sync 2026-12-01 training',
    { do: 'skip', ritual: 'morning-sync', date: '2026-12-01', why: 'training' },
  ],
  [
    'move',
    'weekly-review friday to monday 14:00 the room is taken',
    {
      do: 'move',
      ritual: 'weekly-review',
      date: '2026-11-06',
      to: '2026-11-09',
      at: 840,
      why: 'the room is taken',
    },
  ],
  [
    'move',
    'weekly-review 2026-11-06 → 2026-11-05 a holiday',
    { do: 'move', ritual: 'weekly-review', date: '2026-11-06', to: '2026-11-05', why: 'a holiday' },
  ],
] as const)('“%s %s” is read', (verb, typed, words) => {
  expect(readByHand(verb, typed, rituals, TODAY)).toEqual({ ok: true, words });
});

test.each([
  ['skip', '', /Which ritual\? There is morning-sync and weekly-review/],
  ['skip', 'weekly-reviw friday x', /Did you mean “\/rituals skip weekly-review”/],
  ['skip', 'weekly-review', /Which date\?/],
  ['skip', 'weekly-review friday', /Please say why/],
  ['move', 'weekly-review friday to someday x', /could not read “someday”/],
  ['move', 'weekly-review friday monday', /Please say why/],
] as const)('“%s %s” is refused, and nothing was changed', (verb, typed, why) => {
  const read = readByHand(verb, typed, rituals, TODAY);
  expect(read).toEqual({ ok: false, why: expect.stringMatching(why) });
  expect(read).toEqual({ ok: false, why: expect.stringContaining('Nothing was changed.') });
});
