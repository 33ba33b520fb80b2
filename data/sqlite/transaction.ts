import type { Database } from 'better-sqlite3';

/** The statements that bound a transaction, prepared once. */
export interface Transaction {
  begin(): void;
  commit(): void;
  /** Does nothing where SQLite has taken everything back by itself. */
  rollback(): void;
  /** Marks a place to come back to. */
  save(): void;
  /** Forgets the mark. */
  release(): void;
  /** Takes back what was written since the mark, and forgets it. */
  undo(): void;
  /** False once SQLite has taken everything back by itself. */
  holds(): boolean;
}

export function transactionOn(database: Database): Transaction {
  const begin = database.prepare('begin immediate');
  const commit = database.prepare('commit');
  const rollback = database.prepare('rollback');
  const save = database.prepare('savepoint unit');
  const release = database.prepare('release unit');
  const undo = database.prepare('rollback to unit');
  return {
    begin: () => void begin.run(),
    commit: () => void commit.run(),
    rollback() {
      if (database.inTransaction) rollback.run();
    },
    save: () => void save.run(),
    release: () => void release.run(),
    undo() {
      undo.run();
      release.run();
    },
    holds: () => database.inTransaction,
  };
}
