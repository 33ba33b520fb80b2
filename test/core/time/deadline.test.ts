import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NeverOpen } from '../../../src/core/time/calendar.ts';
import { between, type Deadline, dueAt } from '../../../src/core/time/deadline.ts';
import { deadlineLine } from '../../../src/core/time/deadline-line.ts';
import { HOUR } from '../../../src/core/time.ts';
import { calendarOf, show, utc } from '../calendars.ts';

const office = calendarOf('Europe/Berlin', { 'mon-fri': '09:00-12:00 13:00-17:00' });
const nights = calendarOf('Europe/Berlin', { 'mon-fri': '22:00-06:00' }, { '2026-11-04': 'Founders' });
const roundTheClock = calendarOf('Europe/Berlin', { 'sun-sat': '00:00-24:00' });

const due = (deadline: Deadline, calendar: typeof office, from: string) =>
  show(dueAt(deadline, calendar, utc(from)));
const sameDay: Deadline = { kind: 'same_working_day', minimumHours: 2 };
const days = (n: number): Deadline => ({ kind: 'working_days', n });
const hours = (n: number): Deadline => ({ kind: 'working_hours', n });

describe('the worked examples', () => {
  const lines = readFileSync(new URL('cases/deadlines.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  it.each(lines.map((line): [string, string] => [String(JSON.parse(line).name), line]))('%s', (_, line) => {
    expect(deadlineLine(line)).toEqual({ due: JSON.parse(line).expect });
  });
});

describe('the same working day', () => {
  it('counts open hours only, not the lunch break', () => {
    const calendar = calendarOf('Europe/Berlin', { 'mon-fri': '09:00-12:00 13:00-14:30' });
    expect(due(sameDay, calendar, '2026-11-02T11:30+01:00')).toBe('2026-11-02T13:30Z');
    expect(due(sameDay, calendar, '2026-11-02T11:31+01:00')).toBe('2026-11-03T13:30Z');
    expect(due(sameDay, calendar, '2026-11-02T12:30+01:00')).toBe('2026-11-03T13:30Z');
  });
  it('is today from before the opening and from a break', () => {
    expect(due(sameDay, office, '2026-11-02T00:00+01:00')).toBe('2026-11-02T16:00Z');
    expect(due(sameDay, office, '2026-11-02T12:30+01:00')).toBe('2026-11-02T16:00Z');
  });
  it('is the next working day from a weekend, however short that day is', () => {
    const calendar = calendarOf('Europe/Berlin', { mon: '09:00-10:00', tue: '09:00-17:00' });
    expect(due(sameDay, calendar, '2026-11-01T12:00+01:00')).toBe('2026-11-02T09:00Z');
    expect(due(sameDay, calendar, '2026-11-02T08:00+01:00')).toBe('2026-11-03T16:00Z');
  });
  it('after midnight is still the day the window began on', () => {
    expect(due(sameDay, nights, '2026-11-03T03:00+01:00')).toBe('2026-11-03T05:00Z');
    expect(due(sameDay, nights, '2026-11-03T05:00+01:00')).toBe('2026-11-04T05:00Z');
    // Wednesday is closed: its night does not happen.
    expect(due(sameDay, nights, '2026-11-04T05:00+01:00')).toBe('2026-11-06T05:00Z');
  });
  it('begins anew at an instant that closes one day and opens the next', () => {
    expect(due(sameDay, roundTheClock, '2026-11-03T00:00+01:00')).toBe('2026-11-03T23:00Z');
  });
  it('counts the hour that comes twice', () => {
    const early = calendarOf('Europe/Berlin', { 'sun-sat': '00:00-04:00' });
    expect(due({ kind: 'same_working_day', minimumHours: 4 }, early, '2026-10-25T01:00+02:00')).toBe(
      '2026-10-25T03:00Z',
    );
    expect(due({ kind: 'same_working_day', minimumHours: 4 }, early, '2026-10-26T01:00+01:00')).toBe(
      '2026-10-27T03:00Z',
    );
  });
  it('never lies in the past or at its own start', () => {
    const none: Deadline = { kind: 'same_working_day', minimumHours: 0 };
    expect(due(none, office, '2026-11-02T16:59+01:00')).toBe('2026-11-02T16:00Z');
    expect(due(none, office, '2026-11-02T17:00+01:00')).toBe('2026-11-03T16:00Z');
    expect(due(none, office, '2026-11-02T20:00+01:00')).toBe('2026-11-03T16:00Z');
  });
});

describe('working days', () => {
  it('keep the wall time to the second', () => {
    expect(dueAt(days(1), office, utc('2026-11-02T10:07:33.250+01:00'))).toBe(
      utc('2026-11-03T10:07:33.250+01:00'),
    );
  });
  it('move a start outside hours to the next opening first', () => {
    expect(due(days(1), office, '2026-11-02T07:00+01:00')).toBe('2026-11-03T08:00Z');
    expect(due(days(1), office, '2026-11-02T12:30+01:00')).toBe('2026-11-03T12:00Z');
    expect(due(days(1), office, '2026-11-02T18:00+01:00')).toBe('2026-11-04T08:00Z');
    expect(due(days(1), office, '2026-11-07T12:00+01:00')).toBe('2026-11-10T08:00Z');
  });
  it('count a close to its own day, the last one and one before a break', () => {
    const uneven = calendarOf('Europe/Berlin', { mon: '09:00-12:00 13:00-17:00', 'tue-fri': '08:00-18:00' });
    expect(due(days(1), uneven, '2026-11-02T12:00+01:00')).toBe('2026-11-03T11:00Z');
    expect(due(days(1), uneven, '2026-11-02T17:00+01:00')).toBe('2026-11-03T16:00Z');
  });
  it('move a target in a break to the next opening, one before the first window to that, one past the last to its close', () => {
    const uneven = calendarOf('Europe/Berlin', { mon: '06:00-20:00', 'tue-fri': '09:00-12:00 13:00-17:00' });
    expect(due(days(1), uneven, '2026-11-02T12:30+01:00')).toBe('2026-11-03T12:00Z');
    expect(due(days(1), uneven, '2026-11-02T12:00+01:00')).toBe('2026-11-03T12:00Z');
    expect(due(days(1), uneven, '2026-11-02T06:30+01:00')).toBe('2026-11-03T08:00Z');
    expect(due(days(1), uneven, '2026-11-02T19:00+01:00')).toBe('2026-11-03T16:00Z');
  });
  it('count a night shift by the evening it began', () => {
    expect(due(days(1), nights, '2026-11-03T02:00+01:00')).toBe('2026-11-04T01:00Z');
    expect(due(days(2), nights, '2026-11-03T02:00+01:00')).toBe('2026-11-06T01:00Z');
    expect(due(days(1), nights, '2026-11-07T06:00+01:00')).toBe('2026-11-10T05:00Z');
  });
  it('count midnight between two open days to the second one', () => {
    expect(due(days(1), roundTheClock, '2026-11-03T00:00+01:00')).toBe('2026-11-03T23:00Z');
  });
  it('end a day that closes at 24:00 at midnight', () => {
    const late = calendarOf('Europe/Berlin', { 'mon-fri': '18:00-24:00' });
    expect(due(days(1), late, '2026-11-03T00:00+01:00')).toBe('2026-11-03T23:00Z');
  });
  it.each([
    ['Europe/Berlin', '2026-03-28T02:30+01:00', '2026-03-29T01:00Z'],
    ['Europe/Berlin', '2026-10-24T02:30+02:00', '2026-10-25T00:30Z'],
    ['America/New_York', '2026-03-07T02:30-05:00', '2026-03-08T07:00Z'],
    ['America/New_York', '2026-10-31T01:30-04:00', '2026-11-01T05:30Z'],
    ['Australia/Lord_Howe', '2026-10-03T02:15+10:30', '2026-10-03T15:30Z'],
    ['Australia/Lord_Howe', '2026-04-04T01:45+11:00', '2026-04-04T14:45Z'],
  ])("in %s from %s end at the gap's end or the first of two like times", (zone, from, expected) => {
    expect(due(days(1), calendarOf(zone, { 'sun-sat': '00:00-24:00' }), from)).toBe(expected);
  });
});

describe('working hours', () => {
  it('end at a close, not at the next opening', () => {
    expect(due(hours(3), office, '2026-11-02T09:00+01:00')).toBe('2026-11-02T11:00Z');
    expect(due(hours(3.25), office, '2026-11-02T09:00+01:00')).toBe('2026-11-02T12:15Z');
  });
  it('begin at the next opening when they start outside hours', () => {
    expect(due(hours(0.5), office, '2026-11-06T19:00+01:00')).toBe('2026-11-09T08:30Z');
  });
  it('count what two shifts share once', () => {
    const shifts = calendarOf('Europe/Berlin', { mon: '22:00-06:00', tue: '05:00-13:00' });
    expect(due(hours(14), shifts, '2026-11-02T22:00+01:00')).toBe('2026-11-03T11:00Z');
  });
  it.each([
    ['Europe/Berlin', '2026-03-29T00:00+01:00', '2026-03-29T04:00Z'],
    ['Europe/Berlin', '2026-10-25T00:00+02:00', '2026-10-25T03:00Z'],
    ['America/New_York', '2026-03-08T00:00-05:00', '2026-03-08T10:00Z'],
    ['America/New_York', '2026-11-01T00:00-04:00', '2026-11-01T09:00Z'],
    ['Australia/Lord_Howe', '2026-10-04T00:00+10:30', '2026-10-03T18:30Z'],
    ['Australia/Lord_Howe', '2026-04-05T00:00+11:00', '2026-04-04T18:00Z'],
  ])('in %s from %s are real hours where the clocks change', (zone, from, expected) => {
    expect(due(hours(5), calendarOf(zone, { 'sun-sat': '00:00-24:00' }), from)).toBe(expected);
  });
  it('in a calendar without hours are refused', () => {
    expect(() => dueAt(hours(1), calendarOf('Europe/Berlin', {}), utc('2026-11-02'))).toThrow(NeverOpen);
    expect(() => dueAt(days(1), calendarOf('Europe/Berlin', {}), utc('2026-11-02'))).toThrow(NeverOpen);
    expect(() => dueAt(sameDay, calendarOf('Europe/Berlin', {}), utc('2026-11-02'))).toThrow(NeverOpen);
  });
});

describe('the time between two instants', () => {
  it('counts open hours, or all', () => {
    const [a, b] = [utc('2026-11-02T11:00+01:00'), utc('2026-11-03T10:00+01:00')];
    expect(between('working_hours', office, a, b)).toBe(6);
    expect(between('elapsed_hours', office, a, b)).toBe(23);
  });
  it('is negative backwards', () => {
    const [a, b] = [utc('2026-11-02T11:00+01:00'), utc('2026-11-03T10:00+01:00')];
    expect(between('working_hours', office, b, a)).toBe(-6);
    expect(between('elapsed_hours', office, b, a)).toBe(-23);
  });
  it('elapsed is added whatever the calendar says', () => {
    const from = utc('2026-03-28T12:00+01:00');
    expect(dueAt({ kind: 'elapsed_hours', n: 24.5 }, calendarOf('Europe/Berlin', {}), from)).toBe(
      from + 24.5 * HOUR,
    );
  });
});
