import { existsSync, statSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { ConfigError, loadConfig } from '../config.ts';
import type { Definitions } from '../sources/definitions.ts';
import { formatProblem } from '../sources/problem.ts';
import { definitionsIn, Refused } from './definitions.ts';

const SCHEMAS = join(import.meta.dirname, '..', '..', 'rituals', 'schema');

/** Where new files go when neither `--dir` nor RONDO_RITUALS says it. */
const USUAL = 'rituals-own';

/** The own folder, which need not be there yet, and what is defined so far. */
export interface Place {
  dir: string;
  known: Definitions;
  /** Whether Rondo reads that folder already when it starts. */
  read: boolean;
  /** Whether Slack is set up. */
  slack: boolean;
}

/** The folder that was asked for, else RONDO_RITUALS, else ./rituals-own. */
export async function placeFor(asked: string | undefined): Promise<Place> {
  const { rituals, slack } = settings();
  const dir = asked ?? rituals ?? USUAL;
  if (existsSync(dir) && !statSync(dir).isDirectory()) throw new Refused(`${dir} is a file, not a folder.`);
  const known = await definitionsIn(existsSync(dir) ? dir : undefined);
  return { dir, known, read: dir === rituals, slack: slack !== undefined };
}

function settings() {
  try {
    return loadConfig();
  } catch (error) {
    if (error instanceof ConfigError) throw new Refused(error.message);
    throw error;
  }
}

/** A definition file that is about to be written. */
export interface Draft {
  /** Inside the own folder. */
  name: string;
  kind: 'team' | 'ritual';
  text: string;
}

/** Writes a new file that `check` accepts, and gives its path. Throws `Refused`, and writes nothing, when there is such a file
 * or the definitions would have a mistake in it. */
export async function write(dir: string, { name, kind, text }: Draft): Promise<string> {
  const file = join(dir, name);
  refuseTaken(file);
  const first = `# yaml-language-server: $schema=${relative(dirname(file), join(SCHEMAS, `${kind}.schema.json`))}\n`;
  await tryOut(dir, name, first + text);
  await mkdir(dirname(file), { recursive: true });
  await writeNew(file, first + text);
  return file;
}

function refuseTaken(file: string): void {
  const taken = [file, file.replace(/\.yml$/, '.yaml')].find((path) => existsSync(path));
  if (taken) throw new Refused(`There is a file ${taken} already. Nothing was written.`);
}

/** A file with a mistake must not lie in the folder even for a moment: a running Rondo may be reading it. */
async function tryOut(dir: string, name: string, text: string): Promise<void> {
  const stage = await mkdtemp(join(tmpdir(), 'rondo-new-'));
  try {
    if (existsSync(dir)) await cp(dir, stage, { recursive: true, dereference: true, filter: isRead });
    await mkdir(dirname(join(stage, name)), { recursive: true });
    await writeFile(join(stage, name), text);
    const { problems } = await definitionsIn(stage);
    const wrong = problems.filter((each) => each.severity === 'error' && each.file === join(stage, name));
    if (wrong.length === 0) return;
    const lines = wrong.map((problem) => `  ${formatProblem({ ...problem, file: join(dir, name) })}`);
    throw new Refused(['Nothing was written, because the file would be wrong:', ...lines].join('\n'));
  } finally {
    await rm(stage, { recursive: true });
  }

  /** Whatever else lies in the folder is not copied. */
  function isRead(path: string): boolean {
    return [dir, join(dir), join(dir, 'teams')].includes(path) || /\.ya?ml$/.test(path);
  }
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new Refused(`There is a file ${file} already. Nothing was written.`);
    throw error;
  }
}
