import type { Topic } from '../record.ts';
import { oneLine } from '../wording.ts';
import type { Worded } from './alike.ts';
import { inOrder } from './cards.ts';
import type { Card, Group, Retro } from './retro.ts';

/** So many topics of the list take part in one retro. */
const MOST_TOPICS = 15;

/** What a retro begins to group: each topic of the list, what keeps coming back first, and each card. */
export function firstGroups(
  retro: Pick<Retro, 'columns'>,
  cards: readonly Card[],
  topics: readonly Topic[],
): Group[] {
  return [
    ...listedTopics(topics).map(({ id }) => ({ id, cards: [], topic: id })),
    ...inOrder(retro, cards).map(({ id }) => ({ id, cards: [id] })),
  ];
}

/** The topics of the list that a retro takes: what keeps coming back first, then the oldest. */
export function listedTopics(topics: readonly Topic[]): Topic[] {
  return topics
    .filter(({ open }) => open)
    .toSorted((a, b) => Number(b.from.length > 0) - Number(a.from.length > 0) || a.at - b.at)
    .slice(0, MOST_TOPICS);
}

/** These groups as one, in the place of the first of them; the others stay as they are. A topic among them leads. Nothing
 * where fewer than two of them are there. */
export function merged(groups: readonly Group[], ids: readonly string[], name?: string): Group[] | undefined {
  const together = groups.filter(({ id }) => ids.includes(id));
  const [first] = together.toSorted((a, b) => Number(b.topic !== undefined) - Number(a.topic !== undefined));
  if (!first || together.length < 2) return undefined;
  // Two topics of the list stay two things: each is covered for itself.
  if (together.filter(({ topic }) => topic !== undefined).length > 1) return undefined;
  const said = name || together.find((group) => group.name)?.name;
  const one: Group = {
    ...first,
    cards: together.flatMap(({ cards }) => cards),
    ...(said ? { name: said } : {}),
  };
  const at = groups.findIndex(({ id }) => ids.includes(id));
  return groups.flatMap((group, index) => {
    if (index === at) return [one];
    return together.includes(group) ? [] : [group];
  });
}

/** A group taken apart again: each card for itself. Nothing where there is nothing to take apart. */
export function apart(groups: readonly Group[], id: string): Group[] | undefined {
  const found = groups.find((group) => group.id === id);
  if (!found || !isJoined(found)) return undefined;
  const own = found.topic === undefined ? [] : [{ id: found.topic, cards: [], topic: found.topic }];
  const parts = [...own, ...found.cards.map((card) => ({ id: card, cards: [card] }))];
  return groups.flatMap((group) => (group.id === id ? parts : [group]));
}

export function isJoined({ cards, topic }: Group): boolean {
  return cards.length + (topic === undefined ? 0 : 1) > 1;
}

/** What a group says, in its own words. */
export interface Material {
  cards: readonly Card[];
  topics: readonly Topic[];
}

/** The texts of a group: its topic's first, then its cards'. */
export function textsOf(group: Group, { cards, topics }: Material): string[] {
  const topic = topics.find(({ id }) => id === group.topic);
  const own = group.cards.flatMap((id) => cards.find((card) => card.id === id)?.text ?? []);
  return [...(topic ? [topic.text] : []), ...own];
}

/** What a group is called: its name, else its first text. */
export function titleOf(group: Group, material: Material, longest = 140): string {
  return oneLine(group.name ?? textsOf(group, material)[0] ?? 'A card that is gone', longest);
}

/** The groups as texts whose words can be compared. */
export function wordedGroups(groups: readonly Group[], material: Material): Worded[] {
  return groups.map((group) => ({
    id: group.id,
    text: [group.name ?? '', ...textsOf(group, material)].join(' '),
  }));
}
