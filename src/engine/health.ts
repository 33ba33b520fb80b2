import { MINUTE } from '../core/time.ts';
import type { Clock, Jobs } from '../ports.ts';
import type { Delivery } from './delivery.ts';

export interface Health {
  ready: boolean;
  /** A sentence for each thing that is wrong. */
  reasons: string[];
}

/** Not ready when anything is overdue by over five minutes. */
export function createHealth(needs: {
  clock: Clock;
  jobs: Jobs;
  delivery: Pick<Delivery, 'overdue'>;
}): () => Promise<Health> {
  return async () => {
    const limit = needs.clock.now() - 5 * MINUTE;
    const reasons = await needs.delivery.overdue();
    const due = await needs.jobs.next();
    if (due !== undefined && due < limit)
      reasons.push(`A job is overdue since ${new Date(due).toISOString()}.`);
    return { ready: reasons.length === 0, reasons };
  };
}
