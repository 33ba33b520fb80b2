import type { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '../../data/migrate.ts';
import { dueJobs, findRows, getJob, getRow, type Shape, upcomingJobs } from '../../data/queries.ts';
import { type Connection, openWriter } from '../../data/sqlite/connection.ts';
import { type AnyTable, columnsOf, tables } from '../../data/tables.ts';
import { folder } from './sqlite.ts';

let place: ReturnType<typeof folder>;
let db: Connection;

beforeAll(async () => {
  place = folder();
  db = openWriter(place.file, 'passing');
  await migrate(db.builder);
});

afterAll(() => {
  db.handle.close();
  place.remove();
});

test('the migrations give the schema on record', async () => {
  const made = db.handle.prepare(
    'select sql from sqlite_schema where sql is not null order by tbl_name, type desc, name',
  );
  await expect(`${made.pluck().all().join(';\n')};\n`).toMatchFileSnapshot('schema.sql');
});

test('a second start changes nothing', async () => {
  const version = db.handle.pragma('schema_version');
  await migrate(db.builder);
  expect(db.handle.pragma('schema_version')).toEqual(version);
});

test('a database from a newer release is refused with what to do', async () => {
  db.handle.exec(`insert into kysely_migration values ('999_from_the_future', '')`);
  await expect(migrate(db.builder)).rejects.toThrow(/newer release of Rondo.*999_from_the_future.*Install/);
  db.handle.exec(`delete from kysely_migration where name like '999%'`);
});

describe.each(Object.values<AnyTable>(tables))('$name', (table) => {
  test('has the columns that its rows are found by', () => {
    const columns = db.handle.prepare(`select name from pragma_table_info('${table.name}')`).pluck().all();
    expect(new Set(columns)).toEqual(new Set(['id', ...columnsOf(table)]));
  });

  test('is searched through an index by any one key and any two', () => {
    const keys = Object.keys(table.keys);
    for (const a of keys) {
      for (const b of keys) {
        const conditions = [...new Set([a, b])].map((column) => ({ column, is: '=' as const }));
        expect(planOf(findRows(db.builder, table, { conditions }))).toMatch(
          /SEARCH \w+ USING (COVERING )?INDEX/,
        );
      }
    }
  });
});

describe('the beat and the outbox', () => {
  const sorted = /USE TEMP B-TREE FOR ORDER BY/;
  const waiting: Shape = {
    conditions: [
      { column: 'state', is: '=' },
      { column: 'at', is: '<' },
    ],
    order: 'at',
    limit: 1,
  };
  const pending: Shape = { conditions: [{ column: 'pending', is: '=' }], order: 'at', limit: 1 };
  const log: Shape = { conditions: [{ column: 'about', is: '=' }] };
  const lately: Shape = {
    conditions: [
      { column: 'team', is: '=' },
      { column: 'person', is: '=' },
    ],
    order: 'date',
    newest: true,
    limit: 30,
  };
  const happened: Shape = {
    conditions: [
      { column: 'team', is: '=' },
      { column: 'what', is: '=' },
      { column: 'at', is: '>=' },
    ],
    order: 'at',
  };
  const traffic: Shape = {
    conditions: [
      { column: 'team', is: '=' },
      { column: 'at', is: '>=' },
    ],
    order: 'at',
  };

  test.each<[string, () => CompiledQuery, RegExp]>([
    ['jobs that are due', () => dueJobs(db.builder), /SEARCH jobs USING INDEX jobs_due \(due<\?\)/],
    ['the next due instant', () => upcomingJobs(db.builder), /SCAN jobs USING COVERING INDEX jobs_due/],
    ['a job by key', () => getJob(db.builder), /SEARCH jobs USING INDEX \w+ \(key=\?\)/],
    ['a row by id', () => getRow(db.builder, tables.rounds), /SEARCH rounds USING INDEX \w+ \(id=\?\)/],
    ['an event by id', () => getRow(db.builder, tables.events), /USING INTEGER PRIMARY KEY/],
    [
      'waiting items',
      () => findRows(db.builder, tables.items, waiting),
      /INDEX items_state_at \(state=\? AND at<\?\)/,
    ],
    [
      'pending messages',
      () => findRows(db.builder, tables.messages, pending),
      /INDEX messages_pending_at \(pending=\?\)/,
    ],
    [
      'what happened to things of a team since',
      () => findRows(db.builder, tables.events, happened),
      /INDEX events_team_what_at \(team=\? AND what=\? AND at>\?\)/,
    ],
    [
      'what a team was sent lately',
      () => findRows(db.builder, tables.tallies, traffic),
      /INDEX tallies_team_at \(team=\? AND at>\?\)/,
    ],
    [
      'somebody’s last answers in a team',
      () => findRows(db.builder, tables.updates, lately),
      /INDEX updates_person_team_date_id \(person=\? AND team=\?\)/,
    ],
    ['the log of a thing', () => findRows(db.builder, tables.events, log), /INDEX events_about \(about=\?\)/],
  ])('find %s through their index, already in order', (_, query, index) => {
    const plan = planOf(query());
    expect(plan).toMatch(index);
    expect(plan).not.toMatch(sorted);
  });
});

/** How SQLite would go about it. */
function planOf({ sql }: CompiledQuery): string {
  const blanks = sql.match(/\?/g)?.map(() => 1) ?? [];
  const steps = db.handle.prepare<unknown[], { detail: string }>(`explain query plan ${sql}`).all(...blanks);
  return steps.map(({ detail }) => detail).join('\n');
}
