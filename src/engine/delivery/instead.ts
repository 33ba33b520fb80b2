import type { Item } from '../../core/decision.ts';
import type { PersonId, Team } from '../../core/team.ts';
import type { Reads, StoredItem } from '../../ports.ts';
import type { Undeliverable } from './delivery.ts';

/** What the words of a channel are to somebody who reads them alone. The rest of what a channel is told is there to be
 * looked up, and can be asked for. */
const TO_PEOPLE: Readonly<Record<string, string>> = {
  card: 'escalated',
  resolved: 'resolved',
  cancelled: 'cancelled',
};

/** What the team's own channel should have said of a blocker, for each of its people instead. Whoever was told of it in a
 * message of their own needs no second one; what stays under the day's board at level 1 was never meant to disturb. */
export async function insteadOf(read: Reads, team: Team, { to, items }: Undeliverable): Promise<Item[]> {
  if (!('channel' in to) || to.channel !== team.channel) return [];
  const cards = items.filter(
    ({ thing, to: place }) => thing.startsWith('escalation:') && !isUnderBoard(place),
  );
  const lists = await Promise.all(cards.map(async (card) => forPeople(card, team, await toldOf(read, card))));
  return lists.flat();
}

function isUnderBoard(to: StoredItem['to']): boolean {
  return 'channel' in to && to.under?.startsWith('board:') === true;
}

/** Kinds that show a person the card of the same turn of events. */
const CARRY = new Set(['card', 'escalated', 'deescalated', 'reopened', 'resolved', 'cancelled']);

async function toldOf(read: Reads, { thing, epoch, due }: StoredItem): Promise<PersonId[]> {
  const about = await read.items.find({ thing });
  const same = about.filter((item) => item.epoch === epoch && item.due === due && CARRY.has(item.kind));
  return same.flatMap(({ to }) => ('person' in to ? [to.person] : []));
}

function forPeople(card: StoredItem, team: Team, told: readonly PersonId[]): Item[] {
  const { thing, epoch, due, priority } = card;
  const kind = TO_PEOPLE[card.kind];
  if (kind === undefined) return [];
  const people = team.members.filter(({ id, active }) => active && !told.includes(id));
  return people.map(({ id }) => ({ team: team.id, thing, epoch, kind, to: { person: id }, due, priority }));
}
