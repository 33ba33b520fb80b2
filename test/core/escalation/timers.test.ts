import { expect, test } from 'vitest';
import {
  ATLAS,
  act,
  armed,
  at,
  away,
  calendar,
  fire,
  happened,
  items,
  MONDAY,
  machine,
  raised,
  recipients,
  view,
  withLevel,
  withMember,
} from './atlas.ts';

const CLOSE = at('2026-11-02 17:00');

test('respondBy passes: who was asked is reminded, then the deputy; the level stays', () => {
  const team = withLevel(ATLAS, 1, { deputies: ['architect'] });
  const { state } = raised({}, { view: view({ team }) });
  const late = fire(state, 'respond', at('2026-11-02 11:00'), view({ team }));
  expect(late.state).toMatchObject({ state: 'open', level: 1, epoch: 1, deputised: { people: ['tom'] } });
  expect(recipients(late, 'respond-reminder')).toEqual(['lea', 'kim']);
  expect(recipients(late, 'deputy')).toEqual(['tom']);
  expect(
    act(late.state, 'tom', { do: 'acknowledge' }, at('2026-11-02 11:05'), view({ team })).state.owner,
  ).toBe('tom');
});

test('a deputy who is away is not asked', () => {
  const team = withLevel(ATLAS, 1, { deputies: ['architect'] });
  const seen = view({ team, absences: [away('tom', '2026-11-02', '2026-11-03')] });
  const { state } = raised({}, { view: seen });
  const late = fire(state, 'respond', at('2026-11-02 11:00'), seen);
  expect(recipients(late, 'deputy')).toEqual([]);
  expect(late.events.some(({ what, person }) => what === 'passed over' && person === 'tom')).toBe(true);
});

test('what is needed now goes to the lead when respondBy passes', () => {
  const { state } = raised({ when: 'now' });
  expect(recipients(fire(state, 'respond', at('2026-11-02 11:00')), 'deputy')).toEqual(['ivo']);
});

test('a reminder that comes after the deadline is dropped with an event', () => {
  const late = fire(raised().state, 'respond', CLOSE);
  expect(items(late)).toEqual([]);
  expect(happened(late)).toEqual(['reminder dropped']);
});

test('at 75 % of the open time one warning goes to all targets, and the raiser is asked', () => {
  const warned = fire(raised().state, 'warn', at('2026-11-02 15:15'));
  expect(recipients(warned, 'warning')).toEqual(['lea', 'kim']);
  expect(recipients(warned, 'still-stuck')).toEqual(['raj']);
  expect(fire(warned.state, 'warn', at('2026-11-02 15:16')).effects).toEqual([]);
});

test('the warning goes to the owner alone when there is one', () => {
  const owned = act(raised().state, 'kim', { do: 'acknowledge' }, at('2026-11-02 10:05')).state;
  expect(recipients(fire(owned, 'warn', at('2026-11-02 15:15')), 'warning')).toEqual(['kim']);
});

test('resolveBy passes: one level up, fresh timers from now', () => {
  const next = fire(raised().state, 'resolve', CLOSE);
  expect(next.state).toMatchObject({
    state: 'open',
    level: 2,
    epoch: 2,
    version: 2,
    targets: ['ivo'],
    levelSince: CLOSE,
  });
  expect(next.state.resolveBy).toBe(at('2026-11-03 17:00'));
  expect(next.state.respondBy).toBe(at('2026-11-03 11:00'));
  expect(recipients(next, 'card')).toEqual(['ivo', '#atlas']);
  expect(recipients(next, 'outside')).toEqual([]);
  const looked = fire(next.state, 'word', at('2026-11-03 09:30'));
  expect(recipients(looked, 'outside')).toEqual(['#atlas-stakeholders', 'dana']);
  expect(recipients(next, 'escalated')).toEqual(['raj']);
});

test('when it climbs, whoever had it hears of it; others who were asked see it on their card', () => {
  const owned = act(raised().state, 'kim', { do: 'acknowledge' }, at('2026-11-02 10:05')).state;
  expect(recipients(fire(owned, 'resolve', CLOSE), 'escalated')).toEqual(['raj', 'kim']);
  expect(
    recipients(act(owned, 'kim', { do: 'escalate', reason: 'x' }, at('2026-11-02 10:12')), 'escalated'),
  ).toEqual(['raj']);
});

test('a timer that fires days late climbs one level, counted from when it fired', () => {
  const late = at('2026-11-05 12:00');
  const next = fire(raised().state, 'resolve', late);
  expect(next.state).toMatchObject({ level: 2, levelSince: late, resolveBy: at('2026-11-06 12:00') });
});

test('the owner of a level does not own the next one', () => {
  const owned = act(raised().state, 'kim', { do: 'acknowledge' }, at('2026-11-02 10:05')).state;
  const next = fire(owned, 'resolve', CLOSE).state;
  expect(next.owner).toBeUndefined();
  expect(next.acknowledged).toBeUndefined();
});

test('level 3 is wide: leadership, channel; quiet hours are broken for those who are asked', () => {
  const two = fire(raised().state, 'resolve', CLOSE).state;
  const three = fire(two, 'resolve', at('2026-11-03 17:00'));
  expect(three.state).toMatchObject({ level: 3, targets: ['dana'], resolveBy: at('2026-11-05 17:00') });
  const loud = items(three).filter((item) => item.loud);
  expect(loud.map(({ kind, to }) => [kind, to])).toEqual([['card', { person: 'dana' }]]);
  expect(items(fire(raised().state, 'resolve', CLOSE)).some(({ loud }) => loud)).toBe(false);
});

function exhausted() {
  const two = fire(raised().state, 'resolve', CLOSE).state;
  const three = fire(two, 'resolve', at('2026-11-03 17:00')).state;
  return fire(three, 'resolve', at('2026-11-05 17:00'));
}

test('after level 3 leadership and coordinator are reminded each working morning, and it stays open', () => {
  const first = exhausted();
  expect(first.state).toMatchObject({ state: 'exhausted', live: true });
  expect(recipients(first, 'exhausted-reminder')).toEqual(['dana', 'mia']);
  expect(armed(first).remind?.due).toBe(at('2026-11-06 09:00'));
  const friday = fire(first.state, 'remind', at('2026-11-06 09:00'));
  expect(recipients(friday, 'exhausted-reminder')).toEqual(['dana', 'mia']);
  expect(armed(friday).remind?.due).toBe(at('2026-11-09 09:00'));
});

test('nobody is reminded on leave', () => {
  const seen = view({ absences: [away('dana', '2026-11-05', '2026-11-10')] });
  expect(
    recipients(fire(exhausted().state, 'remind', at('2026-11-06 09:00'), seen), 'exhausted-reminder'),
  ).toEqual(['mia']);
});

test('a timer whose arming number is old, or that was never armed, decides nothing', () => {
  const { state } = raised();
  const old = machine(state, { do: 'timer', timer: 'resolve', arming: 0 }, CLOSE);
  expect(old).toEqual({ state, events: [], effects: [] });
  expect(old.state).toBe(state);
  expect(machine(state, { do: 'timer', timer: 'hold', arming: 1 }, CLOSE).state).toBe(state);
});

test('a timer that fires twice decides once', () => {
  const once = fire(raised().state, 'respond', at('2026-11-02 11:00')).state;
  expect(fire(once, 'respond', at('2026-11-02 11:01')).state).toBe(once);
});

test('nobody at a level: the next one at once, and the operators are alarmed', () => {
  const team = {
    ...ATLAS,
    policy: { ...ATLAS.policy, 2: { ...ATLAS.policy[2], who: ['mediator'], deputies: [] } },
  };
  const next = fire(raised({}, { view: view({ team }) }).state, 'resolve', CLOSE, view({ team }));
  expect(next.state).toMatchObject({ level: 3, targets: ['dana'] });
  expect(recipients(next, 'alarm')).toEqual(['ivo']);
  expect(happened(next)).toEqual(expect.arrayContaining(['climbed', 'alarm', 'skipped level', 'asked']));
});

test('all of a level on a long leave: the next one at once; the deputy stands in where there is one', () => {
  const seen = view({ absences: [away('ivo', '2026-11-02', '2026-11-20')] });
  expect(fire(raised().state, 'resolve', CLOSE, seen).state).toMatchObject({
    level: 2,
    targets: ['mia'],
    deputised: { people: ['mia'] },
  });
  const none = view({
    absences: [away('ivo', '2026-11-02', '2026-11-20'), away('mia', '2026-11-02', '2026-11-20')],
  });
  expect(fire(raised().state, 'resolve', CLOSE, none).state).toMatchObject({ level: 3, targets: ['dana'] });
});

test('nobody at level 3: alarm, and again each working morning, until somebody is there', () => {
  const gone = withMember(ATLAS, 'ivo', {});
  const team = { ...gone, leadership: [] };
  const two = fire(raised().state, 'resolve', CLOSE).state;
  const three = fire(two, 'resolve', at('2026-11-03 17:00'), view({ team }));
  expect(three.state).toMatchObject({ state: 'open', level: 3, targets: [] });
  expect(recipients(three, 'alarm')).toEqual(['ivo']);
  expect(armed(three).remind?.due).toBe(at('2026-11-04 09:00'));
  const again = fire(three.state, 'remind', at('2026-11-04 09:00'), view({ team }));
  expect(recipients(again, 'alarm')).toEqual(['ivo']);
  expect(again.state.epoch).toBe(three.state.epoch);
  const found = fire(again.state, 'remind', at('2026-11-05 09:00'));
  expect(found.state).toMatchObject({ targets: ['dana'], resolveBy: at('2026-11-09 09:00') });
});

test('nobody of a level works before its deadline: its clocks start with the first opening, once', () => {
  const lateWeek = calendar('Europe/Berlin', [
    [],
    [],
    [],
    [],
    [{ from: 540, to: 1020 }],
    [{ from: 540, to: 1020 }],
    [],
  ]);
  const team = withLevel(withMember(ATLAS, 'ivo', { calendar: lateWeek }), 2, { deputies: [] });
  const seen = view({ team });
  const next = fire(raised({}, { view: seen }).state, 'resolve', CLOSE, seen);
  expect(next.state).toMatchObject({
    level: 2,
    targets: ['ivo'],
    levelSince: CLOSE,
    delayedTo: at('2026-11-05 09:00'),
    respondBy: at('2026-11-05 11:00'),
    resolveBy: at('2026-11-06 09:00'),
  });
  expect(happened(next)).toContain('delayed');
  const again = act(
    { ...next.state, downs: 0 },
    'ivo',
    { do: 'deescalate', reason: 'Team can' },
    at('2026-11-05 10:00'),
    seen,
  ).state;
  const second = fire(again, 'resolve', at('2026-11-10 08:00'), seen);
  expect(second.state.level).toBe(3);
});

test('the clocks of a level never wait longer for somebody on leave than the level lasts', () => {
  const seen = (to: string) =>
    view({ team: withLevel(ATLAS, 2, { deputies: [] }), absences: [away('ivo', '2026-11-02', to)] });
  expect(
    fire(raised({}, { view: seen('2026-11-04') }).state, 'resolve', CLOSE, seen('2026-11-04')).state,
  ).toMatchObject({
    level: 2,
    delayedTo: at('2026-11-04 09:00'),
  });
  expect(
    fire(raised({}, { view: seen('2026-11-09') }).state, 'resolve', CLOSE, seen('2026-11-09')).state.level,
  ).toBe(3);
});

test('a holiday that appears moves what has not fired, with an event; what has fired stands', () => {
  const { state } = raised({}, { now: at('2026-11-02 16:00') });
  expect(state.resolveBy).toBe(at('2026-11-03 17:00'));
  const holiday = calendar('Europe/Berlin', ATLAS.calendar.week, [['2026-11-03', 'A holiday']]);
  const seen = view({ team: { ...ATLAS, calendar: holiday } });
  const moved = machine(state, { do: 'recompute' }, at('2026-11-02 16:30'), seen);
  expect(moved.state).toMatchObject({ resolveBy: at('2026-11-04 17:00'), epoch: 2 });
  expect(happened(moved)).toEqual(['recomputed']);
  expect(armed(moved).resolve?.due).toBe(at('2026-11-04 17:00'));
  expect(machine(moved.state, { do: 'recompute' }, at('2026-11-02 16:31'), seen).state).toBe(moved.state);
});

test('the deadline of a level crosses the end of daylight saving on the wall clock', () => {
  const friday = at('2026-10-23 17:00');
  const { state } = raised({}, { now: at('2026-10-23 10:00') });
  const next = fire(state, 'resolve', friday).state;
  expect(next.resolveBy).toBe(at('2026-10-26 17:00'));
  expect((next.resolveBy ?? 0) - friday).toBe((3 * 24 + 1) * 3_600_000);
});

test('MONDAY is what the cases count from', () => expect(MONDAY).toBe(Date.UTC(2026, 10, 2, 9)));

test('an answer due exactly at the deadline is not waited for', () => {
  const team = withLevel(ATLAS, 1, { respond: { kind: 'working_hours', n: 7 } });
  expect(raised({}, { view: view({ team }) }).state.respondBy).toBeUndefined();
});

test('each level has a warning of its own', () => {
  const warned = fire(raised().state, 'warn', at('2026-11-02 15:15')).state;
  const next = fire(warned, 'resolve', CLOSE);
  expect(next.state.warnAt).toBe(at('2026-11-03 15:00'));
  expect(armed(next).warn?.due).toBe(at('2026-11-03 15:00'));
});

test('a warning that comes after the deadline is dropped with an event', () => {
  const late = fire(raised().state, 'warn', CLOSE);
  expect(items(late)).toEqual([]);
  expect(happened(late)).toEqual(['warning dropped']);
});

test('the deputies of a level are asked once', () => {
  const seen = view({ team: withLevel(ATLAS, 1, { deputies: ['architect'] }) });
  const late = fire(raised({}, { view: seen }).state, 'respond', at('2026-11-02 11:00'), seen).state;
  const given = act(late, 'ivo', { do: 'reassign', to: 'lea' }, at('2026-11-02 11:30'), seen).state;
  const again = fire(given, 'respond', at('2026-11-02 12:30'), seen);
  expect(recipients(again, 'respond-reminder')).toEqual(['lea']);
  expect(recipients(again, 'deputy')).toEqual([]);
});

test('a level tells the channel only if its policy says so', () => {
  const team = withLevel(ATLAS, 2, { tell: ['product-owner'] });
  const next = fire(raised({}, { view: view({ team }) }).state, 'resolve', CLOSE, view({ team }));
  expect(recipients(next, 'card')).toEqual(['ivo', 'mia']);
  expect(recipients(next, 'outside')).toEqual([]);
});
