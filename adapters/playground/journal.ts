import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';

/** What has happened so far, one JSON line each; it only grows until it is cleared. */
export interface Journal<Entry> {
  /** The entries that were there when it was opened, oldest first. */
  readonly past: readonly Entry[];
  append(entry: Entry): void;
  clear(): void;
}

/** Opens the journal in `file`, or one in memory. A write is with the operating system before `append` comes back, so it
 * outlives a killed process. Half a last line, left by a machine that died while writing, is cut off.
 * Throws when a whole line is no JSON: the file is then not ours to repair. */
export function openJournal<Entry>(file?: string): Journal<Entry> {
  if (file === undefined) return { past: [], append: () => {}, clear: () => {} };
  mkdirSync(dirname(file), { recursive: true });
  return {
    past: readLines<Entry>(file),
    append: (entry) => appendFileSync(file, `${JSON.stringify(entry)}\n`),
    clear: () => truncate(file, 0),
  };
}

function readLines<Entry>(file: string): Entry[] {
  if (!existsSync(file)) return [];
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf('\n') + 1;
  if (end < bytes.length) truncate(file, end);
  const lines = bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
  return lines.map((line, index) => parseLine<Entry>(line, file, index + 1));
}

function parseLine<Entry>(line: string, file: string, number: number): Entry {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new Error(
      `Line ${number} of ${file} is not readable. Delete that line, or the file to start with an empty playground.`,
      { cause },
    );
  }
}

function truncate(file: string, length: number): void {
  if (existsSync(file)) truncateSync(file, length);
}
