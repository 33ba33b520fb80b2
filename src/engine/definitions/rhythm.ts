import type { PersonId, Presence, Team } from '../../core/team.ts';
import type { Rhythm } from '../context.ts';

/** Where a team talks, and who of the platform's users is who. */
export interface Home {
  team: string;
  workspace: string;
  platform: string;
  /** The platform's user id of everybody the team file names there. */
  users: ReadonlyMap<PersonId, string>;
  /** Channels as the team file writes them, and the platform's ids; one that is not here has no other name. */
  channels?: ReadonlyMap<string, string>;
  /** What the platform shows of people; left out where it shows nothing. */
  presence?: ReadonlyMap<PersonId, Presence>;
}

export interface Definitions {
  teams: readonly Team[];
  homes: readonly Home[];
}

export interface SettableRhythm extends Rhythm {
  set(definitions: Definitions): void;
  now(): Definitions;
}

/** Holds the definitions that are in force. */
export function createRhythm(): SettableRhythm {
  let current: Definitions = { teams: [], homes: [] };
  let found = indexed(current);
  return {
    teams: () => current.teams,
    team: (id) => found.teams.get(id),
    teamsOf: (person) => found.teamsOf.get(person) ?? [],
    workspaceOf: (team) => found.homes.get(team)?.workspace,
    person: (id) => found.people.get(id),
    channelIn: (workspace, name) => found.channels.get(`${workspace}/${name}`) ?? name,
    disturbedFrom: (person, now) =>
      found.silences.get(person)?.find((span) => span.from <= now && now < span.to)?.to,
    now: () => current,
    set(definitions) {
      current = definitions;
      found = indexed(definitions);
    },
  };
}

/** Every command asks for these, and there may be hundreds of teams. */
function indexed({ teams, homes }: Definitions) {
  const teamsOf = new Map<PersonId, Team[]>();
  for (const team of teams)
    for (const id of new Set(team.members.map((member) => member.id)))
      teamsOf.set(id, [...(teamsOf.get(id) ?? []), team]);
  return {
    teams: firstOf(teams, ({ id }) => id),
    homes: firstOf(homes, ({ team }) => team),
    teamsOf,
    people: firstOf(
      teams.flatMap(({ members, others }) => [...members, ...others]),
      ({ id }) => id,
    ),
    channels: new Map(homes.toReversed().flatMap(channelsOf)),
    silences: Map.groupBy(homes.flatMap(silencesOf), ({ person }) => person),
  };
}

function channelsOf({ workspace, channels }: Home): [string, string][] {
  return [...(channels ?? [])].map(([name, id]) => [`${workspace}/${name}`, id]);
}

function silencesOf({ presence }: Home) {
  return [...(presence ?? [])].flatMap(([person, { doNotDisturb }]) =>
    doNotDisturb ? [{ person, ...doNotDisturb }] : [],
  );
}

/** Where two have one name, the first counts. */
function firstOf<T>(all: readonly T[], name: (one: T) => string): ReadonlyMap<string, T> {
  return new Map(all.toReversed().map((one) => [name(one), one]));
}
