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
  expect(read).toEqual({ ok: true, span: { from: instantAt(ZONE, first, 0), to }, until: last });
});

test.each([
  ['when the moon is full', /could not read “when the moon is full” as days\. Try: away · away tomorrow/],
  ['until', /could not read/],
  ['mo', /could not read/],
  ['2026-02-30', /could not read/],
  ['2026-12-24 to 2026-12-21', /2026-12-21 is before 2026-12-24\. Give the first day first/],
  ['2026-11-02', /2026-11-02 has passed/],
  ['until 2027-12-24', /more than a year ahead/],
])('“%s” is refused with what to do', (words, why) => {
  expect(read(words)).toMatchObject({ ok: false, why: expect.stringMatching(why) });
});
