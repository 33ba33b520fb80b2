import { dateAt } from '../../core/time/zone.ts';
import { DAY, type Instant, type Zone } from '../../core/time.ts';
import type { StoredItem, Tx } from '../../ports.ts';
import { idOf } from '../call.ts';
import { changeItem } from './outbox.ts';

/** News that asks nothing of anybody goes along with the person's next message, once they have had some on that day. */

/** So many messages of a day may be followed by one that holds nothing but such news. */
const ENOUGH = 2;

const WAITS = 'Waits for the next message: it asks nothing, and the card in the chat shows it already.';

/** The person's next morning at work; `undefined` where none is known. */
export type MorningOf = (person: string, now: Instant) => Instant | undefined;

/** What still goes now of what is due for one person: nothing, where all of it can wait. It is never put off twice. */
export async function holdNews(
  tx: Tx,
  items: readonly StoredItem[],
  { zone, morningOf }: { zone: Zone; morningOf: MorningOf | undefined },
  now: Instant,
): Promise<StoredItem[]> {
  const [first] = items;
  if (!first || !('person' in first.to) || !morningOf) return [...items];
  const { person } = first.to;
  for (const item of items) if (!(await canWait(tx, item, person))) return [...items];
  if (!(await isFull(tx, first.recipient, zone, now))) return [...items];
  const at = morningOf(person, now);
  if (at === undefined) return [...items];
  for (const item of items) await changeItem(tx, item, { at, why: WAITS, priority: 'digest' });
  return [];
}

/** What waits to go along with a message to the same person, in the workspace of the same team. */
export async function heldFor(
  tx: Tx,
  { recipient, to, team }: StoredItem,
  now: Instant,
): Promise<StoredItem[]> {
  if (!('person' in to)) return [];
  const waiting = await tx.items.find({ recipient, state: 'waiting', at: { atLeast: now + 1 } });
  return waiting.filter((item) => item.why === WAITS && item.team === team);
}

/** That a blocker of the first level is over, for who neither raised nor had it. */
async function canWait(
  tx: Tx,
  { thing, kind, why, until, rehearsed }: StoredItem,
  person: string,
): Promise<boolean> {
  const over = thing.startsWith('escalation:') && (kind === 'resolved' || kind === 'cancelled');
  if (!over || why === WAITS || until !== undefined || rehearsed) return false;
  const escalation = await tx.escalations.get(idOf(thing));
  const theirs = [escalation?.raiser, escalation?.owner, ...(escalation?.alsoStuck ?? [])];
  return escalation?.level === 1 && !theirs.includes(person);
}

/** Enough has come today, and not of blockers alone: whoever deals with nothing else hears how it ends at once. */
async function isFull(tx: Tx, recipient: string, zone: Zone, now: Instant): Promise<boolean> {
  const recent = await tx.messages.find({ recipient, at: { atLeast: now - DAY } });
  const today = dateAt(zone, now);
  const sent = recent.filter(({ postedAt }) => postedAt !== undefined && dateAt(zone, postedAt) === today);
  // A message is named after the first thing in it.
  return sent.length >= ENOUGH && sent.some(({ id }) => !id.startsWith('escalation:'));
}
