/** The engine's own beat over the real clock, with handlers of the bench and nothing to deliver. */
import { type Beat, createBeat } from '../src/engine/beat/beat.ts';
import type { ClaimedJob, Clock, Jobs, Tx } from '../src/ports.ts';
import { kind } from './workload.ts';

/** Milliseconds with fractions, so that lateness can be told. */
export function exactNow(): number {
  return performance.timeOrigin + performance.now();
}

/** Handles every job of the bench's kind. */
export function benchBeat(
  jobs: Jobs,
  handle: (job: ClaimedJob, tx: Tx) => Promise<void>,
  clock: Clock = realClock,
): Beat {
  const quiet = () => {};
  return createBeat({
    clock,
    jobs,
    handlers: { [kind]: handle },
    delivery: { bind: async () => 0, send: async () => 0, next: async () => undefined },
    alarm: async ({ text }) => {
      throw new Error(text);
    },
    log: { debug: quiet, info: quiet, warn: console.warn, error: console.error },
  });
}

const realClock: Clock = {
  now: exactNow,
  wake(at, call) {
    const timer = setTimeout(call, Math.max(0, at - exactNow()));
    return () => clearTimeout(timer);
  },
};
