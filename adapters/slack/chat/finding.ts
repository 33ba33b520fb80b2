import type { ConversationsHistoryResponse } from '@slack/web-api';
import { DAY } from '../../../src/core/time.ts';
import { type Address, ChatError, type Clock } from '../../../src/ports.ts';
import type { Line } from './line.ts';
import type { Places } from './places.ts';
import { refOf, spotOf } from './ref.ts';

/** How far back a message is looked for: what is older was of no use any more when it was tried again. */
const LOOK_BACK = 7 * DAY;
const PAGE = 200;
const MOST_PAGES = 5;

type Shown = NonNullable<ConversationsHistoryResponse['messages']>[number];

interface Search {
  line: Line;
  places: Places;
  clock: Clock;
}

/** The reference of the message that carries our id. Nothing comes back only when it certainly is not there: where that
 * cannot be told (no permission, too much to read), it is a refusal. */
export async function findMessage(
  { line, places, clock }: Search,
  to: Address,
  id: string,
): Promise<string | undefined> {
  const channel = await places.conversation(to.to);
  const thread = to.under === undefined ? undefined : spotOf(to.under)?.ts;
  const oldest = clock.now() - LOOK_BACK;
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await readPage(line, {
      channel,
      ...(thread ? { thread } : {}),
      ...(cursor ? { cursor } : {}),
    });
    const messages = answer.messages ?? [];
    const ts = messages.find((message) => carries(message, id))?.ts;
    if (ts !== undefined) return refOf({ channel, ts });
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (cursor === undefined || (thread === undefined && reaches(messages, oldest))) return undefined;
  }
  throw new ChatError('refused', `Too much was written in ${channel} to look for a message.`);
}

/** The newest first; in a thread, the oldest first. */
function readPage(
  line: Line,
  { channel, thread, cursor }: { channel: string; thread?: string; cursor?: string },
) {
  const page = { channel, limit: PAGE, include_all_metadata: true, ...(cursor ? { cursor } : {}) };
  return line.ask({ call: 'read', place: channel }, (client) =>
    thread === undefined
      ? client.conversations.history(page)
      : client.conversations.replies({ ...page, ts: thread }),
  );
}

function carries({ metadata }: Shown, id: string): boolean {
  const payload = metadata?.event_payload;
  return payload !== undefined && 'id' in payload && payload.id === id;
}

function reaches(messages: readonly Shown[], oldest: number): boolean {
  return messages.some(({ ts }) => Number(ts) * 1000 < oldest);
}
