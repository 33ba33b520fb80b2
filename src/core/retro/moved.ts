import type { AuditEvent, Effect } from '../decision.ts';
import type { Topic } from '../record.ts';
import type { Instant } from '../time.ts';
import { type Group, type Retro, thingOfRetro } from './retro.ts';
import type { RetroView } from './view.ts';

/** The course of a retro. What it leaves behind, topics that are covered and new ones, is written together with it. */
export interface Moved {
  state: Retro;
  events: readonly AuditEvent[];
  effects: readonly Effect[];
  topics: { changed: readonly Topic[]; added: readonly Topic[] };
}

/** Topics of the list that were discussed are no topics of a later retro. */
export function covered(
  groups: readonly (Group | undefined)[],
  retro: Retro,
  { topics }: RetroView,
  now: Instant,
): Topic[] {
  const ids = groups.flatMap((group) => group?.topic ?? []);
  return topics
    .filter(({ id, open }) => open && ids.includes(id))
    .map((topic) => ({
      ...topic,
      open: false,
      covered: { round: retro.id, at: now },
      version: topic.version + 1,
    }));
}

/** An audit line of a retro. It never holds a card's words. */
export function event(
  retro: Pick<Retro, 'id' | 'team'>,
  what: string,
  who: AuditEvent['who'],
  at: Instant,
  why: string,
): AuditEvent {
  return { team: retro.team, about: thingOfRetro(retro), what, who, at, from: 'engine', why };
}
