import { type Almanac, checkFit } from '../core/definition/check-fit.ts';
import { checkRitual } from '../core/definition/check-ritual.ts';
import { type Finding, mistake, type Path, unknownName, valueAt } from '../core/definition/finding.ts';
import { type Layer, layered, layerOf } from '../core/definition/layers.ts';
import { type ritualFile, ritualForm } from '../core/definition/ritual-file.ts';
import { ritualOf } from '../core/definition/ritual-of.ts';
import type { Roster } from '../core/definition/roster.ts';
import type { teamFile } from '../core/definition/team-file.ts';
import type { Ritual } from '../core/ritual.ts';
import { type Entry, factsIn, isBroken } from './entry.ts';

export type RitualEntry = Entry<typeof ritualFile>;
export type TeamEntry = Entry<typeof teamFile>;
export type RitualEntries = ReadonlyMap<string, RitualEntry>;

/** One ritual a team picks, and where its fields come from. */
export interface Picked {
  id: string;
  /** Its place in the team's list. */
  i: number;
  entry: RitualEntry;
  layers: readonly Layer[];
}

/** The rituals a team picks, as far as there are such rituals. */
export function picksOf(team: TeamEntry, rituals: RitualEntries): Picked[] {
  return (team.draft?.rituals ?? []).flatMap((pick, i) => {
    const id = typeof pick === 'string' ? pick : pick?.id;
    const entry = id ? rituals.get(id) : undefined;
    const shipped = entry && factsIn(entry.sheet.data);
    if (!id || !shipped) return [];
    const own = factsIn(valueAt(team.sheet.data, ['rituals', i]));
    const layers: Layer[] = [{ name: entry.source.from, source: entry.source.file, data: shipped }];
    if (own) layers.push({ name: 'team', source: team.source.file, data: own });
    return [{ id, i, entry, layers }];
  });
}

/** Picks that name no ritual there is, or one twice. */
export function checkPicks(team: TeamEntry, rituals: RitualEntries): Finding[] {
  const seen = new Set<string>();
  return (team.draft?.rituals ?? []).flatMap((pick, i) => {
    const id = typeof pick === 'string' ? pick : pick?.id;
    if (!id) return [];
    const path = typeof pick === 'string' ? ['rituals', i] : ['rituals', i, 'id'];
    if (!rituals.has(id))
      return [unknownName(path, 'the id of a ritual there is a file for', id, rituals.keys())];
    const twice = seen.has(id);
    seen.add(id);
    return twice ? [mistake(path, 'each ritual once', `"${id}" a second time`)] : [];
  });
}

/** What is wrong with a ritual once the team's changes are laid over it, at its place in the team's file. What the ritual's own
 * file was told already is not said again. */
export function checkPicked({ id, i, entry, layers }: Picked, roster: Roster, almanac: Almanac): Finding[] {
  const draft = ritualForm.draft(layered(layers));
  if (!draft) return [];
  const told = new Set(entry.findings.map(keyOf));
  const findings = [...checkRitual(draft), ...checkFit(roster, draft, almanac)];
  return findings
    .filter((finding) => !told.has(keyOf(finding)))
    .map((finding) => ({ ...finding, ...placeIn(finding, id, i, layers) }));
}

function placeIn(
  { path, expected }: Finding,
  id: string,
  i: number,
  layers: readonly Layer[],
): { path: Path; expected: string } {
  const list = path.findIndex((step) => typeof step === 'number');
  const field = (list < 0 ? path : path.slice(0, list)).join('.');
  if (field && layerOf(layers, field)?.name === 'team') return { path: ['rituals', i, ...path], expected };
  return { path: ['rituals', i], expected: `${expected} (${field ? `${field} of ` : ''}${id})` };
}

function keyOf({ path, expected }: Finding): string {
  return JSON.stringify([path, expected]);
}

/** The rituals of a team, all layers applied; `undefined` when one of them must not be used. */
export function ritualsOf(picks: readonly Picked[], people: ReadonlySet<string>): Ritual[] | undefined {
  const rituals: Ritual[] = [];
  for (const { entry, layers } of picks) {
    const read = ritualForm.read(layered(layers));
    if (isBroken(entry) || !read.success) return undefined;
    rituals.push(ritualOf(read.data, people));
  }
  return rituals;
}
