/** The jobs and the work that every bench of jobs uses. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditEvent, Job } from '../src/core/decision.ts';

/** What the bench's jobs are. */
export const kind = 'respond';
export const many = 10_000;

/** One job a millisecond from `start` on. */
export function jobsDue(start: number): Job[] {
  return Array.from({ length: many }, (_, i) => ({
    key: `escalation/atlas-${i}/respond`,
    kind,
    due: start + i,
    payload: { escalation: `atlas-${i}`, epoch: 1 },
  }));
}

/** What handling a job writes: a line of the audit log. */
export function handled({ key, due }: { key: string; due: number }): AuditEvent {
  const why = 'nobody had answered when the time for it had passed';
  return {
    team: 'atlas',
    about: key,
    what: 'reminded',
    who: 'timer',
    at: due,
    from: 'engine',
    why,
    person: 'mia',
  };
}

/** Gives the work a file in a folder of its own, on the disk where databases are. */
export async function inFolder<T>(work: (file: string) => Promise<T>): Promise<T> {
  const local = join(import.meta.dirname, '../data/local');
  mkdirSync(local, { recursive: true });
  const folder = mkdtempSync(join(local, 'bench-'));
  try {
    return await work(join(folder, 'rondo.db'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Rounds of ours and the floor in turns, each on a database of its own, after one of each that does not count. */
export async function compared<T>(rounds: number, ours: Round<T>, floor: Round<T>): Promise<Compared<T>> {
  const figures: Compared<T> = { ours: [], floor: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const sides = round % 2 === 0 ? (['ours', 'floor'] as const) : (['floor', 'ours'] as const);
    for (const side of sides) {
      const figure = await inFolder(side === 'ours' ? ours : floor);
      if (round > 0) figures[side].push(figure);
    }
  }
  return figures;
}

type Round<T> = (file: string) => Promise<T>;
export interface Compared<T> {
  ours: T[];
  floor: T[];
}
