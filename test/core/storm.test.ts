import { expect, test } from 'vitest';
import { stormWords, weather, whoReleases } from '../../src/core/storm.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/time.ts';

const NOW = Date.UTC(2026, 10, 20, 10, 0);

/** Minutes in which a team was sent something: `[how long ago, messages]`, earliest first. */
function minutes(...past: [number, number][]) {
  return past.map(([ago, messages]) => ({ at: NOW - ago, messages }));
}

const small = { people: 6, coming: 0, minutes: [] };

test('a team without a history is in a storm above 150 messages within ten minutes', () => {
  expect(weather({ ...small, coming: 150 }, NOW)).toEqual({
    state: 'calm',
    sent: 150,
    usual: 30,
    limit: 150,
  });
  expect(weather({ ...small, coming: 151 }, NOW)).toMatchObject({ state: 'storm', sent: 151 });
});

test('what went out in the last ten minutes counts together with what is about to', () => {
  const sent = minutes([10 * MINUTE, 1_000], [9 * MINUTE, 70], [0, 70]);
  expect(weather({ ...small, minutes: sent, coming: 10 }, NOW)).toMatchObject({ state: 'calm', sent: 150 });
  expect(weather({ ...small, minutes: sent, coming: 11 }, NOW)).toMatchObject({ state: 'storm', sent: 151 });
});

test('the usual is the busiest ten minutes of the days before, wherever they begin', () => {
  const days = minutes(
    [9 * DAY, 40],
    [3 * DAY + 14 * MINUTE, 20],
    [3 * DAY + 9 * MINUTE, 20],
    [3 * DAY + 5 * MINUTE, 20],
    [3 * DAY, 20],
  );
  const traffic = { ...small, minutes: days };
  expect(weather({ ...traffic, coming: 300 }, NOW)).toEqual({
    state: 'calm',
    sent: 300,
    usual: 60,
    limit: 300,
  });
  expect(weather({ ...traffic, coming: 301 }, NOW).state).toBe('storm');
});

test('a storm that grows slowly does not teach itself: the newest day is not usual yet', () => {
  const slowly = minutes([DAY - HOUR, 140], [2 * HOUR, 140], [HOUR, 700]);
  expect(weather({ ...small, minutes: slowly, coming: 151 }, NOW)).toMatchObject({
    state: 'storm',
    usual: 30,
  });
});

test('the first day of a large team is no storm', () => {
  expect(weather({ ...small, people: 200, coming: 400 }, NOW)).toMatchObject({ state: 'calm', limit: 1_000 });
});

test('what went out before a team was released is not counted again', () => {
  const sent = minutes([3 * MINUTE, 5_000], [MINUTE, 5]);
  const released = NOW - 2 * MINUTE;
  expect(weather({ ...small, minutes: sent, coming: 1, released }, NOW)).toMatchObject({
    state: 'calm',
    sent: 6,
  });
});

test('the alarm gives the numbers and says what to do', () => {
  const words = stormWords(
    { id: 'atlas', name: 'Atlas' },
    { state: 'storm', sent: 812, usual: 41, limit: 205 },
  );
  expect(words).toBe(
    'Atlas would be sent 812 messages within ten minutes. Its busiest ten minutes usually hold 41, and over 205 something must be wrong, so everything to Atlas waits. “/rondo release atlas” sends it all, one message a person; “/rondo release atlas drop” throws it away.',
  );
});

test('operators and admins may end a storm', () => {
  expect(whoReleases({ admins: ['mia', 'ivo'] }, ['ivo', 'ben'])).toEqual(['ivo', 'ben', 'mia']);
});
