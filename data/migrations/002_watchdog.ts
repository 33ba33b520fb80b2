import { type Kysely, sql } from 'kysely';

/** What the watchdog remembers: troubles, and how many messages each team was sent in each minute. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('troubles')
    .addColumn('id', 'text', (made) => made.primaryKey().notNull())
    .addColumn('open', 'integer', (made) => made.notNull())
    .addColumn('heard', 'integer', (made) => made.notNull())
    .addColumn('doc', 'text', (made) => made.notNull())
    .addColumn('version', 'integer', (made) => made.notNull())
    .modifyEnd(sql`strict`)
    .execute();
  await db.schema.createIndex('troubles_open_heard').on('troubles').columns(['open', 'heard']).execute();
  await db.schema.createIndex('troubles_heard').on('troubles').column('heard').execute();
  await db.schema
    .createTable('tallies')
    .addColumn('id', 'text', (made) => made.primaryKey().notNull())
    .addColumn('team', 'text', (made) => made.notNull())
    .addColumn('at', 'integer', (made) => made.notNull())
    .addColumn('doc', 'text', (made) => made.notNull())
    .addColumn('version', 'integer', (made) => made.notNull())
    .modifyEnd(sql`strict`)
    .execute();
  await db.schema.createIndex('tallies_team_at').on('tallies').columns(['team', 'at']).execute();
  await db.schema.createIndex('tallies_at').on('tallies').column('at').execute();
}
