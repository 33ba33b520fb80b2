import type { Playground } from '../../adapters/playground/chat.ts';
import type { Message } from '../../src/core/message.ts';
import type { Chat, Reads, StoredItem } from '../../src/ports.ts';
import type { Look } from './look.ts';
import { must } from './must.ts';
import { show } from './rules.ts';

/** What stands in the chat, against what was to be told. */
export interface Mailbag {
  /** Our ids of what was posted, as often as it was. */
  ids: string[];
  broken?: string;
}

export function mailbag(): Mailbag {
  return { ids: [] };
}

/** A chat in which every message is looked at as it arrives: its buttons are of the newest epoch. What is wrong is kept in the
 * bag, because whoever sends would take an error for the chat's. */
export function posted(room: Playground, bag: Mailbag, read: () => Reads): Chat {
  return {
    ...room,
    async send(to, message, how) {
      await upToDate(message);
      await stillWanted(how.id);
      if (bag.ids.includes(how.id)) bag.broken ??= `${how.id} was posted twice`;
      const ref = await room.send(to, message, how);
      bag.ids.push(how.id);
      return ref;
    },
    async edit(to, ref, message, how) {
      await upToDate(message);
      await room.edit(to, ref, message, how);
    },
  };

  /** What asks somebody for something is not sent any more once it is over. */
  async function stillWanted(id: string): Promise<void> {
    const items = await read().items.find({ message: id, state: 'bound' });
    for (const [thing, told] of Map.groupBy(items, (item) => item.thing)) {
      const row = await read().escalations.get(thing.slice('escalation:'.length));
      if (row && !row.live && told.every(({ kind }) => ASKING.has(kind)))
        bag.broken ??= `${told.map(({ kind }) => kind).join(', ')} of ${row.id} was sent when it was over`;
    }
  }

  async function upToDate(message: Message): Promise<void> {
    for (const { id, thing, epoch } of buttonsOf(message)) {
      if (!thing.startsWith('escalation:')) continue;
      const now = await read().escalations.get(thing.slice('escalation:'.length));
      if (now?.epoch !== epoch)
        bag.broken ??= `a button ${id} of epoch ${epoch} was shown, but ${thing} is at epoch ${now?.epoch}`;
    }
  }
}

function buttonsOf({ elements }: Message) {
  return elements.flatMap((element) => ('buttons' in element ? element.buttons : []));
}

/** Ask somebody to do something: not sent once it is over. */
const ASKING = new Set(['card', 'respond-reminder', 'deputy', 'handover', 'warning', 'still-stuck']);

/** Every item is bound, sent, or waits; one that was given up has a line in the log. */
export function delivered(before: Look, after: Look, bag: Mailbag): void {
  must(bag.broken === undefined, bag.broken ?? '');
  for (const id of before.items.keys()) must(after.items.has(id), `${id} was to be told and is gone`);
  for (const item of after.items.values()) {
    const { id, state } = item;
    const then = before.items.get(id);
    if (then && then.version === item.version) continue;
    if (then?.message !== undefined)
      must(then.message === item.message, `${id} was put into another message`);
    if (state === 'bound')
      must(
        after.messages.get(item.message ?? '')?.pending === true,
        `${id} is in a message that is never sent`,
      );
    if (state === 'dropped') must(whyDropped(after, item), `${id} was dropped, and no event says why`);
  }
}

function whyDropped({ events }: Look, { thing, kind, recipient, due }: StoredItem): boolean {
  return events.some(
    ({ what, about, facts, why }) =>
      what === 'dropped' &&
      about === thing &&
      facts?.kind === kind &&
      facts.recipient === recipient &&
      facts.due === due &&
      why !== undefined,
  );
}

/** After a quiet day: nothing that was due waits, and what counts as sent stands in the chat, once. */
export function settledMail(
  { items, messages, now }: Look,
  { posted: posts }: Playground,
  bag: Mailbag,
): void {
  must(bag.broken === undefined, bag.broken ?? '');
  const refs = new Set(posts.map(({ ref }) => ref));
  for (const { id, state, at, message } of items.values()) {
    if (state === 'waiting') must(at > now, `${id} waits although it was due at ${show(at)}`);
    const carrier = messages.get(message ?? '');
    if (state === 'bound')
      must(carrier?.pending === true && carrier.at > now, `${id} is bound and was never sent`);
    if (state === 'sent') must(refs.has(carrier?.ref ?? ''), `${id} counts as sent and is not in the chat`);
  }
  for (const post of posts)
    must(messages.has(post.id), `${post.ref} stands in the chat, and nobody knows why`);
}
