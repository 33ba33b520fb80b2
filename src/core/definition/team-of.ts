import type { Ritual } from '../ritual.ts';
import type { DigestSettings, Member, Person, PersonId, Presence, Team } from '../team.ts';
import type { Calendar } from '../time/calendar.ts';
import { feedsOf } from './absences-file.ts';
import { personCalendar, type Regions, teamCalendar } from './calendars.ts';
import { type Outside, outsiderOf, outsidersIn } from './outsiders.ts';
import { onPlatform, type People } from './people.ts';
import { policyOf } from './policy-file.ts';
import type { Platform, TeamFile } from './team-file.ts';
import { minuteOf } from './times.ts';

/** What a team needs besides its own file. */
export interface Surroundings {
  rituals: readonly Ritual[];
  people: People;
  regions: Regions;
  /** Deactivated on the platform. */
  left: ReadonlySet<PersonId>;
  /** E-mail addresses that the platforms tell. */
  emails?: ReadonlyMap<PersonId, string>;
}

/** The team a checked file defines, with every default filled in. */
export function teamOf(file: TeamFile, around: Surroundings): Team {
  const [place] = placesOf(file, around.people);
  const absenceFeeds = feedsOf(file, around.emails);
  const outsiders = (entries: TeamFile['leadership']) =>
    entries.map((entry) => outsiderOf(file, around.people, entry)).filter((entry) => entry !== undefined);
  return {
    id: file.id,
    was: file.was,
    ...(file.archived ? { archived: true } : {}),
    ...(file.rehearsal === undefined ? {} : { rehearsal: file.rehearsal }),
    name: file.name,
    calendar: known(teamCalendar(file, around.regions)),
    quiet: file.quiet,
    channel: place?.channel ?? '',
    members: file.members.map((member) => memberOf(file, member, around)),
    others: outsidersIn(file, around.people).map((outside) => otherOf(file, outside, around)),
    stakeholders: outsiders(file.stakeholders),
    leadership: outsiders(file.leadership),
    admins: file.admins,
    dutyGroup: place && onPlatform(file.duty_group, place.platform),
    coordinator: coordinatorOf(file),
    rituals: around.rituals,
    policy: policyOf(file.escalation),
    ...(absenceFeeds.length > 0 ? { absenceFeeds } : {}),
    ...(file.actions ? { actions: file.actions } : {}),
    digest: digestOf(file),
  };
}

function digestOf({ digest: { leave_out, sections, at, ...rest } }: TeamFile): DigestSettings {
  const [stakeholders, leadership] = Array.isArray(sections)
    ? [sections, sections]
    : [sections?.stakeholders, sections?.leadership];
  return {
    ...rest,
    at: at ?? minuteOf('16:00') ?? 0,
    ...(sections
      ? { sections: { ...(stakeholders && { stakeholders }), ...(leadership && { leadership }) } }
      : {}),
    ...(leave_out ? { leaveOut: leave_out } : {}),
  };
}

function memberOf(file: TeamFile, member: TeamFile['members'][number], around: Surroundings): Member {
  return {
    id: member.id,
    name: member.name,
    calendar: known(personCalendar(file, member, around.people.zones.get(member.id), around.regions)),
    quiet: member.quiet ?? file.quiet,
    active: !around.left.has(member.id),
    roles: member.roles,
    participates: member.participates,
    ...(member.since ? { since: member.since } : {}),
    ...(member.left ? { left: member.left } : {}),
  };
}

function otherOf(
  file: TeamFile,
  { id, name, file: own = { id, user: id } }: Outside,
  around: Surroundings,
): Person {
  return {
    id,
    name,
    calendar: known(personCalendar(file, own, around.people.zones.get(id), around.regions)),
    quiet: own.quiet ?? file.quiet,
    active: !around.left.has(id),
  };
}

/** A member by id, else the first who holds that role; the lead unless told otherwise. */
function coordinatorOf({ coordinator = 'lead', members }: TeamFile): PersonId {
  const found =
    members.find((member) => member.id === coordinator) ??
    members.find((member) => member.roles.includes(coordinator));
  if (!found) throw new Error(`Nobody in this team is "${coordinator}"; the file was not checked.`);
  return found.id;
}

function known(calendar: Calendar | undefined): Calendar {
  if (!calendar) throw new Error('A calendar needs a zone and hours; the file was not checked.');
  return calendar;
}

/** Where a team talks on one platform, and who is who there. */
export interface Place {
  platform: Platform;
  /** Left out where the bot is installed in one workspace only. */
  workspace?: string;
  /** A name or the platform's id. */
  channel: string;
  /** Handle, e-mail or id of everybody the file names. */
  users: ReadonlyMap<PersonId, string>;
  /** Channels as the file writes them and the platform's ids, where its directory is known. */
  channels?: ReadonlyMap<string, string>;
  /** What the platform shows of everybody it knows here. */
  presence?: ReadonlyMap<PersonId, Presence>;
  /** Who is here only because they are in the team's channel, where the coordinator is asked about newcomers. */
  joined?: ReadonlySet<PersonId>;
}

/** One place a platform of the team, in the file's order. */
export function placesOf(file: TeamFile, people: People): Place[] {
  const everybody = [...file.members, ...outsidersIn(file, people)];
  return file.platform.map((platform) => ({
    platform,
    workspace: onPlatform(file.workspace, platform),
    channel: onPlatform(file.channel, platform) ?? '',
    users: new Map(
      everybody.flatMap(({ id, user }): [PersonId, string][] => {
        const name = onPlatform(user, platform);
        return name ? [[id, name]] : [];
      }),
    ),
  }));
}
