import type { PersonId } from '../team.ts';
import type { Zone } from '../time.ts';
import type { Draft } from './draft.ts';
import type { Path } from './finding.ts';
import type { PerPlatform, Platform, teamFile } from './team-file.ts';

export type TeamDraft = Draft<typeof teamFile>;

/** One person as one team file names them. */
export interface Mention {
  id: PersonId;
  /** Where in the file. */
  path: Path;
  zone?: Zone;
  /** Keys of their platform users: platform, workspace and handle. */
  users: readonly string[];
}

/** What is known about people over all team files. */
export interface People {
  byUser: ReadonlyMap<string, PersonId>;
  zones: ReadonlyMap<PersonId, Zone>;
}

/** The first file that says something about a person is believed; that others agree is checked elsewhere. */
export function peopleIn(mentions: readonly Mention[]): People {
  const byUser = new Map<string, PersonId>();
  const zones = new Map<PersonId, Zone>();
  for (const { id, zone, users } of mentions) {
    if (zone && !zones.has(id)) zones.set(id, zone);
    for (const user of users) if (!byUser.has(user)) byUser.set(user, id);
  }
  return { byUser, zones };
}

/** Everybody a team file gives an id: members, then stakeholders and leaders written as maps. */
export function mentionsIn(team: TeamDraft): Mention[] {
  const found: Mention[] = [];
  for (const field of ['members', 'stakeholders', 'leadership'] as const)
    for (const [i, entry] of (team[field] ?? []).entries())
      if (typeof entry === 'object' && entry.id)
        found.push({ id: entry.id, path: [field, i], zone: entry.zone, users: userKeys(team, entry.user) });
  return found;
}

/** A user on every platform the team is on. */
export function userKeys(team: TeamDraft, user: PerPlatform | undefined): string[] {
  return (team.platform ?? []).flatMap((platform) => {
    const name = platform && onPlatform(user, platform);
    return name ? [`${platform}/${onPlatform(team.workspace, platform) ?? ''}/${plainUser(name)}`] : [];
  });
}

/** What a field says for one platform; a plain text is meant for all of them. */
export function onPlatform(field: PerPlatform | undefined, platform: Platform): string | undefined {
  return typeof field === 'object' ? field[platform] : field;
}

/** Handles are compared without their `@` and without case. */
export function plainUser(user: string): string {
  return user.replace(/^@/, '').toLowerCase();
}
