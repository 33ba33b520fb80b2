import { type Finding, mistake, type Path, show, unknownName } from '../core/definition/finding.ts';
import { nearest } from '../core/definition/nearest.ts';
import { outsidersIn } from '../core/definition/outsiders.ts';
import { onPlatform, type People, plainUser, type TeamDraft } from '../core/definition/people.ts';
import type { Platform } from '../core/definition/team-file.ts';
import type { PersonId } from '../core/team.ts';
import { isZone } from '../core/time/zone.ts';
import type { Zone } from '../core/time.ts';
import type { ChannelEntry, DirectoryEntry } from '../ports.ts';

/** The people one workspace knows. */
export interface Directory {
  platform: string;
  workspace: string;
  people: readonly DirectoryEntry[];
  /** The channels the bot can see; left out where the platform does not tell. */
  channels?: readonly ChannelEntry[];
  /** The users in a channel, by its id. */
  membersOf?: (channel: string) => Promise<readonly string[]>;
}

/** One team on one platform. */
interface Found {
  workspace: string;
  people: ReadonlyMap<PersonId, DirectoryEntry>;
  /** Channels as the file writes them, and their ids. */
  channels: ReadonlyMap<string, string>;
}

/** Who of a team is who on the platforms. */
export interface Resolved {
  findings: Finding[];
  places: ReadonlyMap<string, Found>;
}

/** Finds every user a team file names. Platforms without a directory are not looked at. */
export function resolveUsers(team: TeamDraft, people: People, directories: readonly Directory[]): Resolved {
  const findings: Finding[] = [];
  const places = new Map<string, Found>();
  for (const platform of team.platform ?? []) {
    const candidates = directories.filter((directory) => directory.platform === platform);
    if (!platform || candidates.length === 0) continue;
    const directory = directoryFor(candidates, platform, onPlatform(team.workspace, platform));
    if (!directory) {
      findings.push(noWorkspace(candidates, onPlatform(team.workspace, platform)));
      continue;
    }
    const found = new Map<PersonId, DirectoryEntry>();
    for (const { id, path, user } of usersOf(team, people)) {
      const name = onPlatform(user, platform);
      const result = name ? entryFor(name, directory, path) : undefined;
      if (result && 'user' in result) found.set(id, result);
      else if (result) findings.push(result);
    }
    const channels = new Map<string, string>();
    for (const { name, path } of channelsOf(team, platform)) {
      const entry = channelNamed(name, directory);
      if (entry) channels.set(name, entry.id);
      findings.push(...problemWith(name, path, entry, directory));
    }
    places.set(platform, { workspace: directory.workspace, people: found, channels });
  }
  return { findings, places };
}

/** The workspace a team means: the one it names, else the only one of its platform. */
export function directoryFor(
  directories: readonly Directory[],
  platform: Platform,
  workspace: string | undefined,
): Directory | undefined {
  const candidates = directories.filter((directory) => directory.platform === platform);
  if (workspace) return candidates.find((directory) => directory.workspace === workspace);
  return candidates.length === 1 ? candidates[0] : undefined;
}

function noWorkspace(candidates: readonly Directory[], workspace: string | undefined): Finding {
  const known = candidates.map((directory) => directory.workspace);
  const expected = `the field "workspace" (one of ${known.join(', ')})`;
  return workspace
    ? unknownName(['workspace'], expected, workspace, known)
    : mistake([], expected, 'no such field');
}

type UserField = Parameters<typeof onPlatform>[0];

function usersOf(team: TeamDraft, people: People): { id: PersonId; path: Path; user: UserField }[] {
  const members = (team.members ?? []).flatMap((member, i) =>
    member?.id ? [{ id: member.id, path: ['members', i, 'user'], user: member.user }] : [],
  );
  return [...members, ...outsidersIn(team, people).map(({ id, user, path }) => ({ id, user, path }))];
}

function entryFor(user: string, directory: Directory, path: Path): DirectoryEntry | Finding {
  const entries = directory.people.filter((entry) => answersTo(entry, user));
  const [entry, ...others] = entries;
  if (entry && others.length === 0) return entry;
  const expected = `a user of ${directory.platform} (${directory.workspace})`;
  if (!entry)
    return mistake(path, expected, show(user), nearest(plainUser(user), directory.people.flatMap(namesOf)));
  const candidates = entries.map(({ name, user: id }) => `${name}: ${id}`).join(', ');
  return mistake(
    path,
    `one ${expected.slice(2)}, by id (${candidates})`,
    `${show(user)}, which means ${entries.length}`,
  );
}

/** Every channel a team file names: its own, and those of stakeholders and leaders. */
function channelsOf(team: TeamDraft, platform: Platform): { name: string; path: Path }[] {
  const own = onPlatform(team.channel, platform);
  const others = (['stakeholders', 'leadership'] as const).flatMap((field) =>
    (team[field] ?? []).flatMap((entry, i) =>
      typeof entry === 'string' && entry.startsWith('#') ? [{ name: entry, path: [field, i] }] : [],
    ),
  );
  return [...(own ? [{ name: own, path: ['channel'] }] : []), ...others];
}

/** By name or id. */
export function channelNamed(name: string, { channels = [] }: Directory): ChannelEntry | undefined {
  const plain = plainChannel(name);
  return channels.find((entry) => entry.id === name || plainChannel(entry.name) === plain);
}

/** A channel that cannot be posted in is no reason to refuse a team: it may be mended while Rondo runs. */
function problemWith(
  name: string,
  path: Path,
  entry: ChannelEntry | undefined,
  { platform, workspace, channels }: Directory,
): Finding[] {
  if (!channels || (entry?.joined && !entry.archived)) return [];
  const expected = `a channel of ${platform} (${workspace}) that Rondo is in`;
  if (!entry)
    return [
      {
        ...unknownName(
          path,
          expected,
          name,
          channels.map((one) => `#${one.name}`),
        ),
        severity: 'warning',
      },
    ];
  const found = entry.archived
    ? `${show(name)}, which is archived`
    : `${show(name)}, where it was not invited`;
  return [{ ...mistake(path, expected, found), severity: 'warning' }];
}

function plainChannel(name: string): string {
  return name.replace(/^#/, '').toLowerCase();
}

function answersTo(entry: DirectoryEntry, user: string): boolean {
  return entry.user === user || namesOf(entry).some((name) => plainUser(name) === plainUser(user));
}

/** What people call a user: handle and e-mail. */
export function namesOf({ handle, email }: DirectoryEntry): string[] {
  return email ? [handle, email] : [handle];
}

/** The zones the platforms know, for people whose team file names none. */
export function zonesIn(resolved: readonly Resolved[]): Map<PersonId, Zone> {
  const zones = new Map<PersonId, Zone>();
  for (const [id, { zone }] of entriesIn(resolved))
    if (zone && isZone(zone) && !zones.has(id)) zones.set(id, zone);
  return zones;
}

/** Everybody who is deactivated on a platform. */
export function leftIn(resolved: readonly Resolved[]): Set<PersonId> {
  return new Set(entriesIn(resolved).flatMap(([id, { active }]) => (active ? [] : [id])));
}

function entriesIn(resolved: readonly Resolved[]): [PersonId, DirectoryEntry][] {
  return resolved.flatMap(({ places }) => [...places.values()].flatMap(({ people }) => [...people]));
}
