import type { Outsider, PersonId } from '../team.ts';
import type { Path } from './finding.ts';
import { type People, plainUser, type TeamDraft, userKeys } from './people.ts';
import type { OutsiderFile, PerPlatform } from './team-file.ts';

type Entry = NonNullable<NonNullable<TeamDraft['leadership']>[number]>;

/** A person the team file names outside its roster. */
export interface Outside {
  id: PersonId;
  name: string;
  user: PerPlatform;
  /** The entry that names them. */
  path: Path;
  file?: OutsiderFile;
}

/** Where one entry of `stakeholders` or `leadership` points: a channel, a member (by id or handle) or somebody outside, who is
 * found in other teams by their handle; `undefined` when it is neither `#channel`, `@person`, an e-mail nor a member's id. */
export function outsiderOf(team: TeamDraft, people: People, entry: Entry): Outsider | undefined {
  if (typeof entry === 'object') return entry.id ? { person: entry.id } : undefined;
  if (entry.startsWith('#')) return { channel: entry };
  if (team.members?.some((member) => member?.id === entry)) return { person: entry };
  return entry.includes('@') ? { person: personOf(team, people, entry) } : undefined;
}

function personOf(team: TeamDraft, people: People, handle: string): PersonId {
  for (const key of userKeys(team, handle)) {
    const id = people.byUser.get(key);
    if (id) return id;
  }
  return plainUser(handle);
}

/** Everybody the file names who is not a member, once each. */
export function outsidersIn(team: TeamDraft, people: People): Outside[] {
  const members = new Set(team.members?.map((member) => member?.id));
  const found = new Map<PersonId, Outside>();
  for (const field of ['stakeholders', 'leadership'] as const)
    for (const [i, entry] of (team[field] ?? []).entries()) {
      const outsider = entry && outsiderOf(team, people, entry);
      if (!outsider || 'channel' in outsider || members.has(outsider.person)) continue;
      const outside = outsideAs(outsider.person, entry, [field, i]);
      if (!found.get(outside.id)?.file) found.set(outside.id, outside);
    }
  return [...found.values()];
}

function outsideAs(id: PersonId, entry: Entry, path: Path): Outside {
  if (typeof entry === 'string') return { id, path, name: nameIn(entry), user: entry };
  const user = entry.user ?? id;
  return { id, path: [...path, 'user'], name: entry.name ?? id, user, file: { ...entry, id, user } };
}

/** Until the platform's directory tells the name: `@dana` is shown as Dana. */
function nameIn(user: string): string {
  const plain = user.replace(/^@/, '');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
