import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWriter } from '../../data/sqlite/connection.ts';
import { InUse } from '../../data/sqlite/lock.ts';
import { openForReading, openStore } from '../../data/sqlite/store.ts';
import type { Tx } from '../../src/ports.ts';
import { action, job } from '../contract/place.ts';
import { folder } from './sqlite.ts';

let place: ReturnType<typeof folder>;

beforeEach(() => {
  place = folder();
});

afterEach(() => place.remove());

describe('opening', () => {
  test('makes the folder, for its owner alone', async () => {
    const file = join(place.path, 'deep', 'er', 'rondo.db');
    const { store } = await openStore(file, { owner: 'me' });
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    await store.close();
  });

  test('for good has each commit on the disk before it is reported', () => {
    const full = 2;
    const { handle } = openWriter(place.file, 'kept');
    expect(handle.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(handle.pragma('synchronous', { simple: true })).toBe(full);
    handle.close();
  });

  test('twice is refused, and works again after closing', async () => {
    const first = await openStore(place.file, { owner: 'first' });
    await expect(openStore(place.file, { owner: 'second' })).rejects.toThrow(InUse);
    await expect(openStore(place.file, { owner: 'second' })).rejects.toThrow(/"first"/);
    await first.store.close();
    const second = await openStore(place.file, { owner: 'second' });
    await second.store.close();
    expect(readdirSync(place.path).sort()).toEqual(['rondo.db', 'rondo.lock']);
  });

  test('what a newer release has used is refused, and the folder is free again', async () => {
    const { store } = await openStore(place.file, { owner: 'me' });
    await store.close();
    const future = new Database(place.file);
    future.exec(`insert into kysely_migration values ('999_later', '')`);
    await expect(openStore(place.file, { owner: 'me' })).rejects.toThrow(/newer release/);
    await expect(openForReading(place.file)).rejects.toThrow(/newer release/);
    future.exec(`delete from kysely_migration where name = '999_later'`);
    future.close();
    const again = await openStore(place.file, { owner: 'me' });
    await again.store.close();
  });

  test('in memory leaves nothing behind, and each is its own', async () => {
    const [a, b] = [await openStore(':memory:', { owner: 'a' }), await openStore(':memory:', { owner: 'b' })];
    await a.store.transact((tx) => tx.actions.insert(action('a')));
    expect(await a.store.read.actions.count({})).toBe(1);
    expect(await b.store.read.actions.count({})).toBe(0);
    await a.store.close();
    await b.store.close();
    expect(existsSync(':memory:')).toBe(false);
  });
});

describe('a transaction', () => {
  test('is read through its tx: the other connection would not see its writes', async () => {
    const { store } = await openStore(':memory:', { owner: 'me' });
    const reading = store.transact(() => store.read.actions.get('a'));
    await expect(reading).rejects.toThrow(/read through its tx/);
    await store.close();
  });

  test('cannot be used once it is over', async () => {
    const { store } = await openStore(':memory:', { owner: 'me' });
    let kept: Tx | undefined;
    await store.transact(async (tx) => {
      kept = tx;
    });
    await expect(kept?.actions.insert(action('a'))).rejects.toThrow(/is over/);
    await expect(kept?.jobs.arm(job('a', 1))).rejects.toThrow(/is over/);
    await expect(kept?.inbound.first('a', 1)).rejects.toThrow(/is over/);
    await expect(kept?.next('a')).rejects.toThrow(/is over/);
    await store.close();
  });

  test('refuses a key that no column can hold', async () => {
    const { store } = await openStore(':memory:', { owner: 'me' });
    const half = store.transact((tx) =>
      tx.decisions.insert({ id: 'd', team: 't', what: '', by: '', at: 1.5, from: '' }),
    );
    await expect(half).rejects.toThrow(/INTEGER/);
    await store.close();
  });
});

describe('opening for reading', () => {
  test('sees what a running Rondo commits, and cannot write', async () => {
    const { store } = await openStore(place.file, { owner: 'me' });
    const { read, close } = await openForReading(place.file);
    await store.transact((tx) => tx.actions.insert(action('a')));
    expect(await read.actions.get('a')).toEqual(action('a'));
    expect(Object.keys(read.actions).sort()).toEqual(['count', 'find', 'get']);
    await close();
    await store.close();
  });

  test('works on a database that nobody runs, and leaves it as it is', async () => {
    const { store } = await openStore(place.file, { owner: 'me' });
    await store.transact((tx) => tx.jobs.arm(job('a', 1)));
    await store.close();
    const before = statSync(place.file).mtimeMs;
    const { read, close } = await openForReading(place.file);
    expect(await read.jobs.get('a')).toEqual(job('a', 1));
    await close();
    expect(statSync(place.file).mtimeMs).toBe(before);
  });

  test('says so when there is nothing, or nothing of ours', async () => {
    await expect(openForReading(place.file)).rejects.toThrow(/There is no database at .*rondo\.db/);
    new Database(place.file).exec('create table x (y)').close();
    await expect(openForReading(place.file)).rejects.toThrow(/Start Rondo on it once/);
  });
});
