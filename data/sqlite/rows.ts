import type { RunResult, Statement } from 'better-sqlite3';
import {
  Conflict,
  type Key,
  type Match,
  type Reading,
  type Row,
  type Where,
  type Writing,
} from '../../src/ports.ts';
import * as queries from '../queries.ts';
import type { ColumnType, Kind, Table } from '../tables.ts';
import type { Connection } from './connection.ts';
import type { Group } from './group.ts';

/** A row as the database keeps it. */
interface Kept {
  id: string | number;
  doc: string;
}

/** Any row, where only its version matters. */
interface Versioned {
  id: string;
  version?: number;
}

/** Reads rows of one kind. `check` throws where reading is not allowed. A row in `known` is neither read nor parsed again:
 * rows are never changed in place. */
export function reading<N extends Kind>(
  connection: Connection,
  table: Table<N>,
  check: () => void,
  known?: Map<string, Row<N>>,
): Reading<Row<N>, Key<N>> {
  const { builder } = connection;
  const keys = namesOf(table.keys);
  const revive = reviving(table, known);
  const get = connection.prepare<Kept>(queries.getRow(builder, table));
  const finds = remembered((shape: queries.Shape) =>
    connection.prepare<Kept>(queries.findRows(builder, table, shape)),
  );
  const counts = remembered((conditions: readonly queries.Condition[]) =>
    connection.prepare<{ rows: number }>(queries.countRows(builder, table, conditions)),
  );

  return {
    async get(id) {
      check();
      const there = known?.get(id);
      if (there) return there;
      const kept = get.get(id);
      return kept && revive(kept);
    },
    async find(where, { order, newest = false, limit } = {}) {
      check();
      const { conditions, values, name } = searchOf(keys, where);
      // SQLite would set up a sorter for the ids, also for no row or one: three times the cost of finding it.
      const unordered = order === undefined && limit === undefined && !table.numbered;
      const shape = { conditions, order, newest, limit, unordered };
      const found = finds(`${name} ${order} ${newest} ${limit}`, shape).all(...values);
      const rows = found.map((kept) => revive(kept, found.length <= FEW));
      return unordered && rows.length > 1 ? rows.sort(newest ? (a, b) => byId(b, a) : byId) : rows;
    },
    async count(where) {
      check();
      const { conditions, values, name } = searchOf(keys, where);
      return counts(name, conditions).get(...values)?.rows ?? 0;
    },
  };
}

/** Reads and writes rows of one kind for the units of the group. */
export function writing<N extends Kind>(
  writer: Connection,
  table: Table<N>,
  group: Group,
): Writing<Row<N>, Key<N>> {
  const { builder } = writer;
  const known = group.memory<Row<N>>();
  const read = reading(writer, table, group.check, known);
  const insert = writer.prepare(queries.insertRow(builder, table));
  const updates = remembered((keys: readonly string[]) =>
    writer.prepare(queries.updateRow(builder, table, keys)),
  );
  const remove = writer.prepare(queries.deleteRow(builder, table));
  const keys = namesOf(table.keys);
  const values = valuesOf<Row<N>, Key<N>>(table);
  /** Rows whose newest document is still to be written, with the version that is stored. Nothing can be found by what is in
   * a document alone, so however often a row changes within a group, it is written once. */
  const deferred = group.memory<{ row: Row<N>; stored: number }>();
  group.beforeKeeping(() => {
    const update = updates('', []);
    for (const [id, { row, stored }] of deferred)
      if (update.run(JSON.stringify(row), ...versionOf(row), id, stored).changes !== 1)
        throw new Error(`${table.name} ${id} is not what it was a moment ago.`);
    deferred.clear();
  });

  function defer(row: Row<N>): void {
    deferred.set(row.id, { row, stored: storedBefore(row) });
    known.set(row.id, row);
  }

  /** The version of the row that the database holds, when `row` is the next one. */
  function storedBefore(row: Row<N>): number {
    return deferred.get(row.id)?.stored ?? (versionOf(row)[0] ?? 0) - 1;
  }

  function write(row: Row<N>, update: () => RunResult): RunResult {
    const result = update();
    deferred.delete(row.id);
    if (result.changes === 1) known.set(row.id, row);
    else known.delete(row.id);
    return result;
  }

  function forget(id: string): RunResult {
    known.delete(id);
    deferred.delete(id);
    return remove.run(id);
  }

  return {
    ...read,
    async insert(row) {
      const bound = [row.id, ...values(row), ...versionOf(row)];
      return group.write(() => insert.run(bound)).changes === 1;
    },
    async update(row) {
      const there = known.get(row.id);
      const next = follows(row, there);
      if (deferred.has(row.id) && !next) throw new Conflict(conflictOf(table.name, row, there));
      const changed = changedIn(keys, there, row);
      if (changed.length === 0 && next) return void group.write(() => defer(row));
      const [version] = versionOf(row);
      const compared = version === undefined ? [row.id] : [version, row.id, storedBefore(row)];
      const written = [...changed.map((key) => bound(row[key])), JSON.stringify(row), ...compared];
      const update = updates(changed.join(), changed);
      if (group.write(() => write(row, () => update.run(written))).changes === 1) return;
      throw new Conflict(conflictOf(table.name, row, await read.get(row.id)));
    },
    async delete(id) {
      return group.write(() => forget(id)).changes === 1;
    },
  };
}

/** A list of more than so many is looked at once: remembering it would only keep it from being forgotten soon. */
const FEW = 50;

/** Makes rows of what is kept, and notes them in `known`. */
function reviving<N extends Kind>(
  { numbered }: Table<N>,
  known?: Map<string, Row<N>>,
): (kept: Kept, remember?: boolean) => Row<N> {
  if (numbered) return ({ id, doc }) => ({ ...JSON.parse(doc), id: String(id) });
  if (!known) return ({ doc }) => JSON.parse(doc);
  return ({ id, doc }, remember = true) => {
    const row = known.get(String(id)) ?? JSON.parse(doc);
    if (remember) known.set(String(id), row);
    return row;
  };
}

/** True when `row` is what comes after the row that is known to be there. */
function follows(row: Versioned, known: Versioned | undefined): boolean {
  return known?.version !== undefined && row.version === known.version + 1;
}

/** The keys whose columns an update has to write: an index over the others is left alone. All of them where it is not
 * known what is stored. */
function changedIn<T, K extends keyof T & string>(
  keys: readonly K[],
  stored: T | undefined,
  row: T,
): readonly K[] {
  return stored ? keys.filter((key) => stored[key] !== row[key]) : keys;
}

/** Gives a row's keys and document, in the order of the table's columns. */
export function valuesOf<T, K extends keyof T & string>(table: {
  readonly keys: Readonly<Record<K, ColumnType>>;
}): (row: T) => queries.Value[] {
  const keys = namesOf(table.keys);
  return (row) => {
    const values: queries.Value[] = [];
    for (const key of keys) values.push(bound(row[key]));
    values.push(JSON.stringify(row));
    return values;
  };
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function versionOf(row: Versioned): number[] {
  return row.version === undefined ? [] : [row.version];
}

/** A search as conditions and the values to bind. A key that is absent or undefined asks for nothing. */
function searchOf<T, K extends keyof T & string>(keys: readonly K[], where: Where<T, K>) {
  const conditions: queries.Condition[] = [];
  const values: queries.Value[] = [];
  let name = '';
  const add = (column: K, is: queries.Condition['is'], value: unknown) => {
    if (value === undefined) return;
    conditions.push({ column, is });
    values.push(bound(value));
    name += `${column}${is}`;
  };
  for (const key of keys) {
    const match: Match<T[K]> | undefined = where[key];
    if (!isRange(match)) add(key, '=', match);
    else {
      add(key, '>=', match.atLeast);
      add(key, '<', match.below);
    }
  }
  return { conditions, values, name };
}

function isRange(match: unknown): match is { atLeast?: unknown; below?: unknown } {
  return typeof match === 'object' && match !== null;
}

/** SQLite knows no booleans; a missing value is null. */
function bound(value: unknown): queries.Value {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === undefined || value === null) return null;
  throw new TypeError(`A key is text, a number or a flag, but ${JSON.stringify(value)} was given.`);
}

function conflictOf(name: Kind, row: Versioned, found?: Versioned): string {
  if (!found) return `${name} ${row.id} is not stored, so it cannot be changed.`;
  const versions = `version ${Number(row.version) - 1} was expected, ${found.version} is stored`;
  return `${name} ${row.id} was changed meanwhile: ${versions}.`;
}

/** Statements by name, each prepared the first time it is asked for. */
export function remembered<From, Result>(prepare: (from: From) => Statement<unknown[], Result>) {
  const known = new Map<string, Statement<unknown[], Result>>();
  return (name: string, from: From) => {
    const there = known.get(name) ?? prepare(from);
    known.set(name, there);
    return there;
  };
}

// A `for … in` keeps the type of the names, `Object.keys` does not.
function namesOf<K extends string>(of: Readonly<Record<K, unknown>>): K[] {
  const names: K[] = [];
  for (const name in of) names.push(name);
  return names;
}
