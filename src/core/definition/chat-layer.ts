import type { Change } from '../changes.ts';
import type { Facts } from '../decision.ts';
import type { Member, PersonId, Team } from '../team.ts';
import type { CivilDate } from '../time.ts';
import { type Changed, changedRitual } from './chat-ritual.ts';
import { memberChange, teamChange } from './chat-shapes.ts';
import { type Finding, findingsIn, mistake, show } from './finding.ts';
import { nearest } from './nearest.ts';
import { expectedIn } from './written.ts';

/** A team with what was changed from chat laid over what its file says. */
export interface Layered {
  team: Team;
  /** The platform's users of members who were added from chat. */
  users: ReadonlyMap<PersonId, string>;
  /** Changes of something that is not there any more: they are kept and do nothing. */
  without: readonly Without[];
}

export interface Without {
  change: Change;
  why: string;
}

/** Lays the open changes over the team, oldest first, so that later ones win field by field; then who is a member as of today.
 * Without a day everybody stays as they are written, with the days on which they begin and leave. */
export function withChanges(team: Team, changes: readonly Change[], today?: CivilDate): Layered {
  const users = new Map<PersonId, string>();
  const without: Without[] = [];
  let layered = team;
  for (const change of inForce(team.id, changes)) {
    const next = applied(layered, change);
    if (next.ok) layered = next.value;
    else without.push({ change, why: next.findings.map(lineOf).join('; ') });
    const about = aboutOf(change.about);
    if (next.ok && about.kind === 'member' && typeof change.fields.user === 'string')
      users.set(about.id, change.fields.user);
  }
  return { team: today === undefined ? layered : asOf(layered, today), users, without };
}

function inForce(team: string, changes: readonly Change[]): Change[] {
  const own = changes.filter((change) => change.team === team && change.open);
  return own.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** The team with this one change; every mistake in it otherwise. */
export function applied(team: Team, { about, fields }: Pick<Change, 'about' | 'fields'>): Changed<Team> {
  const what = aboutOf(about);
  switch (what.kind) {
    case 'member':
      return withMember(team, what.id, fields);
    case 'ritual':
      return withRitual(team, what.id, fields);
    case 'team':
      return withFields(team, fields);
  }
}

/** What a change is about, taken apart. */
export function aboutOf(about: string): { kind: 'team' | 'member' | 'ritual'; team: string; id: string } {
  const [, kind = '', team = '', id = ''] = /^(\w+):([^/]+)(?:\/(.+))?$/.exec(about) ?? [];
  return { kind: kind === 'member' || kind === 'ritual' ? kind : 'team', team, id };
}

function withMember(team: Team, id: PersonId, fields: Facts): Changed<Team> {
  const read = memberChange.strict().safeParse(fields, { error: expectedIn });
  if (!read.success) return { ok: false, findings: findingsIn(read.error, fields) };
  const known = team.members.find((member) => member.id === id);
  if (!known && !(read.data.name && read.data.user))
    return unknown('a member of this team', id, idsOf(team.members));
  const { user: _, zone, hours, ...own } = pickedFrom(read.data, fields);
  const before = known ?? newcomer(team, id);
  const { calendar } = before;
  const member: Member = {
    ...before,
    ...own,
    calendar: { ...calendar, ...(zone ? { zone } : {}), ...(hours ? { week: hours } : {}) },
  };
  const members = known
    ? team.members.map((one) => (one.id === id ? member : one))
    : [...team.members, member];
  return { ok: true, value: { ...team, members, others: team.others.filter((other) => other.id !== id) } };
}

function newcomer({ calendar, quiet, others }: Team, id: PersonId): Member {
  const known = others.find((other) => other.id === id);
  const person = known ?? { id, name: id, calendar, ...(quiet ? { quiet } : {}), active: true };
  return { ...person, roles: [], participates: true };
}

function withRitual(team: Team, id: string, fields: Facts): Changed<Team> {
  const known = team.rituals.find((ritual) => ritual.id === id);
  if (!known) return unknown('a ritual of this team', id, idsOf(team.rituals));
  const changed = changedRitual(known, fields, new Set(team.members.map((member) => member.id)));
  if (!changed.ok) return changed;
  const rituals = team.rituals.map((ritual) => (ritual.id === id ? changed.value : ritual));
  return { ok: true, value: { ...team, rituals } };
}

function withFields(team: Team, fields: Facts): Changed<Team> {
  const read = teamChange.strict().safeParse(fields, { error: expectedIn });
  if (!read.success) return { ok: false, findings: findingsIn(read.error, fields) };
  const { coordinator, digest, leadership, ...own } = pickedFrom(read.data, fields);
  const who =
    coordinator === undefined
      ? undefined
      : (team.members.find(({ id }) => id === coordinator) ??
        team.members.find(({ roles }) => roles.includes(coordinator)));
  if (coordinator !== undefined && !who)
    return unknown('a member or a role that somebody holds', coordinator, idsOf(team.members));
  const stranger = leadership?.find((one) => !one.startsWith('#') && !personIn(team, one));
  if (stranger !== undefined)
    return unknown('a channel or somebody the team knows', stranger, idsOf(team.members));
  const admin = own.admins?.find((one) => !personIn(team, one));
  if (admin !== undefined) return unknown('somebody the team knows', admin, idsOf(team.members));
  const value = {
    ...team,
    ...own,
    ...(who ? { coordinator: who.id } : {}),
    ...(digest ? { digest: { ...team.digest, ...digest } } : {}),
    ...(leadership ? { leadership: leadership.map(leaderOf) } : {}),
  };
  return { ok: true, value };
}

function personIn({ members, others }: Team, id: PersonId): boolean {
  return [...members, ...others].some((person) => person.id === id);
}

function leaderOf(word: string): Team['leadership'][number] {
  return word.startsWith('#') ? { channel: word } : { person: word };
}

/** Who has left is not active, and who has not begun takes no part. */
function asOf(team: Team, today: CivilDate): Team {
  const members = team.members.map((member) => {
    if (member.left !== undefined && member.left <= today) return { ...member, active: false };
    if (member.since !== undefined && member.since > today) return { ...member, participates: false };
    return member;
  });
  return { ...team, members };
}

/** Without the defaults of what was not said. */
function pickedFrom<T extends object>(read: T, fields: Facts): Partial<T> {
  const said: Partial<T> = { ...read };
  // Object.keys forgets which keys there are.
  for (const key of Object.keys(read) as (keyof T)[]) if (!(String(key) in fields)) delete said[key];
  return said;
}

function unknown(expected: string, id: string, known: readonly string[]): { ok: false; findings: Finding[] } {
  return { ok: false, findings: [mistake([], expected, show(id), nearest(id, known))] };
}

function idsOf(all: readonly { id: string }[]): string[] {
  return all.map(({ id }) => id);
}

/** One mistake as a person reads it. */
export function lineOf({ path, expected, found, suggestion }: Finding): string {
  const where = path.length > 0 ? `${path.join('.')}: ` : '';
  return `${where}expected ${expected}, found ${found}${suggestion ? ` (did you mean "${suggestion}"?)` : ''}`;
}
