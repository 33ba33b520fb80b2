import { finish } from '../../core/action.ts';
import type { Escalation } from '../../core/escalation/escalation.ts';
import type { Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { saveAction } from './begin.ts';

/** Whoever solves the blocker about an overdue action has done the action. */
export async function finishWithBlocker(
  tx: Tx,
  { action: id, state, resolved }: Escalation,
  now: Instant,
): Promise<void> {
  if (id === undefined || state !== 'resolved' || !resolved) return;
  const action = await tx.actions.get(id);
  if (action?.open)
    await saveAction(tx, action, finish(action, { by: resolved.by, from: 'engine' }, now), now);
}
