import type { Change } from '../../core/changes.ts';
import { type Layered, type Without, withChanges } from '../../core/definition/chat-layer.ts';
import type { Layer } from '../../core/definition/layers.ts';
import type { PersonId, Presence, Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import type { Instant } from '../../core/time.ts';
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
  /** Members only because they are in the team's channel, where the coordinator is asked about newcomers. */
  joined?: ReadonlySet<PersonId>;
}

export interface Definitions {
  teams: readonly Team[];
  homes: readonly Home[];
  /** Per `team/ritual`: the layers its fields come from. */
  layers?: ReadonlyMap<string, readonly Layer[]>;
}

export interface SettableRhythm extends Rhythm {
  set(definitions: Definitions): void;
  now(): Definitions;
}

/** Holds the definitions that are in force. */
export function createRhythm(): SettableRhythm {
  let written: Definitions = { teams: [], homes: [] };
  let over: { changes: readonly Change[]; now: Instant } = { changes: [], now: 0 };
  let current = written;
  let found = indexed(current);

  function put(): readonly Without[] {
    const { definitions, without } = layered(written, over);
    current = definitions;
    found = indexed(current);
    return without;
  }

  return {
    teams: () => current.teams,
    team: (id) => found.teams.get(id) ?? found.earlier.get(id),
    teamsOf: (person) => found.teamsOf.get(person) ?? [],
    workspaceOf: (team) => found.homes.get(found.earlier.get(team)?.id ?? team)?.workspace,
    person: (id) => found.people.get(id),
    channelIn: (workspace, name) => found.channels.get(`${workspace}/${name}`) ?? name,
    disturbedFrom: (person, now) =>
      found.silences.get(person)?.find((span) => span.from <= now && now < span.to)?.to,
    now: () => current,
    homes: () => current.homes,
    layersOf: (team, ritual) => written.layers?.get(`${team}/${ritual}`) ?? [],
    written: (id) => written.teams.find((team) => team.id === id),
    layer(changes, now) {
      over = { changes, now };
      return put();
    },
    set(definitions) {
      written = definitions;
      put();
    },
  };
}

/** What was changed from chat over what the files say. */
function layered(
  { teams, homes }: Definitions,
  { changes, now }: { changes: readonly Change[]; now: Instant },
) {
  const all = teams.map((team) =>
    withoutDoubles(withChanges(team, changes, dateAt(team.calendar.zone, now)), homes),
  );
  const added = new Map(all.map(({ team, users }) => [team.id, users]));
  const known = new Set(teams.map(({ id }) => id));
  const strays = changes.filter((change) => change.open && !known.has(change.team));
  return {
    definitions: {
      teams: all.map(({ team }) => team),
      // Who was added from chat has a user where the team talks first.
      homes: homes.map((home, at) => {
        const isFirst = homes.findIndex(({ team }) => team === home.team) === at;
        return { ...home, users: new Map([...((isFirst && added.get(home.team)) || []), ...home.users]) };
      }),
    },
    without: [
      ...all.flatMap(({ without }) => without),
      ...strays.map((change) => ({ change, why: 'no file has this team any more' })),
    ],
  };
}

/** Somebody who was added from chat, and whom a file by now calls by another id, is one person: the file's. */
function withoutDoubles({ team, users, without }: Layered, homes: readonly Home[]): Layered {
  const named = new Map(
    homes.flatMap((home) => (home.team === team.id ? [...home.users].map(([id, user]) => [user, id]) : [])),
  );
  const twice = [...users].filter(([id, user]) => (named.get(user) ?? id) !== id).map(([id]) => id);
  if (twice.length === 0) return { team, users, without };
  return {
    team: { ...team, members: team.members.filter(({ id }) => !twice.includes(id)) },
    users: new Map([...users].filter(([id]) => !twice.includes(id))),
    without,
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
    // What was stored under an id from before a rename still finds its team.
    earlier: firstOf(
      teams.filter(({ was }) => was !== undefined && !teams.some(({ id }) => id === was)),
      ({ was }) => was ?? '',
    ),
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
