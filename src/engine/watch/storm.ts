import { REMEMBERED, stormWords, type Tally, type Weather, WINDOW, weather } from '../../core/storm.ts';
import type { PersonId } from '../../core/team.ts';
import { DAY, type Instant, MINUTE } from '../../core/time.ts';
import type { Reads, Store, StoredItem, Tx } from '../../ports.ts';
import type { Rhythm } from '../context.ts';
import { changeItem } from '../delivery/outbox.ts';
import { type Alarm, isAlarm } from './alarm.ts';

/** Items that are about to become one message. */
interface Bundle {
  items: StoredItem[];
}

/** Stands between the outbox and the messages: what a team is sent waits while something goes wrong with it. */
export interface StormGuard {
  /** Holds what belongs to a team in a storm, and gives the rest. Alarms and what a person has released always pass. */
  letThrough<B extends Bundle>(bundles: readonly B[], now: Instant): Promise<B[]>;
  /** A message was made out of these items: counts it for their team. */
  count(tx: Tx, items: readonly StoredItem[], now: Instant): Promise<void>;
}

export interface StormNeeds {
  store: Store;
  rhythm: Rhythm;
  alarm: Alarm;
}

/** Held items wait for an instant that never comes. */
export const HELD: Instant = Date.UTC(9999, 0, 1);
/** Old counts that go with each new one. */
const SWEPT = 10;

export function createStormGuard({ store, rhythm, alarm }: StormNeeds): StormGuard {
  async function letThrough<B extends Bundle>(bundles: readonly B[], now: Instant): Promise<B[]> {
    const stopped = new Set<string>();
    for (const [team, coming] of comingTo(bundles)) if (await isStopped(team, coming, now)) stopped.add(team);
    if (stopped.size === 0) return [...bundles];
    const isHeld = (item: StoredItem) => stopped.has(item.team) && isCounted(item);
    await hold(store, bundles.flatMap(({ items }) => items).filter(isHeld));
    const rest = bundles.map((one) => ({ ...one, items: one.items.filter((item) => !isHeld(item)) }));
    return rest.filter(({ items }) => items.length > 0);
  }

  async function isStopped(team: string, coming: number, now: Instant): Promise<boolean> {
    const trouble = await store.read.troubles.get(stormOf(team));
    if (trouble?.open) return true;
    const there = await weatherOf(team, coming, trouble?.over, now);
    if (there.state === 'storm') await raise(team, there);
    return there.state === 'storm';
  }

  /** The history can only raise the limit, so it is read when the last ten minutes alone do not look calm. */
  async function weatherOf(team: string, coming: number, released: Instant | undefined, now: Instant) {
    const people = peopleOf(team);
    const since = (at: Instant) => tallies(store.read, team, at);
    const traffic = { coming, people, ...(released === undefined ? {} : { released }) };
    const recent = weather({ ...traffic, minutes: await since(now - WINDOW) }, now);
    if (recent.state === 'calm') return recent;
    return weather({ ...traffic, minutes: await since(now - REMEMBERED) }, now);
  }

  function peopleOf(id: string): number {
    const team = rhythm.team(id);
    return team ? team.members.length + team.others.length : 0;
  }

  async function raise(id: string, there: Weather): Promise<void> {
    const { name, admins: also } = rhythm.team(id) ?? { name: id, admins: [] as readonly PersonId[] };
    const text = stormWords({ id, name }, there);
    await alarm({ key: stormOf(id), team: id, text, also, lasts: true });
  }

  return { letThrough, count };
}

/** The key of a team's storm: the team waits as long as that trouble is open. */
export function stormOf(team: string): string {
  return `storm:${team}`;
}

/** The minutes from then on in which a team was sent something; found through an index. */
export function tallies(
  read: Pick<Reads, 'tallies'> | Pick<Tx, 'tallies'>,
  team: string,
  since: Instant,
): Promise<Tally[]> {
  return read.tallies.find({ team, at: { atLeast: since } }, { order: 'at' });
}

/** How many messages each team is about to be sent. */
function comingTo(bundles: readonly Bundle[]): Map<string, number> {
  const coming = new Map<string, number>();
  for (const { items } of bundles) {
    const first = items.find(isCounted);
    if (first) coming.set(first.team, (coming.get(first.team) ?? 0) + 1);
  }
  return coming;
}

function isCounted(item: StoredItem): boolean {
  return item.team !== '' && !item.released && !isAlarm(item);
}

async function hold(store: Store, items: readonly StoredItem[]): Promise<void> {
  await store.transact(async (tx) => {
    for (const item of items) {
      const fresh = await tx.items.get(item.id);
      // Released meanwhile: nobody would ever let go what is held now.
      if (fresh?.state === 'waiting' && (await tx.troubles.get(stormOf(fresh.team)))?.open)
        await changeItem(tx, fresh, { at: HELD, why: 'Waits until somebody releases the team.' });
    }
  });
}

async function count(tx: Tx, items: readonly StoredItem[], now: Instant): Promise<void> {
  const team = items.find(isCounted)?.team;
  if (team === undefined) return;
  const at = now - (now % MINUTE);
  const id = `${team}/${at}`;
  const known = await tx.tallies.get(id);
  if (known) return tx.tallies.update({ ...known, messages: known.messages + 1, version: known.version + 1 });
  await tx.tallies.insert({ id, team, at, messages: 1, version: 1 });
  await forgetOld(tx, team, now);
}

async function forgetOld(tx: Tx, team: string, now: Instant): Promise<void> {
  const old = { team, at: { below: now - REMEMBERED - DAY } };
  for (const { id } of await tx.tallies.find(old, { order: 'at', limit: SWEPT })) await tx.tallies.delete(id);
}
