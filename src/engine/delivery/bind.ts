import type { Instant, Zone } from '../../core/time.ts';
import type { StoredItem, StoredMessage, Tx } from '../../ports.ts';
import { introductionFor } from '../people/introduction.ts';
import type { DeliveryNeeds, Reach } from './delivery.ts';
import { drop, giveUp } from './giving-up.ts';
import { heldFor, holdNews } from './held-news.ts';
import { countLeft, keepToBudget } from './nags.ts';
import { changeItem, isPast, PRIORITY } from './outbox.ts';
import { inPortions } from './portions.ts';
import { isRoot, type Root, rootOf } from './threads.ts';

const BATCH = 1_000;

/** What goes into one message: the items of one recipient in one workspace. */
interface Bundle {
  recipient: string;
  workspace: string;
  items: StoredItem[];
}

/** Puts all due items of a recipient into one new message, for good. Root posts of channels stay alone, so that each keeps
 * its own thread. Gives how many items moved on: into a message, to a later instant, or out with an event. */
export async function bindDue(needs: DeliveryNeeds, now: Instant): Promise<number> {
  const due = await dueItems(needs, now);
  const items = needs.rehearsal ? await needs.rehearsal(due) : due;
  const reaches = await reachAll(needs, items, now);
  const all = bundle(items, reaches);
  const awake = needs.pause ? await needs.pause.letThrough(all) : all;
  const bundles = await needs.storm.letThrough(awake, now);
  await inPortions(bundles, (portion) =>
    Promise.all(portion.map((one) => bindBundle(needs, one, reaches, now))),
  );
  return items.length;
}

/** A batch of what is due. Nobody's items are cut in two by its end: they would become two messages. */
async function dueItems({ store }: DeliveryNeeds, now: Instant): Promise<StoredItem[]> {
  const due = { state: 'waiting', at: { below: now + 1 } } as const;
  const first = await store.read.items.find(due, { order: 'at', limit: BATCH });
  if (first.length < BATCH) return first;
  const recipients = new Set(first.map(({ recipient }) => recipient));
  const whole: StoredItem[] = [];
  for (const recipient of recipients)
    whole.push(...(await store.read.items.find({ ...due, recipient }, { order: 'at' })));
  return whole;
}

/** Asks once for each recipient and team. */
async function reachAll(needs: DeliveryNeeds, items: readonly StoredItem[], now: Instant) {
  const reaches = new Map<string, Reach>();
  for (const item of items) {
    const key = reachKey(item);
    if (!reaches.has(key)) reaches.set(key, await needs.addresses(item.to, item.team, now));
  }
  return reaches;
}

function reachKey(item: StoredItem): string {
  return `${item.team}|${item.recipient}`;
}

function bundle(items: readonly StoredItem[], reaches: ReadonlyMap<string, Reach>): Bundle[] {
  const bundles = new Map<string, Bundle>();
  for (const item of items) {
    const reach = reaches.get(reachKey(item));
    const workspace = reach && 'address' in reach ? reach.address.workspace : '';
    const { recipient } = item;
    const key = isRoot(item.to)
      ? item.id
      : `${recipient}|${workspace}|${'channel' in item.to ? item.team : ''}`;
    const found = bundles.get(key);
    if (found) found.items.push(item);
    else bundles.set(key, { recipient, workspace, items: [item] });
  }
  return [...bundles.values()];
}

async function bindBundle(
  needs: DeliveryNeeds,
  bundle: Bundle,
  reaches: ReadonlyMap<string, Reach>,
  now: Instant,
): Promise<void> {
  const lost = bundle.items.filter((item) => !reachable(reaches.get(reachKey(item))));
  if (lost.length > 0) await giveUpAll(needs, lost, reaches, now);
  const rest = bundle.items.filter((item) => !lost.includes(item));
  if (rest.length === 0) return;
  const root = await rootOf(needs.store, rest[0], now);
  await needs.store.transact(async (tx) => {
    const ready: StoredItem[] = [];
    for (const item of rest) {
      const fresh = await tx.items.get(item.id);
      if (fresh?.state !== 'waiting') continue;
      const reach = reaches.get(reachKey(item));
      const stays = await settle(tx, fresh, reach, root, now);
      if (stays) ready.push(fresh);
    }
    // What is rehearsed is nobody's nag.
    const shown = ready.filter(({ rehearsed }) => rehearsed);
    const nags = ready.filter(({ rehearsed }) => !rehearsed);
    const zone = zoneOf(bundle, reaches);
    const kept = [...shown, ...(await keepToBudget(tx, nags, zone, now))];
    const going = await holdNews(tx, kept, { zone, morningOf: needs.morningOf }, now);
    if (going.length > 0) await bindTogether(needs, tx, going, bundle, now);
  });
}

/** The clock whose day counts. */
function zoneOf({ items }: Bundle, reaches: ReadonlyMap<string, Reach>): Zone {
  const found = items.map((item) => reaches.get(reachKey(item))).find(reachable);
  return found && 'reader' in found ? found.reader.zone : 'UTC';
}

function reachable(reach: Reach | undefined): boolean {
  return reach !== undefined && 'address' in reach;
}

async function giveUpAll(
  needs: DeliveryNeeds,
  items: readonly StoredItem[],
  reaches: ReadonlyMap<string, Reach>,
  now: Instant,
): Promise<void> {
  const reach = reaches.get(reachKey(items[0]!));
  const why = reach && 'unreachable' in reach ? reach.unreachable : 'There is no address for this recipient.';
  await giveUp(needs, { items, because: 'unreachable', why }, now);
}

/** Decides for one item: true when it can go now. Otherwise it was dropped or put off here. */
async function settle(
  tx: Tx,
  item: StoredItem,
  reach: Reach | undefined,
  root: Root,
  now: Instant,
): Promise<boolean> {
  const laterThanUseful = 'It was not sent in time to be of use.';
  if (isPast(item, now)) return no(drop(tx, [item], laterThanUseful, now));
  const quiet = reach && 'quietUntil' in reach && !item.loud ? reach.quietUntil : undefined;
  if (quiet !== undefined && quiet > now) {
    if (isPast(item, quiet))
      return no(drop(tx, [item], 'It fell into quiet hours and is of no use after them.', now));
    return no(changeItem(tx, item, { at: quiet, why: 'Waits for the end of quiet hours.', slept: true }));
  }
  if (root.root === 'coming')
    return no(changeItem(tx, item, { at: root.lookAgain, why: 'Waits for the message it belongs under.' }));
  return true;
}

async function no(done: Promise<void>): Promise<false> {
  await done;
  return false;
}

async function bindTogether(
  needs: DeliveryNeeds,
  tx: Tx,
  items: readonly StoredItem[],
  bundle: Bundle,
  now: Instant,
): Promise<void> {
  const [first] = items;
  const { id } = first!;
  const more = 'person' in first!.to ? await countLeft(tx, { id, recipient: bundle.recipient }, now) : 0;
  const message: StoredMessage = {
    id,
    team: first!.team,
    recipient: bundle.recipient,
    workspace: bundle.workspace,
    state: 'unsent',
    wanted: 1,
    shown: 0,
    pending: true,
    at: now,
    due: now,
    priority: Math.min(...items.map((item) => PRIORITY[item.priority])),
    attempts: 0,
    createdAt: now,
    ...(more > 0 ? { more } : {}),
    version: 1,
  };
  await tx.messages.insert(message);
  await needs.storm.count(tx, items, now);
  for (const item of items) await changeItem(tx, item, { state: 'bound', message: message.id });
  for (const item of await heldFor(tx, first!, now))
    await changeItem(tx, item, { state: 'bound', message: message.id, at: now });
  const hello = await introductionFor(tx, first!);
  if (hello) await changeItem(tx, hello, { state: 'bound', message: message.id, at: now });
}
