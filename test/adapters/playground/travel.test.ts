import { expect, test } from 'vitest';
import { manualClock } from '../../../adapters/playground/clock.ts';
import { travelWith } from '../../../adapters/playground/travel.ts';
import { HOUR } from '../../../src/core/time.ts';
import { MONDAY } from './scene.ts';

function travelOver(due: number[], work: () => Promise<void> = async () => {}, posts = () => 0) {
  const clock = manualClock(MONDAY);
  const shown: (string | null)[] = [];
  const travel = travelWith({
    clock,
    stepper: {
      next: async () => due[0],
      settle: async () => {
        for (; due[0] !== undefined && due[0] <= clock.now(); due.shift()) await work();
      },
    },
    upcoming: async () => (due[0] === undefined ? undefined : { at: due[0], what: 'something' }),
    posts,
    changed: () => void shown.push(new Date(clock.now()).toISOString().slice(11, 16)),
    log: () => {},
  });
  return { clock, shown, travel };
}

test('each step of a walk is shown, from setting out to arriving', async () => {
  const { shown, travel } = travelOver([MONDAY + HOUR, MONDAY + 2 * HOUR]);
  await travel.set('tomorrow', 'Europe/Berlin');
  await travel.arrived();
  expect(shown).toEqual(['07:30', '08:30', '09:30', '08:00']);
});

test('a walk that is stopped ends with the step it is in', async () => {
  const due = [MONDAY + HOUR, MONDAY + 2 * HOUR];
  const { clock, travel } = travelOver(due, async () => void travel.stop());
  await travel.set('tomorrow', 'Europe/Berlin');
  await travel.arrived();
  expect(clock.now()).toBe(MONDAY + HOUR);
  expect(await travel.view()).toMatchObject({ moving: null, next: { at: MONDAY + 2 * HOUR }, problem: null });
});

test('nine in the morning is found across a change of the clocks', async () => {
  const { clock, travel } = travelOver([]);
  clock.set(Date.parse('2027-03-27T12:00:00Z'));
  await travel.set('tomorrow', 'Europe/Berlin');
  await travel.arrived();
  expect(new Date(clock.now()).toISOString()).toBe('2027-03-28T07:00:00.000Z');
});

test('the next event is the next thing that people see, past work that shows nothing', async () => {
  let done = 0;
  const due = [MONDAY + HOUR, MONDAY + 2 * HOUR, MONDAY + 3 * HOUR];
  const work = async () => {
    done += 1;
  };
  const { clock, travel } = travelOver(due, work, () => (done >= 2 ? 1 : 0));
  await travel.set('next', 'Europe/Berlin');
  await travel.arrived();
  expect(clock.now()).toBe(MONDAY + 2 * HOUR);
});
