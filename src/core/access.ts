import { leadersOf } from './escalation/people.ts';
import type { PersonId, Team } from './team.ts';
import { DAY, HOUR, type Instant, MINUTE, type Span } from './time.ts';

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
  /** What its secret is signed from; the secret itself is nowhere. */
  seed?: string;
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

/** How long a way in is good, and how long a session lasts after its last use. */
export const WAY_LASTS: Span = 10 * MINUTE;
export const SESSION_LASTS: Span = 12 * HOUR;
/** A session that is not over for long still says who it was, so that its browser can ask for a new way in. */
export const KNOWN_FOR: Span = 90 * DAY;
/** So many ways may be open for one person at a time. */
export const MOST_WAYS = 5;

/** How much of a team somebody sees: `all` for its admins and whoever runs this Rondo, `team` for its members, `digest` for
 * stakeholders and leadership, who read what the digest shows. */
export type Sight = 'all' | 'team' | 'digest';

/** What somebody sees of a team; `undefined`: for them there is no such team. */
export function sightOf(team: Team, person: PersonId, operators: readonly PersonId[]): Sight | undefined {
  const known = [...team.members, ...team.others].find(({ id }) => id === person);
  if (known && !known.active) return undefined;
  if (team.admins.includes(person) || operators.includes(person)) return 'all';
  if (team.members.some(({ id }) => id === person)) return 'team';
  const outside = team.stakeholders.some((to) => 'person' in to && to.person === person);
  return outside || leadersOf(team).includes(person) ? 'digest' : undefined;
}

/** True where a session is used often enough that its end has to move: not with every page, so that looking writes little. */
export function isToRenew({ until }: Pick<Session, 'until'>, now: Instant): boolean {
  return until - now < SESSION_LASTS - 10 * MINUTE;
}

/** A page of this Rondo, and nothing else: where somebody may be led to. */
export function isPage(path: string): boolean {
  return path === HOME || (/^\/dashboard\/[\w/.-]+(\?[\w=&%+.-]*)?$/.test(path) && !path.includes('..'));
}

export const HOME = '/dashboard';
