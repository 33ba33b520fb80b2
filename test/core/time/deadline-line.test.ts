import { describe, expect, it } from 'vitest';
import { deadlineLine } from '../../../src/core/time/deadline-line.ts';

const WEEK = { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']], fri: [['09:00', '17:00']] };
const GOOD = {
  calendar: { zone: 'Europe/Berlin', hours: WEEK, holidays: ['2026-12-25'] },
  deadline: { kind: 'working_days', n: 1 },
  from: '2026-11-02T10:00:00+01:00',
};

const work = (change: object) => deadlineLine(JSON.stringify({ ...GOOD, ...change }));
const calendar = (change: object) => work({ calendar: { ...GOOD.calendar, ...change } });
const hours = (mon: unknown) => calendar({ hours: { mon } });

describe('a good line', () => {
  it('gives the due instant in UTC', () => {
    expect(work({})).toEqual({ due: '2026-11-03T09:00:00Z' });
  });
  it('may leave out holidays, a name and the minimum of two hours', () => {
    const line = { ...GOOD, name: 'late', calendar: { zone: 'Europe/Berlin', hours: WEEK } };
    const late = { deadline: { kind: 'same_working_day' }, from: '2026-11-02T15:01:00+01:00' };
    expect(deadlineLine(JSON.stringify({ ...line, ...late }))).toEqual({ due: '2026-11-03T16:00:00Z' });
  });
  it('may ask for another minimum', () => {
    const line = (minimum_hours: number) =>
      work({ deadline: { kind: 'same_working_day', minimum_hours }, from: '2026-11-02T16:00:00+01:00' });
    expect(line(1)).toEqual({ due: '2026-11-02T16:00:00Z' });
    expect(line(1.5)).toEqual({ due: '2026-11-03T16:00:00Z' });
  });
  it('may list the windows of a day in any order, over midnight and up to 24:00', () => {
    const deadline = { kind: 'working_hours', n: 3 };
    const from = '2026-11-02T00:00:00+01:00';
    const at = (mon: string[][]) => work({ calendar: { ...GOOD.calendar, hours: { mon } }, deadline, from });
    expect(
      at([
        ['20:00', '24:00'],
        ['8:00', '10:00'],
      ]),
    ).toEqual({ due: '2026-11-02T20:00:00Z' });
    expect(at([['22:00', '06:00']])).toEqual({ due: '2026-11-03T00:00:00Z' });
    expect(
      at([
        ['22:00', '00:00'],
        ['09:00', '09:30'],
      ]),
    ).toEqual({ due: '2026-11-09T08:30:00Z' });
  });
  it('may write its start without seconds, or in UTC, or with a fraction', () => {
    expect(work({ from: '2026-11-02T10:00+01:00' })).toEqual({ due: '2026-11-03T09:00:00Z' });
    expect(work({ from: '2026-11-02T09:00:00Z' })).toEqual({ due: '2026-11-03T09:00:00Z' });
    expect(work({ from: '2026-11-02T09:00:00.250Z' })).toEqual({ due: '2026-11-03T09:00:00.250Z' });
  });
});

describe('a bad line', () => {
  it.each([
    [
      'an unknown zone',
      calendar({ zone: 'Europe/Atlantis' }),
      'calendar.zone: There is no time zone called "Europe/Atlantis"',
    ],
    [
      'an offset as zone',
      calendar({ zone: '+02:00' }),
      'calendar.zone: There is no time zone called "+02:00"',
    ],
    ['no zone', calendar({ zone: undefined }), 'calendar.zone: Name an IANA zone'],
    [
      'overlapping windows',
      hours([
        ['09:00', '12:00'],
        ['11:00', '13:00'],
      ]),
      'calendar.hours.mon: Two windows of this day overlap',
    ],
    [
      'a night that overlaps the evening',
      hours([
        ['22:00', '06:00'],
        ['23:00', '23:30'],
      ]),
      'calendar.hours.mon: Two windows of this day overlap',
    ],
    ['a window without an end', hours([['09:00']]), 'calendar.hours.mon.0: Write a window as a pair'],
    [
      'a time of day that does not exist',
      hours([['09:00', '17:60']]),
      'calendar.hours.mon.0: "09:00" to "17:60" is not a window',
    ],
    [
      'a window from 24:00',
      hours([['24:00', '06:00']]),
      'calendar.hours.mon.0: "24:00" to "06:00" is not a window',
    ],
    ['an empty window', hours([['09:00', '09:00']]), 'calendar.hours.mon.0: "09:00" to "09:00" is empty'],
    ['windows that are no list', hours('09:00-17:00'), 'calendar.hours.mon: Write a list of windows'],
    [
      'an unknown weekday',
      calendar({ hours: { monday: [] } }),
      'calendar.hours.monday: This is not a weekday',
    ],
    ['no hours', calendar({ hours: undefined }), 'calendar.hours: Write windows per weekday'],
    [
      'a date that does not exist',
      calendar({ holidays: ['2026-02-30'] }),
      'calendar.holidays.0: "2026-02-30" is not a date',
    ],
    [
      'a week without open windows',
      calendar({ hours: { mon: [] } }),
      'calendar: There are no open windows within 366 days',
    ],
    ['no calendar', work({ calendar: undefined }), 'calendar: Say the calendar'],
    ['an unknown kind', work({ deadline: { kind: 'soon' } }), "deadline.kind: Say the deadline's kind"],
    ['no deadline', work({ deadline: undefined }), "deadline: Say the deadline's kind"],
    ['no n', work({ deadline: { kind: 'working_hours' } }), 'deadline.n: n is missing'],
    [
      'half a working day',
      work({ deadline: { kind: 'working_days', n: 0.5 } }),
      'deadline.n: n must be a whole number',
    ],
    [
      'no time at all',
      work({ deadline: { kind: 'elapsed_hours', n: 0 } }),
      'deadline.n: n must be more than 0',
    ],
    [
      'a million hours',
      work({ deadline: { kind: 'elapsed_hours', n: 1e6 } }),
      'deadline.n: n must not be more than 10000',
    ],
    [
      'a negative minimum',
      work({ deadline: { kind: 'same_working_day', minimum_hours: -1 } }),
      'deadline.minimum_hours: Write 0 or more',
    ],
    [
      'a start without offset',
      work({ from: '2026-11-02T10:00:00' }),
      'from: Write an instant with its distance from UTC',
    ],
    [
      'a start that is no date',
      work({ from: '2026-02-30T10:00:00Z' }),
      'from: Write an instant with its distance from UTC',
    ],
    [
      'a start in the far future',
      work({ from: '9999-12-31T10:00:00Z' }),
      'from: Write an instant between 1970 and 2199',
    ],
    ['no start', work({ from: undefined }), 'from: Write an instant'],
    ['an empty line', deadlineLine(''), 'This is not a line of JSON'],
    ['plain text', deadlineLine('tomorrow'), 'This is not a line of JSON'],
    ['a list', deadlineLine('[]'), 'Write one JSON object a line'],
  ])('with %s says so', (_, answer, sentence) => {
    expect(answer).toEqual({ error: expect.stringContaining(sentence) });
  });
  it('names everything that is wrong with it', () => {
    const answer = deadlineLine(
      JSON.stringify({ calendar: { zone: 'X', hours: WEEK }, deadline: {}, from: 'now' }),
    );
    expect(answer).toEqual({ error: expect.stringMatching(/calendar\.zone.*deadline\.kind.*from/) });
  });
});
