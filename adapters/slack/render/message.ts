import type { HomeView, KnownBlock, MessageMetadata } from '@slack/web-api';
import type { Message } from '../../../src/core/message.ts';
import { fitting, parts } from './fit.ts';
import { LIMITS } from './limits.ts';
import type { Audience } from './spans.ts';
import { neutralLine } from './words.ts';

export interface Rendered {
  /** What notifications show. */
  text: string;
  blocks: KnownBlock[];
  /** Carries our id, by which the message is found again. */
  metadata: MessageMetadata;
}

/** The message within every limit of Slack. `id` is ours; a message that is too long ends in "… more", a button
 * `message.more` about `message:<id>`. */
export function renderMessage(message: Message, how: Audience & { id: string }): Rendered {
  return {
    text: neutralLine(message.summary, LIMITS.fallback) || '–',
    blocks: fitting(message, how, LIMITS.message),
    metadata: { event_type: 'rondo_message', event_payload: { id: how.id } },
  };
}

/** All of the message, in as many lists of blocks as it needs; each fits a message of its own. */
export function renderWhole(message: Message, audience: Audience): KnownBlock[][] {
  return parts(message, audience, LIMITS.message);
}

/** The bot's own page. */
export function renderHome(message: Message, how: Audience & { id: string }): HomeView {
  return { type: 'home', blocks: fitting(message, how, LIMITS.home) };
}
