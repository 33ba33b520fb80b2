import type { Span } from '../core/time.ts';
import type { Clock } from '../ports.ts';
import { machineClock } from './clock.ts';

export interface Soon {
  soon(): void;
  stop(): void;
}

/** Where somebody always asks again, the work is put off this many times `quiet`, and not longer. */
const PATIENCE = 12;

/** Does the work once nobody has asked for it for `quiet` ms, and at the latest a dozen times as long after the first asked:
 * in a large workspace something changes every second. Nothing begins after `stop`. */
export function settled(quiet: Span, work: () => Promise<void>, clock: Clock = machineClock): Soon {
  let callOff = () => {};
  let latest: number | undefined;
  let stopped = false;
  const begin = (): void => {
    latest = undefined;
    void work();
  };
  return {
    soon() {
      if (stopped) return;
      callOff();
      const now = clock.now();
      latest ??= now + PATIENCE * quiet;
      callOff = clock.wake(Math.min(now + quiet, latest), begin);
    },
    stop() {
      stopped = true;
      callOff();
    },
  };
}
