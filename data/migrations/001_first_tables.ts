import { type Kysely, sql } from 'kysely';

/** The first tables. Column types end in `?` where a value may be missing; an index names its columns. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, kind] of Object.entries(kinds)) {
    await createKind(db, name, kind);
    for (const columns of kind.indexes) await createIndex(db, name, columns.split(' '));
  }
  await createRest(db);
}

const text = 'text';
const whole = 'integer';
const maybe = 'text?';
type ColumnType = 'text' | 'integer' | 'text?';
type Columns = Readonly<Record<string, ColumnType>>;

interface KindTable {
  columns: Columns;
  indexes: readonly string[];
  /** Kept in the order of the ids, so that nothing tells which row came first. */
  unordered?: true;
}

const kinds: Readonly<Record<string, KindTable>> = {
  rounds: {
    columns: { id: text, team: text, ritual: text, date: text, state: text, closesAt: whole, version: whole },
    indexes: [
      'team ritual date',
      'team date',
      'team state',
      'ritual date',
      'date',
      'state closesAt',
      'closesAt',
    ],
  },
  prompts: {
    columns: { id: text, round: text, team: text, person: text, state: text, due: whole, version: whole },
    indexes: ['round', 'team due', 'person due', 'state due', 'due'],
  },
  updates: {
    columns: { id: text, round: text, team: text, person: text, date: text, at: whole, version: whole },
    indexes: ['round', 'team date', 'team at', 'person at', 'date', 'at'],
  },
  rotations: { columns: { id: text, team: text, version: whole }, indexes: ['team'] },
  turns: {
    columns: { id: text, team: text, rotation: text, date: text, person: maybe, version: whole },
    indexes: ['team rotation date', 'team date', 'rotation date', 'date', 'person date'],
  },
  escalations: {
    columns: {
      id: text,
      team: text,
      live: whole,
      raiser: text,
      raisedAt: whole,
      number: whole,
      version: whole,
    },
    indexes: [
      'team live raisedAt',
      'team raisedAt',
      'team number',
      'live raisedAt',
      'raiser raisedAt',
      'raisedAt',
      'number',
    ],
  },
  dependencies: {
    columns: { id: text, team: text, open: whole, waiting: text, on: text, version: whole },
    indexes: ['team open', 'open', 'waiting open', 'on open'],
  },
  actions: {
    columns: { id: text, team: text, open: whole, owner: text, due: text, version: whole },
    indexes: ['team open due', 'open due', 'owner open', 'due'],
  },
  decisions: { columns: { id: text, team: text, at: whole }, indexes: ['team at', 'at'] },
  risks: {
    columns: { id: text, team: text, open: whole, at: whole, version: whole },
    indexes: ['team open', 'team at', 'open', 'at'],
  },
  digests: {
    columns: { id: text, team: text, date: text, state: text, to: whole, version: whole },
    indexes: ['team date', 'team to', 'date', 'state', 'to'],
  },
  anonymous: { columns: { id: text, round: text }, indexes: ['round'], unordered: true },
  absences: {
    columns: { id: text, person: text, from: whole, to: whole, version: whole },
    indexes: ['person to', 'from', 'to'],
  },
  items: {
    columns: {
      id: text,
      state: text,
      at: whole,
      recipient: text,
      thing: text,
      message: maybe,
      version: whole,
    },
    indexes: ['state at', 'recipient state at', 'thing', 'message', 'at'],
  },
  messages: {
    columns: { id: text, pending: whole, at: whole, recipient: text, state: text, version: whole },
    indexes: ['pending at', 'recipient at', 'state at', 'at'],
  },
  identities: {
    columns: { id: text, workspace: text, person: text, user: text, version: whole },
    indexes: ['workspace user', 'person', 'user'],
  },
  definitions: {
    columns: { id: text, kind: text, gone: whole, version: whole },
    indexes: ['kind gone', 'gone'],
  },
  events: {
    columns: { id: whole, about: text, team: text, what: text, person: maybe, at: whole },
    indexes: ['about', 'team at', 'what at', 'person at', 'at'],
  },
};

async function createKind(db: Kysely<unknown>, name: string, kind: KindTable): Promise<void> {
  const form = kind.unordered ? sql`strict, without rowid` : sql`strict`;
  let table = db.schema.createTable(name).modifyEnd(form);
  for (const [column, type] of Object.entries<ColumnType>({ ...kind.columns, doc: text })) {
    if (type === maybe) table = table.addColumn(column, 'text');
    else if (column === 'id') table = table.addColumn(column, type, (made) => made.primaryKey().notNull());
    else table = table.addColumn(column, type, (made) => made.notNull());
  }
  await table.execute();
}

async function createIndex(db: Kysely<unknown>, table: string, columns: readonly string[]): Promise<void> {
  await db.schema
    .createIndex([table, ...columns].join('_'))
    .on(table)
    .columns([...columns])
    .execute();
}

/** `jobs` is found by key and by due; the number of an arming is its row's own, so the newest is always the last. */
async function createRest(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('jobs')
    .addColumn('arming', 'integer', (made) => made.primaryKey().notNull())
    .addColumn('key', 'text', (made) => made.notNull().unique())
    .addColumn('kind', 'text', (made) => made.notNull())
    .addColumn('due', 'integer', (made) => made.notNull())
    .addColumn('payload', 'text', (made) => made.notNull())
    .addColumn('attempts', 'integer', (made) => made.notNull())
    .modifyEnd(sql`strict`)
    .execute();
  await createIndex(db, 'jobs', ['due']);
  await db.schema
    .createTable('inbound')
    .addColumn('id', 'text', (made) => made.primaryKey().notNull())
    .addColumn('at', 'integer', (made) => made.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await createIndex(db, 'inbound', ['at']);
  await db.schema
    .createTable('counters')
    .addColumn('name', 'text', (made) => made.primaryKey().notNull())
    .addColumn('value', 'integer', (made) => made.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute();
}
