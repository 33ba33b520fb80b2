import { type Region, type Regions, regionsIn } from '../core/definition/calendars.ts';
import { type Cited, checkAcross } from '../core/definition/check-across.ts';
import { checkHours } from '../core/definition/check-fit.ts';
import { checkPolicy } from '../core/definition/check-policy.ts';
import { checkRoster } from '../core/definition/check-roster.ts';
import { type Finding, unknownName } from '../core/definition/finding.ts';
import { mentionsIn, type People, peopleIn, type TeamDraft } from '../core/definition/people.ts';
import { rosterOf } from '../core/definition/roster.ts';
import { type Place, placesOf, teamOf } from '../core/definition/team-of.ts';
import type { PersonId, Team } from '../core/team.ts';
import type { CivilDate } from '../core/time.ts';
import { type Directory, leftIn, type Resolved, resolveUsers, zonesIn } from './directory.ts';
import { isBroken } from './entry.ts';
import type { HolidaysOf } from './holidays.ts';
import {
  checkPicked,
  checkPicks,
  type Picked,
  picksOf,
  type RitualEntries,
  ritualsOf,
  type TeamEntry,
} from './picks.ts';

/** All teams together with what they need from outside their files. */
export interface Survey {
  teams: readonly TeamEntry[];
  rituals: RitualEntries;
  people: People;
  regions: Regions;
  /** Regions nobody knows, and the names there are instead. */
  unknownRegions: ReadonlyMap<string, readonly string[]>;
  resolved: ReadonlyMap<TeamEntry, Resolved>;
  left: ReadonlySet<PersonId>;
  today: CivilDate;
}

/** From the first to the last. */
export interface Dates {
  from: CivilDate;
  until: CivilDate;
}

interface Outside {
  today: CivilDate;
  asked?: Dates;
  holidays: HolidaysOf;
  directory?: readonly Directory[];
}

/** Gathers people over all files, platforms' directories and public holidays. */
export async function surveyOf(
  teams: readonly TeamEntry[],
  rituals: RitualEntries,
  outside: Outside,
): Promise<Survey> {
  const drafts = teams.flatMap((team) => (team.draft ? [{ team, draft: team.draft }] : []));
  const named = peopleIn(drafts.flatMap(({ draft }) => mentionsIn(draft)));
  const resolved = new Map(
    drafts.map(({ team, draft }) => [team, resolveUsers(draft, named, outside.directory ?? [])] as const),
  );
  const zones = new Map([...zonesIn([...resolved.values()]), ...named.zones]);
  const calendars = await holidaysFor(
    drafts.map(({ draft }) => draft),
    outside,
  );
  const left = leftIn([...resolved.values()]);
  return { teams, rituals, people: { ...named, zones }, resolved, left, today: outside.today, ...calendars };
}

async function holidaysFor(drafts: readonly TeamDraft[], { holidays, today, asked }: Outside) {
  const regions = new Map<string, Region>();
  const unknownRegions = new Map<string, readonly string[]>();
  for (const region of new Set(drafts.flatMap(regionsIn).map((named) => named.region))) {
    const found = await holidays(region, asked?.from ?? today, asked?.until);
    if ('known' in found) unknownRegions.set(region, found.known);
    else regions.set(region, found);
  }
  return { regions, unknownRegions };
}

/** Everything wrong with the teams beyond the form of their files goes to their findings. */
export function checkTeams(survey: Survey, known: ReadonlySet<string>): void {
  for (const team of survey.teams)
    if (team.draft) team.findings.push(...checkTeam(team, team.draft, survey, known));
  const mentions = survey.teams.flatMap((team) => citedIn(team));
  for (const { file, ...finding } of checkAcross(mentions))
    survey.teams.find(({ source }) => source.file === file)?.findings.push(finding);
}

function checkTeam(team: TeamEntry, draft: TeamDraft, survey: Survey, known: ReadonlySet<string>): Finding[] {
  const roster = rosterOf(draft, survey.people, known.has(team.id));
  return [
    ...checkRoster(roster),
    ...checkPolicy(roster),
    ...checkRegions(draft, survey),
    ...checkHours(roster, survey),
    ...(survey.resolved.get(team)?.findings ?? []),
    ...checkPicks(team, survey.rituals),
    ...picksOf(team, survey.rituals).flatMap((pick) => checkPicked(pick, roster, survey)),
  ];
}

function checkRegions(draft: TeamDraft, { unknownRegions }: Survey): Finding[] {
  return regionsIn(draft).flatMap(({ region, path }) => {
    const known = unknownRegions.get(region);
    return known ? [unknownName(path, 'a country or region like DE or DE-BE', region, known)] : [];
  });
}

function citedIn({ draft, source: { file } }: TeamEntry): Cited[] {
  return draft ? mentionsIn(draft).map((mention) => ({ ...mention, file })) : [];
}

/** A team that can be used, where it talks, and the rituals it picked. */
export interface Built {
  team: Team;
  places: readonly Place[];
  picks: readonly Picked[];
}

/** The team as it runs; `undefined` when its file or one of its rituals must not be used. */
export function builtTeam(entry: TeamEntry, survey: Survey): Built | undefined {
  const { value } = entry;
  if (!value || isBroken(entry)) return undefined;
  const picks = picksOf(entry, survey.rituals);
  const rituals = ritualsOf(picks, new Set(value.members.map(({ id }) => id)));
  if (!rituals || rituals.length < value.rituals.length) return undefined;
  const resolved = survey.resolved.get(entry);
  const places = placesOf(value, survey.people).map((place) => ({
    ...resolvedPlace(place, resolved),
    ...joinedIn(entry, place),
  }));
  return { team: teamOf(value, { ...survey, rituals, emails: emailsIn(resolved) }), places, picks };
}

function emailsIn(resolved: Resolved | undefined): Map<PersonId, string> {
  const people = [...(resolved?.places.values() ?? [])].flatMap((place) => [...place.people]);
  return new Map(people.flatMap(([id, { email }]) => (email === undefined ? [] : [[id, email] as const])));
}

function joinedIn({ joined }: TeamEntry, { platform }: Place): Pick<Place, 'joined'> {
  const here = joined?.get(platform);
  return here ? { joined: here } : {};
}

/** The workspace and users as the platform's ids, where its directory is known. Whom it does not find has no user: whoever
 * they were known as stays bound to them. */
function resolvedPlace(place: Place, resolved: Resolved | undefined): Place {
  const found = resolved?.places.get(place.platform);
  if (!found) return place;
  const users = new Map([...found.people].map(([id, { user }]) => [id, user]));
  return { ...place, workspace: found.workspace, users, channels: found.channels, presence: found.people };
}
