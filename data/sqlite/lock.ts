import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Who has the folder. */
export interface Holder {
  owner: string;
  pid: number;
  host: string;
  /** ISO date and time, UTC. */
  since: string;
}

/** Another process has the folder. */
export class InUse extends Error {
  override name = 'InUse';
  /** Absent while the other one is just starting. */
  readonly holder: Holder | undefined;

  constructor(folder: string, holder: Holder | undefined) {
    const who = holder
      ? `It is "${holder.owner}", process ${holder.pid} on ${holder.host}, since ${holder.since}.`
      : 'It has just started.';
    super(`Another Rondo is using ${folder}. ${who} Stop it first, or give this one a folder of its own.`);
    this.holder = holder;
  }
}

/** Holds the folder for this process until the returned call. Throws `InUse` when another one has it. The system
 * itself drops the lock when the process ends, however it ends: there is nothing to clean up. */
export function lockFolder(folder: string, owner: string): () => void {
  const note = join(folder, 'rondo.lock.json');
  const handle = new Database(join(folder, 'rondo.lock'), { timeout: 0 });
  try {
    handle.exec('begin exclusive');
  } catch (error) {
    handle.close();
    if (isBusy(error)) throw new InUse(folder, holderOf(note));
    throw error;
  }
  const holder: Holder = { owner, pid: process.pid, host: hostname(), since: new Date().toISOString() };
  writeFileSync(note, `${JSON.stringify(holder)}\n`);
  return () => {
    rmSync(note, { force: true });
    handle.close();
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

// The note only names the holder; the lock is the truth. It may be missing or half written for a moment.
function holderOf(note: string): Holder | undefined {
  try {
    const { owner, pid, host, since } = JSON.parse(readFileSync(note, 'utf8'));
    return { owner, pid, host, since };
  } catch {
    return undefined;
  }
}
