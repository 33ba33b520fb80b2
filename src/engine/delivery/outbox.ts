import type { Item, Recipient } from '../../core/decision.ts';
import type { Instant } from '../../core/time.ts';
import type { StoredItem, StoredMessage, Tx } from '../../ports.ts';

/** Lower goes first. */
export const PRIORITY: Readonly<Record<Item['priority'], number>> = { deadline: 0, prompt: 1, digest: 2 };

/** Puts one item into the outbox, in the transaction that decided it. An item that is there already stays as it is. */
export async function enqueue(tx: Tx, item: Item, now: Instant): Promise<void> {
  await tx.items.insert(waiting(item, now));
}

/** Every message that carries an item of one of these things is to show its newest state. Only the newest is ever rendered,
 * however often this is called; a message that carries several of them is written once. */
export async function refresh(tx: Tx, things: Iterable<string>, now: Instant): Promise<void> {
  const carriers = new Set<string>();
  for (const thing of new Set(things))
    for (const { message } of await tx.items.find({ thing })) if (message) carriers.add(message);
  for (const id of carriers) await wantNewest(tx, id, now);
}

/** The row of an item nobody has told yet. */
export function waiting(item: Item, now: Instant): StoredItem {
  const recipient = recipientKey(item.to);
  return { ...item, id: itemId(item), recipient, state: 'waiting', at: Math.max(item.due, now), version: 1 };
}

/** What makes an item unique: thing, epoch, kind, recipient and the instant it was due. */
export function itemId(item: Item): string {
  return [item.thing, item.epoch, item.kind, recipientKey(item.to), item.due].join('|');
}

/** `person:mia`, `channel:#atlas`, or `channel:#atlas>board:atlas/2026-11-20` for what is threaded under a thing. */
export function recipientKey(to: Recipient): string {
  if ('person' in to) return `person:${to.person}`;
  return to.under === undefined ? `channel:${to.channel}` : `channel:${to.channel}>${to.under}`;
}

/** It would come too late to be of use. */
export function isPast(item: StoredItem, now: Instant): boolean {
  return item.until !== undefined && now > item.until;
}

/** Changes a message in this transaction, on its newest row. */
export async function changeMessage(
  tx: Tx,
  id: string,
  change: (row: StoredMessage) => Partial<StoredMessage>,
) {
  const row = await tx.messages.get(id);
  if (row) await tx.messages.update({ ...row, ...change(row), version: row.version + 1 });
}

/** Changes an item in this transaction. */
export async function changeItem(tx: Tx, item: StoredItem, change: Partial<StoredItem>): Promise<void> {
  await tx.items.update({ ...item, ...change, version: item.version + 1 });
}

async function wantNewest(tx: Tx, id: string, now: Instant): Promise<void> {
  await changeMessage(tx, id, (row) => {
    const over = row.state === 'failed' || row.state === 'dropped';
    if (over) return {};
    // A message that waits for its turn keeps waiting: what it shows is made when it goes out.
    const at = row.pending ? row.at : now;
    return { wanted: row.wanted + 1, pending: true, at };
  });
}
