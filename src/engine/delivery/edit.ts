import { DAY, type Instant, MINUTE } from '../../core/time.ts';
import { type Address, ChatError, type Reader, type StoredMessage } from '../../ports.ts';
import type { DeliveryNeeds } from './delivery.ts';
import { changeMessage } from './outbox.ts';
import { orThrow, tryLater } from './retrying.ts';
import { type Shown, shownAs } from './shown.ts';

/** A day of failing: the waits between tries soon are 15 minutes. Counted in tries, so that time in which Rondo was not running
 * is no failure. */
const TRIES = DAY / (15 * MINUTE) + 10;

interface Edit extends Shown {
  address: Address;
  reader: Reader;
  ref: string;
}

/** Shows a posted message's newest state. Only the newest revision is rendered, and nothing is edited into the same words.
 * An edit is not an item: when it cannot be made, the message stays as it was, and an event says so. */
export async function editMessage(needs: DeliveryNeeds, message: StoredMessage, now: Instant): Promise<void> {
  try {
    const edit = await newest(needs, message, now);
    if (edit) await show(needs, message, edit);
    await shown(needs, message, edit?.hash);
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    const over = error.kind === 'refused' || (error.kind !== 'limited' && message.attempts + 1 >= TRIES);
    await (over ? leaveAsItWas(needs, message, error, now) : tryLater(needs, message, error));
  }
}

/** The newest words, or nothing when they are the ones that stand there. */
async function newest(needs: DeliveryNeeds, message: StoredMessage, now: Instant): Promise<Edit | undefined> {
  const items = await needs.store.read.items.find({ message: message.id, state: 'sent' });
  const [first] = items;
  const { address, ref } = message;
  if (!first || !address || ref === undefined) return undefined;
  const reach = await needs.addresses(first.to, message.team, now);
  if ('unreachable' in reach) return undefined;
  const { reader } = reach;
  const made = await orThrow('failed', 'The message could not be made.', () =>
    needs.present(items, reader, now),
  );
  const shown = made.message && shownAs(made.message, reader, message);
  return shown && shown.hash !== message.hash ? { ...shown, address, reader, ref } : undefined;
}

async function show(needs: DeliveryNeeds, message: StoredMessage, edit: Edit): Promise<void> {
  const chat = needs.chats.get(message.workspace);
  if (!chat) throw new ChatError('failed', `The workspace ${message.workspace} is not connected.`);
  const { address, ref, reader } = edit;
  const how = { id: message.id, reader };
  await orThrow('lost', 'The edit got no answer.', () => chat.edit(address, ref, edit.message, how));
}

async function shown(needs: DeliveryNeeds, message: StoredMessage, hash = message.hash): Promise<void> {
  await needs.store.transact((tx) =>
    changeMessage(tx, message.id, (row) => ({
      shown: message.wanted,
      pending: message.wanted < row.wanted,
      hash,
      attempts: 0,
      why: undefined,
    })),
  );
}

async function leaveAsItWas(
  needs: DeliveryNeeds,
  message: StoredMessage,
  error: ChatError,
  at: Instant,
): Promise<void> {
  const why = `The message could not be brought up to date: ${error.message}`;
  await needs.store.transact(async (tx) => {
    await changeMessage(tx, message.id, (row) => ({ shown: row.wanted, pending: false, attempts: 0, why }));
    const { team, id } = message;
    const about = `message:${id}`;
    await tx.events.append({ team, about, what: 'left_as_it_was', who: 'delivery', at, from: 'engine', why });
  });
}
