import type { AuditEvent } from '../decision.ts';
import type { LevelNumber } from '../team.ts';
import type { Instant, Interval } from '../time.ts';
import { type Standing, standingIn } from './standing.ts';

/** Whether a deadline was met, and the instant at which that was settled. */
export interface Settled {
  at: Instant;
  met: boolean;
}

/** One time at one level with running clocks, from their beginning on. A level that is entered twice is two stays. */
export interface Stay {
  level: LevelNumber;
  since: Instant;
  /** The first acknowledgement. */
  acknowledged?: Instant;
  /** `respondBy`: settled by the first acknowledgement, or by its passing, whichever came first. */
  respond?: Settled;
  resolved?: Instant;
  /** `resolveBy`: settled by the resolution, or by its passing. A resolution during a hold meets it. Sent up or down, or
   * cancelled before, it is never settled. */
  resolve?: Settled;
}

/** The stays of one escalation out of its events, in the order they were first heard of. Where no clock ran (just told,
 * or taken before its day) there is none. */
export function staysIn(events: readonly AuditEvent[]): Stay[] {
  const stays = new Map<string, Stay>();
  for (const { what, at, facts } of inOrder(events)) {
    const standing = standingIn(facts);
    if (!standing || !clocked(standing)) continue;
    const key = `${standing.level} ${standing.since}`;
    const stay = stays.get(key) ?? { level: standing.level, since: standing.since };
    stays.set(key, { ...stay, ...READS[what]?.(stay, standing, at) });
  }
  return [...stays.values()];
}

/** A running clock has a deadline; a hold froze one, and past the last level it is over. */
export function clocked({ resolveBy, was }: Standing): boolean {
  return resolveBy !== undefined || was === 'held' || was === 'exhausted';
}

type Read = (stay: Stay, standing: Standing, at: Instant) => Partial<Stay>;

const RESPONSE_MISSED: Read = ({ respond }, _, at) => ({ respond: respond ?? { at, met: false } });
const RESOLUTION_MISSED: Read = ({ resolve }, _, at) => ({ resolve: resolve ?? { at, met: false } });

/** What each event says about the stay that it happened in. */
const READS: Readonly<Record<string, Read>> = {
  acknowledged: ({ acknowledged, respond }, { respondBy }, at) => ({
    acknowledged: acknowledged ?? at,
    ...(respondBy === undefined ? {} : { respond: respond ?? { at, met: at <= respondBy } }),
  }),
  reminded: RESPONSE_MISSED,
  'reminder dropped': RESPONSE_MISSED,
  resolved: ({ resolve }, { resolveBy, was }, at) => ({
    resolved: at,
    ...(resolveBy === undefined && was !== 'held'
      ? {}
      : { resolve: resolve ?? { at, met: resolveBy === undefined || at <= resolveBy } }),
  }),
  climbed: RESOLUTION_MISSED,
  exhausted: RESOLUTION_MISSED,
};

const ENDS_HOLD = new Set(['resumed', 'escalated', 'resolved', 'cancelled']);

/** When its clocks stood still, out of one escalation's events: on hold, or because its team was paused. What lasts has no
 * end yet. */
export function holdsIn(events: readonly AuditEvent[]): Interval[] {
  const holds: Interval[] = [];
  const why = new Set<'held' | 'paused'>();
  let since = 0;
  for (const { what, at } of inOrder(events)) {
    const stood = why.size > 0;
    if (what === 'held' || what === 'paused') why.add(what);
    if (ENDS_HOLD.has(what)) why.delete('held');
    if (what === 'unpaused' || what === 'resolved' || what === 'cancelled') why.delete('paused');
    if (!stood && why.size > 0) since = at;
    if (stood && why.size === 0) holds.push({ from: since, to: at });
  }
  return why.size === 0 ? holds : [...holds, { from: since, to: Number.POSITIVE_INFINITY }];
}

function inOrder(events: readonly AuditEvent[]): AuditEvent[] {
  return events.toSorted((a, b) => a.at - b.at);
}
