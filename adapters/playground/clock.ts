import { setImmediate } from 'node:timers/promises';
import type { Instant, Span } from '../../src/core/time.ts';
import type { Clock } from '../../src/ports.ts';

/** A clock that can be moved forward. */
export interface SettableClock extends Clock {
  set(instant: Instant): void;
}

/** Where the playground's clock keeps how far it is ahead of the real one. */
export interface OffsetStore {
  load(): Span;
  save(offset: Span): void;
}

/** What lets time pass: when the next thing is due, and the work that is due being done. */
export interface Stepper {
  next(): Promise<Instant | undefined>;
  settle(): Promise<void>;
}

/** A clock that only moves when it is told to. `set` runs the wake-ups on the way in their order, each at its own
 * instant; it throws when it would go back. */
export function manualClock(start: Instant): SettableClock {
  let now = start;
  const wakes = wakeList();
  return {
    now: () => now,
    wake(at, call) {
      const wake = wakes.add(at, call);
      if (at <= now) queueMicrotask(() => wakes.fire(wake));
      return () => wakes.remove(wake);
    },
    set(instant) {
      if (instant < now) {
        const [to, at] = [instant, now].map((one) => new Date(one).toISOString());
        throw new Error(`The clock only moves forward: it shows ${at} and was set to ${to}.`);
      }
      for (let wake = wakes.first(instant); wake; wake = wakes.first(instant)) {
        now = Math.max(now, wake.at);
        wakes.fire(wake);
      }
      now = instant;
    },
  };
}

const LONGEST_SLEEP = 60_000;

/** Real time plus an offset that only grows and is kept in `store`. Setting it to the past changes nothing. */
export function playgroundClock(store: OffsetStore, real: () => Instant = Date.now): SettableClock {
  const wakes = wakeList();
  const now = () => real() + store.load();
  let timer: NodeJS.Timeout | undefined;

  function fireDue(): void {
    for (let wake = wakes.first(now()); wake; wake = wakes.first(now())) wakes.fire(wake);
    sleep();
  }
  function sleep(): void {
    clearTimeout(timer);
    const first = wakes.first(Number.POSITIVE_INFINITY);
    if (first) timer = setTimeout(fireDue, Math.max(0, Math.min(first.at - now(), LONGEST_SLEEP))).unref();
  }

  return {
    now,
    wake(at, call) {
      const wake = wakes.add(at, call);
      sleep();
      return () => {
        wakes.remove(wake);
        sleep();
      };
    },
    set(instant) {
      const ahead = instant - now();
      if (ahead <= 0) return;
      store.save(store.load() + ahead);
      fireDue();
    },
  };
}

/** After so many tries at one instant, what is due there will never be done. */
const MOST_TRIES = 100;

export interface Walk {
  /** Called after each step with the instant reached and the number of steps. */
  progress?: (at: Instant, steps: number) => void;
  signal?: AbortSignal;
  /** Asked after each step: true ends the walk there. */
  enough?: () => boolean;
}

/** Moves the clock to `target` through each due instant on the way: set, settle, and on. Between steps the process does
 * its other work, so that a page stays alive. Gives back the number of steps and whether it got there or was stopped.
 * Throws when something stays due for good. */
export async function stepTo(
  clock: SettableClock,
  target: Instant,
  stepper: Stepper,
  how: Walk = {},
): Promise<{ reached: boolean; steps: number }> {
  let steps = 0;
  let tries = 0;
  await stepper.settle();
  for (let due = await stepper.next(); due !== undefined && due <= target; due = await stepper.next()) {
    if (how.signal?.aborted) return { reached: false, steps };
    tries = due <= clock.now() ? tries + 1 : 0;
    if (tries > MOST_TRIES) {
      throw new Error(
        `What was due at ${new Date(due).toISOString()} is still due after ${MOST_TRIES} tries.`,
      );
    }
    forward(clock, due);
    await stepper.settle();
    steps += 1;
    how.progress?.(due, steps);
    if (how.enough?.()) return { reached: true, steps };
    await setImmediate();
  }
  if (how.signal?.aborted) return { reached: false, steps };
  forward(clock, target);
  await stepper.settle();
  return { reached: true, steps };
}

function forward(clock: SettableClock, to: Instant): void {
  if (to > clock.now()) clock.set(to);
}

interface Wake {
  at: Instant;
  call: () => void;
}

function wakeList() {
  let waiting: Wake[] = [];
  const remove = (wake: Wake) => {
    waiting = waiting.filter((one) => one !== wake);
  };
  return {
    remove,
    add(at: Instant, call: () => void): Wake {
      const wake = { at, call };
      const index = waiting.findIndex((one) => one.at > at);
      waiting = index < 0 ? [...waiting, wake] : waiting.toSpliced(index, 0, wake);
      return wake;
    },
    /** The earliest that is due by `until`. */
    first: (until: Instant) => (waiting[0] && waiting[0].at <= until ? waiting[0] : undefined),
    fire(wake: Wake): void {
      if (!waiting.includes(wake)) return;
      remove(wake);
      wake.call();
    },
  };
}
