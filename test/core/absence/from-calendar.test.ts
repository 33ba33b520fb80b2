import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changesTo, overrule, type Wanted } from '../../../src/core/absence/from-calendar.ts';
import type { Absence } from '../../../src/core/team.ts';
import { utc } from '../fixtures.ts';

const NOW = utc('2026-11-04T09:00');
const at = (day: number) => utc(`2026-11-${String(day).padStart(2, '0')}T00:00`);
const wanted = (from: number, to: number, id = 'a'): Wanted => ({
  id,
  person: 'mia',
  from: at(from),
  to: at(to),
});

/** What is kept after the changes. */
function after(rows: readonly Absence[], says: readonly Wanted[], now = NOW): Absence[] {
  const { begun, moved, gone } = changesTo(rows, says, now);
  const left = rows.filter(({ id }) => !gone.some((one) => one.id === id));
  return [...left.map((row) => moved.find(({ id }) => id === row.id) ?? row), ...begun];
}

const days = (rows: readonly Absence[], now: number) =>
  rows
    .filter(({ to }) => to > now)
    .map(({ from, to }) => [new Date(from).getUTCDate(), new Date(to).getUTCDate()]);

/** Mia has ended her vacation from the 2nd to the 6th on the 4th. */
const ended = after([], [wanted(2, 7)]).map((row) => overrule(row, NOW));

test('what the person has ended stays ended, though it is shortened, and longer only by what was added', () => {
  const later = NOW + 60_000;
  expect(days(after(ended, [wanted(2, 7)], later), later)).toEqual([]);
  expect(days(after(ended, [wanted(2, 6)], later), later)).toEqual([]);
  expect(days(after(ended, [wanted(3, 7)], later), later)).toEqual([]);
  expect(days(after(ended, [wanted(2, 9)], later), later)).toEqual([[7, 9]]);
});

test('an entry that was moved to a later time counts again, until it is ended again', () => {
  const later = NOW + 60_000;
  const moved = after(ended, [wanted(16, 20)], later);
  expect(days(moved, later)).toEqual([[16, 20]]);
  const again = moved.map((row) => overrule(row, later));
  expect(days(after(again, [wanted(16, 20)], later), later)).toEqual([]);
  expect(days(after(again, [wanted(2, 7)], later), later)).toEqual([]);
  expect(days(after(again, [wanted(16, 22)], later), later)).toEqual([[20, 22]]);
});

test('an extension that is taken back is over', () => {
  const later = NOW + 60_000;
  const longer = after(ended, [wanted(2, 9)], later);
  expect(days(after(longer, [wanted(2, 7)], later), later)).toEqual([]);
});

test('what has passed is neither made nor changed', () => {
  expect(changesTo([], [wanted(2, 3)], NOW)).toEqual({ begun: [], moved: [], gone: [] });
  const past = after([], [wanted(2, 3)], at(1));
  expect(changesTo(past, [], NOW)).toEqual({ begun: [], moved: [], gone: [] });
  expect(changesTo(past, [wanted(1, 3)], NOW)).toEqual({ begun: [], moved: [], gone: [] });
});

const span = fc.tuple(
  fc.integer({ min: 1, max: 20 }),
  fc.integer({ min: 1, max: 8 }),
  fc.constantFrom('a', 'b', 'c'),
);
const calendars = fc.array(span, { maxLength: 3 }).map((all) => {
  const once = new Map(all.map(([from, length, id]) => [id, wanted(from, from + length, id)]));
  return [...once.values()];
});

test('reading the same twice changes nothing the second time, and what counts is what the calendar says', () => {
  fc.assert(
    fc.property(calendars, calendars, (first, second) => {
      const rows = after(after([], first), second);
      expect(changesTo(rows, second, NOW)).toEqual({ begun: [], moved: [], gone: [] });
      const coming = second.filter(({ to }) => to > NOW).map(({ id, from, to }) => ({ id, from, to }));
      const kept = rows.filter(({ to }) => to > NOW).map(({ id, from, to }) => ({ id, from, to }));
      expect(kept.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
        coming.sort((a, b) => (a.id < b.id ? -1 : 1)),
      );
    }),
  );
});

test('whatever the calendar says afterwards, nothing of an ended span comes back while its entry does not move', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 20 }), (from, to) => {
      const rows = after(ended, [wanted(from, to)], NOW + 1);
      for (const row of rows.filter((one) => one.to > NOW + 1))
        expect(row.from).toBeGreaterThanOrEqual(at(7));
    }),
  );
});
