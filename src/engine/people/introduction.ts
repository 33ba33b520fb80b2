import type { Item } from '../../core/decision.ts';
import type { PersonId, Team } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';
import type { StoredItem, Tx } from '../../ports.ts';
import type { Context } from '../context.ts';
import { itemId, waiting } from '../delivery/outbox.ts';

/** Says who Rondo is, in a person's first message ever. It has no time of its own: it goes with whatever comes first. */
const KIND = 'introduction';
/** Never comes by itself; before the instants at which a pause or a storm puts things aside. */
const WITH_THE_FIRST = Date.UTC(9997, 0, 1);

/** Everybody whom Rondo has never told anything is owed an introduction, once. */
export async function oweAll(context: Context, teams: readonly Team[], now: Instant): Promise<void> {
  for (const team of teams)
    await context.store.transact(async (tx) => {
      for (const { id, active } of [...team.members, ...team.others])
        if (active) await owe(tx, team, id, now);
    });
}

export async function owe(tx: Tx, team: Team, person: PersonId, now: Instant): Promise<void> {
  const item = itemFor(team.id, person);
  if (await tx.items.get(itemId(item))) return;
  const [told] = await tx.items.find({ recipient: `person:${person}`, state: 'sent' }, { limit: 1 });
  if (!told) await tx.items.insert(waiting(item, now));
}

/** The introduction that goes with this person's first message; `undefined` when they have had it. */
export async function introductionFor(tx: Tx, { to, team }: Item): Promise<StoredItem | undefined> {
  if (!('person' in to)) return undefined;
  const item = await tx.items.get(itemId(itemFor(team, to.person)));
  // One that never went out has introduced nobody.
  return item?.state === 'waiting' || item?.state === 'dropped' ? item : undefined;
}

export function isIntroduction({ thing, kind }: Pick<Item, 'thing' | 'kind'>): boolean {
  return kind === KIND && thing.startsWith('person:');
}

function itemFor(team: string, person: PersonId): Item {
  return {
    team,
    thing: `person:${person}`,
    epoch: 0,
    kind: KIND,
    to: { person },
    due: WITH_THE_FIRST,
    priority: 'digest',
  };
}
