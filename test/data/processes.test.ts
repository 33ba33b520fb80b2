import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { InUse } from '../../data/sqlite/lock.ts';
import { openStore } from '../../data/sqlite/store.ts';
import { folder } from './sqlite.ts';

let place: ReturnType<typeof folder>;
let child: ChildProcess | undefined;

beforeEach(() => {
  place = folder();
});

afterEach(() => {
  child?.kill('SIGKILL');
  place.remove();
});

test('a database that another process holds is refused with its name, and free once that has died', async () => {
  const other = start('holder.ts');
  await linesUntil(other, (line) => line === 'open');
  const refusal = await openStore(place.file, { owner: 'me' }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(InUse);
  expect(refusal).toMatchObject({ holder: { owner: 'the other one', pid: other.pid } });
  expect(refusal).toMatchObject({
    message: expect.stringMatching(`"the other one", process ${other.pid} on .* since 20.*Stop it first`),
  });
  await killed(other);
  const { store } = await openStore(place.file, { owner: 'me' });
  await store.close();
});

test('a process that is killed while it writes leaves whole units, and every one that it had reported', async () => {
  const writer = start('writer.ts');
  const seen = await linesUntil(writer, (line) => Number(line) >= 150);
  await killed(writer);
  await expectWhole(Number(seen.at(-1)));
});

test('on a disk that is full a commit fails whole: what was reported is kept, the rest is not there', async () => {
  const writer = start('writer.ts', 4_000);
  const lines = await linesUntil(writer, (line) => line.startsWith('{'));
  const { error, kept } = JSON.parse(lines.at(-1) ?? '');
  expect(error).toMatch(/full|disk I\/O/);
  expect(kept).toBe(lines.length - 1);
  await killed(writer);
  expect(await expectWhole(kept)).toBe(kept);
});

/** Every unit is there with all that it wrote, at least as many as were reported. Gives how many. */
async function expectWhole(reported: number): Promise<number> {
  const { store, jobs } = await openStore(place.file, { owner: 'me' });
  const written = await store.read.actions.count({});
  expect(reported).toBeGreaterThan(50);
  expect(written).toBeGreaterThanOrEqual(reported);
  expect(await store.read.events.count({})).toBe(written);
  expect(await jobs.claim(Number.MAX_SAFE_INTEGER, written + 1)).toHaveLength(written);
  expect(await store.transact((tx) => tx.next('units'))).toBe(written + 1);
  await store.close();
  return written;
}

/** Starts a child on the database; `limit` is the greatest size of a file it may write, in kilobytes. */
function start(script: string, limit?: number): ChildProcess {
  const command = [process.execPath, join(import.meta.dirname, 'children', script), place.file];
  const limited =
    limit === undefined ? command : ['bash', '-c', `ulimit -f ${limit}; exec "$@"`, 'bash', ...command];
  child = spawn(limited[0] ?? '', limited.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] });
  return child;
}

async function linesUntil({ stdout }: ChildProcess, last: (line: string) => boolean): Promise<string[]> {
  const seen: string[] = [];
  if (!stdout) return seen;
  for await (const line of createInterface({ input: stdout })) {
    seen.push(line);
    if (last(line)) break;
  }
  return seen;
}

async function killed(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  process.kill('SIGKILL');
  await once(process, 'exit');
}
