import { type Instant, MINUTE } from '../core/time.ts';

/** So many requests a minute are answered with one token, and so many with wrong ones altogether. */
const MOST_RIGHT = 120;
const MOST_WRONG = 60;

/** Counts requests by the minute. */
export interface Pace {
  /** False once a token has asked too often in this minute. */
  takes(token: string): boolean;
  /** False once too many wrong tokens were tried in this minute. */
  takesWrong(): boolean;
  /** Seconds until the next minute. */
  wait(): number;
}

export function createPace(now: () => Instant): Pace {
  let minute = 0;
  let wrong = 0;
  const asked = new Map<string, number>();

  function look(): void {
    const present = Math.floor(now() / MINUTE);
    if (present === minute) return;
    minute = present;
    wrong = 0;
    asked.clear();
  }

  return {
    takes(token) {
      look();
      const times = (asked.get(token) ?? 0) + 1;
      asked.set(token, times);
      return times <= MOST_RIGHT;
    },
    takesWrong() {
      look();
      wrong += 1;
      return wrong <= MOST_WRONG;
    },
    wait: () => Math.max(1, Math.ceil((MINUTE - (now() % MINUTE)) / 1_000)),
  };
}
