import { expect, test } from 'vitest';
import {
  ATLAS,
  act,
  armed,
  at,
  calendar,
  cancelled,
  fire,
  machine,
  raised,
  recipients,
  view,
} from './atlas.ts';

/** It climbs to level 2 at Monday's close: the lead has half an hour of Tuesday morning to look at the line. */
const two = fire(raised().state, 'resolve', at('2026-11-02 17:00')).state;

test('a pause stops the half hour and keeps what is left of it', () => {
  expect(two.preview).toMatchObject({ person: 'ivo', by: at('2026-11-03 09:30') });
  const paused = machine(two, { do: 'pause' }, at('2026-11-03 09:10'));
  expect(paused.state.preview?.by).toBeUndefined();
  expect(cancelled(paused)).toContain('escalation:atlas-1:word:1');
  const on = machine(paused.state, { do: 'unpause' }, at('2026-11-03 12:00'));
  expect(armed(on).word?.due).toBe(at('2026-11-03 12:20'));
});

test('it moves with the calendar: a day that is closed by now does not count', () => {
  const closed = { ...ATLAS.calendar, closed: new Map([['2026-11-03', 'Moving day']]) };
  const moved = machine(
    two,
    { do: 'recompute' },
    at('2026-11-02 18:00'),
    view({ team: { ...ATLAS, calendar: closed } }),
  );
  expect(armed(moved).word?.due).toBe(at('2026-11-04 09:30'));
  expect(machine(moved.state, { do: 'recompute' }, at('2026-11-02 18:01')).state.preview?.by).toBe(
    at('2026-11-03 09:30'),
  );
});

test('whoever has a few minutes of it only is not asked: the next in turn is', () => {
  const late = calendar(
    'Europe/Berlin',
    ATLAS.calendar.week.map((day) => day.map(({ to }) => ({ from: 565, to }))),
  );
  const members = ATLAS.members.map((one) => (one.id === 'ivo' ? { ...one, calendar: late } : one));
  const seen = view({ team: { ...ATLAS, members } });
  const climbed = fire(raised().state, 'resolve', at('2026-11-02 17:00'), seen);
  expect([climbed.state.targets, recipients(climbed, 'preview')]).toEqual([['ivo'], ['mia']]);
});

test('a session begins for those who can come', () => {
  const start = at('2026-11-03 16:00');
  const members = ATLAS.members.map((one) =>
    one.id === 'lea' ? { ...one, calendar: calendar('Asia/Kolkata') } : one,
  );
  const seen = view({ team: { ...ATLAS, members } });
  const booked = act(two, 'ivo', { do: 'book', start }, at('2026-11-03 09:00'), seen);
  expect(booked.state.session?.booked?.cannot).toEqual(['lea']);
  expect(recipients(booked, 'session-booked')).toEqual(['lea', 'raj']);
  const begun = fire(booked.state, 'session', start, seen);
  expect(recipients(begun, 'session-begins')).toEqual(['ivo', 'raj']);
  expect(armed(begun).sessionOver?.due).toBe(at('2026-11-03 16:30'));
  // Long after its time nobody is reminded of it.
  const late = fire(booked.state, 'session', at('2026-11-03 16:40'), seen);
  expect(recipients(late, 'session-begins')).toEqual([]);
  expect(late.events.map(({ what }) => what)).toEqual(['session missed']);
});
