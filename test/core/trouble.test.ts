import { expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/core/time.ts';
import { end, goesOn, lookAgain, raise, wordsOf } from '../../src/core/trouble.ts';

const NOW = Date.UTC(2026, 10, 2, 9, 0);
const TROUBLE = { key: 'clock', text: 'The clock leapt.' };

const begun = raise(undefined, TROUBLE, NOW).state;

test('a new trouble is told, and so is one that comes back', () => {
  expect(raise(undefined, TROUBLE, NOW)).toMatchObject({ tell: true, state: { open: true, since: NOW } });
  const over = end(begun, NOW + MINUTE);
  const again = raise(over, TROUBLE, NOW + 5 * MINUTE);
  expect(again).toMatchObject({ tell: true, state: { open: true, since: NOW + 5 * MINUTE, version: 3 } });
  expect(again.state).not.toHaveProperty('over');
});

test('one that lasts is told again after an hour, with its newest words', () => {
  expect(raise(begun, TROUBLE, NOW + HOUR - 1).tell).toBe(false);
  const again = raise(begun, { ...TROUBLE, text: 'Still.' }, NOW + HOUR);
  expect(again).toMatchObject({
    tell: true,
    state: { text: 'Still.', since: NOW, told: NOW + HOUR, heard: false },
  });
});

test('or as often as it says itself', () => {
  const daily = raise(undefined, { ...TROUBLE, every: 24 * HOUR }, NOW).state;
  expect(raise(daily, TROUBLE, NOW + 23 * HOUR).tell).toBe(false);
  expect(raise(daily, TROUBLE, NOW + 24 * HOUR).tell).toBe(true);
});

test('what is raised every second is written down once a minute', () => {
  expect(raise(begun, TROUBLE, NOW + 59 * SECOND).state).toBe(begun);
  expect(raise(begun, TROUBLE, NOW + MINUTE).state).toMatchObject({ seen: NOW + MINUTE, version: 2 });
});

test('everything it is about is remembered, up to a bound', () => {
  const more = raise(begun, { ...TROUBLE, about: 'job:a' }, NOW + SECOND).state;
  expect(more.about).toEqual(['job:a']);
  expect(raise(more, { ...TROUBLE, about: 'job:a' }, NOW + SECOND).state).toBe(more);
  let many = more;
  for (let n = 0; n < 100; n += 1) many = raise(many, { ...TROUBLE, about: `job:${n}` }, NOW).state;
  expect(many.about).toHaveLength(50);
  expect(many.about.at(-1)).toBe('job:99');
});

test('it goes on until it was not seen for two minutes, while something of it fails, or until somebody ends it', () => {
  expect(goesOn(begun, false, NOW + 2 * MINUTE - 1)).toBe(true);
  expect(goesOn(begun, false, NOW + 2 * MINUTE)).toBe(false);
  expect(goesOn(begun, true, NOW + HOUR)).toBe(true);
  expect(goesOn({ ...begun, lasts: true }, false, NOW + HOUR)).toBe(true);
});

test('a look at what still fails counts as seeing it; a look at what is only waited for does not', () => {
  expect(lookAgain(begun, true, NOW + 5 * MINUTE).state.seen).toBe(NOW + 5 * MINUTE);
  expect(lookAgain(begun, true, NOW + HOUR).tell).toBe(true);
  expect(lookAgain(begun, false, NOW + MINUTE)).toEqual({ state: begun, tell: false });
});

test('a clock that went back ends no hour late: the trouble is told at once, and ends', () => {
  expect(raise(begun, TROUBLE, NOW - HOUR)).toMatchObject({ tell: true, state: { told: NOW - HOUR } });
  expect(goesOn(begun, false, NOW - HOUR)).toBe(false);
});

test('its end says how long it was there: until it was seen last, or until it was ended', () => {
  const seen = raise(begun, TROUBLE, NOW + 12 * MINUTE).state;
  expect(wordsOf(seen)).toBe('The clock leapt.');
  expect(wordsOf(end(seen, NOW + 15 * MINUTE))).toBe('Over after 12 minutes: The clock leapt.');
  expect(wordsOf(end({ ...seen, lasts: true }, NOW + 2 * HOUR))).toBe('Over after 2 hours: The clock leapt.');
});
