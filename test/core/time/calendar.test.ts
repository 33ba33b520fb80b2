import { describe, expect, it } from 'vitest';
import {
  type Calendar,
  firstOpening,
  hasOpening,
  inQuiet,
  intervals,
  intervalsOn,
  isOpen,
  isWorkday,
  lastClose,
  NeverOpen,
  nextOpening,
  nextWorkday,
  openTime,
  previousWorkday,
  quietEnds,
  without,
  workdayOf,
} from '../../../src/core/time/calendar.ts';
import { HOUR, type Interval } from '../../../src/core/time.ts';
import { calendarOf, show, utc, windowOf } from '../calendars.ts';

const office = calendarOf(
  'Europe/Berlin',
  { 'mon-thu': '09:00-12:30 13:15-17:30', fri: '09:00-15:00' },
  { '2026-12-25': 'Christmas Day' },
);
const nights = calendarOf('Europe/Berlin', { 'mon-fri': '22:00-06:00' }, { '2026-11-04': 'Founders' });
const roundTheClock = calendarOf('Europe/Berlin', { 'sun-sat': '00:00-24:00' });
const never = calendarOf('Europe/Berlin', {});

const spans = (found: Iterable<Interval>) => [...found].map(({ from, to }) => `${show(from)} ${show(to)}`);

/** The first `n` intervals from an instant on. */
function first(n: number, calendar: Calendar, from: string): string[] {
  const found: Interval[] = [];
  for (const interval of intervals(calendar, utc(from))) {
    found.push(interval);
    if (found.length === n) break;
  }
  return spans(found);
}

describe('a working date', () => {
  it('has the windows of its weekday, in UTC', () => {
    expect(spans(intervalsOn(office, '2026-11-02'))).toEqual([
      '2026-11-02T08:00Z 2026-11-02T11:30Z',
      '2026-11-02T12:15Z 2026-11-02T16:30Z',
    ]);
    expect(show(firstOpening(office, '2026-11-06'))).toBe('2026-11-06T08:00Z');
    expect(show(lastClose(office, '2026-11-06'))).toBe('2026-11-06T14:00Z');
  });
  it('is not a weekend or a closed date', () => {
    expect(isWorkday(office, '2026-11-07')).toBe(false);
    expect(isWorkday(office, '2026-12-25')).toBe(false);
    expect(firstOpening(office, '2026-12-25')).toBeUndefined();
    expect(lastClose(office, '2026-11-07')).toBeUndefined();
  });
  it('follows and precedes others over weekends and closed dates', () => {
    expect(nextWorkday(office, '2026-12-24')).toBe('2026-12-28');
    expect(previousWorkday(office, '2026-12-28')).toBe('2026-12-24');
  });
  it('is found up to 366 days away and not further', () => {
    const dates = Array.from({ length: 53 }, (_, week) => new Date(Date.UTC(2026, 10, 3 + 7 * week)));
    const closed = Object.fromEntries(dates.map((date) => [date.toISOString().slice(0, 10), 'closed']));
    const tuesdays = calendarOf('Europe/Berlin', { tue: '09:00-17:00' }, closed);
    expect(nextWorkday(tuesdays, '2026-11-09')).toBe('2027-11-09');
    expect(hasOpening(tuesdays, '2026-11-08')).toBe(true);
    expect(hasOpening(tuesdays, '2026-11-02')).toBe(false);
    expect(() => nextWorkday(tuesdays, '2026-11-02')).toThrow(NeverOpen);
  });
  it('cannot be found in a calendar without hours', () => {
    expect(hasOpening(never, '2026-11-02')).toBe(false);
    expect(() => nextWorkday(never, '2026-11-02')).toThrow('No working hours within 366 days');
    expect(() => previousWorkday(never, '2026-11-02')).toThrow(NeverOpen);
    expect(nextOpening(never, utc('2026-11-02'))).toBeUndefined();
  });
});

describe('a window over midnight', () => {
  it('belongs to its start date', () => {
    expect(show(lastClose(nights, '2026-11-02'))).toBe('2026-11-03T05:00Z');
    expect(workdayOf(nights, utc('2026-11-03T02:00+01:00'))).toBe('2026-11-02');
    expect(isOpen(nights, utc('2026-11-07T05:59+01:00'))).toBe(true);
  });
  it('is closed by a holiday on its start date, not by one on its end date', () => {
    expect(isOpen(nights, utc('2026-11-04T05:00+01:00'))).toBe(true);
    expect(isOpen(nights, utc('2026-11-04T23:00+01:00'))).toBe(false);
    expect(isOpen(nights, utc('2026-11-05T05:00+01:00'))).toBe(false);
  });
});

describe('an instant', () => {
  it('is open from the opening up to, but not at, the close', () => {
    expect(isOpen(office, utc('2026-11-02T09:00+01:00'))).toBe(true);
    expect(isOpen(office, utc('2026-11-02T12:29:59+01:00'))).toBe(true);
    expect(isOpen(office, utc('2026-11-02T12:30+01:00'))).toBe(false);
  });
  it('that is a close belongs to the date it closes', () => {
    expect(workdayOf(office, utc('2026-11-06T15:00+01:00'))).toBe('2026-11-06');
    expect(workdayOf(nights, utc('2026-11-07T06:00+01:00'))).toBe('2026-11-06');
    const late = calendarOf('Europe/Berlin', { mon: '22:00-24:00' });
    expect(workdayOf(late, utc('2026-11-03T00:00+01:00'))).toBe('2026-11-02');
  });
  it('that is both a close and an opening belongs to what it opens', () => {
    expect(workdayOf(roundTheClock, utc('2026-11-03T00:00+01:00'))).toBe('2026-11-03');
  });
  it('in the hours of two dates belongs to the later one', () => {
    const shifts = calendarOf('Europe/Berlin', { mon: '22:00-06:00', tue: '05:00-13:00' });
    expect(workdayOf(shifts, utc('2026-11-03T04:59+01:00'))).toBe('2026-11-02');
    expect(workdayOf(shifts, utc('2026-11-03T05:30+01:00'))).toBe('2026-11-03');
  });
  it('outside hours belongs to no date', () => {
    expect(workdayOf(office, utc('2026-11-02T12:45+01:00'))).toBeUndefined();
    expect(workdayOf(office, utc('2026-11-07T12:00+01:00'))).toBeUndefined();
  });
  it('is its own next opening when open, else the next window opens', () => {
    expect(show(nextOpening(office, utc('2026-11-02T10:00+01:00')))).toBe('2026-11-02T09:00Z');
    expect(show(nextOpening(office, utc('2026-11-02T12:30+01:00')))).toBe('2026-11-02T12:15Z');
    expect(show(nextOpening(office, utc('2026-12-24T18:00+01:00')))).toBe('2026-12-28T08:00Z');
  });
});

describe('open time', () => {
  it('starts in the middle of a window and goes on in the next ones', () => {
    expect(first(3, office, '2026-11-06T14:00+01:00')).toEqual([
      '2026-11-06T13:00Z 2026-11-06T14:00Z',
      '2026-11-09T08:00Z 2026-11-09T11:30Z',
      '2026-11-09T12:15Z 2026-11-09T16:30Z',
    ]);
  });
  it('counts hours that two dates share once', () => {
    const shifts = calendarOf('Europe/Berlin', { mon: '22:00-06:00', tue: '05:00-13:00' });
    expect(openTime(shifts, utc('2026-11-02T12:00Z'), utc('2026-11-04T12:00Z'))).toBe(15 * HOUR);
  });
  it('leaves out a window that lies within another', () => {
    const shifts = calendarOf('Europe/Berlin', { mon: '20:00-10:00', tue: '05:00-06:00 12:00-13:00' });
    expect(openTime(shifts, utc('2026-11-02T12:00Z'), utc('2026-11-04T12:00Z'))).toBe(15 * HOUR);
  });
  it('counts an hour that neighbours share on the night the clocks go back once', () => {
    const halves = calendarOf('Europe/Berlin', { sun: '00:00-02:30 02:30-08:00' });
    expect(openTime(halves, utc('2026-10-24T12:00Z'), utc('2026-10-25T12:00Z'))).toBe(9 * HOUR);
  });
  it('is none if the end is not after the start', () => {
    expect(openTime(office, utc('2026-11-03T12:00Z'), utc('2026-11-02T12:00Z'))).toBe(0);
  });
  it('ends by itself when the calendar never opens again', () => {
    expect(spans(intervals(never, utc('2026-11-02')))).toEqual([]);
  });
  it('comes in order when a cut window begins after midnight', () => {
    const calendar = without(
      calendarOf('Europe/Berlin', { mon: '16:00-02:00', tue: '00:15-00:45' }),
      windowOf('23:00-01:00'),
    );
    const overlapping = { ...calendar, week: calendar.week.with(2, [{ from: 15, to: 45 }]) };
    expect(first(3, overlapping, '2026-11-02T12:00Z')).toEqual([
      '2026-11-02T15:00Z 2026-11-02T22:00Z',
      '2026-11-02T23:15Z 2026-11-02T23:45Z',
      '2026-11-03T00:00Z 2026-11-03T01:00Z',
    ]);
  });
});

describe('where the clocks change inside a window', () => {
  const all = (zone: string) => calendarOf(zone, { 'sun-sat': '00:00-24:00' });
  it.each([
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Antarctica/Troll', '2026-03-29', 22],
    // Cuba leaves out the first hour of the day in spring, and repeats it in autumn.
    ['America/Havana', '2026-03-08', 23],
    ['America/Havana', '2026-11-01', 25],
  ])('%s is open for its true length on %s: %d hours', (zone, date, hours) => {
    const [{ from, to } = { from: 0, to: 0 }] = intervalsOn(all(zone), date);
    expect((to - from) / HOUR).toBe(hours);
  });
  it('a window that lies in the spring gap does not exist', () => {
    const gap = calendarOf('Europe/Berlin', { sun: '02:00-03:00' });
    expect(isWorkday(gap, '2026-03-29')).toBe(false);
    expect(isWorkday(gap, '2026-04-05')).toBe(true);
  });
  it('a date the zone leaves out is not a working date', () => {
    expect(isWorkday(all('Pacific/Apia'), '2011-12-30')).toBe(false);
  });
  it('a window opens at the first and closes at the last of two like wall times', () => {
    const calendar = calendarOf('Europe/Berlin', { sun: '02:15-02:30' });
    expect(spans(intervalsOn(calendar, '2026-10-25'))).toEqual(['2026-10-25T00:15Z 2026-10-25T01:30Z']);
  });
});

describe('quiet hours', () => {
  const quiet = windowOf('19:00-08:00');
  it('are cut out of working hours, on both sides of midnight', () => {
    const calendar = calendarOf('Europe/Berlin', { mon: '06:00-12:00 18:00-09:30', tue: '20:00-22:00' });
    expect(without(calendar, quiet).week).toEqual([
      [],
      [
        { from: 480, to: 720 },
        { from: 1080, to: 1140 },
        { from: 1440 + 480, to: 1440 + 570 },
      ],
      [],
      [],
      [],
      [],
      [],
    ]);
  });
  it('that are not kept leave a calendar as it is', () => {
    expect(without(office)).toBe(office);
  });
  it('within one day split a window in two', () => {
    const siesta = without(calendarOf('Europe/Madrid', { mon: '09:00-19:00' }), windowOf('14:00-16:00'));
    expect(siesta.week[1]).toEqual([
      { from: 540, to: 840 },
      { from: 960, to: 1140 },
    ]);
  });
  it('can leave nobody to be reached', () => {
    expect(nextOpening(without(nights, windowOf('20:00-08:00')), utc('2026-11-02'))).toBeUndefined();
  });
  it('hold from their start up to, but not at, their end', () => {
    for (const [at, held] of [
      ['2026-11-02T18:59:59+01:00', false],
      ['2026-11-02T19:00+01:00', true],
      ['2026-11-03T03:00+01:00', true],
      ['2026-11-03T08:00+01:00', false],
    ] as const)
      expect(inQuiet('Europe/Berlin', quiet, utc(at))).toBe(held);
  });
  it('end on the morning after, or at once outside', () => {
    const end = (at: string) => show(quietEnds('Europe/Berlin', quiet, utc(at)));
    expect(end('2026-11-02T20:00+01:00')).toBe('2026-11-03T07:00Z');
    expect(end('2026-11-03T07:00+01:00')).toBe('2026-11-03T07:00Z');
    expect(end('2026-11-03T12:00+01:00')).toBe('2026-11-03T11:00Z');
    // The morning after the clocks changed.
    expect(end('2026-10-24T20:00+02:00')).toBe('2026-10-25T07:00Z');
  });
  it('may be written with their end before their start', () => {
    expect(inQuiet('Europe/Berlin', { from: 1140, to: 480 }, utc('2026-11-03T03:00+01:00'))).toBe(true);
    expect(without(office, { from: 1140, to: 480 }).week).toEqual(office.week);
  });
});
