import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type On, occurrences, type Schedule } from '../../../src/core/time/schedule.ts';
import { instantAt, wallAt } from '../../../src/core/time/zone.ts';
import { type CivilDate, DAY, type Weekday, type Zone } from '../../../src/core/time.ts';
import { calendarOf } from '../calendars.ts';

const ZONES: Zone[] = [
  'Europe/Berlin',
  'Europe/London',
  'Europe/Lisbon',
  'America/New_York',
  'America/Los_Angeles',
  'America/St_Johns',
  'America/Sao_Paulo',
  'America/Santiago',
  'America/Havana',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Antarctica/Troll',
  'Asia/Beirut',
  'Asia/Jerusalem',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Auckland',
  'Pacific/Chatham',
];
const FIRST = '2026-01-01';
const LAST = '2035-12-31';

/** Every date of the ten years, written down without the code under test. */
const DATES: CivilDate[] = [];
for (let day = Date.parse(FIRST); day <= Date.parse(LAST); day += DAY)
  DATES.push(new Date(day).toISOString().slice(0, 10));
const weekday = (date: CivilDate) => new Date(date).getUTCDay();
const month = (date: CivilDate) => date.slice(0, 7);

const base = { at: 150, every: { n: 1, unit: 'weeks' as const }, from: FIRST, until: LAST };
const closedDates = fc
  .uniqueArray(fc.constantFrom(...DATES), { maxLength: 60 })
  .map((dates) => Object.fromEntries(dates.map((date) => [date, 'Holiday'])));

describe('ten years of a daily ritual at 02:30', () => {
  it.each(ZONES)('in %s have one round on each working day and none twice', (zone) => {
    const calendar = calendarOf(zone, { 'mon-fri': '00:00-24:00' }, { '2027-05-17': 'Monday off' });
    const schedule: Schedule = { ...base, on: { on: 'working_days' }, onHoliday: 'next' };
    const held = [...occurrences(schedule, calendar, FIRST)].filter(
      ({ mergedInto, skipped }) => !mergedInto && !skipped,
    );
    const expected = DATES.filter((date) => weekday(date) % 6 !== 0 && date !== '2027-05-17');
    expect(held.map(({ date }) => date)).toEqual(expected);

    const instants = held.map(({ date }) => instantAt(zone, date, schedule.at));
    expect(instants.every((instant, n) => n === 0 || instants[n - 1]! < instant)).toBe(true);
    // On the right date even where 02:30 does not exist.
    expect(instants.map((instant) => wallAt(zone, instant).date)).toEqual(expected);
  });
});

describe('over ten years, whatever days are off', () => {
  const calendars = closedDates.map((closed) =>
    calendarOf('Europe/Berlin', { 'mon-thu': '09:00-17:00' }, closed),
  );
  const directions = fc.constantFrom('skip' as const, 'previous' as const, 'next' as const);
  const patterns: fc.Arbitrary<On> = fc.oneof(
    fc.constant<On>({ on: 'working_days' }),
    fc.constant<On>({ on: 'every_day' }),
    fc.constant<On>({ on: 'weekdays', days: [1, 5] }),
    fc.record({
      on: fc.constant('nth' as const),
      nth: fc.constantFrom(-1, 1, 2, 3, 4, 5),
      weekday: fc.constantFrom<Weekday>(0, 1, 2, 3, 4, 5, 6),
    }),
    fc.record({ on: fc.constant('day' as const), day: fc.integer({ min: 1, max: 31 }) }),
  );

  it('each slot is there once, in order, and no two rounds share a date', () => {
    fc.assert(
      fc.property(calendars, patterns, directions, (calendar, on, onHoliday) => {
        const all = [...occurrences({ ...base, on, onHoliday }, calendar, FIRST)];
        expect(all.map(({ slot }) => slot)).toEqual(slotsOf(on));
        const held = all.filter(({ mergedInto, skipped }) => !mergedInto && !skipped).map(({ date }) => date);
        expect(new Set(held).size).toBe(held.length);
        for (const { slot, date, skipped, mergedInto } of all) {
          if (skipped) expect(date).toBe(slot);
          if (mergedInto) expect(held).toContain(date);
          if (date !== slot) expect(date < slot).toBe(onHoliday === 'previous');
          if (!skipped) expect(calendar.closed.has(date)).toBe(false);
        }
      }),
      { seed: 5, numRuns: 25 },
    );
  });

  it('every n weeks is every n-th week of its days', () => {
    const calendar = calendarOf('Europe/Berlin', { 'mon-fri': '09:00-17:00' });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(20), (n, start) => {
        // 2026-01-05 is a Monday.
        const monday = Date.parse('2026-01-05') + start * 7 * DAY;
        const from = new Date(monday).toISOString().slice(0, 10);
        const on: On = { on: 'weekdays', days: [2] };
        const every = { n, unit: 'weeks' as const };
        const found = [...occurrences({ ...base, on, every, from, onHoliday: 'skip' }, calendar, FIRST)];
        const expected: CivilDate[] = [];
        for (let day = monday + DAY; day <= Date.parse(LAST); day += n * 7 * DAY)
          expected.push(new Date(day).toISOString().slice(0, 10));
        expect(found.map(({ slot }) => slot)).toEqual(expected);
      }),
      { seed: 6, numRuns: 25 },
    );
  });
});

/** The dates a pattern names, found month by month with Monday to Thursday as working days. */
function slotsOf(on: On): CivilDate[] {
  switch (on.on) {
    case 'working_days':
      return DATES.filter((date) => [1, 2, 3, 4].includes(weekday(date)));
    case 'every_day':
      return DATES;
    case 'weekdays':
      return DATES.filter((date) => on.days.some((day) => day === weekday(date)));
    case 'nth':
      return byMonth(DATES.filter((date) => weekday(date) === on.weekday))
        .map((dates) => dates.at(on.nth > 0 ? on.nth - 1 : on.nth))
        .filter((date) => date !== undefined);
    case 'day':
      return byMonth(DATES).map((dates) => dates[on.day - 1] ?? dates.at(-1)!);
    case 'cron':
      throw new Error('Cron dates have tests of their own.');
  }
}

function byMonth(dates: CivilDate[]): CivilDate[][] {
  return [...Map.groupBy(dates, month).values()];
}
