import { SPELLED_OUT, spelledOut } from '../core/absence/weekly.ts';
import type { Change } from '../core/changes.ts';
import type { Without } from '../core/definition/chat-layer.ts';
import type { Layer } from '../core/definition/layers.ts';
import type { Ritual } from '../core/ritual.ts';
import type { Absence, Person, PersonId, Team } from '../core/team.ts';
import { DAY, type Instant } from '../core/time.ts';
import type { ClaimedJob, Clock, Log, Reads, Store, Tx } from '../ports.ts';
import type { Home } from './definitions/rhythm.ts';

/** The definitions as they stand now; the last good ones while a reload is refused. */
export interface Rhythm {
  teams(): readonly Team[];
  team(id: string): Team | undefined;
  /** The teams a person is in, as a member. */
  teamsOf(person: PersonId): readonly Team[];
  /** The workspace a team talks in. */
  workspaceOf(team: string): string | undefined;
  /** Anybody whom a team file names. */
  person(id: PersonId): Person | undefined;
  /** The platform's id of a channel that a team file names. */
  channelIn(workspace: string, name: string): string;
  /** When somebody who has notifications off now may be written to again. */
  disturbedFrom(person: PersonId, now: Instant): Instant | undefined;
  /** Where the teams talk, and who is who there. */
  homes(): readonly Home[];
  /** A team as the files have it, without what was changed from chat. */
  written(id: string): Team | undefined;
  /** The layers of a team's ritual in the files, the last one wins; none where nobody keeps them. */
  layersOf(team: string, ritual: string): readonly Layer[];
  /** Lays the open changes over what the files say, also over what they will say later; gives those that change nothing
   * there is. */
  layer(changes: readonly Change[], now: Instant): readonly Without[];
}

/** What every part of the engine is given. */
export interface Context {
  store: Store;
  clock: Clock;
  rhythm: Rhythm;
  log: Log;
  /** A fresh random id. */
  id: () => string;
  /** Who runs this Rondo. */
  operators?: readonly PersonId[];
  /** Where people reach its pages, without a slash at the end. */
  url?: string;
  /** What hooks need; without it there are none. `reachable`: whether an IP address may be called. */
  hooks?: { key: Buffer; reachable(address: string): boolean };
  /** Where the pages are reached, without a slash at the end; nothing where people cannot reach them. */
  pages?: () => string | undefined;
}

/** A job's work: it runs in the transaction that takes the job away. */
export type Handler = (job: ClaimedJob, tx: Tx, now: Instant) => Promise<void>;

/** A team that the definitions know, else an error: the caller has looked it up by a stored id. */
export function teamOf(context: Context, id: string): Team {
  const team = context.rhythm.team(id);
  if (!team) throw new Error(`Team ${id} is not known: neither in the files nor kept from before.`);
  return team;
}

export function ritualOf(team: Team, id: string): Ritual | undefined {
  return team.rituals.find((ritual) => ritual.id === id);
}

/** Absences that have not ended, of everybody. Those that come again stand there as the single spans of the next months. */
export async function absencesFrom(
  read: Pick<Reads, 'absences'> | Pick<Tx, 'absences'>,
  since: Instant,
): Promise<Absence[]> {
  const absences = await read.absences.find({ to: { atLeast: since } }, { order: 'to' });
  return spelledOut(absences, since, since + SPELLED_OUT * DAY);
}

/** The teams a person is in, as a member. */
export function teamsOf(context: Context, person: PersonId): readonly Team[] {
  return context.rhythm.teamsOf(person);
}
