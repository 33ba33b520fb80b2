import { SECOND } from '../../../src/core/time.ts';
import type { Clock } from '../../../src/ports.ts';

/** Slack waits 3 s for the acknowledgement; after so long a person is told that nothing was saved. */
const PATIENCE = 2 * SECOND;

export type Timely<T> = { in: 'time'; value: T } | { in: 'vain' };

/** What the promise gives within 2 s; it goes on all the same when it takes longer. */
export function inTime<T>(promise: Promise<T>, clock: Clock): Promise<Timely<T>> {
  return new Promise((resolve, reject) => {
    const callOff = clock.wake(clock.now() + PATIENCE, () => resolve({ in: 'vain' }));
    promise.then(
      (value) => {
        callOff();
        resolve({ in: 'time', value });
      },
      (error) => {
        callOff();
        reject(error);
      },
    );
  });
}
