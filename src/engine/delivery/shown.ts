import { createHash } from 'node:crypto';
import type { Message } from '../../core/message.ts';
import type { Reader } from '../../ports.ts';

/** A message as it goes out, and what tells whether other words are the same. */
export interface Shown {
  message: Message;
  hash: string;
}

/** A possible repeat says so, in its edits too. */
export function shownAs(message: Message, reader: Reader, repeat = false): Shown {
  const marked = repeat ? { ...message, elements: [...message.elements, REPEAT] } : message;
  const hash = createHash('sha256')
    .update(JSON.stringify([marked, reader]))
    .digest('base64url');
  return { message: marked, hash };
}

const REPEAT = { element: 'note', text: ['This may be a repeat: the first try got no answer.'] } as const;
