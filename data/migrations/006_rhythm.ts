import { type Kysely, sql } from 'kysely';

/** What the whole rhythm keeps: retros and their cards, goals, lessons, people who come, changes from chat. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, { columns, indexes, ...how }] of Object.entries(kinds)) {
    await create(db, name, columns, how);
    for (const index of indexes) await createIndex(db, name, index.split(' '));
  }
}

interface Kind {
  /** A name ends in `?` where the value may be missing, in `#` where it is a whole number. */
  columns: string;
  indexes: readonly string[];
  /** Kept in the order of the ids, so that nothing tells which row came first. */
  unordered?: true;
  /** Rows never change. */
  fixed?: true;
}

const kinds: Readonly<Record<string, Kind>> = {
  retros: { columns: 'team open# at#', indexes: ['team open', 'team at', 'open', 'at'] },
  cards: { columns: 'retro', indexes: ['retro'], unordered: true },
  ballots: { columns: 'retro', indexes: ['retro'] },
  objectives: {
    columns: 'team week owner open#',
    indexes: ['team week', 'team open', 'week', 'owner open', 'open'],
  },
  lessons: { columns: 'team at#', indexes: ['team at', 'at'], fixed: true },
  changes: { columns: 'team about open# at#', indexes: ['team open', 'about open', 'team at', 'open', 'at'] },
  joiners: { columns: 'team state', indexes: ['team state', 'state'] },
  renewals: { columns: 'team open# due#', indexes: ['team open', 'open', 'due'] },
  rehearsals: { columns: 'state', indexes: ['state'] },
  feeds: { columns: 'team? person?', indexes: ['team', 'person'] },
};

async function create(
  db: Kysely<unknown>,
  name: string,
  columns: string,
  { unordered, fixed }: Pick<Kind, 'unordered' | 'fixed'>,
): Promise<void> {
  let table = db.schema.createTable(name).addColumn('id', 'text', (made) => made.primaryKey().notNull());
  for (const column of columns.split(' ')) {
    const type = column.endsWith('#') ? 'integer' : 'text';
    const key = column.replace(/[?#]$/, '');
    table = table.addColumn(key, type, (made) => (column.endsWith('?') ? made : made.notNull()));
  }
  table = table.addColumn('doc', 'text', (made) => made.notNull());
  if (!fixed) table = table.addColumn('version', 'integer', (made) => made.notNull());
  await table.modifyEnd(unordered ? sql`without rowid, strict` : sql`strict`).execute();
}

async function createIndex(db: Kysely<unknown>, table: string, columns: string[]): Promise<void> {
  await db.schema
    .createIndex(`${table}_${columns.join('_')}`)
    .on(table)
    .columns(columns)
    .execute();
}
