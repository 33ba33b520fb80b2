import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type On, occurrences, type Schedule } from '../../../src/core/time/schedule.ts';
import { instantAt, wallAt } from '../../../src/core/time/zone.ts';
import { type CivilDate, DAY, type Zone } from '../../../src/core/time.ts';
import { calendarOf } from '../calendars.ts';

const ZONES: Zone[] = [
  ...['Europe/Berlin', 'Europe/London', 'Europe/Lisbon', 'America/New_York', 'America/Los_Angeles'],
  ...['America/St_Johns', 'America/Sao_Paulo', 'America/Santiago', 'America/Havana', 'Africa/Casablanca'],
  ...['Africa/Cairo', 'Antarctica/Troll', 'Asia/Beirut', 'Asia/Jerusalem', 'Asia/Kathmandu'],
  ...['Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia', 'Pacific/Auckland', 'Pacific/Chatham'],
];
const FIRST = '2026-01-05';
const LAST = '2035-12-31';

/** Every date of the ten years, written down without the code under test. */
const DATES: CivilDate[] = [];
for (let day = Date.parse(FIRST); day <= Date.parse(LAST); day += DAY)
  DATES.push(new Date(day).toISOString().slice(0, 10));
const weekday = (date: CivilDate) => new Date(date).getUTCDay();
const dayOf = (date: CivilDate) => Number(date.slice(8));
const lastDay = (date: CivilDate) =>
  new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).getUTCDate();
const monthsSince = (date: CivilDate) =>
  (Number(date.slice(0, 4)) - 2026) * 12 + Number(date.slice(5, 7)) - 1;

interface Rhythm {
  on: On;
  every: Schedule['every'];
  /** Whether a date is one of its slots, said without the code under test. */
  falls: (date: CivilDate) => boolean;
}

const weeks = { n: 1, unit: 'weeks' as const };
const RHYTHMS: Readonly<Record<string, Rhythm>> = {
  'every 2 weeks on Tuesday': {
    on: { on: 'weekdays', days: [2] },
    every: { n: 2, unit: 'weeks' },
    // The first week holds 2026-01-05, a Monday.
    falls: (date) => weekday(date) === 2 && ((Date.parse(date) - Date.parse('2026-01-06')) / DAY) % 14 === 0,
  },
  'the first Monday': {
    on: { on: 'nth', nth: 1, weekday: 1 },
    every: weeks,
    falls: (date) => weekday(date) === 1 && dayOf(date) <= 7,
  },
  'the last Friday': {
    on: { on: 'nth', nth: -1, weekday: 5 },
    every: weeks,
    falls: (date) => weekday(date) === 5 && dayOf(date) > lastDay(date) - 7,
  },
  'the 31st, or the last day of a shorter month': {
    on: { on: 'day', day: 31 },
    every: weeks,
    falls: (date) => dayOf(date) === lastDay(date),
  },
  'the second Thursday of each quarter': {
    on: { on: 'nth', nth: 2, weekday: 4 },
    every: { n: 3, unit: 'months' },
    falls: (date) =>
      weekday(date) === 4 && dayOf(date) > 7 && dayOf(date) <= 14 && monthsSince(date) % 3 === 0,
  },
};

const closedDates = fc.uniqueArray(fc.constantFrom(...DATES), { minLength: 40, maxLength: 150 });

/** The nearest working date on that side, found by walking. */
function beside(date: CivilDate, step: 1 | -1, closed: ReadonlySet<CivilDate>): CivilDate {
  let found = date;
  do found = new Date(Date.parse(found) + step * DAY).toISOString().slice(0, 10);
  while (weekday(found) % 6 === 0 || closed.has(found));
  return found;
}

describe.each(Object.entries(RHYTHMS))('%s, over ten years', (_, { on, every, falls }) => {
  const slots = DATES.filter(falls);

  it.each(ZONES)('in %s, has each date once and misses none, wherever holidays move it', (zone) => {
    fc.assert(
      fc.property(closedDates, fc.constantFrom('previous', 'next'), fc.nat(1439), (off, onHoliday, at) => {
        const closed = new Set(off);
        const names = Object.fromEntries(off.map((date) => [date, 'Holiday']));
        const calendar = calendarOf(zone, { 'mon-fri': '00:00-24:00' }, names);
        const schedule: Schedule = { at, on, every, from: FIRST, onHoliday };
        const all = [...untilEnd(schedule, calendar)];
        expect(all.map(({ slot }) => slot)).toEqual(slots);
        const step = onHoliday === 'next' ? 1 : -1;
        const working = (date: CivilDate) => weekday(date) % 6 !== 0 && !closed.has(date);
        const wanted = slots.map((slot) => (working(slot) ? slot : beside(slot, step, closed)));
        // Moved before the first date there is nothing to hold.
        const expected = [...new Set(wanted)].filter((date) => date >= FIRST);
        const held = all.filter(({ mergedInto, skipped }) => !mergedInto && !skipped).map(({ date }) => date);
        expect(held).toEqual(expected);
        const instants = held.map((date) => instantAt(zone, date, at));
        expect(instants.every((instant, n) => n === 0 || instants[n - 1]! < instant)).toBe(true);
        expect(instants.map((instant) => wallAt(zone, instant).date)).toEqual(held);
      }),
      { seed: 11, numRuns: 3 },
    );
  });
});

function* untilEnd(schedule: Schedule, calendar: ReturnType<typeof calendarOf>) {
  for (const occurrence of occurrences(schedule, calendar, FIRST)) {
    if (occurrence.slot > LAST) return;
    yield occurrence;
  }
}
