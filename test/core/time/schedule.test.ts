import { describe, expect, it } from 'vitest';
import type { Calendar } from '../../../src/core/time/calendar.ts';
import { canOccur, type On, occurrences, type Schedule } from '../../../src/core/time/schedule.ts';
import type { CivilDate } from '../../../src/core/time.ts';
import { calendarOf } from '../calendars.ts';

const office = calendarOf(
  'Europe/Berlin',
  { 'mon-fri': '09:00-17:00' },
  { '2026-12-24': 'Christmas Eve', '2026-12-25': 'Christmas Day', '2027-01-01': 'New Year' },
);

const schedule = (on: On, more: Partial<Schedule> = {}): Schedule => ({
  at: 540,
  on,
  every: { n: 1, unit: 'weeks' },
  onHoliday: 'skip',
  ...more,
});
const WORKING: On = { on: 'working_days' };
const cron = (days: number[], months: number[], weekdays: number[]): On => ({
  on: 'cron',
  days,
  months,
  weekdays,
});

/** The first `n` occurrences in short: a slot, `→ date` if it moved, `(skipped)` or `+ slot` it was merged into. */
function coming(n: number, what: Schedule, from: CivilDate, calendar: Calendar = office): string[] {
  const found: string[] = [];
  for (const { slot, date, skipped, mergedInto } of occurrences(what, calendar, from)) {
    if (found.length === n) break;
    const moved = date === slot ? '' : ` → ${date}`;
    found.push(`${slot}${moved}${skipped ? ' (skipped)' : ''}${mergedInto ? ` + ${mergedInto}` : ''}`);
  }
  return found;
}

describe('a ritual on', () => {
  it('working days falls on the weekdays that have hours', () => {
    const sunday = calendarOf('Asia/Jerusalem', { 'sun-thu': '09:00-17:00' });
    expect(coming(3, schedule(WORKING), '2026-11-05', sunday)).toEqual([
      '2026-11-05',
      '2026-11-08',
      '2026-11-09',
    ]);
  });
  it('every day falls on weekends too', () => {
    expect(coming(3, schedule({ on: 'every_day' }), '2026-11-06')).toEqual([
      '2026-11-06',
      '2026-11-07',
      '2026-11-08',
    ]);
  });
  it('weekdays falls on each of them', () => {
    const monThu = schedule({ on: 'weekdays', days: [1, 4] });
    expect(coming(3, monThu, '2026-11-03')).toEqual(['2026-11-05', '2026-11-09', '2026-11-12']);
  });
  it('the first, the fifth or the last weekday of a month falls there, or not at all that month', () => {
    expect(coming(3, schedule({ on: 'nth', nth: 1, weekday: 1 }), '2026-11-02')).toEqual([
      '2026-11-02',
      '2026-12-07',
      '2027-01-04',
    ]);
    expect(coming(3, schedule({ on: 'nth', nth: -1, weekday: 5 }), '2027-02-01')).toEqual([
      '2027-02-26',
      '2027-03-26',
      '2027-04-30',
    ]);
    expect(coming(3, schedule({ on: 'nth', nth: 5, weekday: 1 }), '2026-11-02')).toEqual([
      '2026-11-30',
      '2027-03-29',
      '2027-05-31',
    ]);
  });
  it('a day of the month falls on the last day of a shorter one', () => {
    const month = schedule({ on: 'day', day: 31 }, { onHoliday: 'previous' });
    expect(coming(4, month, '2028-01-01')).toEqual([
      '2028-01-31',
      '2028-02-29',
      '2028-03-31',
      '2028-04-30 → 2028-04-28',
    ]);
  });
  it('a cron date falls on what its fields allow', () => {
    expect(
      coming(
        3,
        schedule(cron([15], [3, 6], [])),
        '2026-01-01',
        calendarOf('UTC', { 'sun-sat': '00:00-24:00' }),
      ),
    ).toEqual(['2026-03-15', '2026-06-15', '2027-03-15']);
  });
  it('a cron day of the month and a weekday falls on either', () => {
    expect(coming(4, schedule(cron([13], [], [5])), '2026-11-06')).toEqual([
      '2026-11-06',
      '2026-11-13',
      '2026-11-20',
      '2026-11-27',
    ]);
    expect(coming(3, schedule(cron([11], [], [5])), '2026-11-09')).toEqual([
      '2026-11-11',
      '2026-11-13',
      '2026-11-20',
    ]);
  });
});

describe('every n', () => {
  it('weeks counts whole weeks from the one that holds its start', () => {
    const biweekly = schedule(
      { on: 'weekdays', days: [1, 4] },
      { every: { n: 2, unit: 'weeks' }, from: '2026-11-04' },
    );
    expect(coming(4, biweekly, '2026-01-01')).toEqual([
      '2026-11-05',
      '2026-11-16',
      '2026-11-19',
      '2026-11-30',
    ]);
  });
  it('weeks begins the week on Sunday for a team that does', () => {
    const sunday = calendarOf('Asia/Jerusalem', { 'sun-thu': '09:00-17:00' });
    const biweekly = schedule(
      { on: 'weekdays', days: [0, 1] },
      { every: { n: 2, unit: 'weeks' }, from: '2026-11-01' },
    );
    expect(coming(4, biweekly, '2026-01-01', sunday)).toEqual([
      '2026-11-01',
      '2026-11-02',
      '2026-11-15',
      '2026-11-16',
    ]);
  });
  it('weeks begins the week on Saturday for a team that rests on Friday', () => {
    const saturday = calendarOf('Asia/Kabul', { 'sat-thu': '08:00-16:00' });
    const saturdayAndSunday = schedule(
      { on: 'weekdays', days: [6, 0] },
      { every: { n: 2, unit: 'weeks' }, from: '2026-11-07' },
    );
    expect(coming(4, saturdayAndSunday, '2026-01-01', saturday)).toEqual([
      '2026-11-07',
      '2026-11-08',
      '2026-11-21',
      '2026-11-22',
    ]);
  });
  it('days counts all days and keeps those that are named', () => {
    const third = schedule(WORKING, { every: { n: 3, unit: 'days' }, from: '2026-11-02' });
    expect(coming(4, third, '2026-01-01')).toEqual(['2026-11-02', '2026-11-05', '2026-11-11', '2026-11-17']);
  });
  it('months counts months', () => {
    const quarterly = schedule(
      { on: 'nth', nth: 1, weekday: 1 },
      { every: { n: 3, unit: 'months' }, from: '2026-11-01' },
    );
    expect(coming(3, quarterly, '2026-01-01')).toEqual(['2026-11-02', '2027-02-01', '2027-05-03']);
  });
  it('years means once a year, in the month of its start', () => {
    const yearly = schedule(
      { on: 'nth', nth: -1, weekday: 1 },
      { every: { n: 1, unit: 'years' }, from: '2026-11-01' },
    );
    expect(coming(3, yearly, '2026-01-01')).toEqual(['2026-11-30', '2027-11-29', '2028-11-27']);
    const second = schedule({ on: 'day', day: 16 }, { every: { n: 2, unit: 'years' }, from: '2026-11-01' });
    expect(coming(2, second, '2026-01-01')).toEqual(['2026-11-16', '2028-11-16']);
  });
  it('counts the same without a start, whenever it is asked', () => {
    const biweekly = schedule({ on: 'weekdays', days: [1] }, { every: { n: 2, unit: 'weeks' } });
    const all = coming(6, biweekly, '2026-11-01');
    expect(coming(5, biweekly, '2026-11-10')).toEqual(all.slice(1));
  });
});

describe('the first and the last date', () => {
  const week = schedule({ on: 'weekdays', days: [4] }, { from: '2026-12-10', until: '2026-12-24' });
  it('bound what occurs', () => {
    expect(coming(9, week, '2026-01-01')).toEqual(['2026-12-10', '2026-12-17', '2026-12-24 (skipped)']);
  });
  it('bound where a holiday may move it, and the reason says so', () => {
    const [, , last] = occurrences({ ...week, onHoliday: 'next' }, office, '2026-12-10');
    expect(last).toEqual({
      slot: '2026-12-24',
      date: '2026-12-24',
      skipped:
        'Thu 24 Dec is a day off: Christmas Eve, and the next working day is after the last date, Thu 24 Dec.',
    });
    const fromHoliday = schedule(WORKING, { from: '2026-12-25', onHoliday: 'previous' });
    expect(coming(2, fromHoliday, '2026-12-01')).toEqual(['2026-12-25 (skipped)', '2026-12-28']);
  });
});

describe('a date on which the team does not work', () => {
  it('is skipped with the name of the holiday', () => {
    const [eve, day] = occurrences(schedule(WORKING), office, '2026-12-24');
    expect(eve?.skipped).toBe('Thu 24 Dec is a day off: Christmas Eve.');
    expect(day?.skipped).toBe('Fri 25 Dec is a day off: Christmas Day.');
  });
  it('is skipped with the reason when its weekday has no hours', () => {
    const [first] = occurrences(schedule({ on: 'day', day: 15 }), office, '2026-11-01');
    expect(first?.skipped).toBe('Sun 15 Nov is not a working day.');
  });
  it('moves to the next or the previous working day', () => {
    const friday: On = { on: 'weekdays', days: [5] };
    expect(coming(1, schedule(friday, { onHoliday: 'next' }), '2026-12-25')).toEqual([
      '2026-12-25 → 2026-12-28',
    ]);
    expect(coming(1, schedule(friday, { onHoliday: 'previous' }), '2026-12-24')).toEqual([
      '2026-12-25 → 2026-12-23',
    ]);
  });
  it('that two slots are pushed onto has one round, the later slot is merged into the earlier', () => {
    expect(coming(4, schedule(WORKING, { onHoliday: 'next' }), '2026-12-24')).toEqual([
      '2026-12-24 → 2026-12-28',
      '2026-12-25 → 2026-12-28 + 2026-12-24',
      '2026-12-28 + 2026-12-24',
      '2026-12-29',
    ]);
    expect(coming(4, schedule(WORKING, { onHoliday: 'previous' }), '2026-12-23')).toEqual([
      '2026-12-23',
      '2026-12-24 → 2026-12-23 + 2026-12-23',
      '2026-12-25 → 2026-12-23 + 2026-12-23',
      '2026-12-28',
    ]);
  });
  it('leaves a ritual of every day alone on weekends, not on holidays', () => {
    const daily = schedule({ on: 'every_day' }, { onHoliday: 'next' });
    expect(coming(3, daily, '2026-12-25')).toEqual([
      '2026-12-24 → 2026-12-28',
      '2026-12-25 → 2026-12-28 + 2026-12-24',
      '2026-12-26',
    ]);
    expect(coming(1, schedule(cron([], [12], [])), '2026-12-26')).toEqual(['2026-12-26']);
  });
  it('is skipped when there is no working day to move to', () => {
    const closed = calendarOf('Europe/Berlin', {});
    const [first] = occurrences(
      schedule({ on: 'weekdays', days: [1] }, { onHoliday: 'next' }),
      closed,
      '2026-11-02',
    );
    expect(first?.skipped).toBe('Mon 2 Nov is not a working day, and there is no next working day.');
  });
});

describe('asked from a date', () => {
  it('what an earlier slot pushes to that date or past it is part of the answer', () => {
    const friday = schedule({ on: 'weekdays', days: [5] }, { onHoliday: 'next' });
    expect(coming(1, friday, '2026-12-28')).toEqual(['2026-12-25 → 2026-12-28']);
    expect(coming(1, friday, '2026-12-29')).toEqual(['2027-01-01 → 2027-01-04']);
  });
  it('the answer about a slot is the same whatever the date', () => {
    for (const onHoliday of ['skip', 'previous', 'next'] as const) {
      const daily = schedule(WORKING, { onHoliday });
      const whole = [...occurrences({ ...daily, until: '2027-01-10' }, office, '2026-12-15')];
      for (let day = 16; day <= 31; day += 1) {
        const from = `2026-12-${day}`;
        const part = [...occurrences({ ...daily, until: '2027-01-10' }, office, from)];
        expect(part).toEqual(whole.filter(({ slot, date }) => slot >= from || date >= from));
      }
    }
  });
});

describe('a schedule in which nothing can occur any more', () => {
  const saturdays = schedule({ on: 'weekdays', days: [6] });
  it('ends by itself', () => {
    expect([...occurrences(schedule(cron([30], [2], [])), office, '2026-01-01')]).toEqual([]);
    expect([...occurrences(schedule(WORKING, { until: '2026-01-31' }), office, '2026-02-01')]).toEqual([]);
    expect([...occurrences(saturdays, office, '2026-01-01')].every(({ skipped }) => skipped)).toBe(true);
  });
  it('is told from one that goes on', () => {
    expect(canOccur(schedule(WORKING), office, '2026-11-02')).toBe(true);
    expect(canOccur(saturdays, office, '2026-11-02')).toBe(false);
    expect(canOccur({ ...saturdays, onHoliday: 'next' }, office, '2026-11-02')).toBe(true);
    expect(canOccur(schedule(WORKING, { until: '2026-11-01' }), office, '2026-11-02')).toBe(false);
    expect(canOccur(schedule(cron([30], [2], [])), office, '2026-11-02')).toBe(false);
    expect(canOccur(schedule(WORKING, { from: '2033-01-01' }), office, '2026-11-02')).toBe(false);
    expect(canOccur(schedule(WORKING), calendarOf('Europe/Berlin', {}), '2026-11-02')).toBe(false);
  });
});
