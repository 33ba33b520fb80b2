/** How long a start takes on an existing database, and how much memory the running process holds. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { judge, median, type Print, spread } from './figures.ts';

const ROUNDS = 7;
const PORT = 43_117;
const READY_MS = 1_000;
const MEGABYTES = 150;

/** Prints the time to the first answered request and the resident memory, with spread. */
export async function benchStart(print: Print): Promise<boolean> {
  const data = mkdtempSync(join(tmpdir(), 'rondo-bench-'));
  try {
    await oneStart(data);
    const starts = [];
    for (let round = 0; round < ROUNDS; round += 1) starts.push(await oneStart(data));
    const ready = starts.map(({ ms }) => ms);
    const memory = starts.map(({ megabytes }) => megabytes);
    print(`start on an existing database, ${ROUNDS} rounds`);
    print(`  ready for requests: ${spread(ready)} ms`);
    print(`  resident: ${spread(memory)} MB`);
    return [
      judge(print, `ready within ${READY_MS} ms`, median(ready) <= READY_MS),
      judge(print, `under ${MEGABYTES} MB resident`, median(memory) < MEGABYTES),
    ].every(Boolean);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

async function oneStart(data: string): Promise<{ ms: number; megabytes: number }> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['bin/rondo.mjs', 'start'], {
    env: { PATH: process.env.PATH, PORT: String(PORT), RONDO_DATA: data, RONDO_LOG: 'silent' },
    stdio: 'ignore',
  });
  try {
    await answered();
    const ms = performance.now() - begun;
    // Let the start settle: what counts is what the process holds while it waits for work.
    await pause(1_000);
    return { ms, megabytes: residentOf(child) };
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

async function answered(): Promise<void> {
  for (let tries = 0; tries < 2_000; tries += 1) {
    const response = await fetch(`http://127.0.0.1:${PORT}/readyz`).catch(() => undefined);
    if (response?.ok) return;
    await pause(5);
  }
  throw new Error('Rondo did not get ready.');
}

function residentOf({ pid }: ChildProcess): number {
  const line = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB$/m);
  return Number(line?.[1]) / 1024;
}
