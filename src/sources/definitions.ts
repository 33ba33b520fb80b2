import type { z } from 'zod';
import type { Facts } from '../core/decision.ts';
import { checkRitual } from '../core/definition/check-ritual.ts';
import type { Form } from '../core/definition/draft.ts';
import type { Layer } from '../core/definition/layers.ts';
import { ritualForm } from '../core/definition/ritual-file.ts';
import { ritualOf } from '../core/definition/ritual-of.ts';
import { teamForm } from '../core/definition/team-file.ts';
import type { Place } from '../core/definition/team-of.ts';
import type { Ritual } from '../core/ritual.ts';
import type { Team } from '../core/team.ts';
import type { CivilDate } from '../core/time.ts';
import { checkIds, checkRenames, chosen } from './chosen.ts';
import type { Directory } from './directory.ts';
import { type Entry, factsIn, isBroken, problemsIn, readEntry, storedEntry } from './entry.ts';
import { readFolder, type Texts } from './folder.ts';
import { type HolidaysOf, publicHolidays } from './holidays.ts';
import { isMisplaced, misplaced } from './misplaced.ts';
import type { RitualEntry, TeamEntry } from './picks.ts';
import type { Problem } from './problem.ts';
import { withRosters } from './rosters.ts';
import { type Built, builtTeam, checkTeams, type Dates, type Survey, surveyOf } from './survey.ts';

/** A definition as data, for keeping: it can be given back as `kept`. */
export interface Definition {
  id: string;
  kind: 'team' | 'ritual';
  source: string;
  data: Facts;
}

export interface DefinitionOptions {
  /** The folder of the shipped rituals, with `teams/` in it. */
  shipped: string;
  /** A folder laid over it: a file there replaces the shipped one of the same id. */
  own?: string;
  today: CivilDate;
  /** The dates that somebody will ask about; without it those around today. */
  asked?: Dates;
  /** Teams that run already: names nobody answers to only warn there. */
  known?: ReadonlySet<string>;
  /** Who the platforms know. Users of a platform without one are not looked up. */
  directory?: readonly Directory[];
  /** The last good definitions: used for teams and rituals whose files are broken or gone. */
  kept?: readonly Definition[];
  /** Give the same one again on every reload: it remembers what it has computed. */
  holidays?: HolidaysOf;
}

type Outside = DefinitionOptions & { holidays: HolidaysOf };

export interface Definitions {
  /** The teams that can be used. */
  teams: readonly Team[];
  /** Shipped and own rituals that can be used, without any team's changes. */
  rituals: readonly Ritual[];
  /** Per team: where it talks, and who is who there. */
  places: ReadonlyMap<string, readonly Place[]>;
  /** Per `team/ritual`: the layers its fields come from. */
  layers: ReadonlyMap<string, readonly Layer[]>;
  /** Teams and rituals whose files are wrong, by id. */
  broken: Ids;
  /** Of `kept`, the teams and rituals that no file has any more, by id. */
  gone: Ids;
  /** What to keep: every good file as data. */
  good: readonly Definition[];
  problems: readonly Problem[];
}

/** Reads all definition files and checks them, each by itself and together. Whatever is wrong comes back in `problems`, all of it
 * in one pass; what is right can be used. */
export async function loadDefinitions(options: DefinitionOptions): Promise<Definitions> {
  const { texts, problems } = await readFolders(options);
  const [rituals, written] = sorted(
    texts.filter(({ kind }) => kind === 'ritual').map((text) => readEntry(ritualForm, text)),
    texts.filter(({ kind }) => kind === 'team').map((text) => readEntry(teamForm, text)),
  );
  const teams = await withRosters(written, options.directory ?? []);
  const outside = { ...options, holidays: options.holidays ?? publicHolidays() };
  const survey = await checked(rituals, teams, outside);
  const built = builtIn(survey);
  const usable = new Set(built.map(({ team }) => team.id));
  const kept = await builtFromKept(survey, usable, outside);
  return {
    ...assembled([...built, ...kept]),
    rituals: [...survey.rituals.values()].flatMap((entry) => (isBroken(entry) ? [] : plainRitual(entry))),
    broken: brokenIn(survey, usable),
    gone: goneFrom(survey, outside.kept ?? []),
    good: goodIn(survey, usable),
    problems: [...problems, ...[...rituals, ...teams].flatMap(problemsIn)],
  };
}

/** A file in the other kind's folder counts as what it is: one mistake, and nothing about the fields it has. */
function sorted(rituals: RitualEntry[], teams: TeamEntry[]): [RitualEntry[], TeamEntry[]] {
  return [
    [...rituals.filter((entry) => !isMisplaced(entry)), ...teams.filter(isMisplaced).map(misplaced)],
    [...teams.filter((entry) => !isMisplaced(entry)), ...rituals.filter(isMisplaced).map(misplaced)],
  ];
}

async function readFolders({ shipped, own }: DefinitionOptions): Promise<Texts> {
  const folders = [await readFolder(shipped, 'shipped'), ...(own ? [await readFolder(own, 'own')] : [])];
  return {
    texts: folders.flatMap(({ texts }) => texts),
    problems: folders.flatMap(({ problems }) => problems),
  };
}

/** Every entry with everything wrong with it in its findings. */
async function checked(rituals: RitualEntry[], teams: TeamEntry[], outside: Outside): Promise<Survey> {
  const [ritualsById, teamsById] = [chosen(rituals), chosen(teams)];
  for (const { draft, findings } of rituals) if (draft) findings.push(...checkRitual(draft));
  checkIds(rituals);
  checkIds(teams);
  checkRenames(ritualsById);
  checkRenames(teamsById);
  const survey = await surveyOf([...teamsById.values()], ritualsById, outside);
  checkTeams(survey, outside.known ?? new Set());
  return survey;
}

function builtIn(survey: Survey): Built[] {
  return survey.teams.map((team) => builtTeam(team, survey)).filter((built) => built !== undefined);
}

/** Teams of the kept definitions whose files are gone or must not be used, with kept rituals where those fail too. */
async function builtFromKept(
  survey: Survey,
  usable: ReadonlySet<string>,
  { kept = [], ...outside }: Outside,
): Promise<Built[]> {
  const last = kept
    .filter(({ kind, id }) => kind === 'team' && !usable.has(id))
    .map((team) => stored(teamForm, team));
  const teams = await withRosters(last, outside.directory ?? []);
  if (teams.length === 0) return [];
  const rituals = new Map(survey.rituals);
  for (const ritual of kept.filter(({ kind }) => kind === 'ritual')) {
    const entry = rituals.get(ritual.id);
    if (!entry || isBroken(entry)) rituals.set(ritual.id, stored(ritualForm, ritual));
  }
  const others = survey.teams.filter(({ id }) => usable.has(id));
  return builtIn({ ...(await surveyOf([...others, ...teams], rituals, outside)), teams });
}

function stored<S extends z.ZodType>(form: Form<S>, { source, kind, data }: Definition): Entry<S> {
  return storedEntry(form, { file: source, from: 'own', kind }, data);
}

function assembled(built: readonly Built[]): Pick<Definitions, 'teams' | 'places' | 'layers'> {
  return {
    teams: built.map(({ team }) => team),
    places: new Map(built.map(({ team, places }) => [team.id, places])),
    layers: new Map(
      built.flatMap(({ team, picks }) => picks.map(({ id, layers }) => [`${team.id}/${id}`, layers])),
    ),
  };
}

function plainRitual({ value }: RitualEntry): Ritual[] {
  return value ? [ritualOf(value)] : [];
}

interface Ids {
  teams: readonly string[];
  rituals: readonly string[];
}

function brokenIn({ teams, rituals }: Survey, usable: ReadonlySet<string>): Ids {
  return {
    teams: teams.map(({ id }) => id).filter((id) => !usable.has(id)),
    rituals: [...rituals.values()].filter(isBroken).map(({ id }) => id),
  };
}

function goneFrom({ teams, rituals }: Survey, kept: readonly Definition[]): Ids {
  const here = { team: new Set(teams.map(({ id }) => id)), ritual: rituals };
  const gone = kept.filter(({ kind, id }) => !here[kind].has(id));
  const idsOf = (kind: Definition['kind']) => gone.filter((each) => each.kind === kind).map(({ id }) => id);
  return { teams: idsOf('team'), rituals: idsOf('ritual') };
}

function goodIn({ teams, rituals }: Survey, usable: ReadonlySet<string>): Definition[] {
  const good = [...rituals.values()].filter((entry) => !isBroken(entry));
  return [...good, ...teams.filter(({ id }) => usable.has(id))].flatMap(({ id, source, sheet, written }) => {
    const data = factsIn(written ?? sheet.data);
    return data ? [{ id, kind: source.kind, source: source.file, data }] : [];
  });
}
