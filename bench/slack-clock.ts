import type { Clock } from '../src/ports.ts';

/** A clock that has run `speed` times as fast as the world's since `epoch`, so that minutes of pace take seconds; the same
 * in every process that is given the same two. */
export function fastClock(epoch: number, speed: number): Clock {
  const now = () => Math.floor(epoch + (performance.timeOrigin + performance.now() - epoch) * speed);
  return {
    now,
    wake(at, call) {
      const timer = setTimeout(call, Math.max(0, (at - now()) / speed));
      return () => clearTimeout(timer);
    },
  };
}
