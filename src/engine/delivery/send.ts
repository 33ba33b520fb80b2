import type { Instant } from '../../core/time.ts';
import type { StoredMessage } from '../../ports.ts';
import type { DeliveryNeeds } from './delivery.ts';
import { editMessage } from './edit.ts';
import { changeMessage } from './outbox.ts';
import { laneOf } from './pacer.ts';
import { inPortions } from './portions.ts';
import { postMessage } from './post.ts';

const BATCH = 2_000;
/** Conversations with the chats at one time. */
const AT_ONCE = 10;

/** Posts and edits what is due: deadlines before prompts before digests, then by age. Messages to one recipient go one after
 * the other, so that they arrive in order. Gives how many messages moved on. */
export async function sendDue(needs: DeliveryNeeds, now: Instant): Promise<number> {
  const due = { pending: true, at: { below: now + 1 } } as const;
  const messages = await needs.store.read.messages.find(due, { order: 'at', limit: BATCH });
  const awake = needs.pause ? await needs.pause.letSend(messages) : messages;
  const ready = await thoseWhoseTurnItIs(needs, awake.toSorted(urgentFirst), now);
  const broken = await eachLine(byRecipient(ready), (message) => sendOne(needs, message, now));
  if (broken.length > 0) throw broken[0];
  return messages.length;
}

/** What nobody has seen yet goes before what only changes: a crowd of edits holds up no deadline. */
function urgentFirst(a: StoredMessage, b: StoredMessage): number {
  return (
    edits(a) - edits(b) || a.priority - b.priority || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)
  );
}

function edits({ state }: StoredMessage): number {
  return state === 'posted' ? 1 : 0;
}

/** The others get the instant of their slot. */
async function thoseWhoseTurnItIs(
  needs: DeliveryNeeds,
  messages: readonly StoredMessage[],
  now: Instant,
): Promise<StoredMessage[]> {
  const turns = needs.pacer.look(now);
  const slots = messages.map((message) => ({ message, at: turns.take(laneOf(message)) }));
  const turnedAway = slots.filter((slot) => slot.at !== undefined);
  await inPortions(turnedAway, (portion) =>
    needs.store.transact(async (tx) => {
      for (const { message, at } of portion) {
        await changeMessage(tx, message.id, () => ({
          at,
          why: "Waits for its turn at the platform's pace.",
        }));
      }
    }),
  );
  return slots.filter((slot) => slot.at === undefined).map((slot) => slot.message);
}

function byRecipient(messages: readonly StoredMessage[]): StoredMessage[][] {
  const lines = new Map<string, StoredMessage[]>();
  for (const message of messages) {
    const line = lines.get(message.recipient);
    if (line) line.push(message);
    else lines.set(message.recipient, [message]);
  }
  return [...lines.values()];
}

/** Works off the lines, several at once; a line that breaks stops alone. Gives what broke them. */
async function eachLine(
  lines: readonly StoredMessage[][],
  work: (message: StoredMessage) => Promise<void>,
): Promise<unknown[]> {
  const broken: unknown[] = [];
  const rest = lines.values();
  const worker = async () => {
    for (const line of rest) {
      try {
        for (const message of line) await work(message);
      } catch (error) {
        broken.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return broken;
}

function sendOne(needs: DeliveryNeeds, message: StoredMessage, now: Instant): Promise<void> {
  return message.state === 'posted' ? editMessage(needs, message, now) : postMessage(needs, message, now);
}
