import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Group, groupCommit } from '../../data/sqlite/group.ts';
import { folder } from './sqlite.ts';

let place: ReturnType<typeof folder>;
let database: Database.Database;
let group: Group;
let commits: number;

beforeEach(() => {
  place = folder();
  commits = 0;
  const verbose = (sql: unknown) => {
    if (sql === 'commit') commits += 1;
  };
  database = new Database(place.file, { verbose });
  database.pragma('journal_mode = WAL');
  database.exec('create table parents (id text primary key)');
  database.exec(
    'create table notes (id text primary key, parent text references parents (id) deferrable initially deferred)',
  );
  group = groupCommit(database, () => {});
});

afterEach(async () => {
  await group.end();
  database.close();
  place.remove();
});

const write = (id: string, parent: string | null = null) =>
  group.write(() => database.prepare('insert into notes values (?, ?)').run(id, parent));
const unit = (id: string, parent: string | null = null) => group.run(async () => void write(id, parent));
const stored = () => database.prepare('select id from notes order by id').pluck().all();
const later = () => new Promise((resolve) => setImmediate(resolve));

test('units that wait together are committed once', async () => {
  await Promise.all(['a', 'b', 'c'].map((id) => unit(id)));
  expect(stored()).toEqual(['a', 'b', 'c']);
  expect(commits).toBe(1);
});

test('more units than one group takes are all committed', async () => {
  await Promise.all(Array.from({ length: 1_200 }, (_, i) => unit(`n${i}`)));
  expect(stored()).toHaveLength(1_200);
  expect(commits).toBe(3);
});

test('units that fail take back their own writes only, and the others stay as they were', async () => {
  const numbered = (id: string, fails: boolean) =>
    group.run(async () => {
      const number = group.write(() => database.prepare('select count(*) from notes').pluck().get());
      write(`${id}${number}`);
      if (fails) throw new Error(id);
      write(`${id}${number} too`);
      return number;
    });
  const results = await Promise.allSettled(
    [false, false, true, false, true, true, false].map((fails, i) => numbered('abcdefg'.charAt(i), fails)),
  );
  expect(
    results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason.message)),
  ).toEqual([...[0, 2, 'c'], ...[4, 'e', 'f', 6]]);
  expect(stored()).toEqual(['a0', 'a0 too', 'b2', 'b2 too', 'd4', 'd4 too', 'g6', 'g6 too']);
  expect(commits).toBe(1);
});

test('a unit that handles its own failing write keeps the rest', async () => {
  await unit('a');
  await group.run(async () => {
    write('b');
    expect(() => write('a')).toThrow(/UNIQUE/);
    write('c');
  });
  expect(stored()).toEqual(['a', 'b', 'c']);
});

test('a commit that fails fails every unit of the group, keeps nothing, and the next group goes on', async () => {
  const results = await Promise.allSettled([unit('a'), unit('b', 'no such parent'), unit('c')]);
  for (const result of results)
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'SQLITE_CONSTRAINT_FOREIGNKEY' } });
  expect(stored()).toEqual([]);
  await unit('d');
  expect(stored()).toEqual(['d']);
});

test('a database that is full fails the unit that filled it, and the others of its group are kept', async () => {
  await unit('a');
  const pages = Number(database.pragma('page_count', { simple: true }));
  database.pragma(`max_page_count = ${pages + 2}`);
  const big = group.run(async () => {
    write('small');
    expect(() => write('x'.repeat(100_000))).toThrow(/full/);
    expect(() => write('after')).toThrow(/given up/);
    throw new Error('full');
  });
  const results = await Promise.allSettled([unit('b'), big, unit('c')]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(stored()).toEqual(['a', 'b', 'c']);
});

test('a unit that waits for anything but its transaction is stopped and leaves nothing', async () => {
  let after: unknown;
  const straying = group.run(async () => {
    write('a');
    await later();
    try {
      group.check();
    } catch (error) {
      after = error;
    }
  });
  const results = await Promise.allSettled([straying, unit('b')]);
  expect(results[0]).toMatchObject({
    reason: { message: 'A unit of work awaited something other than its tx.' },
  });
  await vi.waitFor(() => expect(after).toMatchObject({ message: expect.stringMatching(/is over/) }));
  expect(stored()).toEqual(['b']);
});

test('a unit of many steps is not taken for one that strays', async () => {
  await group.run(async () => {
    for (let i = 0; i < 5_000; i++) await write(`n${i}`);
  });
  expect(stored()).toHaveLength(5_000);
});

test('what a unit leaves running is outside of it once it is over', async () => {
  let leaked: Promise<unknown> | undefined;
  await group.run(async () => {
    leaked = later().then(() => unit('after'));
  });
  await leaked;
  expect(stored()).toEqual(['after']);
});

test('a transaction is nobody else’s', async () => {
  expect(() => group.check()).toThrow(/is over/);
  await unit('a');
  expect(() => group.check()).toThrow(/is over/);
});
