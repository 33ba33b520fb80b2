import type { Recipient } from '../../core/decision.ts';
import { type Instant, MINUTE } from '../../core/time.ts';
import type { Store, StoredItem, Tx } from '../../ports.ts';
import { changeItem, recipientKey } from './outbox.ts';

/** How long something threaded waits for a root message that nobody plans to post. */
const PATIENCE = 10 * MINUTE;

/** A post in a channel that others may be threaded under. */
export function isRoot(to: Recipient): boolean {
  return 'channel' in to && to.under === undefined;
}

/** What is known of the message that something is threaded under. */
export type Root =
  | { root: 'none' }
  | { root: 'posted'; ref: string }
  | { root: 'coming'; lookAgain: Instant }
  /** It was planned once and will never come, or nobody planned it. */
  | { root: 'missing' };

/** Looks for the newest root post in the item's channel that carries the thing it belongs under. */
export async function rootOf(store: Store, item: StoredItem | undefined, now: Instant): Promise<Root> {
  if (!item || !('channel' in item.to) || item.to.under === undefined) return { root: 'none' };
  const recipient = recipientKey({ channel: item.to.channel });
  const carried = await store.read.items.find(
    { thing: item.to.under, recipient },
    { order: 'at', newest: true },
  );
  const roots = carried.filter((one) => one.team === item.team);
  for (const root of roots.filter((one) => one.message)) {
    const message = await store.read.messages.get(root.message!);
    if (message?.ref) return { root: 'posted', ref: message.ref };
  }
  const coming = roots.find((one) => one.state === 'waiting' || one.state === 'bound');
  if (coming) return { root: 'coming', lookAgain: Math.max(coming.at, now + MINUTE) };
  // Dropped, or refused by the chat: it does not come any more.
  if (roots.length > 0) return { root: 'missing' };
  return now < item.due + PATIENCE ? { root: 'coming', lookAgain: now + MINUTE } : { root: 'missing' };
}

/** The root was posted: what waits to be threaded under it may go. */
export async function release(tx: Tx, roots: readonly StoredItem[], now: Instant): Promise<void> {
  for (const root of roots.filter((item) => isRoot(item.to))) {
    const recipient = `${root.recipient}>${root.thing}`;
    const held = await tx.items.find({ recipient, state: 'waiting' });
    for (const item of held) if (item.at > now && item.due <= now) await changeItem(tx, item, { at: now });
  }
}
