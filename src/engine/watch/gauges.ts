import { type Instant, MINUTE, type Span } from '../../core/time.ts';
import type { Jobs, Store } from '../../ports.ts';

/** How things stand at one moment, for whoever watches the process. */
export interface Gauges {
  /** Open blockers by level; private ones are counted, too. */
  escalations: Readonly<Record<1 | 2 | 3, number>>;
  /** What is on its way to people. */
  outbox: { items: number; messages: number };
  /** Of that, what should have gone out over five minutes ago. */
  overdue: { items: number; messages: number };
  /** How long the oldest job that is due has waited. */
  oldestJob: Span;
}

/** From here on something is overdue, in ms. */
const PATIENCE = 5 * MINUTE;
/** More messages than this are not looked at one by one. */
const MOST = 10_000;

/** Reads how things stand now. */
export async function gaugesNow(
  { read }: Pick<Store, 'read'>,
  jobs: Pick<Jobs, 'next'>,
  now: Instant,
): Promise<Gauges> {
  const limit = now - PATIENCE;
  const live = await read.escalations.find({ live: true });
  const pending = await read.messages.find({ pending: true }, { order: 'at', limit: MOST });
  const waiting = await read.items.count({ state: 'waiting' });
  const due = await jobs.next();
  const at = (level: number) => live.filter((one) => one.level === level).length;
  return {
    escalations: { 1: at(1), 2: at(2), 3: at(3) },
    outbox: { items: waiting, messages: await read.messages.count({ pending: true }) },
    overdue: {
      items: await read.items.count({ state: 'waiting', at: { below: limit } }),
      messages: pending.filter((row) => row.state !== 'posted' && (row.due ?? row.createdAt) < limit).length,
    },
    oldestJob: due === undefined ? 0 : Math.max(0, now - due),
  };
}
