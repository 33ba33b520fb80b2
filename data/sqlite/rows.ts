import type { Statement } from 'better-sqlite3';
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

/** Reads rows of one kind. `check` throws where reading is not allowed. */
export function reading<N extends Kind>(
  connection: Connection,
  table: Table<N>,
  check: () => void,
): Reading<Row<N>, Key<N>> {
  const { builder } = connection;
  const keys = namesOf(table.keys);
  const revive = table.numbered
    ? ({ id, doc }: Kept): Row<N> => ({ ...JSON.parse(doc), id: String(id) })
    : ({ doc }: Kept): Row<N> => JSON.parse(doc);
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
      const kept = get.get(id);
      return kept && revive(kept);
    },
    async find(where, { order, newest = false, limit } = {}) {
      check();
      const { conditions, values, name } = searchOf(keys, where);
      const limited = limit !== undefined;
      const find = finds(`${name} ${order} ${newest} ${limited}`, { conditions, order, newest, limited });
      return find.all(...values, ...(limited ? [limit] : [])).map(revive);
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
  const read = reading(writer, table, group.check);
  const insert = writer.prepare(queries.insertRow(builder, table));
  const update = writer.prepare(queries.updateRow(builder, table));
  const remove = writer.prepare(queries.deleteRow(builder, table));
  const values = valuesOf<Row<N>, Key<N>>(table);

  return {
    ...read,
    async insert(row) {
      const bound = [row.id, ...values(row), ...versionOf(row)];
      return group.write(() => insert.run(bound)).changes === 1;
    },
    async update(row) {
      const [version] = versionOf(row);
      const compared = version === undefined ? [row.id] : [version, row.id, version - 1];
      const bound = [...values(row), ...compared];
      if (group.write(() => update.run(bound)).changes === 1) return;
      throw new Conflict(conflictOf(table.name, row, await read.get(row.id)));
    },
    async delete(id) {
      return group.write(() => remove.run(id)).changes === 1;
    },
  };
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
function remembered<From, Result>(prepare: (from: From) => Statement<unknown[], Result>) {
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
