import { type Finding, mistake, type Path, show, unknownName } from '../core/definition/finding.ts';
import { nearest } from '../core/definition/nearest.ts';
import { outsidersIn } from '../core/definition/outsiders.ts';
import { onPlatform, type People, plainUser, type TeamDraft } from '../core/definition/people.ts';
import type { PersonId } from '../core/team.ts';
import { isZone } from '../core/time/zone.ts';
import type { Zone } from '../core/time.ts';
import type { DirectoryEntry } from '../ports.ts';

/** The people one workspace knows. */
export interface Directory {
  platform: string;
  workspace: string;
  people: readonly DirectoryEntry[];
}

/** Who of a team is who on the platforms. */
export interface Resolved {
  findings: Finding[];
  /** Per platform: the workspace, and each person's entry in it. */
  places: ReadonlyMap<string, { workspace: string; people: ReadonlyMap<PersonId, DirectoryEntry> }>;
}

/** Finds every user a team file names. Platforms without a directory are not looked at. */
export function resolveUsers(team: TeamDraft, people: People, directories: readonly Directory[]): Resolved {
  const findings: Finding[] = [];
  const places = new Map<string, { workspace: string; people: Map<PersonId, DirectoryEntry> }>();
  for (const platform of team.platform ?? []) {
    const candidates = directories.filter((directory) => directory.platform === platform);
    if (!platform || candidates.length === 0) continue;
    const directory = chosen(candidates, onPlatform(team.workspace, platform));
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
    places.set(platform, { workspace: directory.workspace, people: found });
  }
  return { findings, places };
}

function chosen(candidates: readonly Directory[], workspace: string | undefined): Directory | undefined {
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

function answersTo(entry: DirectoryEntry, user: string): boolean {
  return entry.user === user || namesOf(entry).some((name) => plainUser(name) === plainUser(user));
}

function namesOf({ handle, email }: DirectoryEntry): string[] {
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
