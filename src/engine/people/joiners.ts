import type { AuditEvent, Item } from '../../core/decision.ts';
import { successionsIn } from '../../core/definition/succession.ts';
import {
  type Followed,
  followChannel,
  type Joiner,
  type Present,
  thingOfJoiners,
  withRoster,
} from '../../core/people/joiner.ts';
import { whoIsAsked } from '../../core/people/leaving.ts';
import { toldAt } from '../../core/rotation/turn.ts';
import type { Team } from '../../core/team.ts';
import { DAY, type Instant } from '../../core/time.ts';
import type { Reads, Tx } from '../../ports.ts';
import { carryOut } from '../commit.ts';
import { absencesFrom, type Context } from '../context.ts';
import { moveJoiners } from '../definitions/moving-people.ts';
import type { Load, Loaded } from '../definitions/reload.ts';
import type { Home } from '../definitions/rhythm.ts';

/** Reads the definitions; where a team's members follow a channel, whoever has come into it is in the team once the coordinator
 * has said so, and is asked about once, and once more a week later. */
export function askingAboutJoiners({ store, clock }: Context, load: Load): Load {
  return async (kept, known) => {
    const loaded = await load(kept, known);
    const homes = loaded.homes.filter(({ joined }) => joined !== undefined);
    if (homes.length === 0) return loaded;
    const now = clock.now();
    return store.transact((tx) => withJoiners(tx, loaded, homes, now));
  };
}

/** Somebody who was asked about, by the id that a message has: it may be from before the team was renamed. */
export async function joinerAt(
  { rhythm }: Pick<Context, 'rhythm'>,
  source: Pick<Tx, 'joiners'> | Pick<Reads, 'joiners'>,
  id: string,
): Promise<Joiner | undefined> {
  const [was = ''] = id.split('/');
  const team = rhythm.team(was);
  return (await source.joiners.get(id)) ?? (team && source.joiners.get(`${team.id}${id.slice(was.length)}`));
}

async function withJoiners(tx: Tx, loaded: Loaded, homes: readonly Home[], now: Instant): Promise<Loaded> {
  let { teams } = loaded;
  // Who was let in, and who was not, is known under the id from before.
  for (const { was, heirs } of successionsIn(teams)) if (heirs[0]) await moveJoiners(tx, was, heirs[0], now);
  const changed = new Map<Home, Home>();
  for (const home of homes) {
    const team = teams.find(({ id }) => id === home.team);
    if (!team) continue;
    const followed = await follow(tx, team, home, now);
    const joined = home.joined ?? new Set();
    const after = withRoster(team, joined, followed);
    teams = teams.map((one) => (one === team ? after : one));
    changed.set(home, homeWith(home, joined, followed));
    await propose(tx, after, followed.ask, now);
  }
  return { ...loaded, teams, homes: loaded.homes.map((home) => changed.get(home) ?? home) };
}

async function follow(tx: Tx, team: Team, home: Home, now: Instant): Promise<Followed> {
  const about = `roster:${team.id}/${home.workspace}`;
  const known = (await tx.joiners.find({ team: team.id })).filter((row) => row.workspace === home.workspace);
  const first = known.length === 0 && !(await hasFollowed(tx, team, home));
  const { joined = new Set() } = home;
  const here = team.members.flatMap(({ id: person, name, calendar: { zone } }): Present[] => {
    const user = home.users.get(person);
    return joined.has(person) && user !== undefined ? [{ person, name, zone, user }] : [];
  });
  const named = new Set([...home.users].flatMap(([person, user]) => (joined.has(person) ? [] : [user])));
  const where = { team: team.id, workspace: home.workspace, first, named };
  const followed = followChannel(known, here, where, now);
  for (const row of followed.changed)
    if (row.version === 1) await tx.joiners.insert(row);
    else await tx.joiners.update(row);
  if (first) await tx.events.append(eventOf(team, about, 'followed', 'its members follow a channel', now));
  if (followed.changed.some(({ state }) => state === 'gone'))
    await carryOut(tx, { events: [], effects: [{ do: 'refresh', thing: thingOfJoiners(team.id) }] }, now);
  return followed;
}

/** Whether somebody has looked into its channel before, also under the id that the team had then. */
async function hasFollowed(tx: Tx, { id, was }: Team, { workspace }: Home): Promise<boolean> {
  for (const team of [id, ...(was === undefined ? [] : [was])])
    if ((await tx.events.count({ about: `roster:${team}/${workspace}` })) > 0) return true;
  return false;
}

function eventOf(team: Team, about: string, what: string, why: string, at: Instant): AuditEvent {
  return { team: team.id, about, what, who: 'files', at, from: 'engine', why };
}

/** Nobody is known here by a user whom nobody has let in. */
function homeWith(home: Home, joined: ReadonlySet<string>, { admitted, outside }: Followed): Home {
  const users = [...home.users].filter(([person]) => !joined.has(person) || admitted.has(person));
  return {
    ...home,
    users: new Map([...outside.map(({ person, user }) => [person, user] as const), ...users]),
  };
}

/** Whoever looks after the team is asked, about all of them in one message. */
async function propose(tx: Tx, team: Team, ask: readonly Joiner[], now: Instant): Promise<void> {
  if (ask.length === 0) return;
  const asked = whoIsAsked(team, '');
  const absences = await absencesFrom(tx, now - DAY);
  const items = team.members
    .filter(({ id }) => asked.includes(id))
    .map(
      (member): Item => ({
        team: team.id,
        thing: thingOfJoiners(team.id),
        epoch: 0,
        kind: 'proposal',
        to: { person: member.id },
        due: toldAt(member, absences, now),
        priority: 'digest',
        facts: { joiners: ask.map(({ id }) => id) },
      }),
    );
  const why = `asked about ${ask.map(({ name }) => name).join(', ')}`;
  const events = [eventOf(team, thingOfJoiners(team.id), 'asked', why, now)];
  await carryOut(tx, { events, effects: items.map((item) => ({ do: 'tell', item })) }, now);
}
