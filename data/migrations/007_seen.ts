import { type Kysely, sql } from 'kysely';

/** What pages, programs and stakeholders need: ways in and sessions, tokens, hooks and what they post, questions, and numbers
 * from outside. A name ends in `#` where its value is a whole number. */
const kinds: Readonly<Record<string, { columns: string; indexes: readonly string[] }>> = {
  sessions: { columns: 'person until#', indexes: ['person', 'until'] },
  ways: { columns: 'person until#', indexes: ['person', 'until'] },
  tokens: { columns: 'team', indexes: ['team'] },
  hooks: { columns: 'team open#', indexes: ['team open', 'open'] },
  posts: { columns: 'hook state at#', indexes: ['hook at', 'state at', 'at'] },
  questions: { columns: 'team open# at#', indexes: ['team open', 'team at', 'open', 'at'] },
  figures: { columns: 'team name date', indexes: ['team name date', 'team date', 'name date', 'date'] },
};

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, { columns, indexes }] of Object.entries(kinds)) {
    let table = db.schema.createTable(name).addColumn('id', 'text', (made) => made.primaryKey().notNull());
    for (const column of columns.split(' ')) {
      const type = column.endsWith('#') ? 'integer' : 'text';
      table = table.addColumn(column.replace('#', ''), type, (made) => made.notNull());
    }
    await table
      .addColumn('doc', 'text', (made) => made.notNull())
      .addColumn('version', 'integer', (made) => made.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    for (const index of indexes) {
      const keys = index.split(' ');
      await db.schema
        .createIndex(`${name}_${keys.join('_')}`)
        .on(name)
        .columns(keys)
        .execute();
    }
  }
}
