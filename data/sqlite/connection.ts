import Database from 'better-sqlite3';
import { type CompiledQuery, Kysely, SqliteDialect } from 'kysely';
import type { Builder } from '../queries.ts';

/** One open handle on the database file. */
export interface Connection {
  readonly handle: Database.Database;
  readonly builder: Builder;
  prepare<Result = unknown>(query: CompiledQuery): Database.Statement<unknown[], Result>;
}

export type Durability =
  /** A commit is on the disk before it is reported. */
  | 'kept'
  /** For a database that ends with the process. */
  | 'passing';

/** How long a write waits for another program that writes to the file, in milliseconds. */
const patience = 5_000;

/** Opens the file for writing, and creates it if need be. */
export function openWriter(file: string, durability: Durability): Connection {
  const handle = new Database(file, { timeout: patience });
  handle.pragma('journal_mode = WAL');
  // Savepoints and sorting would otherwise go through files.
  handle.pragma('temp_store = MEMORY');
  // What is deleted, as ballots are, is overwritten with zeros: also whole pages, where a long text may have lain.
  handle.pragma('secure_delete = ON');
  handle.pragma(`synchronous = ${durability === 'kept' ? 'FULL' : 'OFF'}`);
  return connectionOver(handle);
}

/** Opens a file that exists; whoever writes through this handle gets an error. */
export function openReader(file: string): Connection {
  return connectionOver(new Database(file, { readonly: true, timeout: patience }));
}

function connectionOver(handle: Database.Database): Connection {
  const builder: Builder = new Kysely({ dialect: new SqliteDialect({ database: handle }) });
  return { handle, builder, prepare: ({ sql }) => handle.prepare(sql) };
}
