import type { Facts, Item } from '../../core/decision.ts';
import type { Team } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';
import { count, listed } from '../../core/wording.ts';
import type { StoredDefinition, StoredEvent, Tx } from '../../ports.ts';
import { carryOut } from '../commit.ts';
import type { Context } from '../context.ts';
import { adopt } from './adopt.ts';
import type { Definitions, Home, SettableRhythm } from './rhythm.ts';

/** A definition as data, for keeping. */
export interface KeptDefinition {
  id: string;
  kind: 'team' | 'ritual';
  source: string;
  data: Facts;
}

/** What reading the definition files gave. */
export interface Loaded {
  teams: readonly Team[];
  homes: readonly Home[];
  /** Per `team/ritual`: the layers its fields come from. */
  layers?: Definitions['layers'];
  /** Files that are wrong; their kept version is in `teams`, if there is one. */
  broken: { teams: readonly string[]; rituals: readonly string[] };
  /** Kept ones that no file has any more. */
  gone: { teams: readonly string[]; rituals: readonly string[] };
  good: readonly KeptDefinition[];
  problems: readonly { file: string; line: string; severity: 'error' | 'warning' }[];
}

export type Load = (kept: readonly KeptDefinition[], known: ReadonlySet<string>) => Promise<Loaded>;

export type Reloaded = { ok: true; loaded: Loaded } | { ok: false; why: string };

/** Reads the definitions and puts them in force. A file that is wrong leaves its last good version running; what has
 * vanished keeps it for what runs, and opens nothing new; if more than half of what is known vanishes at once, nothing
 * changes. The admins are told once of each trouble, until it is mended. */
export function createReload(context: Context, rhythm: SettableRhythm, load: Load): () => Promise<Reloaded> {
  return async () => {
    const now = context.clock.now();
    const stored = await context.store.read.definitions.find({});
    const kept = stored.flatMap(keptOf);
    const known = new Set(kept.flatMap(({ id, kind }) => (kind === 'team' ? [id] : [])));
    const loaded = withoutRenamed(await load(kept, known));
    const refused = tooManyGone(stored, loaded);
    if (refused) {
      await tellAdmins(
        context,
        rhythm.teams(),
        { state: 'refused', troubles: ['refused'], lines: [refused] },
        now,
      );
      return { ok: false, why: refused };
    }
    rhythm.set({
      teams: loaded.teams,
      homes: loaded.homes,
      ...(loaded.layers ? { layers: loaded.layers } : {}),
    });
    await context.store.transact((tx) => keep(tx, stored, loaded));
    await adopt(context, plannable(loaded), now);
    await tellAdmins(context, loaded.teams, reportOn(loaded), now);
    return { ok: true, loaded };
  };
}

/** What has another id now has not vanished. */
function withoutRenamed(loaded: Loaded): Loaded {
  const { teams, gone } = loaded;
  const here = teams.filter(({ id }) => !gone.teams.includes(id));
  const earlier = new Set(here.flatMap(({ was }) => was ?? []));
  const rituals = new Set(here.flatMap((team) => team.rituals.flatMap(({ was }) => was ?? [])));
  return {
    ...loaded,
    teams: teams.filter(({ id }) => !gone.teams.includes(id) || !earlier.has(id)),
    gone: {
      teams: gone.teams.filter((id) => !earlier.has(id)),
      rituals: gone.rituals.filter((id) => !rituals.has(id)),
    },
  };
}

/** Also what is gone: as long as something runs by it, it is needed. */
function keptOf({ id, kind, source, data }: StoredDefinition): KeptDefinition[] {
  return kind === 'plan' ? [] : [{ id: id.slice(id.indexOf(':') + 1), kind, source, data }];
}

function tooManyGone(stored: readonly StoredDefinition[], { gone }: Loaded): string | undefined {
  const there = new Set(stored.filter((row) => row.kind !== 'plan' && !row.gone).map(({ id }) => id));
  const vanished = goneKeys(gone).filter((id) => there.has(id)).length;
  if (there.size < 4 || vanished * 2 <= there.size) return undefined;
  return `${vanished} of ${there.size} definitions have vanished at once. That looks like a mistake, so nothing was changed. Put the files back, or take them away in smaller steps.`;
}

function goneKeys(gone: Loaded['gone']): string[] {
  return [...gone.teams.map((id) => `team:${id}`), ...gone.rituals.map((id) => `ritual:${id}`)];
}

async function keep(tx: Tx, stored: readonly StoredDefinition[], { good, gone }: Loaded): Promise<void> {
  const known = new Map(stored.map((row) => [row.id, row]));
  for (const { id, kind, source, data } of good) {
    const row = known.get(`${kind}:${id}`);
    if (!row)
      await tx.definitions.insert({ id: `${kind}:${id}`, kind, source, data, gone: false, version: 1 });
    else if (row.gone || JSON.stringify(row.data) !== JSON.stringify(data))
      await tx.definitions.update({ ...row, source, data, gone: false, version: row.version + 1 });
  }
  for (const id of goneKeys(gone)) {
    const row = known.get(id);
    if (row && !row.gone) await tx.definitions.update({ ...row, gone: true, version: row.version + 1 });
  }
}

/** What new rounds are planned for: a team or ritual that has vanished runs out. */
function plannable({ teams, homes, gone }: Loaded): Definitions {
  const left = teams.filter(({ id }) => !gone.teams.includes(id));
  return {
    homes,
    teams: left.map((team) => ({
      ...team,
      rituals: team.rituals.filter(({ id }) => !gone.rituals.includes(id)),
    })),
  };
}

/** How the definitions stand, as far as it is anybody's trouble. */
interface Report {
  state: 'broken' | 'mended' | 'refused';
  /** What is wrong, by name: a trouble that was told already is not told again. */
  troubles: readonly string[];
  lines: readonly string[];
}

const SHOWN = 5;

function reportOn({ problems, gone, teams }: Loaded): Report {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const missing = goneKeys(gone).filter((key) => isUsed(key, teams));
  const troubles = [...new Set([...errors.map(({ file }) => file), ...missing])].sort();
  if (troubles.length === 0) return { state: 'mended', troubles, lines: [] };
  const more = errors.length - SHOWN;
  const lines = [
    ...(missing.length > 0
      ? [
          `No file has ${listed(missing.map((key) => key.replace(':', ' ')))} any more. What is running goes on; no new rounds are planned.`,
        ]
      : []),
    ...(errors.length > 0
      ? [`The definitions have ${count(errors.length, 'mistake')}. The last good ones keep running.`]
      : []),
    ...errors.slice(0, SHOWN).map(({ line }) => line),
    ...(more > 0 ? [`And ${more} more: “rondo check” lists them all.`] : []),
  ];
  return { state: 'broken', troubles, lines };
}

function isUsed(key: string, teams: readonly Team[]): boolean {
  const [kind, id] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
  return kind === 'team' || teams.some(({ rituals }) => rituals.some((ritual) => ritual.id === id));
}

/** One notice per admin and trouble, however often the files are read, until it is mended. */
async function tellAdmins(
  context: Context,
  teams: readonly Team[],
  report: Report,
  now: Instant,
): Promise<void> {
  await context.store.transact(async (tx) => {
    const [before] = await tx.events.find({ about: ABOUT }, { order: 'at', newest: true, limit: 1 });
    const known = troublesIn(before);
    if (report.troubles.join() === known.join()) return;
    const isNews = report.troubles.some((trouble) => !known.includes(trouble));
    const { state, troubles, lines } = report;
    const event = {
      team: '',
      about: ABOUT,
      what: state,
      who: 'files',
      at: now,
      from: 'engine',
      why: lines[0] ?? 'all definitions are good again',
      facts: { troubles },
    } as const;
    const effects = isNews ? noticesFor(teams, lines.join('\n'), now) : [];
    await carryOut(tx, { events: [event], effects: effects.map((item) => ({ do: 'tell', item })) }, now);
  });
}

const ABOUT = 'definitions';

function troublesIn(event: StoredEvent | undefined): string[] {
  const { troubles } = event?.facts ?? {};
  return Array.isArray(troubles) ? troubles.map(String) : [];
}

function noticesFor(teams: readonly Team[], text: string, now: Instant): Item[] {
  const admins = new Map(teams.flatMap((team) => team.admins.map((person) => [person, team.id] as const)));
  return [...admins].map(([person, team]) => ({
    team,
    thing: `notice:${ABOUT}/${now}`,
    epoch: 0,
    kind: ABOUT,
    to: { person },
    due: now,
    priority: 'prompt',
    facts: { text },
  }));
}
