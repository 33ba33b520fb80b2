import { createHash } from 'node:crypto';
import type { Ritual } from '../../core/ritual.ts';
import type { Member, PersonId, Presence, Team } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';
import type { StoredDefinition, Tx } from '../../ports.ts';
import { armMissing } from '../actions/begin.ts';
import type { Context } from '../context.ts';
import { followDefinitions } from '../escalation/escalations.ts';
import { offerLeaves } from '../people/offers.ts';
import { beginRehearsals } from '../rehearsal/rehearsal.ts';
import { armExpiry } from '../rituals/expiry.ts';
import { armPlan, replan, unplan } from '../rounds/planning.ts';
import { layOver } from './laying.ts';
import { moveTeams } from './moving.ts';
import { moveRituals } from './moving-rituals.ts';
import { tellOpenWork } from './open-work.ts';
import type { Definitions, Home } from './rhythm.ts';
import { followStatus } from './status.ts';

/** Makes the definitions in force count: identities are bound, each ritual has its next date planned, and what has
 * changed since it was planned is planned anew. Doing it twice changes nothing. */
export async function adopt(context: Context, written: Definitions, now: Instant): Promise<void> {
  await context.store.transact((tx) => moveTeams(context, tx, written.teams, now));
  await context.store.transact((tx) => moveRituals(tx, written.teams));
  await context.store.transact((tx) => layOver(context, tx, now));
  const definitions = layered(context, written);
  for (const home of definitions.homes) await context.store.transact((tx) => bindUsers(tx, home));
  await context.store.transact((tx) => unbindOthers(tx, definitions.homes));
  await context.store.transact((tx) => beginRehearsals(context, tx, definitions.teams, now));
  for (const team of definitions.teams) await context.store.transact((tx) => planTeam(tx, team, now));
  for (const team of definitions.teams)
    await context.store.transact((tx) => followDefinitions(context, tx, team, now));
  for (const team of definitions.teams)
    await context.store.transact((tx) => armMissing(context, tx, team, now));
  await followPeople(context, definitions, now);
  await offerLeaves(context, definitions.teams, now);
  await context.store.transact((tx) => dropVanished(tx, definitions, now));
}

/** What was changed from chat counts for these definitions too. */
function layered({ rhythm }: Context, { teams, homes }: Definitions): Definitions {
  return {
    homes: homes.map(
      (home) =>
        rhythm.homes().find((one) => one.team === home.team && one.workspace === home.workspace) ?? home,
    ),
    teams: teams.map((team) => {
      const rituals = new Set(team.rituals.map(({ id }) => id));
      const known = rhythm.team(team.id);
      return known ? { ...known, rituals: known.rituals.filter(({ id }) => rituals.has(id)) } : team;
    }),
  };
}

/** One team has changed: it is planned anew as after a reload, in this transaction. */
export async function adoptTeam(context: Context, tx: Tx, team: Team, now: Instant): Promise<void> {
  for (const home of context.rhythm.homes()) if (home.team === team.id) await bindUsers(tx, home);
  await planTeam(tx, team, now);
  await followDefinitions(context, tx, team, now);
  await armMissing(context, tx, team, now);
}

/** Each person once: who is in several workspaces is away when one of them says so. */
async function followPeople(context: Context, { teams, homes }: Definitions, now: Instant): Promise<void> {
  const shown = new Map<PersonId, { member: Member; presence: Presence; platform: string }>();
  for (const { team: id, presence, platform } of homes)
    for (const member of teams.find((team) => team.id === id)?.members ?? []) {
      const here = presence?.get(member.id);
      const before = shown.get(member.id)?.presence;
      if (here && (!before || (here.outOfOffice && !before.outOfOffice)))
        shown.set(member.id, { member, presence: here, platform });
    }
  for (const { member, ...how } of shown.values())
    await context.store.transact((tx) => followStatus(context, tx, member, how, now));
}

async function bindUsers(tx: Tx, { workspace, platform, users }: Home): Promise<void> {
  for (const [person, user] of users) {
    const id = `${workspace}/${user}`;
    const known = await tx.identities.get(id);
    if (!known) await tx.identities.insert({ id, workspace, platform, user, person, version: 1 });
    else if (known.person !== person)
      await tx.identities.update({ ...known, person, version: known.version + 1 });
  }
}

/** A person whom the files now call by another user is not the one before any more: that one is told nothing of theirs, and
 * does nothing in their name. */
async function unbindOthers(tx: Tx, homes: readonly Home[]): Promise<void> {
  const bound = homes.flatMap(({ workspace, users }) =>
    [...users].map(([person, user]) => ({ whom: `${workspace}/${person}`, id: `${workspace}/${user}` })),
  );
  const whoms = new Set(bound.map(({ whom }) => whom));
  const ids = new Set(bound.map(({ id }) => id));
  for (const { id, workspace, person } of await tx.identities.find({}))
    if (whoms.has(`${workspace}/${person}`) && !ids.has(id)) await tx.identities.delete(id);
}

async function planTeam(tx: Tx, team: Team, now: Instant): Promise<void> {
  if (team.archived) return endPlans(tx, team, now);
  for (const ritual of team.rituals) await planRitual(tx, team, ritual, now);
}

async function planRitual(tx: Tx, team: Team, ritual: Ritual, now: Instant): Promise<void> {
  await armExpiry(tx, team, ritual, now);
  const id = plannedId(team.id, ritual.id);
  const print = printOf(team, ritual);
  const known = await tx.definitions.get(id);
  if (!known) {
    await tx.definitions.insert({
      id,
      kind: 'plan',
      source: team.id,
      data: { print },
      gone: false,
      version: 1,
    });
    await armPlan(tx, team, ritual, undefined, now);
    return;
  }
  if (known.data.print === print && !known.gone) return;
  await tx.definitions.update({ ...known, data: { print }, gone: false, version: known.version + 1 });
  await replan(tx, team, ritual, now);
}

/** A ritual that is in no team any more opens no new rounds; what is running goes on. */
async function dropVanished(tx: Tx, { teams }: Definitions, now: Instant): Promise<void> {
  const present = new Set(
    teams.flatMap((team) => team.rituals.map((ritual) => plannedId(team.id, ritual.id))),
  );
  for (const known of await tx.definitions.find({ kind: 'plan', gone: false })) {
    if (present.has(known.id)) continue;
    await endPlan(tx, known, 'it is no longer in the definitions; no new rounds are planned', now);
  }
}

/** An archived team opens no new rounds; what is running goes on. */
async function endPlans(tx: Tx, team: Team, now: Instant): Promise<void> {
  let ended = 0;
  for (const { id } of team.rituals) {
    const known = await tx.definitions.get(plannedId(team.id, id));
    if (!known || known.gone) continue;
    await endPlan(tx, known, 'the team is archived; no new rounds are planned', now);
    ended += 1;
  }
  if (ended > 0) await tellOpenWork(tx, team, now);
}

async function endPlan(tx: Tx, known: StoredDefinition, why: string, now: Instant): Promise<void> {
  await tx.definitions.update({ ...known, gone: true, version: known.version + 1 });
  const [team = '', ritual = ''] = known.id.slice('planned:'.length).split('/');
  await unplan(tx, team, ritual);
  const about = `ritual:${team}/${ritual}`;
  await tx.events.append({ team, about, what: 'vanished', who: 'files', at: now, from: 'engine', why });
}

function plannedId(team: string, ritual: string): string {
  return `planned:${team}/${ritual}`;
}

/** What a plan depends on, as a short print: it changes when dates, times or people may. */
function printOf(team: Team, ritual: Ritual): string {
  const { calendar, members, digest } = team;
  return createHash('sha256')
    .update(JSON.stringify({ ritual, calendar, members, digest }, withMaps))
    .digest('base64url');
}

function withMaps(_key: string, value: unknown): unknown {
  return value instanceof Map ? [...value] : value;
}
