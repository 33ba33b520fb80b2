import { expect, test } from 'vitest';
import { readAway } from '../../../src/core/absence/away.ts';
import { nextBeginning, runsAt, timesOf, withoutNow } from '../../../src/core/absence/weekly.ts';
import type { Absence, Weekly } from '../../../src/core/team.ts';
import { instantAt } from '../../../src/core/time/zone.ts';
import { DAY } from '../../../src/core/time.ts';
import { absence, calendar } from '../fixtures.ts';

const BERLIN = 'Europe/Berlin';
const office = calendar(BERLIN);
/** Monday 19 October 2026, before the clocks fall back on the 25th. */
const NOW = instantAt(BERLIN, '2026-10-19', 480);

function rule(words: string): Absence & { weekly: Weekly } {
  const read = readAway(words, office, NOW);
  if (!read.ok || !read.weekly) throw new Error(words);
  return { ...absence('mia', '2026-10-19', '2026-10-19'), id: 'mia/1', ...read.span, weekly: read.weekly };
}

const datesOf = (one: Absence, days: number) =>
  timesOf(one, NOW, NOW + days * DAY).map(({ id }) => id.slice('mia/1/'.length));

test('a rule stands for each of its days, also across the change of the clocks', () => {
  expect(datesOf(rule('every friday until 2026-11-10'), 60)).toEqual([
    '2026-10-23',
    '2026-10-30',
    '2026-11-06',
  ]);
  const [, second] = timesOf(rule('every friday'), NOW, NOW + 30 * DAY);
  expect(second).toMatchObject({
    from: instantAt(BERLIN, '2026-10-30', 0),
    to: instantAt(BERLIN, '2026-10-30', 1440),
    person: 'mia',
  });
  expect(second).not.toHaveProperty('weekly');
});

test('every second week is counted in whole weeks from the first', () => {
  expect(datesOf(rule('every second monday and thursday'), 30)).toEqual([
    '2026-10-19',
    '2026-10-22',
    '2026-11-02',
    '2026-11-05',
    '2026-11-16',
  ]);
  // Monday's has not come any more: the weeks are counted from the one that did.
  const late = readAway('every second monday', office, instantAt(BERLIN, '2026-10-20', 480));
  expect(late).toMatchObject({ weekly: { first: '2026-10-26' } });
});

test('it runs on its days only, and the time that runs can be left out', () => {
  const mondays = rule('every monday');
  expect(runsAt(mondays, NOW)).toBe(true);
  expect(runsAt(mondays, NOW + DAY)).toBe(false);
  const there = { ...mondays, weekly: withoutNow(mondays, NOW) };
  expect(there.weekly.except).toEqual(['2026-10-19']);
  expect(runsAt(there, NOW)).toBe(false);
  expect(runsAt(there, NOW + 7 * DAY)).toBe(true);
});

test('a rule that was ended stands for nothing after that', () => {
  const ended = { ...rule('every monday'), to: NOW + DAY / 4 };
  expect(timesOf(ended, NOW, NOW + 30 * DAY)).toMatchObject([{ to: NOW + DAY / 4 }]);
});

test('its next beginning is the one after now; whatever is over has none', () => {
  expect(nextBeginning(rule('every monday'), NOW)).toBe(instantAt(BERLIN, '2026-10-26', 0));
  expect(nextBeginning(absence('mia', '2026-10-01', '2026-10-02'), NOW)).toBeUndefined();
});
