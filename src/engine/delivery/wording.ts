import type { Instant } from '../../core/time.ts';
import type { Reader, StoredItem, StoredMessage } from '../../ports.ts';
import type { DeliveryNeeds } from './delivery.ts';
import { drop } from './giving-up.ts';
import { changeMessage, isPast } from './outbox.ts';
import { orThrow } from './retrying.ts';
import { type Shown, shownAs } from './shown.ts';

/** Words for what is still worth telling; the rest is dropped with the reason, and the message ends when nothing is left. */
export async function wordsFor(
  needs: DeliveryNeeds,
  message: StoredMessage,
  items: readonly StoredItem[],
  reader: Reader,
  now: Instant,
): Promise<Shown | undefined> {
  const past = items.filter((item) => isPast(item, now));
  const fresh = items.filter((item) => !past.includes(item));
  const presented = await orThrow('failed', 'The message could not be made.', () =>
    fresh.length > 0 ? needs.present(fresh, reader, now) : { dropped: [] },
  );
  const stale = [
    ...past.map((item) => ({ item, why: 'It was not sent in time to be of use.' })),
    ...presented.dropped,
  ];
  const kept = fresh.length > presented.dropped.length && presented.message;
  if (!kept)
    stale.push(...fresh.filter((item) => !stale.some((one) => one.item.id === item.id)).map(nothingToSay));
  if (stale.length > 0) await dropStale(needs, message, stale, now);
  if (kept) return shownAs(kept, reader, message);
  await endEmpty(needs, message);
  return undefined;
}

function nothingToSay(item: StoredItem) {
  return { item, why: 'There was nothing left to say about it.' };
}

async function dropStale(
  needs: DeliveryNeeds,
  message: StoredMessage,
  stale: readonly { item: StoredItem; why: string }[],
  now: Instant,
): Promise<void> {
  const doubt =
    message.state === 'trying' && message.repeat
      ? ' (An earlier try got no answer and may have been posted.)'
      : '';
  await needs.store.transact(async (tx) => {
    for (const { item, why } of stale) {
      const fresh = await tx.items.get(item.id);
      if (fresh?.state === 'bound') await drop(tx, [fresh], why + doubt, now);
    }
  });
}

/** Ends a message in which nothing is left. */
export async function endEmpty(needs: DeliveryNeeds, message: StoredMessage): Promise<void> {
  await needs.store.transact((tx) =>
    changeMessage(tx, message.id, () => ({
      state: 'dropped',
      pending: false,
      why: 'Nothing was left to say.',
    })),
  );
}
