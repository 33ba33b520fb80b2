import { expect, test } from 'vitest';
import { decide } from '../../../src/core/escalation/decide.ts';
import type { Escalation } from '../../../src/core/escalation/escalation.ts';
import { holdsIn } from '../../../src/core/escalation/stays.ts';
import type { Instant } from '../../../src/core/time.ts';
import { act, at, raised, view } from './atlas.ts';

const pause = (one: Escalation, now: Instant) => decide(one, { do: 'pause' }, view(), now).state;
const unpause = (one: Escalation, now: Instant) => decide(one, { do: 'unpause' }, view(), now).state;

/** Raised on a Monday at ten in Berlin; the team works from nine to five. */
const open = raised().state;

test('a pause keeps what was left, and every deadline moves by the working time it took', () => {
  const paused = pause(open, at('2026-11-02 10:30'));
  expect(paused).toMatchObject({ state: 'open', epoch: open.epoch, targets: open.targets });
  expect([paused.respondBy, paused.warnAt, paused.resolveBy]).toEqual([undefined, undefined, undefined]);
  const again = unpause(paused, at('2026-11-02 12:30'));
  expect(again.paused).toBeUndefined();
  const twoHours = 2 * 3_600_000;
  expect(again.respondBy).toBe(open.respondBy! + twoHours);
  expect(again.resolveBy).toBe(at('2026-11-03 11:00'));
  // Calendar changes recompute from the same clocks: nothing moves.
  expect(decide(again, { do: 'recompute' }, view(), at('2026-11-02 12:31')).state).toBe(again);
});

test('a pause over night takes no more than its working time', () => {
  const again = unpause(pause(open, at('2026-11-02 16:00')), at('2026-11-03 10:00'));
  expect(again.resolveBy).toBe(at('2026-11-03 11:00'));
});

test('who has taken it during a pause is not asked again; the time to resolve goes on', () => {
  const taken = act(
    pause(open, at('2026-11-02 10:15')),
    'kim',
    { do: 'acknowledge' },
    at('2026-11-02 11:00'),
  ).state;
  const again = unpause(taken, at('2026-11-02 11:15'));
  expect(again).toMatchObject({ state: 'acknowledged', owner: 'kim', resolveBy: at('2026-11-03 10:00') });
  expect(again.respondBy).toBeUndefined();
});

test('what ended in a pause stays ended, and its next life has clocks of its own', () => {
  const resolved = act(
    pause(open, at('2026-11-02 10:15')),
    'raj',
    { do: 'resolve', how: 'x' },
    at('2026-11-02 11:00'),
  );
  const again = unpause(resolved.state, at('2026-11-02 12:00'));
  expect(again).toMatchObject({ state: 'resolved', live: false });
  expect(again.resolveBy).toBeUndefined();
  const reopened = act(again, 'raj', { do: 'reopen', reason: 'Back' }, at('2026-11-02 13:00')).state;
  expect(reopened.resolveBy).toBeGreaterThan(at('2026-11-02 13:00'));
});

test('a second pause or an end without a pause changes nothing', () => {
  const paused = pause(open, at('2026-11-02 10:30'));
  expect(pause(paused, at('2026-11-02 11:00'))).toBe(paused);
  expect(unpause(open, at('2026-11-02 11:00'))).toBe(open);
});

test('the clocks stand still while it is held or its team is paused', () => {
  const event = (what: string, now: number) =>
    ({ team: 'atlas', about: 'escalation:atlas-1', what, who: 'timer', at: now, from: 'engine' }) as const;
  expect(holdsIn([event('held', 1), event('paused', 3), event('resumed', 5), event('unpaused', 7)])).toEqual([
    { from: 1, to: 7 },
  ]);
  expect(holdsIn([event('paused', 1), event('unpaused', 2), event('held', 4)])).toEqual([
    { from: 1, to: 2 },
    { from: 4, to: Number.POSITIVE_INFINITY },
  ]);
});

test('a clock that goes back during a hold takes nothing off the time held before', () => {
  const hold = (one: Escalation, now: Instant) => {
    const until = at('2026-11-05 09:00');
    const asked = act(one, 'kim', { do: 'askHold', until, reason: 'Vendor' }, now).state;
    return act(asked, 'mia', { do: 'grantHold' }, now).state;
  };
  const end = (one: Escalation, now: Instant) => act(one, 'mia', { do: 'endHold' }, now).state;
  const owned = act(open, 'kim', { do: 'acknowledge' }, at('2026-11-02 10:10')).state;
  const once = end(hold(owned, at('2026-11-02 11:00')), at('2026-11-02 12:00'));
  expect(once.heldFor).toBe(3_600_000);
  const twice = end(hold(once, at('2026-11-02 13:00')), at('2026-11-02 12:30'));
  expect(twice.heldFor).toBe(3_600_000);
});
