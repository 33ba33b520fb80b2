import { describe, expect, test } from 'vitest';
import { awayAt, awayOn, onLeaveAt, whyNotAsked } from '../../../src/core/absence/availability.ts';
import type { Absence } from '../../../src/core/team.ts';
import { absence, calendar, member, utc } from '../fixtures.ts';

const MON = '2026-11-02';
const mia = member('mia', 'Europe/Berlin');

/** An absence between two UTC times. */
function span(from: string, to: string, person = 'mia'): Absence {
  return {
    id: `${person}/${from}`,
    person,
    from: utc(from),
    to: utc(to),
    source: 'self',
    by: person,
    version: 1,
  };
}

describe('on a date', () => {
  test('somebody is at work on their own working days', () => {
    expect(awayOn(mia, [], MON)).toBeUndefined();
    expect(awayOn(mia, [], '2026-11-07')).toBe('does not work on Saturdays');
  });

  test('part-time: Lea works from Monday to Wednesday', () => {
    const lea = member('lea', 'Europe/Paris', { calendar: calendar('Europe/Paris', { days: [1, 2, 3] }) });
    const week = ['2026-11-02', '2026-11-04', '2026-11-05', '2026-11-06'].map((date) =>
      awayOn(lea, [], date),
    );
    expect(week).toEqual([undefined, undefined, 'does not work on Thursdays', 'does not work on Fridays']);
  });

  test('a public holiday counts for the person whose country has it, a day off by its name', () => {
    const closed = { '2026-11-09': 'Diwali', '2026-12-24': 'Day off' };
    const raj = member('raj', 'Asia/Kolkata', { calendar: calendar('Asia/Kolkata', { closed }) });
    expect(awayOn(raj, [], '2026-11-09')).toBe('public holiday: Diwali');
    expect(awayOn(mia, [], '2026-11-09')).toBeUndefined();
    expect(awayOn(raj, [], '2026-12-24')).toBe('Day off');
  });

  test('somebody who has left is away, whatever the date', () => {
    expect(awayOn({ ...mia, active: false }, [], MON)).toBe('left the team');
  });

  test('an absence says when the person is back at work, not when it ends on a weekend', () => {
    expect(awayOn(mia, [absence('mia', MON, '2026-11-06')], '2026-11-04')).toBe('away until Mon 9 Nov');
  });

  test('absences that follow each other are one', () => {
    const two = [absence('mia', '2026-11-04', '2026-11-05'), absence('mia', MON, '2026-11-03')];
    expect(awayOn(mia, two, MON)).toBe('away until Fri 6 Nov');
    expect(
      awayOn(mia, [absence('mia', MON, '2026-11-06'), absence('mia', '2026-11-09', '2026-11-09')], MON),
    ).toBe('away until Tue 10 Nov');
  });

  test('two absences that meet at midnight cover a night shift', () => {
    const shift = calendar('Europe/Berlin', { days: [1], hours: { from: 1320, to: 1800 } });
    const both = [absence('mia', MON, MON), absence('mia', '2026-11-03', '2026-11-03')];
    expect(awayOn({ ...mia, calendar: shift }, both, MON)).toBe('away until Mon 9 Nov');
    expect(awayOn({ ...mia, calendar: shift }, both.slice(1), MON)).toBeUndefined();
  });

  test('an absence has to cover all hours of the date, lunch break aside', () => {
    expect(awayOn(mia, [span('2026-11-02T08:00', '2026-11-02T15:59')], MON)).toBeUndefined();
    expect(awayOn(mia, [span('2026-11-02T08:00', '2026-11-02T16:00')], MON)).toBe('away until Tue 3 Nov');
    const halves = [
      span('2026-11-02T07:00', '2026-11-02T12:00'),
      span('2026-11-02T12:15', '2026-11-02T17:00'),
    ];
    expect(awayOn(mia, halves, MON)).toBeUndefined();
    const week = mia.calendar.week.map((day) =>
      day.length > 0
        ? [
            { from: 540, to: 780 },
            { from: 795, to: 1020 },
          ]
        : [],
    );
    expect(awayOn({ ...mia, calendar: { ...mia.calendar, week } }, halves, MON)).toBe('away until Tue 3 Nov');
  });

  test('back in the middle of a day is said with the time, on the person’s own clock', () => {
    const ana = member('ana', 'America/New_York');
    expect(awayOn(ana, [span('2026-11-02T00:00', '2026-11-03T18:00', 'ana')], MON)).toBe(
      'away until Tue 3 Nov 13:00',
    );
  });

  test('other people’s absences do not matter', () => {
    expect(awayOn(mia, [absence('tom', MON, MON)], MON)).toBeUndefined();
  });

  test('the date is the person’s own: a day off in Berlin covers only part of a day in Auckland', () => {
    const kiri = member('kiri', 'Pacific/Auckland');
    const berlinMonday = absence('kiri', MON, MON, 'Europe/Berlin');
    expect(awayOn(kiri, [berlinMonday], MON)).toBeUndefined();
    expect(awayOn(kiri, [absence('kiri', MON, MON, 'Pacific/Auckland')], MON)).toBe('away until Tue 3 Nov');
  });

  test('on the day the clock falls back an absence of the whole day covers it', () => {
    const sun = member('mia', 'Europe/Berlin', {
      calendar: calendar('Europe/Berlin', { days: [0, 1], hours: { from: 0, to: 1440 } }),
    });
    expect(awayOn(sun, [absence('mia', '2026-10-25', '2026-10-25')], '2026-10-25')).toBe(
      'away until Mon 26 Oct',
    );
    expect(awayOn(sun, [span('2026-10-24T22:00', '2026-10-25T22:00')], '2026-10-25')).toBeUndefined();
  });

  test('an absence without an end in sight still gives a date', () => {
    expect(awayOn(mia, [absence('mia', MON, '2028-11-02')], MON)).toMatch(/^away until /);
  });
});

describe('at an instant', () => {
  test('being outside one’s hours on a day at work is not being away', () => {
    expect(awayAt(mia, [], utc('2026-11-02T20:00'))).toBeUndefined();
    expect(awayAt(mia, [], utc('2026-11-07T10:00'))).toBe('does not work on Saturdays');
    expect(onLeaveAt(mia, [], utc('2026-11-07T10:00'))).toBeUndefined();
  });

  test('an absence of two hours counts within them only', () => {
    const dentist = [span('2026-11-02T09:00', '2026-11-02T11:00')];
    expect(awayAt(mia, dentist, utc('2026-11-02T10:00'))).toBe('away until Mon 2 Nov 12:00');
    expect(awayAt(mia, dentist, utc('2026-11-02T11:00'))).toBeUndefined();
  });

  test('a night shift belongs to the date on which it began', () => {
    const night = member('mia', 'Europe/Berlin', {
      calendar: calendar('Europe/Berlin', { days: [1], hours: { from: 1320, to: 1800 } }),
    });
    expect(awayAt(night, [], utc('2026-11-03T04:00'))).toBeUndefined();
    expect(awayAt(night, [], utc('2026-11-03T06:00'))).toBe('does not work on Tuesdays');
    const holiday = { ...night, calendar: { ...night.calendar, closed: new Map([['2026-11-03', 'Fair']]) } };
    expect(onLeaveAt(holiday, [], utc('2026-11-03T04:00'))).toBeUndefined();
    expect(onLeaveAt(holiday, [], utc('2026-11-03T06:00'))).toBe('public holiday: Fair');
  });
});

describe('a question', () => {
  const prompt = { at: utc('2026-11-02T08:00'), due: utc('2026-11-02T11:00') };

  test('does not come to somebody who is away until its due, though they work later that day', () => {
    expect(whyNotAsked(mia, [span('2026-11-02T07:30', '2026-11-02T11:00')], prompt)).toBe(
      'away until Mon 2 Nov 12:00',
    );
  });

  test('says the next day to somebody who is gone for the rest of this one', () => {
    const afternoon = [span('2026-11-02T09:00', '2026-11-02T16:00')];
    const late = { at: utc('2026-11-02T14:00'), due: utc('2026-11-02T15:00') };
    expect(whyNotAsked(mia, afternoon, late)).toBe('away until Tue 3 Nov');
  });

  test('comes to somebody who is back before its due', () => {
    expect(whyNotAsked(mia, [span('2026-11-02T07:30', '2026-11-02T10:30')], prompt)).toBeUndefined();
  });

  test('in a night shift belongs to the evening before, on nights without work and on holidays too', () => {
    const night = member('mia', 'Europe/Berlin', {
      calendar: calendar('Europe/Berlin', {
        hours: { from: 1320, to: 1800 },
        closed: { '2026-11-04': 'Fair' },
      }),
    });
    const why = (date: string) =>
      whyNotAsked(night, [], { at: utc(`${date}T01:00`), due: utc(`${date}T04:00`) });
    expect(why('2026-11-02')).toBe('does not work on Sundays');
    expect(why('2026-11-03')).toBeUndefined();
    expect(why('2026-11-04')).toBeUndefined();
    expect(why('2026-11-05')).toBe('public holiday: Fair');
    expect(why('2026-11-07')).toBeUndefined();
    expect(why('2026-11-08')).toBe('does not work on Saturdays');
  });

  test('does not come on a day on which the person does not work', () => {
    expect(whyNotAsked({ ...mia, active: false }, [], prompt)).toBe('left the team');
  });
});
