import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { up as firstTables } from './migrations/001_first_tables.ts';
import { up as watchdog } from './migrations/002_watchdog.ts';
import { up as pauses } from './migrations/003_pauses.ts';
import { up as topics } from './migrations/004_topics.ts';
import { up as lastAnswers } from './migrations/005_last_answers.ts';
import { up as rhythm } from './migrations/006_rhythm.ts';
import { up as seen } from './migrations/007_seen.ts';
import { up as counting } from './migrations/008_counting.ts';
import type { Builder } from './queries.ts';

/** In order, append-only: a released migration never changes. */
const migrations: Readonly<Record<string, Migration>> = {
  '001_first_tables': { up: firstTables },
  '002_watchdog': { up: watchdog },
  '003_pauses': { up: pauses },
  '004_topics': { up: topics },
  '005_last_answers': { up: lastAnswers },
  '006_rhythm': { up: rhythm },
  '007_seen': { up: seen },
  '008_counting': { up: counting },
};

/** The database does not fit this release: its message says what to do. */
export class WrongRelease extends Error {
  override name = 'WrongRelease';
}

/** Brings the tables up to date in one transaction. Throws `WrongRelease` when a newer release has been here. */
export async function migrate(db: Builder): Promise<void> {
  await refuseNewer(db);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error)
    throw new Error('The database could not be brought up to date. Nothing was changed.', { cause: error });
}

/** Throws `WrongRelease` unless the tables are exactly this release's. Writes nothing. */
export async function expectCurrent(db: Builder): Promise<void> {
  await refuseNewer(db);
  const seen = await applied(db);
  if (Object.keys(migrations).every((name) => seen.includes(name))) return;
  throw new WrongRelease(
    'This database is from an older release. Start Rondo on it once, then read it again.',
  );
}

async function refuseNewer(db: Builder): Promise<void> {
  const unknown = (await applied(db)).find((name) => !(name in migrations));
  if (unknown === undefined) return;
  throw new WrongRelease(
    `This database was used by a newer release of Rondo (it has the change ${unknown}, which this release does not know). Install that release, or restore a backup from before it.`,
  );
}

/** The migrations this database has seen; none where there is no table of them yet. */
async function applied(db: Builder): Promise<string[]> {
  const there = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!there.some((table) => table.name === 'kysely_migration')) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map((row) => row.name);
}
