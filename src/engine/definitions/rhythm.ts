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
  return {
    teams: () => current.teams,
    team: (id) => current.teams.find((team) => team.id === id),
    workspaceOf: (team) => current.homes.find((home) => home.team === team)?.workspace,
    channelIn: (workspace, name) =>
      current.homes
        .find((home) => home.workspace === workspace && home.channels?.has(name))
        ?.channels?.get(name) ?? name,
    disturbedFrom: (person, now) => {
      const silent = current.homes.map(({ presence }) => presence?.get(person)?.doNotDisturb);
      return silent.find((span) => span && span.from <= now && now < span.to)?.to;
    },
    now: () => current,
    set(definitions) {
      current = definitions;
    },
  };
}
