import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from './problem.ts';

/** A definition file as it lies on disk. */
export interface DefinitionText {
  file: string;
  from: 'shipped' | 'own';
  kind: 'ritual' | 'team';
  text: string;
}

export interface Texts {
  texts: readonly DefinitionText[];
  problems: readonly Problem[];
}

/** The definition files of a folder in order of their names: `*.yml` are rituals, `teams/*.yml` are teams. */
export async function readFolder(folder: string, from: DefinitionText['from']): Promise<Texts> {
  const rituals = await readFiles(folder, { from, kind: 'ritual' });
  const teams = await readFiles(join(folder, 'teams'), { from, kind: 'team' });
  // A folder without teams is fine; one that cannot be read was named already.
  const problems = [...rituals.problems, ...teams.problems.filter(({ found }) => !found.includes('ENOENT'))];
  return { texts: [...rituals.texts, ...teams.texts], problems };
}

async function readFiles(folder: string, what: Pick<DefinitionText, 'from' | 'kind'>): Promise<Texts> {
  const texts: DefinitionText[] = [];
  const problems: Problem[] = [];
  for (const file of await namesIn(folder, problems)) {
    const text = await attempt(() => readFile(file, 'utf8'), file, 'a file that can be read', problems);
    if (text !== undefined) texts.push({ file, text, ...what });
  }
  return { texts, problems };
}

async function namesIn(folder: string, problems: Problem[]): Promise<string[]> {
  const entries = await attempt(
    () => readdir(folder, { withFileTypes: true }),
    folder,
    'a folder that can be read',
    problems,
  );
  return (entries ?? [])
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && /^[^.].*\.ya?ml$/.test(entry.name))
    .map((entry) => join(folder, entry.name))
    .sort();
}

async function attempt<T>(read: () => Promise<T>, file: string, expected: string, problems: Problem[]) {
  try {
    return await read();
  } catch (problem) {
    const found = problem instanceof Error ? problem.message : String(problem);
    problems.push({ file, line: 1, column: 1, expected, found, severity: 'error' });
    return undefined;
  }
}
