import type { AuditEvent, Effect, Job } from '../core/decision.ts';
import type { Instant } from '../core/time.ts';
import type { Tx } from '../ports.ts';
import { enqueue, refresh } from './delivery/outbox.ts';

/** Writes what a decision asked for: events, jobs, items, edits. The caller writes the state itself, in the same
 * transaction. */
export async function carryOut(
  tx: Tx,
  decision: { events: readonly AuditEvent[]; effects: readonly Effect[] },
  now: Instant,
): Promise<void> {
  for (const event of decision.events) await tx.events.append(event);
  const changed: string[] = [];
  for (const effect of decision.effects)
    if (effect.do === 'refresh') changed.push(effect.thing);
    else await carryOutOne(tx, effect, now);
  await refresh(tx, changed, now);
}

async function carryOutOne(tx: Tx, effect: Exclude<Effect, { do: 'refresh' }>, now: Instant): Promise<void> {
  switch (effect.do) {
    case 'tell':
      return enqueue(tx, effect.item, now);
    case 'arm':
      return tx.jobs.arm(effect.job);
    case 'cancel':
      await tx.jobs.cancel(effect.key);
  }
}

/** A job of the engine's own making, in one call. */
export function job(kind: string, id: string, due: Instant, payload: Job['payload'] = { id }): Job {
  return { key: `${kind}:${id}`, kind, due, payload };
}
