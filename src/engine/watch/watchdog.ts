import type { Clock } from '../../ports.ts';
import type { Alarms } from './alarm.ts';
import { createJumpWatch, isSteady } from './jump.ts';
import type { Overdue } from './overdue.ts';

export interface WatchdogNeeds {
  clock: Clock;
  overdue(): Promise<readonly Overdue[]>;
  alarms: Pick<Alarms, 'raise' | 'look'>;
  /** The clock is moved by hand: a leap is not a fault. */
  stepped?: boolean;
}

/** One look, to be taken once a minute: raises an alarm for everything that is overdue, and ends what is over. While a leap
 * of the clock is not confirmed, nothing is taken for overdue. Errors of the store come out. */
export function createWatchdog(needs: WatchdogNeeds): () => Promise<void> {
  const judge = createJumpWatch();
  return async () => {
    if (needs.stepped || isSteady(judge(needs.clock.now()))) {
      for (const { what, text } of await needs.overdue())
        await needs.alarms.raise({ key: `overdue:${what}`, text: `${text} ${ADVICE[what]}` });
    }
    await needs.alarms.look();
  };
}

const ADVICE: Readonly<Record<Overdue['what'], string>> = {
  jobs: 'Rondo is stuck or too slow. If this does not end by itself, look into the log and restart Rondo.',
  items: 'Rondo is stuck or too slow. If this does not end by itself, look into the log and restart Rondo.',
  messages:
    'Nothing is lost, and Rondo keeps trying. Is the chat down, or was a token taken back? The log says what went wrong.',
};
