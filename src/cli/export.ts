import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place } from '../core/api/paging.ts';
import { MOST_ROWS } from '../core/api/query.ts';
import { RESOURCES, type ResourceName } from '../core/api/resources.ts';
import { csvOf } from '../core/api/table.ts';
import type { Team } from '../core/team.ts';
import type { Instant } from '../core/time.ts';
import { LISTS } from '../engine/api/lists.ts';
import type { Reads } from '../ports.ts';
import { lookInto, placesOf } from './database.ts';
import { definitionsIn, Refused, teamIn } from './definitions.ts';

export interface ExportOptions {
  team: string;
  to: string;
  data?: string;
  rituals?: string;
}

/** Writes all that the API would give of a team into a folder, a file for each list, for a spreadsheet. A file that is
 * there already is never written over. */
export async function exportTeam(options: ExportOptions): Promise<void> {
  const now = Date.now();
  const { data, rituals } = placesOf(options);
  const team = teamIn(await definitionsIn(rituals, now), options.team);
  const files = await lookInto(data, (read) => filesOf(read, team, now));
  await mkdir(options.to, { recursive: true });
  for (const { name, text, rows } of files) {
    const file = join(options.to, `${team.id}-${name}.csv`);
    // People's words are in it: nobody else on this machine reads them.
    await writeFile(file, text, { flag: 'wx', mode: 0o600 }).catch((cause: unknown) => {
      throw new Refused(`${file} cannot be written: ${reasonOf(cause)}`);
    });
    console.log(`${file}: ${rows} ${rows === 1 ? 'line' : 'lines'}`);
  }
}

async function filesOf(read: Reads, team: Team, now: Instant) {
  const files: { name: ResourceName; text: string; rows: number }[] = [];
  for (const name of namesOf(RESOURCES)) {
    const rows = await allOf(read, team, name, now);
    files.push({ name, text: csvOf(name, rows), rows: rows.length });
  }
  return files;
}

function namesOf<K extends string>(table: Readonly<Record<K, unknown>>): K[] {
  const names: K[] = [];
  for (const name in table) names.push(name);
  return names;
}

async function allOf(read: Reads, team: Team, name: ResourceName, now: Instant): Promise<object[]> {
  const rows: object[] = [];
  let after: Place | undefined;
  do {
    const page = await LISTS[name]({ read, team, now }, { limit: MOST_ROWS, ...(after ? { after } : {}) });
    rows.push(...page.rows);
    after = page.next;
  } while (after);
  return rows;
}

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return code === 'EEXIST' ? 'it is there already. Name an empty folder with --to.' : String(cause);
}
