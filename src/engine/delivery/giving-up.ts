import type { Instant } from '../../core/time.ts';
import type { StoredItem, Tx } from '../../ports.ts';
import type { DeliveryNeeds, Undeliverable } from './delivery.ts';
import { changeItem, changeMessage, waiting } from './outbox.ts';

/** Takes items out of the outbox; nothing planned goes without an event that says why. */
export async function drop(tx: Tx, items: readonly StoredItem[], why: string, now: Instant): Promise<void> {
  for (const item of items) {
    const { team, thing: about, kind, recipient } = item;
    await changeItem(tx, item, { state: 'dropped', why });
    const person = 'person' in item.to ? { person: item.to.person } : {};
    const facts = { kind, recipient, due: item.due };
    await tx.events.append({
      team,
      about,
      what: 'dropped',
      who: 'delivery',
      at: now,
      from: 'engine',
      why,
      ...person,
      facts,
    });
  }
}

/** These will never be told to this recipient: drops them, ends their message, and tells whoever can mend it. */
export async function giveUp(
  needs: DeliveryNeeds,
  what: Pick<Undeliverable, 'items' | 'because' | 'why'> & { message?: string },
  now: Instant,
): Promise<void> {
  const [first] = what.items;
  if (!first) return;
  const { because, why, message } = what;
  // What tells of trouble must not make more of it.
  const tellable = what.items.filter((item) => !item.mending);
  const undeliverable = { team: first.team, to: first.to, because, why, items: tellable };
  const tells = tellable.length > 0 ? await needs.fallback(undeliverable, now) : [];
  await needs.store.transact(async (tx) => {
    const fresh = await Promise.all(what.items.map((item) => tx.items.get(item.id)));
    const left = fresh.filter((item) => item?.state === 'waiting' || item?.state === 'bound');
    await drop(
      tx,
      left.filter((item) => item !== undefined),
      why,
      now,
    );
    if (message) await changeMessage(tx, message, () => ({ state: 'failed', pending: false, why }));
    for (const tell of tells) await tx.items.insert({ ...waiting(tell, now), mending: true });
  });
  needs.log.warn({ recipient: first.recipient, because, items: what.items.length }, why);
}
