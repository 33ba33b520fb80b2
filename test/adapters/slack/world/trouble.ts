import type { Instant, Span } from '../../../../src/core/time.ts';

/** What goes wrong with one call. `fine` lets it through, for a later one to go wrong. */
export type Fault =
  | 'fine'
  /** 429, to wait so many seconds. */
  | { limited: number }
  /** An error of Slack's own, as `channel_not_found`. */
  | { error: string; needed?: string }
  /** The connection breaks `before` or `after` Slack did what was asked. */
  | { lost: 'before' | 'after' }
  /** This HTTP status, `before` or `after` Slack did what was asked. */
  | { status: number; when: 'before' | 'after' };

/** The faults that tests have planned, by method. */
export function createTrouble() {
  const planned = new Map<string, Fault[]>();
  const always = new Map<string, Fault>();
  return {
    next: (method: string): Fault => planned.get(method)?.shift() ?? always.get(method) ?? 'fine',
    fail(method: string, ...faults: Fault[]): void {
      planned.set(method, [...(planned.get(method) ?? []), ...faults]);
    },
    failAlways(method: string, fault: Fault | undefined): void {
      if (fault) always.set(method, fault);
      else always.delete(method);
    },
  };
}

/** `count` calls in any `per` ms; with `each`, for each value of that argument. */
export interface Limit {
  method: string;
  count: number;
  per: Span;
  each?: string;
}

/** Slack's limits on the clock it is given. */
export function createLimits(limits: readonly Limit[], now: () => Instant) {
  const made = new Map<string, Instant[]>();

  function recent(limit: Limit, args: ReadonlyMap<string, string>): { key: string; calls: Instant[] } {
    const key = `${limit.method}|${limit.per}|${limit.each ? args.get(limit.each) : ''}`;
    return { key, calls: (made.get(key) ?? []).filter((at) => at > now() - limit.per) };
  }

  return {
    /** Counts the call; or gives the seconds to wait when it is one too many. */
    take(method: string, args: ReadonlyMap<string, string>): number | undefined {
      const mine = limits.filter((limit) => limit.method === method);
      const waits = mine.flatMap((limit) => {
        const { calls } = recent(limit, args);
        const oldest = calls[calls.length - limit.count];
        return oldest === undefined ? [] : [oldest + limit.per - now()];
      });
      if (waits.length > 0) return Math.max(1, Math.ceil(Math.max(...waits) / 1000));
      for (const limit of mine) {
        const { key, calls } = recent(limit, args);
        made.set(key, [...calls, now()]);
      }
      return undefined;
    },
  };
}
