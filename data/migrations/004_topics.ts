import { type Kysely, sql } from 'kysely';

/** What a team is to talk about in its next retro. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('topics')
    .addColumn('id', 'text', (made) => made.primaryKey().notNull())
    .addColumn('team', 'text', (made) => made.notNull())
    .addColumn('open', 'integer', (made) => made.notNull())
    .addColumn('at', 'integer', (made) => made.notNull())
    .addColumn('doc', 'text', (made) => made.notNull())
    .addColumn('version', 'integer', (made) => made.notNull())
    .modifyEnd(sql`strict`)
    .execute();
  await db.schema.createIndex('topics_team_open_at').on('topics').columns(['team', 'open', 'at']).execute();
  await db.schema.createIndex('topics_open_at').on('topics').columns(['open', 'at']).execute();
  await db.schema.createIndex('topics_at').on('topics').column('at').execute();
}
