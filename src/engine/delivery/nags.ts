import { isNag, ration, TOO_MANY } from '../../core/nagging.ts';
import { dateAt } from '../../core/time/zone.ts';
import { type CivilDate, DAY, type Instant, type Zone } from '../../core/time.ts';
import type { StoredItem, Tx } from '../../ports.ts';
import { idOf } from '../call.ts';
import { drop } from './giving-up.ts';
import { changeItem, isPast } from './outbox.ts';

/** Two civil days hold every instant of one, wherever the person is; items are found by the instant they were planned for. */
const RECENT = 2 * DAY;

/** Stands between what is due for one recipient and their message: nags over the budget of the person's day are dropped
 * with an event. Gives what goes; nags that count carry the day they are spent on. */
export async function keepToBudget(
  tx: Tx,
  items: readonly StoredItem[],
  zone: Zone,
  now: Instant,
): Promise<StoredItem[]> {
  const nags = items.filter(isNag);
  const recipient = nags[0]?.recipient;
  if (recipient === undefined) return [...items];
  const today = dateAt(zone, now);
  const rated = await Promise.all(nags.map((item) => rate(tx, item)));
  const { spending, left } = ration(rated, await spentOn(tx, recipient, today, now));
  const too = new Set(left.map(({ item }) => item.id));
  await drop(
    tx,
    left.map(({ item }) => ({ ...item, left: today })),
    TOO_MANY,
    now,
  );
  const counts = new Set(spending.map(({ item }) => item.id));
  return items
    .filter(({ id }) => !too.has(id))
    .map((item) => (counts.has(item.id) ? { ...item, spent: today } : item));
}

async function rate(tx: Tx, item: StoredItem) {
  const { priority, slept = false } = item;
  return { item, priority, slept, pressing: await isPressing(tx, item) };
}

/** Leadership's own deadline is never held up. */
async function isPressing(tx: Tx, { thing }: StoredItem): Promise<boolean> {
  if (!thing.startsWith('escalation:')) return false;
  return (await tx.escalations.get(idOf(thing)))?.level === 3;
}

async function spentOn(tx: Tx, recipient: string, day: CivilDate, now: Instant): Promise<number> {
  const since = { recipient, at: { atLeast: now - RECENT } };
  const bound = await tx.items.find({ ...since, state: 'bound' });
  const sent = await tx.items.find({ ...since, state: 'sent' });
  return [...bound, ...sent].filter(({ spent }) => spent === day).length;
}

/** Counts in this message what was left out since the last one that went to the person. Gives how many things
 * those are about. */
export async function countLeft(
  tx: Tx,
  { id, recipient }: { id: string; recipient: string },
  now: Instant,
): Promise<number> {
  const recent = { recipient, state: 'dropped', at: { atLeast: now - RECENT } } as const;
  const left = (await tx.items.find(recent)).filter((item) => item.left !== undefined && !isPast(item, now));
  const open: StoredItem[] = [];
  for (const item of left)
    if (!(await isCounted(tx, item)) && !(await isSettled(tx, item.thing))) open.push(item);
  for (const item of open) await changeItem(tx, item, { counted: id });
  return new Set(open.map(({ thing }) => thing)).size;
}

/** A message that never went out has told nobody. */
async function isCounted(tx: Tx, { counted }: StoredItem): Promise<boolean> {
  const message = counted === undefined ? undefined : await tx.messages.get(counted);
  return message !== undefined && message.state !== 'dropped' && message.state !== 'failed';
}

/** What was done in the meantime waits for nobody. */
async function isSettled(tx: Tx, thing: string): Promise<boolean> {
  const id = idOf(thing);
  if (thing.startsWith('prompt:')) return (await tx.prompts.get(id))?.state !== 'asked';
  if (thing.startsWith('escalation:')) return !(await tx.escalations.get(id))?.live;
  if (thing.startsWith('retro:')) return !(await tx.retros.get(id))?.open;
  return !(await tx.actions.get(id))?.open;
}
