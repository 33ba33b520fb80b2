import type { PersonId } from './team.ts';
import type { Instant } from './time.ts';

/** An address that hears of a team's events. */
export interface Hook {
  id: string;
  team: string;
  url: string;
  /** Past participles of the audit log; empty: all. */
  events: readonly string[];
  /** What signs each post, encrypted. */
  secret: string;
  by: PersonId;
  at: Instant;
  open: boolean;
  /** Events up to then are on their way. */
  upTo?: Instant;
  /** Since when nobody has taken a post. */
  failingSince?: Instant;
  version: number;
}

/** One event on its way to one hook; `id` = the hook's and the event's. */
export interface Post {
  id: string;
  hook: string;
  event: string;
  state: 'waiting' | 'sent' | 'failed';
  /** When it is tried next, or was settled. */
  at: Instant;
  attempts: number;
  /** Since when it is on its way. */
  since?: Instant;
  why?: string;
  version: number;
}
