import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../data/sqlite/store.ts';
import type { Place } from '../contract/place.ts';

/** A folder of its own with a place for a database in it. */
export function folder(): { path: string; file: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'rondo-test-'));
  return { path, file: join(path, 'rondo.db'), remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Places whose databases are copies of one that was made once, which is quicker. */
export async function sqlitePlaces(): Promise<{ make(): Promise<Place>; remove(): void }> {
  const first = folder();
  const { store } = await openStore(first.file, { owner: 'test' });
  await store.close();
  const make = async () => {
    const { file, remove } = folder();
    copyFileSync(first.file, file);
    return { open: () => openStore(file, { owner: 'test' }), remove: async () => remove() };
  };
  return { make, remove: first.remove };
}
