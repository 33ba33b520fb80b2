import type { Clock } from '../ports.ts';

/** The machine's own clock. */
export const machineClock: Clock = {
  now: () => Date.now(),
  wake(at, call) {
    const timer = setTimeout(call, Math.max(0, at - Date.now()));
    return () => clearTimeout(timer);
  },
};
