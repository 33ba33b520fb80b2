import { join, type Message } from '../../core/message.ts';
import type { Person } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';
import type { Reader, Reads, StoredItem } from '../../ports.ts';
import type { Context } from '../context.ts';
import { isIntroduction } from '../people/introduction.ts';
import { inTheirEyes, marked } from '../rehearsal/show.ts';
import { withoutCrowd } from './crowd.ts';
import type { Presented } from './delivery.ts';
import { PRIORITY, recipientKey } from './outbox.ts';
import { withPage } from './page-link.ts';
import { presenters } from './presenters.ts';

/** What a presenter sees: the items of one kind in one message, and the newest state through `read`. */
export interface Showing {
  context: Context;
  read: Reads;
  reader: Reader;
  /** The reader, where it is a person that a team file names. */
  viewer: Person | undefined;
  now: Instant;
}

export type Presenter = (
  items: readonly StoredItem[],
  showing: Showing,
) => Promise<Message | { drop: string }>;

/** Makes the words of one message from the newest state of what its items are about. Prompts of several rounds become one
 * text, and so does everything about one escalation, while four and more are a list; the rest follows one after the other, the most urgent first. `read`: inside
 * a transaction, what it reads with. */
export function createPresent(context: Context, read: Reads = context.store.read) {
  return async (items: readonly StoredItem[], reader: Reader, now: Instant): Promise<Presented> => {
    const showing: Showing = {
      context,
      read,
      reader,
      viewer: viewerOf(context, reader),
      now,
    };
    const parts = await Promise.all(
      grouped(items.toSorted(urgentFirst)).map(async (group) => ({
        group,
        made: await presentRehearsable(group, showing),
      })),
    );
    const kept = parts.flatMap(({ group, made }) => ('drop' in made ? [] : [{ group, message: made }]));
    const messages = await withoutCrowd(kept, showing);
    const dropped = parts.flatMap(({ group, made }) =>
      'drop' in made ? group.map((item) => ({ item, why: made.drop })) : [],
    );
    return messages.length > 0 ? { message: join(messages), dropped } : { dropped };
  };
}

/** Whoever does not know Rondo yet reads first who writes. */
function urgentFirst(a: StoredItem, b: StoredItem): number {
  return Number(isIntroduction(b)) - Number(isIntroduction(a)) || PRIORITY[a.priority] - PRIORITY[b.priority];
}

/** Kinds that several things share one text of. */
const TOGETHER = new Set(['prompt', 'reminder', 'digest']);

/** Things of which a message shows one card, whatever it tells about them. */
const ONE_CARD = /^escalation:/;

function grouped(items: readonly StoredItem[]): StoredItem[][] {
  const groups = new Map<string, StoredItem[]>();
  for (const item of items) {
    const own = TOGETHER.has(item.kind) ? item.kind : ONE_CARD.test(item.thing) ? item.thing : item.id;
    const key = item.rehearsed ? `${own}|${item.team}|${recipientKey(item.rehearsed.to)}` : own;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}

/** What is rehearsed is made for whom it is for, and says so. */
async function presentRehearsable(group: readonly StoredItem[], showing: Showing) {
  const made = await presentGroup(group, inTheirEyes(group, showing));
  return 'drop' in made ? made : marked(made, group, showing);
}

async function presentGroup(
  group: readonly StoredItem[],
  showing: Showing,
): Promise<Message | { drop: string }> {
  const { thing, kind } = group[0]!;
  const subject = thing.slice(0, thing.indexOf(':'));
  const presenter = presenters[`${subject}/${kind}`] ?? presenters[`${subject}/*`];
  if (!presenter) return { drop: `this version of Rondo does not know what a ${kind} of ${subject} is` };
  const made = await presenter(group, showing);
  return 'drop' in made ? made : withPage(made, group[0]!, showing.context);
}

function viewerOf({ rhythm }: Context, { person }: Reader): Person | undefined {
  return person === undefined ? undefined : rhythm.person(person);
}
