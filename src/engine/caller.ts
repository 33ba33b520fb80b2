import type { Command } from '../core/command.ts';
import { hasLeft } from '../core/people/leaving.ts';
import type { Member, PersonId, Team } from '../core/team.ts';
import type { Tx } from '../ports.ts';
import { type Context, teamsOf } from './context.ts';

/** Who sent a command, and which team they mean by it. */
export interface Caller {
  person: PersonId;
  name: string;
  /** The zone they read times in. */
  zone: string;
  /** Every team they are a member of. */
  teams: readonly Team[];
  /** The team of the channel they wrote in, else the one they meant last, else the first. Undefined when they are in none. */
  team: Team | undefined;
  /** The teams that a command may mean: that of the channel they wrote in, else all of theirs. */
  meant: readonly Team[];
  member: Member | undefined;
}

/** Undefined when the platform's user is nobody that the team files name. A stakeholder or leader is in no team, and may
 * still be asked, and act on what they are sent. */
export async function callerOf(context: Context, tx: Tx, command: Command): Promise<Caller | undefined> {
  const identity = await tx.identities.get(`${command.workspace}/${command.user}`);
  if (!identity) return undefined;
  // Whoever has left can still see what is stored about them, and no longer speaks for the team.
  const teams = teamsOf(context, identity.person).filter((team) => !hasLeft(team, identity.person));
  const here = teams.find((candidate) => isIn(context, command, candidate));
  const team = here ?? teams.find(({ id }) => id === identity.team) ?? teams[0];
  return inTeam(context, identity.person, teams, team, here ? [here] : teams);
}

/** Somebody for whom Rondo does what they have begun, without a command of theirs. */
export function callerNamed(context: Context, person: PersonId): Caller | undefined {
  const teams = teamsOf(context, person);
  return inTeam(context, person, teams, teams[0], teams);
}

function inTeam(
  context: Context,
  person: PersonId,
  teams: readonly Team[],
  team: Team | undefined,
  meant: readonly Team[],
): Caller | undefined {
  const member = team?.members.find((candidate) => candidate.id === person);
  const known = member ?? outsider(context, person) ?? context.rhythm.person(person);
  if (!known) return undefined;
  return { person, name: known.name, zone: known.calendar.zone, teams, team, meant, member };
}

/** The team that somebody in several has just meant comes first the next time. */
export async function rememberTeam(tx: Tx, { workspace, user }: Command, team: Team): Promise<void> {
  const identity = await tx.identities.get(`${workspace}/${user}`);
  if (!identity || identity.team === team.id) return;
  await tx.identities.update({ ...identity, team: team.id, version: identity.version + 1 });
}

/** A team file names its channel as people do, or by the platform's id; a command may come with either. */
function isIn({ rhythm }: Context, { channel, workspace }: Command, team: Team): boolean {
  return channel === team.channel || channel === rhythm.channelIn(workspace, team.channel);
}

function outsider(context: Context, person: PersonId) {
  return context.rhythm
    .teams()
    .flatMap((team) => team.others)
    .find((other) => other.id === person);
}
