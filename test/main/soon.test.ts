import { expect, test } from 'vitest';
import { manualClock } from '../../adapters/playground/clock.ts';
import { settled } from '../../src/main/soon.ts';

function counted() {
  const clock = manualClock(0);
  const done: number[] = [];
  const work = settled(5_000, async () => void done.push(clock.now()), clock);
  return { work, done, pass: (span: number) => clock.set(clock.now() + span) };
}

test('the work is done once, when nobody has asked for a while', () => {
  const { work, done, pass } = counted();
  work.soon();
  pass(4_000);
  work.soon();
  pass(20_000);
  expect(done).toEqual([9_000]);
});

test('where somebody asks every second, it is done once a minute all the same', () => {
  const { work, done, pass } = counted();
  for (let second = 0; second < 130; second += 1) {
    work.soon();
    pass(1_000);
  }
  expect(done).toEqual([60_000, 120_000]);
});

test('after its end nothing begins, whoever asks', () => {
  const { work, done, pass } = counted();
  work.soon();
  work.stop();
  work.soon();
  pass(60_000);
  expect(done).toEqual([]);
});
