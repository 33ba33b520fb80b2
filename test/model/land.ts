import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type Ground, ground } from './life.ts';

/** The random courses of every run begin with it. */
export const SEED = 20_261_102;

/** Where a file's courses are played: made before its first test and gone after its last. */
export function land(): () => Ground {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'rondo-model-'));
  let there: Ground;
  beforeAll(async () => {
    there = await ground(folder);
  });
  afterAll(async () => {
    await there.end();
    rmSync(folder, { recursive: true, force: true });
  });
  return () => there;
}
