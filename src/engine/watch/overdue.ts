import { type Instant, MINUTE } from '../../core/time.ts';
import { count } from '../../core/wording.ts';
import type { Clock, Jobs, Store } from '../../ports.ts';

/** Something that should have happened over five minutes ago. */
export interface Overdue {
  what: 'jobs' | 'items' | 'messages';
  /** A sentence of numbers and times alone. */
  text: string;
  /** What the last try brought: words that may come from outside. */
  why?: string;
}

/** From here on something is overdue, in ms. */
const PATIENCE = 5 * MINUTE;
/** More than so many are not counted. */
const MOST = 10_000;

/** Everything that is overdue now; what waits for quiet hours, or is held after a storm, is not. */
export async function overdue(needs: {
  store: Store;
  jobs: Pick<Jobs, 'next'>;
  clock: Clock;
}): Promise<Overdue[]> {
  const limit = needs.clock.now() - PATIENCE;
  return [
    ...(await lateItems(needs.store, limit)),
    ...(await lateMessages(needs.store, limit)),
    ...(await lateJobs(needs.jobs, limit)),
  ];
}

async function lateItems({ read }: Store, limit: Instant): Promise<Overdue[]> {
  const late = await read.items.count({ state: 'waiting', at: { below: limit } });
  return late === 0 ? [] : [{ what: 'items', text: `${should(late, 'item')} put into messages${SINCE}` }];
}

async function lateMessages({ read }: Store, limit: Instant): Promise<Overdue[]> {
  const pending = await read.messages.find({ pending: true }, { order: 'at', limit: MOST });
  const late = pending.filter((row) => row.state !== 'posted' && (row.due ?? row.createdAt) < limit);
  if (late.length === 0) return [];
  const why = late.find((row) => row.why)?.why ?? 'Nothing was tried yet.';
  return [{ what: 'messages', text: `${should(late.length, 'message')} posted${SINCE}`, why }];
}

async function lateJobs(jobs: Pick<Jobs, 'next'>, limit: Instant): Promise<Overdue[]> {
  const due = await jobs.next();
  if (due === undefined || due >= limit) return [];
  return [{ what: 'jobs', text: `A job is overdue since ${new Date(due).toISOString()}.` }];
}

function should(late: number, one: string): string {
  return `${count(late, one)} should have been`;
}

const SINCE = ' over 5 minutes ago.';
