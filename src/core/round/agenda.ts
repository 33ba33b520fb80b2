import { aligned } from '../columns.ts';
import type { Member, Team } from '../team.ts';
import { addDays, dateAt, instantAt, showDate, showInstant } from '../time/zone.ts';
import { type CivilDate, MINUTE, type Zone } from '../time.ts';
import type { SimEvent } from './simulate.ts';

/** A simulation as an agenda for a terminal: one block a day of that zone, one line for what happens at one instant in one
 * round, people named with their own time where it differs. A day on which somebody's clock has been changed since the day
 * before it says so. */
export function agendaLines(events: readonly SimEvent[], teams: readonly Team[], zone: Zone): string[] {
  const lines: string[] = [];
  let before: CivilDate | undefined;
  for (const [date, ofDay] of grouped(events, ({ at }) => dateAt(zone, at))) {
    if (before) lines.push('');
    lines.push(`${showDate(date)} ${date.slice(0, 4)}`);
    lines.push(...clockChanges(teams, before ?? addDays(date, -1), date).map((change) => `  ! ${change}`));
    lines.push(...aligned(rowsOf(ofDay, teams, zone)).map((line) => `  ${line}`));
    before = date;
  }
  return lines.length > 0 ? lines : ['Nothing is planned for these days.'];
}

/** One JSON object a line; instants as UTC, `2026-11-02T08:00:00Z`. */
export function jsonLines(events: readonly SimEvent[]): string[] {
  return events.map(({ at, ...event }) => JSON.stringify({ at: isoSeconds(at), ...event }));
}

function isoSeconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** Cells of one line: time, team, ritual, what, and the rest, which is not aligned. */
type Row = readonly [time: string, team: string, ritual: string, what: string, rest: string];

function rowsOf(events: readonly SimEvent[], teams: readonly Team[], zone: Zone): Row[] {
  const same = (event: SimEvent) =>
    [event.at, event.what, event.team, event.ritual, event.date, event.person ? '' : 'round', event.why].join(
      '|',
    );
  return [...grouped(events, same).values()].flatMap((together) => {
    const [first] = together;
    if (!first) return [];
    const team = teams.find(({ id }) => id === first.team);
    const ritual = team?.rituals.find(({ id }) => id === first.ritual);
    const time = showInstant(zone, first.at, 'time');
    return [
      [
        time,
        team?.name ?? first.team,
        ritual?.name ?? first.ritual,
        SAID[first.what],
        rest(together, first, team, zone),
      ],
    ];
  });
}

const SAID: Readonly<Record<SimEvent['what'], string>> = {
  duty: 'on duty',
  opened: 'opens',
  prompt: 'asks',
  reminder: 'reminds',
  skipped: 'skips',
  meeting: 'meets',
  closed: 'closes',
  digest: 'digest',
};

function rest(together: readonly SimEvent[], first: SimEvent, team: Team | undefined, zone: Zone): string {
  const people = together.flatMap(({ person }) => (person ? [personAt(person, first, team, zone)] : []));
  const round = dateAt(zone, first.at) === first.date ? [] : [`(for ${showDate(first.date)})`];
  const leads = first.facilitator === undefined ? [] : [leadBy(first, team)];
  const why =
    first.why === undefined ? [] : [people.length > 0 || leads.length > 0 ? `– ${first.why}` : first.why];
  return [people.join(', '), ...leads, ...round, ...why].filter(Boolean).join(' ');
}

function leadBy({ what, facilitator = '' }: SimEvent, team: Team | undefined): string {
  const name = memberOf(team, facilitator)?.name ?? facilitator;
  return what === 'duty' ? name : `with ${name}`;
}

/** A name, and the time on that person's own clock if it shows another one. */
function personAt(id: string, { at }: SimEvent, team: Team | undefined, zone: Zone): string {
  const member = memberOf(team, id);
  if (!member) return id;
  const own = showInstant(member.calendar.zone, at, 'time');
  return own === showInstant(zone, at, 'time') ? member.name : `${member.name} (${own})`;
}

function memberOf(team: Team | undefined, id: string): Member | undefined {
  return team?.members.find((member) => member.id === id);
}

/** Clocks of members that stand differently on the later date than on the earlier one; one line a kind of change. */
function clockChanges(teams: readonly Team[], from: CivilDate, to: CivilDate): string[] {
  const members = new Map(
    teams.flatMap((team) => team.members.map((member) => [member.id, member] as const)),
  );
  const zones = grouped([...members.values()], ({ calendar }) => calendar.zone);
  const moved = grouped(
    [...zones.keys()],
    (zone) => (noonOffset(zone, to) - noonOffset(zone, from)) / MINUTE,
  );
  return [...moved].flatMap(([minutes, where]) => {
    if (minutes === 0) return [];
    const places = where.map(
      (zone) =>
        `${zone} (${zones
          .get(zone)
          ?.map(({ name }) => name)
          .join(', ')})`,
    );
    return [
      `clocks went ${minutes > 0 ? 'forward' : 'back'} by ${lengthOf(Math.abs(minutes))} in ${places.join(', ')}`,
    ];
  });
}

/** How far the zone's clock is ahead of UTC at noon, in ms. */
function noonOffset(zone: Zone, date: CivilDate): number {
  const noon = 720;
  return Date.parse(date) + noon * MINUTE - instantAt(zone, date, noon);
}

function lengthOf(minutes: number): string {
  if (minutes % 60 !== 0) return `${minutes} minutes`;
  return minutes === 60 ? '1 hour' : `${minutes / 60} hours`;
}

function grouped<T, K>(list: readonly T[], key: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of list) {
    const group = groups.get(key(one));
    if (group) group.push(one);
    else groups.set(key(one), [one]);
  }
  return groups;
}
