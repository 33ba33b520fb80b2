import type { PersonId, Team } from './team.ts';
import { DAY, type Instant, MINUTE, type Span } from './time.ts';

/** How many messages a team was sent in one minute. `id` = `team/at`. */
export interface Tally {
  id: string;
  team: string;
  /** The minute's first instant. */
  at: Instant;
  messages: number;
  version: number;
}

/** What a team was sent, and is about to be sent. */
export interface Traffic {
  /** The minutes of the last 14 days in which it was sent something, earliest first. */
  minutes: readonly Pick<Tally, 'at' | 'messages'>[];
  /** Messages that are about to go out. */
  coming: number;
  /** How many people the team file names. */
  people: number;
  /** When its last storm ended. */
  released?: Instant;
}

export interface Weather {
  state: 'calm' | 'storm';
  /** What the ten minutes up to now hold, with what is about to go out. */
  sent: number;
  usual: number;
  limit: number;
}

/** The span that is counted, in whole minutes. */
export const WINDOW: Span = 10 * MINUTE;
/** How far back a team's usual reaches. */
export const REMEMBERED: Span = 14 * DAY;
/** The newest day is not usual yet: a storm that grows slowly would teach itself. */
const TOO_NEW: Span = DAY;
/** So small a team or so short a history is never taken for a storm. */
const FLOOR = 30;
const TIMES = 5;

/** A storm is more than five times the usual number of messages within ten minutes. The usual is the team's busiest ten
 * minutes of the 14 days before the newest one, which lie in its working time; it is never taken for less than 30, or
 * than one message for each of the team's people, so that neither a small team nor the first day of a large one is a
 * storm. What went out before the end of the last storm is not counted again. */
export function weather({ minutes, coming, people, released = 0 }: Traffic, now: Instant): Weather {
  const counted = minutes.filter(({ at }) => at > now - WINDOW && at > released);
  const sent = total(counted) + coming;
  const usual = Math.max(FLOOR, people, busiest(minutes.filter(({ at }) => at <= now - TOO_NEW)));
  const limit = TIMES * usual;
  return { state: sent > limit ? 'storm' : 'calm', sent, usual, limit };
}

/** What is wrong and what to do about it. */
export function stormWords({ id, name }: Pick<Team, 'id' | 'name'>, { sent, usual, limit }: Weather): string {
  return `${name} would be sent ${sent} messages within ten minutes. Its busiest ten minutes usually hold ${usual}, and over ${limit} something must be wrong, so everything to ${name} waits. “/rondo release ${id}” sends it all, one message a person; “/rondo release ${id} drop” throws it away.`;
}

/** The people who may end a team's storm: those who run this Rondo, and the team's admins. */
export function whoReleases(team: Pick<Team, 'admins'>, operators: readonly PersonId[]): PersonId[] {
  return [...new Set([...operators, ...team.admins])];
}

/** The most messages that ten minutes in a row hold. */
function busiest(minutes: Traffic['minutes']): number {
  let most = 0;
  let held = 0;
  let first = 0;
  for (const { at, messages } of minutes) {
    held += messages;
    for (; minutes[first]!.at <= at - WINDOW; first += 1) held -= minutes[first]!.messages;
    most = Math.max(most, held);
  }
  return most;
}

function total(minutes: Traffic['minutes']): number {
  return minutes.reduce((sum, { messages }) => sum + messages, 0);
}
