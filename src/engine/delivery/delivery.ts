import type { Item, Recipient } from '../../core/decision.ts';
import type { Message } from '../../core/message.ts';
import type { Instant } from '../../core/time.ts';
import type { Address, Chat, Clock, Log, Random, Reader, Store, StoredItem } from '../../ports.ts';
import type { PauseGuard } from '../pause/paused.ts';
import type { RehearsalGuard } from '../rehearsal/guard.ts';
import type { Alarm } from '../watch/alarm.ts';
import type { StormGuard } from '../watch/storm.ts';
import { bindDue } from './bind.ts';
import type { MorningOf } from './held-news.ts';
import type { Pacer } from './pacer.ts';
import { sendDue } from './send.ts';

/** Where a recipient is read, or a sentence that says why they cannot be reached at all. */
export type Reach =
  | { address: Address; reader: Reader /** Set while the person's quiet hours last. */; quietUntil?: Instant }
  | { unreachable: string };

/** The words of one message, and the items that are not worth telling any more, each with the reason. */
export interface Presented {
  message?: Message;
  dropped: readonly { item: StoredItem; why: string }[];
}

/** What could not be posted, for telling whoever can mend it. */
export interface Undeliverable {
  team: string;
  to: Recipient;
  /** `refused` by the platform, or not `reachable` in the first place. */
  because: 'refused' | 'unreachable';
  why: string;
  items: readonly StoredItem[];
}

export interface DeliveryNeeds {
  store: Store;
  clock: Clock;
  random: Random;
  /** By workspace. */
  chats: ReadonlyMap<string, Chat>;
  pacer: Pacer;
  alarm: Alarm;
  storm: StormGuard;
  /** Left out: no team ever rehearses. */
  rehearsal?: RehearsalGuard;
  /** When what can wait is sent at the latest; left out: nothing waits. */
  morningOf?: MorningOf;
  /** Left out: no team is ever paused. */
  pause?: PauseGuard;
  log: Log;
  addresses(to: Recipient, team: string, now: Instant): Promise<Reach> | Reach;
  /** Makes the words from the newest state of the items' things. Items in state `sent` are shown already: theirs is an edit. */
  present(items: readonly StoredItem[], reader: Reader, now: Instant): Promise<Presented>;
  /** The items that tell people what to mend. Give them a `due` that stays the same for as long as once is enough. */
  fallback(what: Undeliverable, now: Instant): Promise<readonly Item[]> | readonly Item[];
}

export interface Delivery {
  /** Puts what is due into messages; quick, and without the network. Gives how many items moved on. */
  bind(): Promise<number>;
  /** Posts and edits what the platforms' pace allows now. Gives how many messages moved on. */
  send(): Promise<number>;
  /** Both, until nothing is left to do at this instant. */
  deliver(): Promise<void>;
  /** The earliest instant at which there is something to do. */
  next(): Promise<Instant | undefined>;
}

/** At least once, visibly once: tells the outbox's items to their recipients. One at a time: two calls of `send` must not
 * overlap, nor two of `bind`. */
export function createDelivery(needs: DeliveryNeeds): Delivery {
  const { store, clock } = needs;
  const bind = () => bindDue(needs, clock.now());
  const send = () => sendDue(needs, clock.now());

  async function deliver(): Promise<void> {
    while ((await bind()) + (await send()) > 0);
  }

  async function next(): Promise<Instant | undefined> {
    const [item] = await store.read.items.find({ state: 'waiting' }, { order: 'at', limit: 1 });
    const [message] = await store.read.messages.find({ pending: true }, { order: 'at', limit: 1 });
    const instants = [item?.at, message?.at].filter((at) => at !== undefined);
    return instants.length > 0 ? Math.min(...instants) : undefined;
  }

  return { bind, send, deliver, next };
}
