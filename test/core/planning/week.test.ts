import { expect, test } from 'vitest';
import { isEnding, weekAt, weekOf, weekOfRound } from '../../../src/core/planning/week.ts';
import { calendar } from '../fixtures.ts';

const berlin = calendar('Europe/Berlin');
const sundays = calendar('Asia/Jerusalem', { days: [0, 1, 2, 3, 4] });

test.each([
  ['Monday', '2026-11-02', '2026-11-02'],
  ['Friday', '2026-11-06', '2026-11-02'],
  ['Sunday', '2026-11-08', '2026-11-02'],
  ['the next Monday', '2026-11-09', '2026-11-09'],
  ['a Thursday in January', '2026-01-01', '2025-12-29'],
])('%s lies in the week that begins on a Monday', (_day, date, week) => {
  expect(weekOf(berlin, date)).toBe(week);
});

test('a team that works on Sundays and rests on Saturdays begins its week on Sunday', () => {
  expect(weekOf(sundays, '2026-11-01')).toBe('2026-11-01');
  expect(weekOf(sundays, '2026-11-07')).toBe('2026-11-01');
  expect(weekOf(sundays, '2026-11-08')).toBe('2026-11-08');
  expect(weekOf(calendar('UTC', { days: [0, 1, 2, 3, 4, 5, 6] }), '2026-11-08')).toBe('2026-11-02');
});

test('which week it is, the team’s own clock says', () => {
  const lateSunday = Date.parse('2026-11-08T23:30:00Z');
  expect(weekAt(berlin, lateSunday)).toBe('2026-11-09');
  expect(weekAt(calendar('America/New_York'), lateSunday)).toBe('2026-11-02');
});

test('a round is about the week it was planned for, also when a holiday has moved it', () => {
  const moved = { slot: '2026-11-09', date: '2026-11-06' };
  expect(weekOfRound(berlin, { kind: 'planning' }, moved)).toBe('2026-11-09');
  expect(weekOfRound(berlin, { kind: 'review' }, { slot: '2026-11-06', date: '2026-11-09' })).toBe(
    '2026-11-02',
  );
  expect(weekOfRound(berlin, { kind: 'planning' }, { slot: 'run-1', date: '2026-11-04' })).toBe('2026-11-02');
});

test('a planning on the last working day is about the next week, a review is not', () => {
  const friday = { slot: '2026-11-06', date: '2026-11-06' };
  expect(weekOfRound(berlin, { kind: 'planning' }, friday)).toBe('2026-11-09');
  expect(weekOfRound(berlin, { kind: 'review' }, friday)).toBe('2026-11-02');
  const thursday = { slot: '2026-11-05', date: '2026-11-05' };
  expect(weekOfRound(sundays, { kind: 'planning' }, thursday)).toBe('2026-11-08');
  // Who works on one day a week plans that very week.
  const mondays = calendar('UTC', { days: [1] });
  expect(weekOfRound(mondays, { kind: 'planning' }, { slot: '2026-11-02', date: '2026-11-02' })).toBe(
    '2026-11-02',
  );
});

test('a week is ending from its last working day on', () => {
  expect(['2026-11-05', '2026-11-06', '2026-11-08'].map((date) => isEnding(berlin, date))).toEqual([
    false,
    true,
    true,
  ]);
});
