import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Harness } from '../harness.ts';

/** Every row of every table in the order in which the file has them, without when what was migrated. */
export function rowsOf({ folder }: Pick<Harness, 'folder'>): string[] {
  const file = new Database(join(folder, 'rondo.db'), { readonly: true });
  const tables = file
    .prepare("select name from sqlite_master where type = 'table'")
    .pluck()
    .all() as string[];
  const rows = tables
    .filter((table) => table !== 'kysely_migration')
    .flatMap((table) =>
      file
        .prepare(`select * from "${table}"`)
        .all()
        .map((row) => `${table} ${JSON.stringify(row)}`),
    );
  file.close();
  return rows;
}
