import type { PersonId, Team } from '../../core/team.ts';
import { DAY } from '../../core/time.ts';
import { type Chat, ChatError } from '../../ports.ts';
import type { Context } from '../context.ts';
import { onDutyNow } from '../escalation/escalations.ts';
import type { Alarms } from '../watch/alarm.ts';

export interface DutyGroupNeeds {
  context: Context;
  chats: ReadonlyMap<string, Chat>;
  alarms: Pick<Alarms, 'raise' | 'over'>;
}

/** One look: each team's user group names whoever is on duty now. Nothing is sent while nothing changes; with nobody on duty
 * the group stays as it is, because a platform's group is never empty. A group that cannot be set is told to the team's
 * admins once a week, and again looked after as soon as it can. */
export function createDutyGroups(needs: DutyGroupNeeds): () => Promise<void> {
  /** By team, whom the group names as far as this process knows. */
  const shown = new Map<string, string>();
  return async () => {
    for (const team of needs.context.rhythm.teams()) await look(needs, team, shown);
  };
}

async function look(needs: DutyGroupNeeds, team: Team, shown: Map<string, string>): Promise<void> {
  const { context, chats, alarms } = needs;
  const workspace = context.rhythm.workspaceOf(team.id);
  const chat = workspace === undefined ? undefined : chats.get(workspace);
  if (!team.dutyGroup || !chat?.setGroup) return;
  if ((await context.store.read.rehearsals.get(team.id))?.state === 'rehearsing') return;
  const users = await usersOf(
    context,
    chat.workspace,
    await onDutyNow(context.store.read, team, context.clock.now()),
  );
  if (users.length === 0 || shown.get(team.id) === users.join()) return;
  try {
    await chat.setGroup(team.dutyGroup, users);
    shown.set(team.id, users.join());
    await alarms.over(keyOf(team));
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    // What is refused is not tried again before somebody else is on duty.
    if (error.kind === 'refused') shown.set(team.id, users.join());
    if (error.kind === 'refused') await alarms.raise(troubleOf(team, error));
  }
}

async function usersOf(
  { store }: Context,
  workspace: string,
  people: readonly PersonId[],
): Promise<string[]> {
  const found = await Promise.all(people.map((person) => store.read.identities.find({ person, workspace })));
  return found.flatMap((identities) => identities.slice(0, 1).map(({ user }) => user));
}

function troubleOf(team: Team, error: ChatError) {
  return {
    key: keyOf(team),
    text: `The user group ${team.dutyGroup} of ${team.name} does not follow who is on duty: ${error.message}`,
    team: team.id,
    also: team.admins,
    lasts: true,
    every: 7 * DAY,
  };
}

function keyOf({ id }: Team): string {
  return `duty-group:${id}`;
}
