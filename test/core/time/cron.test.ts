import { describe, expect, it } from 'vitest';
import { parseCron } from '../../../src/core/time/cron.ts';

const any = { days: [], months: [], weekdays: [] };

describe('a cron expression', () => {
  it.each([
    ['0 9 * * *', 540, { on: 'every_day' }],
    ['30 8 * * 1-5', 510, { on: 'weekdays', days: [1, 2, 3, 4, 5] }],
    ['0 9 * * MON,thu', 540, { on: 'weekdays', days: [1, 4] }],
    ['0 9 * * 7', 540, { on: 'weekdays', days: [0] }],
    ['0 9 * * 5-7', 540, { on: 'weekdays', days: [0, 5, 6] }],
    ['0 9 * * 1-5/2', 540, { on: 'weekdays', days: [1, 3, 5] }],
    ['0 9 * * fri-sun', 540, { on: 'weekdays', days: [0, 5, 6] }],
    ['0 9 * * 3/2', 540, { on: 'weekdays', days: [3, 5] }],
    ['0 9 * * */1', 540, { on: 'every_day' }],
    ['0 9 * * 0-6', 540, { on: 'every_day' }],
    ['0 0 1 * *', 0, { on: 'cron', ...any, days: [1] }],
    ['59 23 1,15 * *', 1439, { on: 'cron', ...any, days: [1, 15] }],
    ['0 9 1 */3 *', 540, { on: 'cron', ...any, days: [1], months: [1, 4, 7, 10] }],
    ['0 9 10/10 jan-mar *', 540, { on: 'cron', ...any, days: [10, 20, 30], months: [1, 2, 3] }],
    ['0 9 13 * fri', 540, { on: 'cron', ...any, days: [13], weekdays: [5] }],
    ['  0  9  29  2  *  ', 540, { on: 'cron', ...any, days: [29], months: [2] }],
  ])('%s is read as a time of day and dates', (text, at, on) => {
    expect(parseCron(text)).toEqual({ at, on });
  });

  it.each([
    ['*/5 9 * * *', 'several times a day'],
    ['0 9,15 * * *', 'several times a day'],
    ['0 * * * *', 'several times a day'],
    ['0 0-23/12 * * *', 'several times a day'],
    ['0 9 * *', 'five fields'],
    ['0 0 9 * * *', 'five fields'],
    ['@daily', 'five fields'],
    ['', 'five fields'],
    ['60 9 * * *', '"60" does not fit the minute. Write 0 to 59, or *.'],
    ['0 24 * * *', '"24" does not fit the hour'],
    ['0 9 0 * *', '"0" does not fit the day of the month'],
    ['0 9 * foo *', '"foo" does not fit the month'],
    ['0 9 * 0 *', '"0" does not fit the month'],
    ['0 9 * * 8', '"8" does not fit the weekday'],
    ['0 9 * * 5-1', 'runs backwards'],
    ['0 9 */0 * *', '"*/0" does not fit the day of the month'],
    ['0 9 5/ * *', '"5/" does not fit the day of the month'],
    ['0 9 1-2-3 * *', '"1-2-3" does not fit the day of the month'],
    ['0 9 1, * *', '"" does not fit the day of the month'],
    ['0 9 L * *', '"L" does not fit the day of the month'],
    ['0 9 -1 * *', '"" does not fit the day of the month'],
    ['0 9 30 2 *', 'No month in the expression has a day 30'],
  ])('%s is refused with a sentence', (text, sentence) => {
    expect(parseCron(text)).toEqual({ error: expect.stringContaining(sentence) });
  });
});
