import { expect, test } from 'vitest';
import { readAway } from '../../../src/core/absence/away.ts';
import { instantAt } from '../../../src/core/time/zone.ts';
import { calendar } from '../fixtures.ts';

const ZONE = 'America/New_York';
/** Tuesday 3 November 2026, 21:00 in New York, which is Wednesday in UTC. */
const NOW = instantAt(ZONE, '2026-11-03', 21 * 60);

function read(words: string) {
  return readAway(words, calendar(ZONE), NOW);
}

test.each([
  ['', '2026-11-03', '2026-11-03'],
  ['today', '2026-11-03', '2026-11-03'],
  ['tomorrow', '2026-11-04', '2026-11-04'],
  ['until friday', '2026-11-03', '2026-11-06'],
  ['until Fri.', '2026-11-03', '2026-11-06'],
  ['tuesday', '2026-11-03', '2026-11-03'],
  ['on monday', '2026-11-09', '2026-11-09'],
  ['2026-12-24', '2026-12-24', '2026-12-24'],
  ['2026-12-21 to 2026-12-24', '2026-12-21', '2026-12-24'],
  ['from 2026-12-21 until 2026-12-24', '2026-12-21', '2026-12-24'],
  ['2026-12-21 – 2026-12-24', '2026-12-21', '2026-12-24'],
  ['thu to mon', '2026-11-05', '2026-11-09'],
])('“%s” is whole days of the person’s own clock, both ends included', (words, first, last) => {
  const read = readAway(words, calendar(ZONE), NOW);
  const to = instantAt(ZONE, last, 1440);
  expect(read).toEqual({ ok: true, span: { from: instantAt(ZONE, first, 0), to } });
});

/** Windows on Monday to Thursday with a break, one window on Friday. */
const office = calendar('Europe/Berlin');
const split = {
  ...office,
  week: office.week.map((windows, day) =>
    day >= 1 && day <= 4
      ? [
          { from: 540, to: 750 },
          { from: 795, to: 1050 },
        ]
      : windows,
  ),
};
/** Monday 2 November 2026, 08:00 in Berlin. */
const MONDAY = instantAt('Europe/Berlin', '2026-11-02', 480);

test.each([
  ['this morning', '2026-11-02', 0, '2026-11-02', 750],
  ['until noon', '2026-11-02', 0, '2026-11-02', 750],
  ['this afternoon', '2026-11-02', 795, '2026-11-02', 1440],
  ['from noon', '2026-11-02', 795, '2026-11-02', 1440],
  ['tomorrow afternoon', '2026-11-03', 795, '2026-11-03', 1440],
  ['tomorrow in the morning', '2026-11-03', 0, '2026-11-03', 750],
  ['until wednesday noon', '2026-11-02', 0, '2026-11-04', 750],
  ['tomorrow afternoon to thursday', '2026-11-03', 795, '2026-11-05', 1440],
  ['friday afternoon', '2026-11-06', 780, '2026-11-06', 1440],
  ['saturday morning', '2026-11-07', 0, '2026-11-07', 720],
  ['until march', '2026-11-02', 0, '2027-03-31', 1440],
  ['from tomorrow to november', '2026-11-03', 0, '2026-11-30', 1440],
])('“%s” is half days by the person’s own windows', (words, first, from, last, to) => {
  expect(readAway(words, split, MONDAY)).toEqual({
    ok: true,
    span: { from: instantAt('Europe/Berlin', first, from), to: instantAt('Europe/Berlin', last, to) },
  });
});

test('a night shift’s day begins and ends with the shift', () => {
  const nights = calendar('Europe/Berlin', { hours: { from: 1320, to: 1800 } });
  const span = (words: string, now: number) => readAway(words, nights, now);
  const wednesday = {
    from: instantAt('Europe/Berlin', '2026-11-04', 360),
    to: instantAt('Europe/Berlin', '2026-11-05', 360),
  };
  expect(span('wednesday', MONDAY)).toEqual({ ok: true, span: wednesday });
  // Two o'clock on Thursday still is Wednesday's shift.
  expect(span('today', instantAt('Europe/Berlin', '2026-11-05', 120))).toEqual({ ok: true, span: wednesday });
});

test.each([
  ['every friday', [5], 1, '2026-11-06', undefined],
  ['every Friday until March', [5], 1, '2026-11-06', '2027-03-31'],
  ['every monday and thursdays', [1, 4], 1, '2026-11-02', undefined],
  ['every second monday until 2026-12-31', [1], 2, '2026-11-02', '2026-12-31'],
  ['every other tuesday', [2], 2, '2026-11-03', undefined],
])('“%s” is one rule', (words, weekdays, weeks, first, last) => {
  const read = readAway(words, split, MONDAY);
  expect(read).toMatchObject({ ok: true, weekly: { weeks, first } });
  if (!read.ok) return;
  expect(read.weekly?.days.map(({ weekday }) => weekday)).toEqual(weekdays);
  expect(read.weekly?.last).toBe(last);
  expect(read.span.from).toBe(instantAt('Europe/Berlin', first, 0));
});

test('a rule for half days keeps each weekday’s own half, and begins with the next one that has not passed', () => {
  const noon = instantAt('Europe/Berlin', '2026-11-02', 780);
  expect(readAway('every monday and friday morning', split, noon)).toMatchObject({
    weekly: {
      days: [
        { weekday: 1, from: 0, to: 750 },
        { weekday: 5, from: 0, to: 780 },
      ],
      part: 'morning',
      first: '2026-11-06',
    },
  });
});

test.each([
  ['when the moon is full', /could not read “when the moon is full” as days\. Try: away · away tomorrow/],
  ['until', /could not read/],
  ['mo', /could not read/],
  ['2026-02-30', /could not read/],
  ['2026-12-24 to 2026-12-21', /2026-12-21 is before 2026-12-24\. Give the first day first/],
  ['2026-11-02', /2026-11-02 has passed/],
  ['until 2027-12-24', /more than a year ahead/],
  ['this morning', /That has passed\. Give a time from now on/],
  ['every', /could not read/],
  ['every day', /could not read/],
  ['every friday until the cows come home', /could not read/],
  ['every friday until 2026-11-04', /There is no friday until Wed 4 Nov/],
  ['every friday until 2026-10-30', /2026-10-30 is before 2026-11-03|has passed/],
  ['mia until friday', /could not read/],
  ['tomorrow afternoon until noon', /ends before it begins/],
])('“%s” is refused with what to do', (words, why) => {
  expect(read(words)).toMatchObject({ ok: false, why: expect.stringMatching(why) });
});
