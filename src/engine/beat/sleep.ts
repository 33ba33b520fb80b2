import type { Instant } from '../../core/time.ts';
import type { Clock } from '../../ports.ts';

/** One wake-up at a time, at the earliest instant that was asked for. */
export interface Sleep {
  atMostUntil(at: Instant): void;
  /** Forgets the wake-up. */
  end(): void;
}

export function createSleep(clock: Clock, wakeUp: () => void): Sleep {
  let wake: { at: Instant; callOff: () => void } | undefined;

  function end(): void {
    wake?.callOff();
    wake = undefined;
  }

  function atMostUntil(at: Instant): void {
    if (wake && wake.at <= at) return;
    end();
    const callOff = clock.wake(at, () => {
      wake = undefined;
      wakeUp();
    });
    wake = { at, callOff };
  }

  return { atMostUntil, end };
}
