import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Instant } from '../../src/core/time.ts';
import type { Jobs, Reads, Store } from '../../src/ports.ts';
import { expectCurrent, migrate } from '../migrate.ts';
import * as queries from '../queries.ts';
import { type Connection, openReader, openWriter } from './connection.ts';
import { forgettingOver } from './forgetting.ts';
import { type Group, groupCommit } from './group.ts';
import { armingsAfter, jobQueue } from './jobs.ts';
import { readsOver, txOver } from './kinds.ts';
import { lockFolder } from './lock.ts';

/** A database that this process owns. */
export interface Opened {
  store: Store;
  jobs: Jobs;
  /** Forgets inbound ids seen before the instant; gives how many. */
  prune(before: Instant): Promise<number>;
  /** Takes from the files what they tell besides what is stored: in which order anonymous answers came, and what was written
   * with what. Worth its while every minute. Gives false when somebody was reading: the next time will do it. */
  forget(): Promise<boolean>;
}

/** Opens the database file, creates it and brings its tables up to date if need be. `:memory:` is a database that ends
 * with `close`. Throws `InUse` when another process owns the folder, `WrongRelease` when a newer release has been here. */
export async function openStore(file: string, { owner }: { owner: string }): Promise<Opened> {
  const place = file === ':memory:' ? passingPlace() : lastingPlace(file, owner);
  try {
    const writer = openWriter(place.file, place.durability);
    await migrate(writer.builder);
    return openedOver(writer, openReader(place.file), place.leave);
  } catch (error) {
    place.leave();
    throw error;
  }
}

/** Opens a database to look at, also while a Rondo runs on it. Takes no lock, changes no table and writes no row.
 * Throws `WrongRelease` when its tables are not this release's. */
export async function openForReading(file: string): Promise<{ read: Reads; close(): Promise<void> }> {
  if (!existsSync(file)) throw new Error(`There is no database at ${resolve(file)}.`);
  const reader = openReader(file);
  const close = async () => {
    reader.handle.close();
  };
  try {
    await expectCurrent(reader.builder);
  } catch (error) {
    await close();
    throw error;
  }
  return { read: readsOver(reader, () => {}), close };
}

interface Place {
  file: string;
  durability: 'kept' | 'passing';
  leave(): void;
}

function lastingPlace(file: string, owner: string): Place {
  const folder = dirname(resolve(file));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return { file, durability: 'kept', leave: lockFolder(folder, owner) };
}

// SQLite's own memory databases cannot be read by a second connection.
function passingPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'rondo-'));
  const leave = () => rmSync(folder, { recursive: true, force: true });
  return { file: join(folder, 'rondo.db'), durability: 'passing', leave };
}

function openedOver(writer: Connection, reader: Connection, leave: () => void): Opened {
  const listeners: ((due: Instant) => void)[] = [];
  const group = groupCommit(writer.handle, (due) => {
    for (const listener of listeners) listener(due);
  });
  const nextArming = armingsAfter(writer);
  const { watching, forget, end } = forgettingOver(writer, group);
  const tx = watching(txOver(writer, group, nextArming));
  const onArmed: Jobs['onArmed'] = (listener) => void listeners.push(listener);
  const store: Store = {
    transact: (unit) => group.run(() => unit(tx)),
    read: readsOver(reader, () => expectOutside(group)),
    async close() {
      await group.end();
      end();
      reader.handle.close();
      writer.handle.close();
      leave();
    },
  };
  const jobs = jobQueue({ writer, reader, group, tx, nextArming, onArmed });
  return { store, jobs, prune: pruning(writer, group), forget };
}

/** What the other connection sees is older than what the unit has written. */
function expectOutside(group: Group): void {
  if (group.inside()) throw new Error('Inside a unit of work, read through its tx.');
}

function pruning(writer: Connection, group: Group): Opened['prune'] {
  const prune = writer.prepare(queries.pruneInbound(writer.builder));
  return (before) => group.run(async () => group.write(() => prune.run(before)).changes);
}
