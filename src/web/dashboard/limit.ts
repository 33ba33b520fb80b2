import { type Instant, MINUTE } from '../../core/time.ts';

export interface Limit {
  /** Counts one. False when it was one too many in this minute. */
  take(who: string): boolean;
}

/** So many a minute for each address. */
export function perMinute(most: number, now: () => Instant): Limit {
  let minute = -1;
  const counts = new Map<string, number>();
  return {
    take(who) {
      const present = Math.floor(now() / MINUTE);
      if (present !== minute) counts.clear();
      minute = present;
      const count = (counts.get(who) ?? 0) + 1;
      counts.set(who, count);
      return count <= most;
    },
  };
}
