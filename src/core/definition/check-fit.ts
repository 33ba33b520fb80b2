import { type Calendar, hasOpening, openTime } from '../time/calendar.ts';
import { canOccur, occurrences, type Schedule } from '../time/schedule.ts';
import { addDays, dateAt, instantAt, showInstant, showMinute } from '../time/zone.ts';
import { type CivilDate, type Instant, MINUTE } from '../time.ts';
import { personCalendar, type Regions, teamCalendar } from './calendars.ts';
import type { RitualDraft } from './check-ritual.ts';
import { type Finding, mistake, warning } from './finding.ts';
import { modeOf, scheduleOf } from './ritual-of.ts';
import { checkNames, checkPeople, checkRoles, outsidersOf, type Roster } from './roster.ts';

/** Where and when checks look: the regions' holidays and today's date. */
export interface Almanac {
  regions: Regions;
  today: CivilDate;
}

/** Whether team and members ever work. */
export function checkHours({ team }: Roster, { regions, today }: Almanac): Finding[] {
  const expected = 'hours that leave an open window within 366 days';
  const calendar = teamCalendar(team, regions);
  if (calendar && !hasOpening(calendar, today)) return [mistake(['hours'], expected, 'none')];
  return (team.members ?? []).flatMap((member, i) => {
    const own = member && personCalendar(team, member, undefined, regions);
    return own && !hasOpening(own, today) ? [mistake(['members', i, 'hours'], expected, 'none')] : [];
  });
}

/** Whether a ritual fits a team: its roles are held, its people are members, it takes place, and when. */
export function checkFit(roster: Roster, ritual: RitualDraft, almanac: Almanac): Finding[] {
  const group = typeof ritual.participants === 'object' ? ritual.participants : {};
  const { role, roles, people } = ritual.facilitator ?? {};
  const [facilitator] = checkRoles(roster, [], role ? [role] : []);
  return [
    ...checkRoles(withOutsiders(roster), ['participants', 'roles'], group.roles),
    ...checkPeople(roster, ['participants', 'people'], group.people),
    ...checkNames(roster, ['participants', 'optional'], insiders(group.optional)),
    ...checkNames(roster, ['participants', 'observers'], insiders(group.observers)),
    ...checkNames(roster, ['optional'], insiders(ritual.optional)),
    ...checkNames(roster, ['observers'], insiders(ritual.observers)),
    ...(facilitator ? [{ ...facilitator, path: ['facilitator', 'role'] }] : []),
    ...checkRoles(roster, ['facilitator', 'roles'], roles),
    ...checkPeople(roster, ['facilitator', 'people'], people),
    ...checkTimes(roster, ritual, almanac),
  ];
}

/** As roles of a ritual they mean the people the team lists there; who is required must be somebody, not only a channel. */
const OUTSIDE = ['stakeholders', 'leadership'] as const;

/** Without those words, each other name in its place. */
function insiders(names: readonly (string | undefined)[] | undefined) {
  return names?.map((name) => (OUTSIDE.some((list) => list === name) ? undefined : name));
}

function withOutsiders(roster: Roster): Roster {
  const holders = new Map(roster.holders);
  for (const list of OUTSIDE) {
    const people = outsidersOf(roster, list);
    if (people.length > 0) holders.set(list, people);
  }
  return { ...roster, holders };
}

function checkTimes(roster: Roster, ritual: RitualDraft, almanac: Almanac): Finding[] {
  const calendar = teamCalendar(roster.team, almanac.regions);
  const schedule = scheduleIn(ritual);
  if (!calendar || !schedule || !hasOpening(calendar, almanac.today)) return [];
  if (!canOccur(schedule, calendar, almanac.today))
    return [
      mistake(['schedule'], 'a schedule that comes up within five years in this team', 'one that never does'),
    ];
  return modeOf(ritual) === 'live' ? checkAwake(roster, ritual, { ...almanac, calendar, schedule }) : [];
}

/** The schedule, once its fields could be read. */
function scheduleIn({ schedule }: RitualDraft): Schedule | undefined {
  if (!schedule || ('on' in schedule && !schedule.on) || ('every' in schedule && !schedule.every))
    return undefined;
  if (schedule.at === undefined && !schedule.cron) return undefined;
  return scheduleOf({ ...schedule, on_holiday: schedule.on_holiday ?? 'skip' });
}

interface Meeting extends Almanac {
  calendar: Calendar;
  schedule: Schedule;
}

const DAYS_AHEAD = 90;

/** A meeting that lies outside somebody's own hours more often than not, over the next three months. */
function checkAwake(roster: Roster, ritual: RitualDraft, meeting: Meeting): Finding[] {
  const { calendar, schedule } = meeting;
  const starts = startsOf(meeting);
  const outside = (roster.team.members ?? []).flatMap((member) => {
    const own =
      member &&
      personCalendar(roster.team, member, roster.people.zones.get(member.id ?? ''), meeting.regions);
    if (!own || !takesPart(member, ritual) || !mostlyClosed(own, starts, ritual.lasts ?? 30)) return [];
    return [`${member.name ?? member.id} (${showInstant(own.zone, starts[0]!, 'both')})`];
  });
  if (outside.length === 0) return [];
  const when = `${showMinute(schedule.at)} ${calendar.zone}`;
  return [
    warning(
      ['schedule', 'at'],
      `a time within everybody's hours`,
      `${when}, outside those of ${outside.join(', ')}`,
    ),
  ];
}

function startsOf({ calendar, schedule, today }: Meeting): Instant[] {
  const starts: Instant[] = [];
  for (const { slot, date, skipped } of occurrences(schedule, calendar, today)) {
    if (slot > addDays(today, DAYS_AHEAD) && starts.length > 0) break;
    if (!skipped) starts.push(instantAt(calendar.zone, date, schedule.at));
  }
  return starts;
}

type MemberDraft = NonNullable<NonNullable<Roster['team']['members']>[number]>;

function takesPart(member: MemberDraft, { participants }: RitualDraft): boolean {
  if (member.participates === false) return false;
  if (typeof participants !== 'object' || (!participants.roles && !participants.people)) return true;
  const held = participants.roles?.some((role) => role !== undefined && member.roles?.includes(role));
  return held || (member.id !== undefined && participants.people?.includes(member.id)) || false;
}

/** Days off do not count: on those nobody expects the person anyway. */
function mostlyClosed(own: Calendar, starts: readonly Instant[], minutes: number): boolean {
  const asked = starts.filter((start) => !own.closed.has(dateAt(own.zone, start)));
  const closed = asked.filter((start) => openTime(own, start, start + minutes * MINUTE) < minutes * MINUTE);
  return closed.length * 2 > asked.length;
}
