/** Every query of the store, compiled without values: whoever runs one binds them in the order its comment names. */
import { type CompiledQuery, type Kysely, sql } from 'kysely';
import { type AnyTable, columnsOf } from './tables.ts';

export type Value = string | number | null;
type Columns = Record<string, Value>;
/** A kysely of one dialect. */
export type Builder = Kysely<Record<string, Columns>>;

/** One comparison of a search. */
export interface Condition {
  column: string;
  is: '=' | '>=' | '<';
}

/** A search without its values. */
export interface Shape {
  conditions: readonly Condition[];
  order?: string;
  /** Whoever asks sorts the rows. */
  unordered?: boolean;
  newest?: boolean;
  limit?: number;
}

/** Binds `columnsOf(table)`. Changes nothing where the id exists. */
export function insertRow(db: Builder, table: AnyTable): CompiledQuery {
  const insert = db.insertInto(table.name).values(blank(columnsOf(table)));
  return table.numbered ? insert.compile() : insert.onConflict((on) => on.column('id').doNothing()).compile();
}

/** Binds these keys, the document, the version where rows carry one; then the id and the version that must be stored. */
export function updateRow(db: Builder, table: AnyTable, keys: readonly string[]): CompiledQuery {
  const set = [...keys, 'doc', ...(table.versioned ? ['version'] : [])];
  const update = db.updateTable(table.name).set(blank(set)).where('id', '=', '');
  return table.versioned ? update.where('version', '=', '').compile() : update.compile();
}

/** Binds the id. */
export function deleteRow(db: Builder, table: AnyTable): CompiledQuery {
  return db.deleteFrom(table.name).where('id', '=', '').compile();
}

/** Binds the id. */
export function getRow(db: Builder, table: AnyTable): CompiledQuery {
  return db.selectFrom(table.name).select(['id', 'doc']).where('id', '=', '').compile();
}

/** Binds the conditions in their order. Rows of equal order come by id. */
export function findRows(db: Builder, table: AnyTable, shape: Shape): CompiledQuery {
  const direction = shape.newest ? 'desc' : 'asc';
  let find = db.selectFrom(table.name).select(['id', 'doc']);
  for (const { column, is } of shape.conditions) find = find.where(column, is, '');
  if (shape.order !== undefined) find = find.orderBy(shape.order, direction);
  if (!shape.unordered) find = find.orderBy('id', direction);
  return shape.limit === undefined ? find.compile() : find.limit(inWords(shape.limit)).compile();
}

/** Binds the conditions in their order. */
export function countRows(db: Builder, table: AnyTable, conditions: readonly Condition[]): CompiledQuery {
  let count = db.selectFrom(table.name).select((of) => of.fn.countAll().as('rows'));
  for (const { column, is } of conditions) count = count.where(column, is, '');
  return count.compile();
}

const jobColumns = ['arming', 'key', 'kind', 'due', 'payload', 'attempts'];

/** Binds arming, key, kind, due, payload, attempts. An unfired job of the key is replaced. */
export function armJob(db: Builder): CompiledQuery {
  const renewed = jobColumns.filter((column) => column !== 'key');
  return db
    .insertInto('jobs')
    .values(blank(jobColumns))
    .onConflict((on) =>
      on
        .column('key')
        .doUpdateSet((of) => Object.fromEntries(renewed.map((c) => [c, of.ref(`excluded.${c}`)]))),
    )
    .compile();
}

/** Binds the key. */
export function cancelJob(db: Builder): CompiledQuery {
  return db.deleteFrom('jobs').where('key', '=', '').compile();
}

/** Binds the arming that was claimed. */
export function takeJob(db: Builder): CompiledQuery {
  return db.deleteFrom('jobs').where('arming', '=', 0).compile();
}

/** Binds the new arming, the new due and the arming that was claimed. */
export function retryJob(db: Builder): CompiledQuery {
  return db
    .updateTable('jobs')
    .set((of) => ({ arming: 0, due: 0, attempts: of('attempts', '+', of.lit(1)) }))
    .where('arming', '=', 0)
    .compile();
}

/** Binds the instant: what is due then, earliest first, and of equal dues the one armed first. */
export function dueJobs(db: Builder): CompiledQuery {
  const due = db.selectFrom('jobs').select(jobColumns).where('due', '<=', 0);
  return due.orderBy('due').orderBy('arming').compile();
}

/** Binds nothing: due and arming, earliest first. */
export function upcomingJobs(db: Builder): CompiledQuery {
  return db.selectFrom('jobs').select(['due', 'arming']).orderBy('due').orderBy('arming').compile();
}

/** Binds nothing. */
export function lastArming(db: Builder): CompiledQuery {
  return db
    .selectFrom('jobs')
    .select((of) => of.fn.max('arming').as('arming'))
    .compile();
}

/** Binds the key. */
export function getJob(db: Builder): CompiledQuery {
  return db.selectFrom('jobs').select(jobColumns).where('key', '=', '').compile();
}

/** Binds the first key and the first key that is past the prefix. */
export function listJobs(db: Builder, limit: number): CompiledQuery {
  const list = db.selectFrom('jobs').select(jobColumns).where('key', '>=', '').where('key', '<', '');
  return list.orderBy('key').limit(inWords(limit)).compile();
}

/** Binds id and instant. Changes nothing where the id was seen before. */
export function firstInbound(db: Builder): CompiledQuery {
  const insert = db.insertInto('inbound').values(blank(['id', 'at']));
  return insert.onConflict((on) => on.column('id').doNothing()).compile();
}

/** Binds the instant before which ids are forgotten. */
export function pruneInbound(db: Builder): CompiledQuery {
  return db.deleteFrom('inbound').where('at', '<', 0).compile();
}

/** Binds the counter's name; gives its new value. */
export function nextNumber(db: Builder): CompiledQuery {
  return db
    .insertInto('counters')
    .values((of) => ({ name: '', value: of.lit(1) }))
    .onConflict((on) =>
      on.column('name').doUpdateSet((of) => ({ value: of('counters.value', '+', of.lit(1)) })),
    )
    .returning('value')
    .compile();
}

/** A limit that is bound makes SQLite compile the statement anew each time it runs. */
function inWords(limit: number) {
  return sql.lit(limit);
}

function blank(columns: readonly string[]): Columns {
  return Object.fromEntries(columns.map((column) => [column, '']));
}
