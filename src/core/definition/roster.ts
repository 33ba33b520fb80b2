import type { PersonId } from '../team.ts';
import { type Finding, type Path, unknownName } from './finding.ts';
import { outsiderOf } from './outsiders.ts';
import type { People, TeamDraft } from './people.ts';

/** Who is who in one team, as far as its file can be read. */
export interface Roster {
  team: TeamDraft;
  people: People;
  members: ReadonlySet<PersonId>;
  holders: ReadonlyMap<string, readonly PersonId[]>;
  /** A name nobody answers to refuses a new team; one that is running already only gets a warning. */
  severity: Finding['severity'];
}

export function rosterOf(team: TeamDraft, people: People, known: boolean): Roster {
  const holders = new Map<string, PersonId[]>();
  for (const member of team.members ?? [])
    for (const role of member?.roles ?? [])
      if (role && member?.id) holders.set(role, [...(holders.get(role) ?? []), member.id]);
  const members = new Set(team.members?.map((member) => member?.id).filter((id) => id !== undefined));
  return { team, people, members, holders, severity: known ? 'warning' : 'error' };
}

/** The people a name stands for: a member, the holders of a role, the leadership or the coordinator. */
export function peopleNamed(roster: Roster, name: string): readonly PersonId[] {
  if (roster.members.has(name)) return [name];
  if (name === 'leadership') return leadersOf(roster);
  if (name === 'coordinator') return peopleNamed(roster, roster.team.coordinator ?? 'lead').slice(0, 1);
  return roster.holders.get(name) ?? [];
}

/** The people among the team's leadership; channels do not decide. */
export function leadersOf(roster: Roster): PersonId[] {
  return outsidersOf(roster, 'leadership');
}

/** The people among the team's stakeholders or leadership, without the channels. */
export function outsidersOf({ team, people }: Roster, list: 'stakeholders' | 'leadership'): PersonId[] {
  return (team[list] ?? []).flatMap((entry) => {
    const outsider = entry && outsiderOf(team, people, entry);
    return outsider && 'person' in outsider ? [outsider.person] : [];
  });
}

/** A finding for each of these that is not a role somebody holds. */
export function checkRoles(roster: Roster, path: Path, roles: Names): Finding[] {
  return each(path, roles, (at, role) => {
    if (roster.holders.has(role)) return [];
    const finding = unknownName(at, 'a role that somebody in the team holds', role, roster.holders.keys());
    return [{ ...finding, severity: roster.severity }];
  });
}

/** A finding for each of these that is not a member. */
export function checkPeople(roster: Roster, path: Path, people: Names): Finding[] {
  return each(path, people, (at, id) =>
    roster.members.has(id) ? [] : [unknownName(at, 'the id of a member', id, roster.members)],
  );
}

/** A finding for each of these that is neither a member, a held role nor one of `words`. */
export function checkNames(
  roster: Roster,
  path: Path,
  names: Names,
  words: readonly string[] = [],
): Finding[] {
  return each(path, names, (at, name) => {
    if (roster.members.has(name) || roster.holders.has(name) || words.includes(name)) return [];
    const expected = ['a member', 'a role that somebody holds', ...words].join(', ');
    const candidates = [...roster.holders.keys(), ...roster.members, ...words];
    return [{ ...unknownName(at, expected, name, candidates), severity: roster.severity }];
  });
}

type Names = readonly (string | undefined)[] | undefined;

function each(path: Path, names: Names, check: (at: Path, name: string) => Finding[]): Finding[] {
  return (names ?? []).flatMap((name, i) => (name === undefined ? [] : check([...path, i], name)));
}
