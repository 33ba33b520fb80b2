import { createHash } from 'node:crypto';
import type { Message } from '../../core/message.ts';
import { moreWaits } from '../../core/nagging.ts';
import type { Reader, StoredMessage } from '../../ports.ts';

/** A message as it goes out, and what tells whether other words are the same. */
export interface Shown {
  message: Message;
  hash: string;
}

/** A possible repeat says so, and what was left out before it is counted, in its edits too. */
export function shownAs(
  message: Message,
  reader: Reader,
  { repeat = false, more = 0 }: Pick<StoredMessage, 'repeat' | 'more'> = {},
): Shown {
  const added = [...(more > 0 ? [moreWaits(more)] : []), ...(repeat ? [REPEAT] : [])];
  const marked = added.length > 0 ? { ...message, elements: [...message.elements, ...added] } : message;
  const hash = createHash('sha256')
    .update(JSON.stringify([marked, reader]))
    .digest('base64url');
  return { message: marked, hash };
}

const REPEAT = { element: 'note', text: ['This may be a repeat: the first try got no answer.'] } as const;
