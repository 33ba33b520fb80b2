import type { PersonId } from '../team.ts';
import type { CivilDate, Instant } from '../time.ts';

/** What a retro goes through, in this order. */
const PHASES = ['review', 'collect', 'reveal', 'group', 'vote', 'discuss', 'ended'] as const;
export type Phase = (typeof PHASES)[number];
export type OpenPhase = Exclude<Phase, 'ended'>;

/** A retro held in chat; `id` = its round's, or `team/retro-by-hand/<n>`. Its thing key is `retro:<id>`. */
export interface Retro {
  id: string;
  team: string;
  phase: Phase;
  columns: readonly string[];
  at: Instant;
  open: boolean;
  /** The round it is held for; none when it was started by hand. */
  round?: string;
  name: string;
  date: CivilDate;
  /** Who started it by hand. */
  by?: PersonId;
  /** Started by hand: when it ends by itself. */
  closesAt?: Instant;
  /** How many votes everybody has. */
  votes: number;
  /** Minutes for one topic; none where there is no time box. */
  minutes?: number;
  /** Rises with each phase and each topic: what a button belongs to. */
  step: number;
  /** Actions of earlier retros that were looked at and kept as they are. */
  kept: readonly string[];
  /** What is voted on and discussed; in the order of votes once these are counted. */
  groups: readonly Group[];
  /** Suggestions for grouping that were turned down. */
  differ: readonly string[];
  /** Which group is discussed, and since when. */
  current: number;
  since?: Instant;
  /** How many people have voted, once the votes are counted. */
  voters?: number;
  ended?: { at: Instant; why: string };
  /** How many of what was not discussed went to the next retro's list. */
  left?: number;
  /** How many cards were taken out. */
  taken?: number;
  version: number;
}

/** Cards that belong together, or a topic of the list. `id` = that of its first card or its topic. */
export interface Group {
  id: string;
  name?: string;
  cards: readonly string[];
  topic?: string;
  votes?: number;
  discussed?: Instant;
}

/** One thing written for a retro: no person, no time. `id` is a random key, and rows are stored in its order. */
export interface Card {
  id: string;
  retro: string;
  column: string;
  text: string;
  version: number;
}

/** How one person has voted; `id` = the retro's and the person's. Deleted when the vote is over. */
export interface Ballot {
  id: string;
  retro: string;
  person: PersonId;
  votes: readonly string[];
  version: number;
}

export function thingOfRetro({ id }: Pick<Retro, 'id'>): string {
  return `retro:${id}`;
}

/** What actions and decisions of a retro say they came from. */
export function originOf({ id, round }: Pick<Retro, 'id' | 'round'>): string {
  return round === undefined ? `retro:${id}` : `round:${round}`;
}

/** Cards are taken from the start until they are shown. */
export function takesCards({ phase }: Pick<Retro, 'phase'>): boolean {
  return phase === 'review' || phase === 'collect';
}
