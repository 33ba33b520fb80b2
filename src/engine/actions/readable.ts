import type { Action } from '../../core/record.ts';
import type { Reads, Tx } from '../../ports.ts';

/** Actions that everybody in the team may read: what follows from a private escalation is its owner's own. */
export async function readByAll(read: Reads | Tx, actions: readonly Action[]): Promise<Action[]> {
  const origins = actions.map(({ from }) =>
    from.startsWith('escalation:') ? read.escalations.get(from.slice('escalation:'.length)) : undefined,
  );
  const found = await Promise.all(origins);
  return actions.filter((_, at) => found[at]?.private === undefined);
}
