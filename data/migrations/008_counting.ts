import type { Kysely } from 'kysely';

/** What happened to a team's things of one kind in a span is found without looking at everything else that happened then. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('events_team_what_at').on('events').columns(['team', 'what', 'at']).execute();
}
