import type { Calendar, Window } from '../time/calendar.ts';
import type { CivilDate, Zone } from '../time.ts';
import type { Path } from './finding.ts';
import type { TeamDraft } from './people.ts';

/** A country or part of one: its public holidays and the zones it lies in, by their canonical names. */
export interface Region {
  days: ReadonlyMap<CivilDate, string>;
  zones: ReadonlySet<Zone>;
}
export type Regions = ReadonlyMap<string, Region>;

/** What a team or person says about their time. */
interface OwnTime {
  zone?: Zone;
  hours?: Calendar['week'];
  holidays?: string;
  quiet?: Window;
}

/** The team's calendar; `undefined` while its zone or hours cannot be read. */
export function teamCalendar(team: TeamDraft, regions: Regions): Calendar | undefined {
  if (!team.zone || !team.hours) return undefined;
  return { zone: team.zone, week: team.hours, closed: closedDays(team, team.holidays, regions) };
}

/** A person's calendar: own windows, else the team's read in the person's zone; the holidays of their own region, else the
 * team's if their zone lies in that country, else none; the team's days off. `zone` is used when the person names none. */
export function personCalendar(
  team: TeamDraft,
  own: OwnTime,
  zone: Zone | undefined,
  regions: Regions,
): Calendar | undefined {
  const lives = own.zone ?? zone ?? team.zone;
  const week = own.hours ?? team.hours;
  if (!lives || !week) return undefined;
  const shared = team.holidays && liesIn(lives, regions.get(team.holidays)) ? team.holidays : undefined;
  return { zone: lives, week, closed: closedDays(team, own.holidays ?? shared, regions) };
}

/** Every region a team file names, and where. */
export function regionsIn(team: TeamDraft): { region: string; path: Path }[] {
  const found: { region: string; path: Path }[] = [];
  if (team.holidays) found.push({ region: team.holidays, path: ['holidays'] });
  for (const field of ['members', 'stakeholders', 'leadership'] as const)
    for (const [i, person] of (team[field] ?? []).entries())
      if (typeof person === 'object' && person.holidays)
        found.push({ region: person.holidays, path: [field, i, 'holidays'] });
  return found;
}

function closedDays(team: TeamDraft, region: string | undefined, regions: Regions): Map<CivilDate, string> {
  const closed = new Map<CivilDate, string>();
  for (const day of team.days_off ?? []) if (day) closed.set(day, 'day off');
  for (const [day, name] of (region && regions.get(region)?.days) || []) closed.set(day, name);
  return closed;
}

function liesIn(zone: Zone, region: Region | undefined): boolean {
  return region !== undefined && (region.zones.has(zone) || region.zones.has(canonical(zone)));
}

/** Zones have old and new names, like Asia/Calcutta and Asia/Kolkata. */
export function sameZone(a: Zone, b: Zone): boolean {
  return a === b || canonical(a) === canonical(b);
}

/** The one of a zone's names that this runtime prefers. */
export function canonical(zone: Zone): Zone {
  return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
}
