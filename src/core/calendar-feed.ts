import type { PersonId } from './team.ts';
import type { Instant } from './time.ts';

/** A calendar that goes out or comes in. */
export type Feed = OutgoingFeed | IncomingFeed;

/** A private address at which somebody reads a calendar; `id` = a hash of its secret part, which is not stored. */
export interface OutgoingFeed {
  way: 'out';
  id: string;
  /** Whose address it is. */
  person: PersonId;
  /** The team it shows; left out: the person's own calendar, over all their teams. */
  team?: string;
  at: Instant;
  version: number;
}

/** How the reading of a calendar stands that says when people are away; `id` = `in/<team>/<person or team>`. */
export interface IncomingFeed {
  way: 'in';
  id: string;
  team: string;
  /** Left out for one that the team shares. */
  person?: PersonId;
  /** The server's name: the rest of the address is a secret. */
  host: string;
  /** When it was read last, and how many entries say that somebody is or may be away. */
  readAt?: Instant;
  entries?: number;
  /** Since when it cannot be read, and why. */
  failing?: { since: Instant; why: string };
  /** Since when it has nothing at all in it, though it had before. */
  emptySince?: Instant;
  version: number;
}
