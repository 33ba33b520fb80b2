import { z } from 'zod';
import { onPlatform, plainUser } from '../core/definition/people.ts';
import { type PerPlatform, type Platform, teamForm } from '../core/definition/team-file.ts';
import type { DirectoryEntry } from '../ports.ts';
import { channelNamed, type Directory, directoryFor, namesOf } from './directory.ts';
import { rereadEntry } from './entry.ts';
import type { TeamEntry } from './picks.ts';
import type { Sheet } from './yaml.ts';

/** As the file says it: everybody in a channel, and more about some of them. */
const following = z.object({
  platform: z.unknown().optional(),
  workspace: z.unknown().optional(),
  stakeholders: z.array(z.unknown()).default([]),
  leadership: z.array(z.unknown()).default([]),
  members: z.object({
    channel: z.string(),
    with: z.array(z.unknown()).default([]),
    joiners: z.unknown().optional(),
  }),
});
type Following = z.output<typeof following>;

/** What any team file says about people. */
const people = following.extend({
  members: z.union([z.array(z.unknown()), z.object({ with: z.array(z.unknown()).default([]) })]),
});

const named = z.object({ id: z.string(), user: z.unknown() });

/** The same teams; where a file says `members: { channel: … }`, everybody who is in that channel now is a member. Unless
 * it says `joiners: add`, those whom only the channel names are told apart: who comes later is asked about. Whom the
 * file names as a stakeholder or leader is not, and neither is anybody who was deactivated, or a guest. A channel that nobody can look
 * into leaves only the people that stand under `with`. */
export async function withRosters(
  teams: readonly TeamEntry[],
  directories: readonly Directory[],
): Promise<TeamEntry[]> {
  const ids = idsIn(teams, directories);
  return Promise.all(teams.map((team) => withRoster(team, directories, ids)));
}

async function withRoster(team: TeamEntry, directories: readonly Directory[], ids: Ids): Promise<TeamEntry> {
  const read = following.safeParse(team.sheet.data);
  if (!read.success || typeof team.sheet.data !== 'object') return team;
  const known = read.data.members.with;
  const { here, seen } = await peopleIn(read.data, directories);
  const others = here.flatMap(({ entry, platform, workspace }) => {
    if (isNamed(entry, platform, [...known, ...read.data.stakeholders, ...read.data.leadership])) return [];
    return [{ id: idOf(entry, workspace, ids), name: entry.name, user: entry.user, platform }];
  });
  const asks = read.data.members.joiners !== 'add';
  const joined = new Map(
    seen.map((platform) => [
      platform,
      new Set(others.filter((one) => one.platform === platform).map(({ id }) => id)),
    ]),
  );
  const data = {
    ...team.sheet.data,
    members: [...known, ...others.map(({ platform: _, ...member }) => member)],
  };
  return {
    ...rereadEntry(teamForm, team, { ...team.sheet, data, place: placeIn(team.sheet, known.length) }),
    ...(asks && joined.size > 0 ? { joined } : {}),
  };
}

/** `seen`: the platforms whose channel could be looked into. */
async function peopleIn(team: Following, directories: readonly Directory[]) {
  const found: { entry: DirectoryEntry; platform: Platform; workspace: string }[] = [];
  const seen: Platform[] = [];
  for (const platform of platformsOf(team)) {
    const directory = directoryFor(directories, platform, onPlatform(perPlatform(team.workspace), platform));
    const channel = directory && channelNamed(team.members.channel, directory);
    const users = channel ? await directory.membersOf?.(channel.id) : undefined;
    if (users) seen.push(platform);
    const here = new Set(users);
    for (const entry of directory?.people ?? [])
      if (directory && entry.active && !entry.guest && here.has(entry.user))
        found.push({ entry, platform, workspace: directory.workspace });
  }
  return { here: found, seen };
}

function platformsOf({ platform }: Pick<Following, 'platform'>): Platform[] {
  const said = Array.isArray(platform) ? platform : [platform];
  return said.filter((one) => one === 'slack' || one === 'teams');
}

/** Users of a workspace and the ids that some file gives them: one person has one id. */
type Ids = ReadonlyMap<string, string>;

function idsIn(teams: readonly TeamEntry[], directories: readonly Directory[]): Ids {
  const ids = new Map<string, string>();
  for (const { sheet } of teams) {
    const read = people.safeParse(sheet.data).data;
    for (const platform of read ? platformsOf(read) : []) {
      const workspace = directoryFor(
        directories,
        platform,
        onPlatform(perPlatform(read?.workspace), platform),
      );
      for (const { id, user } of read ? givenIn(read) : []) {
        const name = onPlatform(perPlatform(user), platform);
        const key = workspace && name && keyOf(workspace.workspace, name);
        if (key && !ids.has(key)) ids.set(key, id);
      }
    }
  }
  return ids;
}

/** Everybody to whom the file gives an id; an outsider who is only called by a handle has that as theirs. */
function givenIn({ members, stakeholders, leadership }: z.output<typeof people>) {
  const all = [...(Array.isArray(members) ? members : members.with), ...stakeholders, ...leadership];
  return all.flatMap((one) => {
    if (typeof one === 'string') return one.includes('@') ? [{ id: plainUser(one), user: one }] : [];
    const read = named.safeParse(one).data;
    return read ? [read] : [];
  });
}

function keyOf(workspace: string, user: string): string {
  return `${workspace}/${plainUser(user)}`;
}

/** The id that a file gives, by any of the names it may use; else one out of the handle, which anybody can choose: it never
 * makes somebody another person whom a file names. */
function idOf(entry: DirectoryEntry, workspace: string, ids: Ids): string {
  const given = [entry.user, ...namesOf(entry)].map((name) => ids.get(keyOf(workspace, name)));
  const own = idFrom(entry.handle, entry.user);
  const taken = [...ids.values()].includes(own);
  return given.find((id) => id !== undefined) ?? (taken ? `${own}-${entry.user.toLowerCase()}` : own);
}

function isNamed(entry: DirectoryEntry, platform: Platform, list: readonly unknown[]): boolean {
  const answers = [entry.user, ...namesOf(entry)].map(plainUser);
  return list.some((one) => {
    const user = typeof one === 'string' ? one : onPlatform(perPlatform(userOf(one)), platform);
    return user !== undefined && answers.includes(plainUser(user));
  });
}

function userOf(member: unknown): unknown {
  return typeof member === 'object' && member !== null && 'user' in member ? member.user : undefined;
}

function perPlatform(value: unknown): PerPlatform | undefined {
  const read = z.union([z.string(), z.record(z.string(), z.string())]).safeParse(value);
  return read.success ? read.data : undefined;
}

/** An id out of a handle; the platform's own id where nothing of it can be used. */
function idFrom(handle: string, user: string): string {
  const plain = plainUser(handle)
    .normalize('NFKD')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '');
  return plain || user.toLowerCase();
}

/** What is wrong with somebody from the channel is shown at the channel. */
function placeIn(sheet: Sheet, known: number): Sheet['place'] {
  return ([first, index, ...rest], at) => {
    if (first !== 'members' || typeof index !== 'number')
      return sheet.place(
        [first, index, ...rest].filter((step) => step !== undefined),
        at,
      );
    return index < known
      ? sheet.place(['members', 'with', index, ...rest], at)
      : sheet.place(['members', 'channel'], 'value');
  };
}
