import type { PersonId } from './team.ts';
import type { Instant } from './time.ts';

/** Somebody is signed in to the pages. `id` = a hash of what the cookie holds. */
export interface Session {
  id: string;
  person: PersonId;
  since: Instant;
  until: Instant;
  version: number;
}

/** A link that signs somebody in, once. `id` = a hash of its secret part. */
export interface Way {
  id: string;
  person: PersonId;
  /** The page it leads to. */
  to: string;
  until: Instant;
  used?: { at: Instant };
  version: number;
}

/** Lets a program read what one team has. `id` = a hash of the token. */
export interface Token {
  id: string;
  team: string;
  name: string;
  scopes: readonly string[];
  by: PersonId;
  at: Instant;
  revoked?: { by: PersonId; at: Instant };
  version: number;
}
