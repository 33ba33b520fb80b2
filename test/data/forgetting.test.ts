import { copyFileSync, readFileSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Opened, openStore } from '../../data/sqlite/store.ts';
import { event } from '../contract/place.ts';
import { folder } from './sqlite.ts';

let place: ReturnType<typeof folder>;
let opened: Opened;

beforeEach(async () => {
  place = folder();
  opened = await openStore(place.file, { owner: 'test' });
});

afterEach(async () => {
  await opened.store.close();
  place.remove();
});

const ROUND = 'atlas/pulse/2026-11-02';

/** An answer, in one transaction with the event of its person. */
async function answer(id: string, words: string, round = ROUND, { store } = opened): Promise<void> {
  await store.transact(async (tx) => {
    await tx.events.append(event({ what: 'answered', who: `person-${id}` }));
    await tx.anonymous.insert({ id: `${round}/wish/${id}`, round, question: 'wish', answer: words });
  });
}

function log(): string {
  return readFileSync(`${place.file}-wal`).toString('latin1');
}

/** How often something is found in the database and in its log, as the disk has it. */
function found(words: string): number {
  return (readFileSync(place.file).toString('latin1') + log()).split(words).length - 1;
}

test('the log of writes, which has each answer beside its person, is empty a minute later, and nothing is lost', async () => {
  await answer('2', 'walnut');
  await answer('1', 'quince');
  expect(log()).toMatch(/walnut/);
  expect(log()).toMatch(/person-2/);
  expect(await opened.forget()).toBe(true);
  expect(statSync(`${place.file}-wal`).size).toBe(0);
  expect(found('walnut')).toBe(1);
  expect(await opened.store.read.anonymous.find({})).toHaveLength(2);
  expect(await opened.store.read.events.find({ what: 'answered' })).toHaveLength(2);
});

test('how the answers lie in the file says nothing of their order, also when those of two rounds came by turns', async () => {
  const words = ['quince', 'walnut '.repeat(20), 'juniper '.repeat(7), 'saffron', 'lychee '.repeat(50)];
  const other = 'borea/pulse/2026-11-02';
  const files: string[] = [];
  for (const order of [
    [0, 1, 2, 3, 4],
    [4, 2, 0, 3, 1],
    [3, 1, 4, 0, 2],
  ]) {
    const one = folder();
    const its = await openStore(one.file, { owner: 'test' });
    for (const at of order) {
      await answer(`${at}`, words[at]!, ROUND, its);
      await answer(`${at}`, 'Fine', other, its);
    }
    await its.forget();
    const file = new Database(one.file, { readonly: true });
    const pages = file.prepare("select pageno from dbstat where name glob 'anonymous*'").pluck().all();
    file.close();
    const bytes = readFileSync(one.file);
    files.push(
      pages
        .map((page) => bytes.subarray((Number(page) - 1) * 4096, Number(page) * 4096).toString('latin1'))
        .join(),
    );
    await its.store.close();
    one.remove();
  }
  expect(files[0]).toMatch(/saffron/);
  expect(files[1] === files[0]).toBe(true);
  expect(files[2] === files[0]).toBe(true);
});

test('what is deleted is nowhere in the file any more, however long it was', async () => {
  for (const id of ['1', '2', '3']) await answer(id, 'medlar '.repeat(3_000));
  await opened.forget();
  expect(found('medlar')).toBeGreaterThan(8_000);
  await opened.store.transact(async (tx) => {
    for (const id of ['1', '2', '3']) await tx.anonymous.delete(`${ROUND}/wish/${id}`);
  });
  await opened.forget();
  expect(found('medlar')).toBe(0);
});

test('somebody who reads for long is not waited for: the log is emptied once they have done', async () => {
  await answer('1', 'quince');
  const reader = new Database(place.file, { readonly: true });
  reader.exec('begin; select count(*) from events');
  reader.prepare('select count(*) from events').get();
  await answer('2', 'walnut');
  const began = performance.now();
  expect(await opened.forget()).toBe(false);
  expect(performance.now() - began).toBeLessThan(2_000);
  reader.exec('commit');
  reader.close();
  expect(await opened.forget()).toBe(true);
  expect(log()).toBe('');
  expect(await opened.store.read.anonymous.find({})).toHaveLength(2);
});

test('answers of an earlier life that ended in the middle are laid out anew as well', async () => {
  const words = ['walnut '.repeat(30), 'quince'];
  await answer('2', words[0]!);
  await answer('1', words[1]!);
  const before = readFileSync(place.file).toString('latin1') + log();
  expect(before.lastIndexOf('wish/1"')).not.toBe(-1);
  const left = folder();
  copyFileSync(place.file, left.file);
  copyFileSync(`${place.file}-wal`, `${left.file}-wal`);
  const again = await openStore(left.file, { owner: 'test' });
  await again.store.close();
  const bytes = readFileSync(left.file).toString('latin1');
  // Cells are put in from the end of the page: what was written first stands last.
  expect(bytes.indexOf('"answer":"quince')).toBeGreaterThan(bytes.indexOf('"answer":"walnut'));
  left.remove();
});
