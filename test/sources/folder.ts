import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type DefinitionOptions, type Definitions, loadDefinitions } from '../../src/sources/definitions.ts';
import { publicHolidays } from '../../src/sources/holidays.ts';
import { formatProblem } from '../../src/sources/problem.ts';

const holidays = publicHolidays();
export const TODAY = '2026-11-02';

export type Files = Record<string, string>;

/** A folder of definition files that is gone after the test. */
export async function folder(files: Files): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'definitions-'));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}

export async function load(files: Files, options: Partial<DefinitionOptions> = {}): Promise<Definitions> {
  return loadDefinitions({ shipped: await folder(files), today: TODAY, holidays, ...options });
}

/** Every problem as it is printed, without the folder. */
export async function problemsOf(files: Files, options: Partial<DefinitionOptions> = {}): Promise<string[]> {
  return printed(await load(files, options));
}

export function printed({ problems }: Definitions): string[] {
  return problems.map((problem) =>
    formatProblem({ ...problem, file: problem.file.replace(/^.*definitions-[^/]+\//, '') }),
  );
}

/** A ritual without mistakes. */
export const SYNC = `id: sync
name: Sync
kind: standup
schedule: { at: "09:00" }
questions:
  - { id: done, ask: What moved? }
`;

/** A team without mistakes or risks. */
export const BOREA = `id: borea
name: Borea
platform: playground
channel: "#borea"
zone: Europe/Berlin
hours: { mon-fri: ["09:00-17:00"] }
members:
  - { id: nora, name: Nora, user: "@nora", roles: [lead, developer] }
  - { id: pia, name: Pia, user: "@pia", roles: [developer] }
leadership: ["@dana", "@omar"]
admins: [nora]
rituals:
  - sync
escalation:
  level2: { who: [lead, pia] }
`;

/** The usual two files, with a piece of the team's text replaced. */
export function borea(...changes: readonly [string, string][]): Files {
  return { 'sync.yml': SYNC, 'teams/borea.yml': changed(BOREA, changes) };
}

export function sync(...changes: readonly [string, string][]): Files {
  return { 'sync.yml': changed(SYNC, changes), 'teams/borea.yml': BOREA };
}

function changed(text: string, changes: readonly [string, string][]): string {
  return changes.reduce((before, [piece, instead]) => {
    if (!before.includes(piece)) throw new Error(`"${piece}" is not in the text`);
    return before.replace(piece, instead);
  }, text);
}
