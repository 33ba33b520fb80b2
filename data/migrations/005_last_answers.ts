import type { Kysely } from 'kysely';

/** Somebody's last answers in a team are found newest first without sorting, however many the team has given. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('updates_person_team_date_id')
    .on('updates')
    .columns(['person', 'team', 'date', 'id'])
    .execute();
  // Nothing is looked up by it; by person alone, the new one serves.
  await db.schema.dropIndex('updates_person_at').execute();
}
