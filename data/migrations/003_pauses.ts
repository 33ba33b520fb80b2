import { type Kysely, sql } from 'kysely';

/** When each team was paused, and what became of what was held. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pauses')
    .addColumn('id', 'text', (made) => made.primaryKey().notNull())
    .addColumn('team', 'text', (made) => made.notNull())
    .addColumn('state', 'text', (made) => made.notNull())
    .addColumn('doc', 'text', (made) => made.notNull())
    .addColumn('version', 'integer', (made) => made.notNull())
    .modifyEnd(sql`strict`)
    .execute();
  await db.schema.createIndex('pauses_team_state').on('pauses').columns(['team', 'state']).execute();
  await db.schema.createIndex('pauses_state').on('pauses').column('state').execute();
}
