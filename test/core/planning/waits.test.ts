import { expect, test } from 'vitest';
import { endWait, isOverdue, mapOf } from '../../../src/core/planning/waits.ts';
import type { Dependency } from '../../../src/core/record.ts';
import { atlas } from '../fixtures.ts';

function wait(waiting: string, on: string, more: Partial<Dependency> = {}): Dependency {
  const id = `atlas/${waiting}/${on}`;
  return { id, team: 'atlas', waiting, on, what: 'The API', since: 1, open: true, version: 1, ...more };
}

test('whoever is waited for soonest stands on top, and their earliest date first', () => {
  const { groups } = mapOf([
    wait('mia', 'tom'),
    wait('raj', 'lea', { until: '2026-11-06' }),
    wait('mia', 'lea', { until: '2026-11-03' }),
    wait('ana', 'raj', { until: '2026-11-04' }),
    wait('raj', 'tom'),
    wait('ana', 'mia'),
  ]);
  expect(groups.map(({ on, waits }) => `${on}: ${waits.map(({ waiting }) => waiting).join(' ')}`)).toEqual([
    'lea: mia raj',
    'raj: ana',
    'tom: mia raj',
    'mia: ana',
  ]);
});

test.each<[string, [string, string][], string[]]>([
  [
    'a chain has none',
    [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd'],
    ],
    [],
  ],
  [
    'two who wait for each other are one',
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    ['a b'],
  ],
  [
    'three in a ring are one, wherever it begins',
    [
      ['c', 'a'],
      ['a', 'b'],
      ['b', 'c'],
    ],
    ['a b c'],
  ],
  [
    'two rings through one person are two',
    [
      ['a', 'b'],
      ['b', 'a'],
      ['b', 'c'],
      ['c', 'b'],
    ],
    ['a b', 'c b'],
  ],
  [
    'a way into a ring is not part of it',
    [
      ['z', 'a'],
      ['a', 'b'],
      ['b', 'a'],
    ],
    ['a b'],
  ],
  [
    'several waits between the same two are one',
    [
      ['a', 'b'],
      ['a', 'b'],
      ['b', 'a'],
    ],
    ['a b'],
  ],
])('rings: %s', (_name, pairs, rings) => {
  const map = mapOf(pairs.map(([waiting, on], n) => wait(waiting, on, { id: `${n}` })));
  expect(map.rings.map((ring) => ring.join(' '))).toEqual(rings);
});

test('a date counts to its end', () => {
  const one = wait('mia', 'tom', { until: '2026-11-03' });
  expect([isOverdue(one, '2026-11-03'), isOverdue(one, '2026-11-04')]).toEqual([false, true]);
  expect(isOverdue({ ...one, open: false }, '2026-11-04')).toBe(false);
});

test('both sides, the coordinator and the lead end it, once; it happened to the other side', () => {
  const one = wait('raj', 'tom');
  const end = (by: string, row = one) => endWait(row, { by, from: 'chat' }, atlas(), 5);
  expect(['mia', 'tom', 'ana', 'raj', 'lea', 'ivo'].filter((by) => end(by).state !== one)).toEqual([
    'mia',
    'tom',
    'raj',
    'ivo',
  ]);
  expect(end('tom').events).toMatchObject([{ person: 'raj', why: 'Raj waits for Tom: The API.' }]);
  expect(end('raj').events).toMatchObject([{ person: 'tom' }]);
  expect(end('raj', end('tom').state)).toMatchObject({ events: [], reply: { reply: 'said' } });
});
