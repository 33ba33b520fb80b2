import { expect, test } from 'vitest';
import { findSlot, whoCannot } from '../../../src/core/escalation/slot.ts';
import type { Team } from '../../../src/core/team.ts';
import type { Calendar } from '../../../src/core/time/calendar.ts';
import { HOUR, MINUTE } from '../../../src/core/time.ts';
import { ATLAS, at, away, calendar, view, withMember } from './atlas.ts';

/** Everybody in Berlin, nine to five, unless told otherwise. */
function living(where: Readonly<Record<string, Calendar>>): Team {
  return Object.entries(where).reduce(
    (team, [id, hours]) => withMember(team, id, { calendar: hours, quiet: { from: 0, to: 0 } }),
    ATLAS,
  );
}

const DAY_OF = (from: number, to: number) => calendar('Europe/Berlin', week([{ from, to }]));

function week(day: readonly { from: number; to: number }[]) {
  return [[], day, day, day, day, day, []];
}

const slot = (
  people: readonly string[],
  from: string,
  until: string,
  team: Team = ATLAS,
  absences: Parameters<typeof view>[0] = {},
) => findSlot('ivo', people, view({ team, ...absences }), at(from), at(until));

test('the earliest quarter of an hour at which all are at work, half an hour long', () => {
  expect(slot(['raj', 'lea'], '2026-11-02 10:02', '2026-11-03 10:00')).toEqual({
    from: at('2026-11-02 10:15'),
    to: at('2026-11-02 10:45'),
    cannot: [],
  });
  expect(slot(['raj'], '2026-11-02 10:15', '2026-11-03 10:00')?.from).toBe(at('2026-11-02 10:15'));
});

test('what does not end before the close or the deadline is no time', () => {
  expect(slot(['raj'], '2026-11-02 16:31', '2026-11-03 10:00')?.from).toBe(at('2026-11-03 09:00'));
  expect(slot(['raj'], '2026-11-02 16:30', '2026-11-03 10:00')?.from).toBe(at('2026-11-02 16:30'));
  expect(slot(['raj'], '2026-11-02 16:31', '2026-11-03 09:30')?.from).toBe(at('2026-11-03 09:00'));
  expect(slot(['raj'], '2026-11-02 16:31', '2026-11-03 09:29')).toBeUndefined();
});

test('lunch, absences and other zones are respected', () => {
  const team = living({
    raj: calendar('Asia/Kolkata'),
    lea: calendar(
      'Europe/Berlin',
      week([
        { from: 540, to: 720 },
        { from: 780, to: 1020 },
      ]),
    ),
  });
  // Raj's five o'clock in Kolkata is half past twelve in Berlin.
  expect(slot(['raj', 'lea'], '2026-11-02 11:50', '2026-11-03 17:00', team)?.from).toBe(
    at('2026-11-03 09:00'),
  );
  const absences = [away('lea', '2026-11-03 09:00', '2026-11-03 10:40')];
  expect(slot(['raj', 'lea'], '2026-11-02 11:50', '2026-11-03 17:00', team, { absences })?.from).toBe(
    at('2026-11-03 10:45'),
  );
});

test('two windows that touch are one: a session may lie across them', () => {
  const team = living({
    raj: calendar(
      'Europe/Berlin',
      week([
        { from: 540, to: 600 },
        { from: 600, to: 660 },
      ]),
    ),
  });
  expect(slot(['raj'], '2026-11-02 09:40', '2026-11-02 17:00', team)?.from).toBe(at('2026-11-02 09:45'));
});

test('quiet hours are not for sessions, though somebody works in them', () => {
  const team = withMember(ATLAS, 'raj', { quiet: { from: 8 * 60, to: 11 * 60 } });
  expect(slot(['raj'], '2026-11-02 09:00', '2026-11-02 17:00', team)?.from).toBe(at('2026-11-02 11:00'));
});

test('no common time: the one that most can come to, the earliest of those, and who cannot', () => {
  const team = living({
    raj: calendar('America/Los_Angeles'),
    lea: DAY_OF(13 * 60, 17 * 60),
    kim: DAY_OF(9 * 60, 17 * 60),
  });
  expect(slot(['raj', 'lea', 'kim'], '2026-11-02 09:00', '2026-11-02 17:00', team)).toEqual({
    from: at('2026-11-02 13:00'),
    to: at('2026-11-02 13:30'),
    cannot: ['raj'],
  });
});

test('whoever mediates is always in it, or there is none', () => {
  const absences = [away('ivo', '2026-11-02 09:00', '2026-11-02 15:10')];
  expect(slot(['raj'], '2026-11-02 09:00', '2026-11-02 17:00', ATLAS, { absences })?.from).toBe(
    at('2026-11-02 15:15'),
  );
  expect(slot(['raj'], '2026-11-02 09:00', '2026-11-02 15:30', ATLAS, { absences })).toBeUndefined();
  const gone = withMember(ATLAS, 'ivo', { active: false });
  expect(slot(['raj'], '2026-11-02 09:00', '2026-11-02 17:00', gone)).toBeUndefined();
});

test('somebody who has left cannot come, and stops nobody', () => {
  const team = withMember(ATLAS, 'raj', { active: false });
  expect(slot(['raj', 'lea'], '2026-11-02 09:00', '2026-11-02 17:00', team)).toMatchObject({
    from: at('2026-11-02 09:00'),
    cannot: ['raj'],
  });
});

test('the night on which the clocks go forward has no hour from two to three, and one on which they go back has it twice', () => {
  const night = week([]).map(() => [{ from: 60, to: 240 }]);
  const team = living({ ivo: calendar('Europe/Berlin', night), raj: calendar('Europe/Berlin', night) });
  const spring = findSlot('ivo', ['raj'], view({ team }), at('2027-03-28 01:50'), at('2027-03-28 09:00'));
  // A quarter of an hour after 01:45 is 03:00 on the wall: the session lies across the gap in 30 real minutes.
  expect(spring).toMatchObject({ from: at('2027-03-28 03:00'), to: at('2027-03-28 03:30') });
  const across = findSlot('ivo', ['raj'], view({ team }), at('2027-03-28 01:45'), at('2027-03-28 09:00'));
  expect([across?.from, (across?.to ?? 0) - (across?.from ?? 0)]).toEqual([
    at('2027-03-28 01:45'),
    30 * MINUTE,
  ]);
  const before = at('2026-10-25 02:45');
  const autumn = findSlot('ivo', ['raj'], view({ team }), before + MINUTE, before + 9 * HOUR);
  expect(autumn?.from).toBe(before + 15 * MINUTE);
});

test('the change of one zone alone moves what is common', () => {
  const team = living({ raj: calendar('America/New_York') });
  const first = (date: string) =>
    findSlot('ivo', ['raj'], view({ team }), at(`${date} 09:00`), at(`${date} 17:00`))?.from;
  // New York is five hours behind Berlin in the week between the two changes, and six after it.
  expect(first('2026-10-27')).toBe(at('2026-10-27 14:00'));
  expect(first('2026-11-03')).toBe(at('2026-11-03 15:00'));
});

test('who cannot come at a time that somebody picked', () => {
  const time = { from: at('2026-11-02 16:45'), to: at('2026-11-02 17:15') };
  const team = living({ raj: DAY_OF(9 * 60, 18 * 60) });
  expect(whoCannot(['raj', 'lea', 'zoe'], view({ team }), time)).toEqual(['lea', 'zoe']);
});
