import { expect, test } from 'vitest';
import { oneAtATime } from '../../../src/engine/beat/one-at-a-time.ts';

function counted() {
  let inside = 0;
  let runs = 0;
  const seen: number[] = [];
  const work = oneAtATime(async () => {
    inside += 1;
    runs += 1;
    seen.push(inside);
    for (let n = 0; n < 5; n += 1) await null;
    inside -= 1;
    return runs;
  });
  return { work, seen, runs: () => runs };
}

test('runs never overlap, whenever they are asked for', async () => {
  const { work, seen } = counted();
  const asked: Promise<number>[] = [];
  for (let moment = 0; moment < 40; moment += 1) {
    asked.push(work.run());
    await null;
  }
  await Promise.all(asked);
  expect(new Set(seen)).toEqual(new Set([1]));
});

test('whoever asks while one runs gets a run that begins afterwards, shared with the others', async () => {
  const { work, runs } = counted();
  const first = work.run();
  const [second, third] = [work.run(), work.run()];
  expect(await Promise.all([first, second, third])).toEqual([1, 2, 2]);
  expect(runs()).toBe(2);
});

test('a run that fails is told to whoever asked for it, and the next one runs', async () => {
  let runs = 0;
  const work = oneAtATime(async () => {
    runs += 1;
    if (runs === 1) throw new Error('broken');
    return 'fine';
  });
  const [first, second] = [work.run(), work.run()];
  await expect(first).rejects.toThrow('broken');
  expect(await second).toBe('fine');
  await work.idle();
});
