import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { manualClock, playgroundClock, type Stepper, stepTo } from '../../../adapters/playground/clock.ts';

describe('a clock moved by hand', () => {
  test('wake-ups on the way run in their order, each at its own instant', () => {
    const clock = manualClock(0);
    const seen: [string, number][] = [];
    clock.wake(300, () => seen.push(['late', clock.now()]));
    clock.wake(100, () => {
      seen.push(['early', clock.now()]);
      clock.wake(200, () => seen.push(['armed on the way', clock.now()]));
    });
    clock.wake(500, () => seen.push(['not yet', clock.now()]));
    clock.set(400);
    expect(seen).toEqual([
      ['early', 100],
      ['armed on the way', 200],
      ['late', 300],
    ]);
    expect(clock.now()).toBe(400);
  });

  test('it never goes back', () => {
    const clock = manualClock(1_000);
    expect(() => clock.set(999)).toThrow('only moves forward');
  });

  test('a wake-up that was called off stays silent', () => {
    const clock = manualClock(0);
    const call = vi.fn();
    clock.wake(100, call)();
    clock.set(200);
    expect(call).not.toHaveBeenCalled();
  });

  test('a wake-up for an instant that has passed comes at once, once', async () => {
    const clock = manualClock(100);
    const call = vi.fn();
    clock.wake(50, call);
    expect(call).not.toHaveBeenCalled();
    await Promise.resolve();
    clock.set(200);
    expect(call).toHaveBeenCalledTimes(1);
  });
});

describe("the playground's clock", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  function kept(offset = 0) {
    const saved = [offset];
    return { saved, load: () => saved.at(-1) ?? 0, save: (next: number) => void saved.push(next) };
  }

  test('it runs with real time, ahead by the kept offset', () => {
    const clock = playgroundClock(kept(500));
    expect(clock.now()).toBe(1_000_500);
    vi.advanceTimersByTime(200);
    expect(clock.now()).toBe(1_000_700);
  });

  test('setting it keeps how far it is ahead; setting it back changes nothing', () => {
    const store = kept(500);
    const clock = playgroundClock(store);
    clock.set(1_002_000);
    clock.set(1_000_000);
    expect(store.saved).toEqual([500, 2_000]);
    expect(playgroundClock(store).now()).toBe(1_002_000);
  });

  test('wake-ups come when the offset time has come: by waiting, also long, or by a jump', () => {
    const clock = playgroundClock(kept(500));
    const [short, long, jumped] = [vi.fn(), vi.fn(), vi.fn()];
    clock.wake(1_001_500, short);
    clock.wake(1_301_500, long);
    clock.wake(9_000_000, jumped);
    vi.advanceTimersByTime(999);
    expect(short).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(short).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(300_000);
    expect(long).toHaveBeenCalledTimes(1);
    clock.set(9_000_000);
    expect(jumped).toHaveBeenCalledTimes(1);
  });

  test('a wake-up that was called off stays silent', () => {
    const clock = playgroundClock(kept());
    const call = vi.fn();
    clock.wake(1_000_100, call)();
    vi.advanceTimersByTime(1_000);
    expect(call).not.toHaveBeenCalled();
  });
});

describe('stepping through time', () => {
  test('every due instant up to the target is reached and settled in turn, also those armed on the way', async () => {
    const clock = manualClock(0);
    const work = stepperOver(clock, [100, 250, 400]);
    work.whenAt(100, () => work.arm(150));
    const progress: [number, number][] = [];
    const end = await stepTo(clock, 300, work, { progress: (at, steps) => progress.push([at, steps]) });
    expect(work.done).toEqual([100, 150, 250]);
    expect(progress).toEqual([
      [100, 1],
      [150, 2],
      [250, 3],
    ]);
    expect(end).toEqual({ reached: true, steps: 3 });
    expect(clock.now()).toBe(300);
  });

  test('what is due at the target itself is done', async () => {
    const clock = manualClock(0);
    const work = stepperOver(clock, [300]);
    await stepTo(clock, 300, work);
    expect(work.done).toEqual([300]);
  });

  test('it stops at the step it is in, and does not go to the target', async () => {
    const clock = manualClock(0);
    const work = stepperOver(clock, [100, 200]);
    const stop = new AbortController();
    const end = await stepTo(clock, 300, work, { signal: stop.signal, progress: () => stop.abort() });
    expect(end).toEqual({ reached: false, steps: 1 });
    expect(clock.now()).toBe(100);
  });

  test('other work of the process runs between two steps', async () => {
    const clock = manualClock(0);
    const work = stepperOver(clock, [100, 200]);
    const order: string[] = [];
    setImmediate(() => order.push('page'));
    await stepTo(clock, 300, work, { progress: (at) => order.push(`step ${at}`) });
    expect(order).toEqual(['step 100', 'page', 'step 200']);
  });

  test('work that is late is done without moving the clock back', async () => {
    const clock = manualClock(500);
    const work = stepperOver(clock, [100]);
    await stepTo(clock, 600, work);
    expect(work.done).toEqual([500]);
  });

  test('something that stays due for good ends the walk with a sentence', async () => {
    const stuck: Stepper = { next: async () => 0, settle: async () => {} };
    await expect(stepTo(manualClock(0), 10, stuck)).rejects.toThrow('still due after 100 tries');
  });
});

/** A stepper whose work is a list of instants; `done` holds when each was worked on. */
function stepperOver(clock: { now(): number }, due: number[]) {
  const done: number[] = [];
  const calls = new Map<number, () => void>();
  return {
    done,
    arm: (at: number) => void due.push(at),
    whenAt: (at: number, call: () => void) => calls.set(at, call),
    next: async () => (due.length ? Math.min(...due) : undefined),
    settle: async () => {
      for (const at of due.filter((one) => one <= clock.now())) {
        due.splice(due.indexOf(at), 1);
        done.push(clock.now());
        calls.get(at)?.();
      }
    },
  };
}
