import type { Instant } from '../../core/time.ts';
import {
  type Address,
  type Chat,
  ChatError,
  type Reader,
  type StoredItem,
  type StoredMessage,
} from '../../ports.ts';
import type { DeliveryNeeds } from './delivery.ts';
import { giveUp } from './giving-up.ts';
import { changeItem, changeMessage } from './outbox.ts';
import { orThrow, postpone, tryLater } from './retrying.ts';
import type { Shown } from './shown.ts';
import { release, rootOf } from './threads.ts';
import { endEmpty, wordsFor } from './wording.ts';

/** What is about to be posted, and where. */
interface Attempt extends Shown {
  chat: Chat;
  address: Address;
  reader: Reader;
}

/** Posts one message that was never posted, or finds out what became of the try before. `trying` is committed before the
 * call and `posted` after it, so that a crash in between is seen afterwards. */
export async function postMessage(needs: DeliveryNeeds, message: StoredMessage, now: Instant): Promise<void> {
  const items = await needs.store.read.items.find({ message: message.id, state: 'bound' });
  const [first] = items;
  if (!first) return endEmpty(needs, message);
  try {
    const repeat = message.state === 'trying' ? await lookFor(needs, message) : (message.repeat ?? false);
    if (typeof repeat === 'object') return await posted(needs, message, items, repeat.ref);
    const attempt = await prepare(needs, { ...message, repeat }, items, now);
    if (attempt) await tryOnce(needs, { ...message, repeat }, items, attempt);
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    // Nothing was sent: the state stays, so that a lost try is still looked for.
    await tryLater(needs, message, error);
  }
}

/** What became of a try without an answer: its reference; `false` when it certainly was not posted; `true` when nobody can
 * tell, so that the next try may be a repeat. */
async function lookFor(needs: DeliveryNeeds, message: StoredMessage): Promise<{ ref: string } | boolean> {
  const chat = needs.chats.get(message.workspace);
  const { address } = message;
  if (!chat || !address)
    throw new ChatError('failed', `The workspace ${message.workspace} is not connected.`);
  const { direct, channel } = chat.capabilities.find;
  if (!('user' in address.to ? direct : channel)) return true;
  try {
    const ref = await orThrow('failed', 'The platform did not say whether the message is there.', () =>
      chat.find(address, message.id),
    );
    return ref === undefined ? (message.repeat ?? false) : { ref };
  } catch (error) {
    if (error instanceof ChatError && error.kind === 'refused') return true;
    throw error;
  }
}

/** Everything the call needs; nothing when the message waits or ends here instead. */
async function prepare(
  needs: DeliveryNeeds,
  message: StoredMessage,
  items: readonly StoredItem[],
  now: Instant,
): Promise<Attempt | undefined> {
  const [first] = items;
  if (!first) return undefined;
  const reach = await orThrow('failed', 'The address could not be found out.', () =>
    needs.addresses(first.to, message.team, now),
  );
  if ('unreachable' in reach) {
    await giveUp(needs, { items, because: 'unreachable', why: reach.unreachable, message: message.id }, now);
    return undefined;
  }
  const loud = items.some((item) => item.loud);
  if (!loud && reach.quietUntil !== undefined && reach.quietUntil > now) {
    await postpone(needs, message, {
      at: reach.quietUntil,
      due: reach.quietUntil,
      why: 'Waits for the end of quiet hours.',
    });
    return undefined;
  }
  const chat = needs.chats.get(reach.address.workspace);
  if (!chat) throw new ChatError('failed', `The workspace ${reach.address.workspace} is not connected.`);
  const shown = await wordsFor(needs, message, items, reach.reader, now);
  const root = await rootOf(needs.store, first, now);
  const address = root.root === 'posted' ? { ...reach.address, under: root.ref } : reach.address;
  return shown && { ...shown, chat, address, reader: reach.reader };
}

async function tryOnce(
  needs: DeliveryNeeds,
  message: StoredMessage,
  items: readonly StoredItem[],
  attempt: Attempt,
): Promise<void> {
  const { chat, address, reader, hash } = attempt;
  const { workspace } = address;
  await needs.store.transact((tx) =>
    changeMessage(tx, message.id, () => ({
      state: 'trying',
      address,
      workspace,
      hash,
      repeat: message.repeat,
    })),
  );
  try {
    const ref = await orThrow('lost', 'The platform gave no answer.', () =>
      chat.send(address, attempt.message, { id: message.id, reader }),
    );
    await posted(needs, message, items, ref, message.wanted);
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    const { kind, message: why } = error;
    if (kind === 'refused') {
      return giveUp(needs, { items, because: 'refused', why, message: message.id }, needs.clock.now());
    }
    await tryLater(needs, message, error, { state: kind === 'lost' ? 'trying' : 'unsent' });
  }
}

/** `shown`: the revision whose words went out; 0 when a found message may be older than the newest state. */
async function posted(
  needs: DeliveryNeeds,
  message: StoredMessage,
  items: readonly StoredItem[],
  ref: string,
  shown = 0,
): Promise<void> {
  const postedAt = needs.clock.now();
  await needs.store.transact(async (tx) => {
    await changeMessage(tx, message.id, (row) => {
      const pending = shown < row.wanted;
      return { state: 'posted', ref, shown, pending, postedAt, at: postedAt, attempts: 0, why: undefined };
    });
    for (const { id } of items) {
      const item = await tx.items.get(id);
      if (item?.state === 'bound') await changeItem(tx, item, { state: 'sent' });
    }
    await release(tx, items, postedAt);
  });
}
