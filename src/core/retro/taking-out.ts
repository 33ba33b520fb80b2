import type { Topic } from '../record.ts';
import type { PersonId } from '../team.ts';
import type { Instant } from '../time.ts';
import { count } from '../wording.ts';
import { leftId, leftText } from './ending.ts';
import { event, type Moved } from './moved.ts';
import { type Card, type Group, type Retro, takesCards, thingOfRetro } from './retro.ts';
import type { RetroView } from './view.ts';

/** Whoever leads a retro can take out a card that hurts somebody, also after the end. That one was taken out is shown; what it
 * said is kept nowhere. */

/** The cards that can be taken out: all, once they are shown. */
export function removable(retro: Pick<Retro, 'phase'>, { cards }: Pick<RetroView, 'cards'>): readonly Card[] {
  return takesCards(retro) ? [] : cards;
}

export interface TakenOut extends Moved {
  /** Their rows go. */
  cards: readonly string[];
  /** What the retro had put on the list for the next one, and nothing is left of: these rows go, too. */
  gone: readonly string[];
}

/** Takes these cards out of the retro, out of what is voted on and talked about, and out of what it has left to the next one.
 * A topic of one card goes with it, unless it is talked about already. Undefined when none of them is there. `left`: the topics
 * of the list that come from this retro. */
export function takeOut(
  retro: Retro,
  ids: readonly string[],
  view: RetroView,
  left: readonly Topic[],
  by: PersonId,
  now: Instant,
): TakenOut | undefined {
  const cards = removable(retro, view).filter(({ id }) => ids.includes(id));
  if (cards.length === 0) return undefined;
  const out = cards.map(({ id }) => id);
  const without = retro.groups.map((group) => ({
    ...group,
    cards: group.cards.filter((id) => !out.includes(id)),
  }));
  const touched = without.filter((group, at) => group.cards.length !== retro.groups[at]?.cards.length);
  const rest = { ...view, cards: view.cards.filter(({ id }) => !out.includes(id)) };
  const changed = touched.flatMap((group) => renamed(group, retro, rest, left));
  const state: Retro = {
    ...retro,
    groups: without.filter((group, at) => !isEmpty(group) || isTalkedAbout(retro, at)),
    taken: (retro.taken ?? 0) + cards.length,
    version: retro.version + 1,
  };
  return {
    state,
    events: [event(retro, 'card taken out', by, now, takenWords(cards.length))],
    effects: [{ do: 'refresh', thing: thingOfRetro(retro) }],
    topics: { changed, added: [] },
    cards: out,
    gone: touched.filter(isEmpty).map((group) => leftId(retro, group)),
  };
}

export function takenWords(many: number): string {
  return many === 1 ? 'One card was taken out.' : `${count(many, 'card')} were taken out.`;
}

function isEmpty({ cards, topic }: Group): boolean {
  return cards.length === 0 && topic === undefined;
}

function isTalkedAbout({ phase, groups, current }: Retro, at: number): boolean {
  return groups[at]?.discussed !== undefined || (phase === 'discuss' && at === current);
}

function renamed(group: Group, retro: Retro, rest: RetroView, left: readonly Topic[]): Topic[] {
  const topic = left.find(({ id }) => id === leftId(retro, group));
  if (!topic || isEmpty(group)) return [];
  return [{ ...topic, text: leftText(group, rest), version: topic.version + 1 }];
}
