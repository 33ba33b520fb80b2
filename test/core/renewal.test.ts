import { expect, test } from 'vitest';
import type { Vote } from '../../src/core/changes.ts';
import { aQuarterLater, countsOf, outcomeOf, quarterOf } from '../../src/core/renewal.ts';

const votes = (...all: Vote[]) => ({ votes: Object.fromEntries(all.map((vote, at) => [`p${at}`, vote])) });

test.each<[Vote[], Vote]>([
  [[], 'keep'],
  [['stop'], 'stop'],
  [['stop', 'keep'], 'keep'],
  [['stop', 'change'], 'keep'],
  [['stop', 'stop', 'change'], 'stop'],
  [['change', 'change', 'keep'], 'change'],
  [['stop', 'stop', 'change', 'change', 'keep'], 'keep'],
])('what has the most votes counts, and a tie keeps it: %j is %s', (all, as) => {
  expect(outcomeOf(votes(...all)).as).toBe(as);
});

test('only counts are said', () => {
  expect(countsOf(votes('stop', 'keep', 'stop'))).toBe('1 keep, 0 change, 2 stop');
});

test.each([
  ['2026-01-01', '2026-Q1'],
  ['2026-03-31', '2026-Q1'],
  ['2026-04-01', '2026-Q2'],
  ['2026-12-31', '2026-Q4'],
])('%s is in %s', (date, quarter) => {
  expect(quarterOf(date)).toBe(quarter);
});

test.each([
  ['2026-11-20', '2027-02-20'],
  ['2026-11-30', '2027-02-28'],
  ['2027-11-30', '2028-02-29'],
  ['2026-01-31', '2026-04-30'],
])('a quarter after %s is %s', (date, later) => {
  expect(aQuarterLater(date)).toBe(later);
});
