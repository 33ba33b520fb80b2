import type { Change } from '../../core/changes.ts';
import type { Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import type { Context } from '../context.ts';

/** Lays the open changes from chat over the definitions in force. One that changes nothing there is any more is kept, and says
 * so. */
export async function layOver(context: Context, tx: Tx, now: Instant): Promise<void> {
  const open = await tx.changes.find({ open: true }, { order: 'at' });
  const without = context.rhythm.layer(open, now);
  const why = new Map(without.map((one) => [one.change.id, one.why]));
  for (const change of open) await note(context, tx, change, why.get(change.id), now);
}

async function note(
  { log }: Context,
  tx: Tx,
  { without, ...change }: Change,
  why: string | undefined,
  now: Instant,
): Promise<void> {
  if (without === why) return;
  await tx.changes.update({ ...change, ...(why ? { without: why } : {}), version: change.version + 1 });
  const { team, about } = change;
  const what = why ? 'without effect' : 'in effect again';
  const said = why ?? 'what it changes is in the files again';
  await tx.events.append({ team, about, what, who: 'files', at: now, from: 'engine', why: said });
  if (why) log.warn({ about, why }, 'A change from chat changes nothing that there is.');
}
