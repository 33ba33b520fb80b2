import { whoSetsUp } from '../../core/rehearsal.ts';
import type { PersonId } from '../../core/team.ts';
import type { StoredItem } from '../../ports.ts';
import type { Context } from '../context.ts';
import { changeItem, recipientKey } from '../delivery/outbox.ts';
import { inPortions } from '../delivery/portions.ts';
import { isAlarm } from '../watch/alarm.ts';

/** Stands before the outbox binds: what a rehearsing team is to be told goes to whoever sees its rehearsal. */
export type RehearsalGuard = (items: readonly StoredItem[]) => Promise<StoredItem[]>;

export function createRehearsalGuard({ store, rhythm }: Context): RehearsalGuard {
  async function rehearsers(): Promise<Map<string, PersonId>> {
    const rows = await store.read.rehearsals.find({ state: 'rehearsing' });
    return new Map(rows.map(({ id, by }) => [id, stillThere(id, by)]));
  }

  /** Whoever saw it may have left meanwhile. */
  function stillThere(id: string, by: PersonId): PersonId {
    const team = rhythm.team(id);
    if (!team || rhythm.person(by)?.active) return by;
    return whoSetsUp(team) ?? by;
  }

  return async (items) => {
    const seen = await rehearsers();
    if (seen.size === 0) return [...items];
    // What was to be told before a rename still names the team by its old id.
    const teamNow = (id: string) => rhythm.team(id)?.id ?? id;
    const turned = items.map((item) => turn(item, seen.get(teamNow(item.team))));
    const changed = turned.filter((item, at) => item !== items[at]);
    await inPortions(changed, (portion) =>
      store.transact(async (tx) => {
        for (const item of portion) {
          const fresh = await tx.items.get(item.id);
          if (fresh?.state === 'waiting' && !fresh.rehearsed && item.rehearsed)
            await changeItem(tx, fresh, {
              to: item.to,
              recipient: item.recipient,
              rehearsed: item.rehearsed,
              loud: false,
            });
        }
      }),
    );
    return turned;
  };
}

/** Alarms are about this Rondo, not about the team, and what tells of the rehearsal itself is real. */
function turn(item: StoredItem, by: PersonId | undefined): StoredItem {
  if (by === undefined || item.rehearsed || isAlarm(item) || item.thing.startsWith('rehearsal:')) return item;
  const to = { person: by };
  // Nobody who only looks on is woken.
  return { ...item, to, recipient: recipientKey(to), rehearsed: { to: item.to, at: item.due }, loud: false };
}
