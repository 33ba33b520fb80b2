/** What jobs cost: against bare prepared statements in the same run, as lateness, and at rest. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openWriter } from '../data/sqlite/connection.ts';
import { openStore } from '../data/sqlite/store.ts';
import type { AuditEvent, Job } from '../src/core/decision.ts';
import { openBare } from './bare.ts';
import { judge, median, type Print, percentile, spread, timed } from './figures.ts';
import { batch, drain, keepBeating } from './loop.ts';

const many = 10_000;
const perCommit = 100;
const rounds = 7;

/** Prints every figure with its spread, its ratio to the floor and its bar. Gives whether all bars were kept. */
export async function benchJobs(print: Print): Promise<boolean> {
  const kept = [await arming(print), await handling(print), await lateness(print), await rest(print)];
  return kept.every(Boolean);
}

async function arming(print: Print): Promise<boolean> {
  const figures = await compared(
    async (file) => {
      const { store } = await openStore(file, { owner: 'bench' });
      const time = await timed(async () => {
        for (const group of groupsOf(jobsDue(0))) {
          await store.transact(async (tx) => {
            for (const job of group) await tx.jobs.arm(job);
          });
        }
      });
      await store.close();
      return time;
    },
    async (file) => {
      const bare = await openBare(file);
      const time = await timed(() => {
        for (const group of groupsOf(jobsDue(0))) bare.arm(group);
      });
      bare.close();
      return time;
    },
  );
  return report(print, `arming ${many} jobs, ${perCommit} a commit`, figures);
}

async function handling(print: Print): Promise<boolean> {
  const figures = await compared(
    async (file) => {
      const { store, jobs } = await openStore(file, { owner: 'bench' });
      await store.transact(async (tx) => {
        for (const job of jobsDue(0)) await tx.jobs.arm(job);
      });
      const time = await timed(() =>
        drain(
          jobs,
          () => many,
          (job, tx) => tx.events.append(handled(job)),
        ),
      );
      const events = await store.read.events.find({});
      expectOnce(events.map(({ about }) => about));
      await store.close();
      return time;
    },
    async (file) => {
      const bare = await openBare(file);
      bare.arm(jobsDue(0));
      const time = await timed(() => {
        while (bare.handle(many, batch, handled) > 0);
      });
      bare.close();
      return time;
    },
  );
  return report(print, `handling ${many} overdue jobs, ${batch} a commit, none twice`, figures);
}

/** Jobs that fall due one a millisecond: how long after its instant each one's work is committed. */
async function lateness(print: Print): Promise<boolean> {
  const late: number[] = [];
  await inFolder(async (file) => {
    const { store, jobs } = await openStore(file, { owner: 'bench' });
    const now = () => performance.timeOrigin + performance.now();
    const start = Math.ceil(now()) + 500;
    await store.transact(async (tx) => {
      for (const job of jobsDue(start)) await tx.jobs.arm(job);
    });
    const timing: typeof jobs = {
      ...jobs,
      async run(job, unit) {
        const result = await jobs.run(job, unit);
        late.push(now() - job.due);
        return result;
      },
    };
    await keepBeating(
      timing,
      now,
      (job, tx) => tx.events.append(handled(job)),
      60_000,
      () => late.length >= many,
    );
    await store.close();
  });
  const p99 = percentile(late, 99);
  print(
    `${many} jobs falling due within ${many / 1_000} s: committed ${percentile(late, 50).toFixed(1)} ms late at p50, ${p99.toFixed(1)} ms at p99, ${Math.max(...late).toFixed(1)} ms at most`,
  );
  return judge(print, 'p99 at most 10 ms', p99 <= 10);
}

/** Processor time and memory of a process that waits with few or many jobs armed far ahead. */
async function rest(print: Print): Promise<boolean> {
  const few: Cost[] = [];
  const lots: Cost[] = [];
  await inFolder((small) =>
    inFolder(async (large) => {
      await armAhead(small, 100);
      await armAhead(large, 1_000_000);
      for (let round = 0; round < rounds; round++) {
        few.push(await idle(small));
        lots.push(await idle(large));
      }
    }),
  );
  const ratio = (of: (cost: Cost) => number) => median(lots.map(of)) / median(few.map(of));
  const processor = ratio((cost) => cost.processor);
  const memory = ratio((cost) => cost.memory);
  print(
    `at rest with 1,000,000 armed against 100: processor ms ${spread(lots.map((c) => c.processor))} against ${spread(few.map((c) => c.processor))}, ratio ${processor.toFixed(2)}`,
  );
  print(
    `  memory MB ${spread(lots.map((c) => c.memory))} against ${spread(few.map((c) => c.memory))}, ratio ${memory.toFixed(2)}`,
  );
  return judge(print, 'both at most 1.1 times', processor <= 1.1 && memory <= 1.1);
}

interface Cost {
  /** Milliseconds of processor time in two seconds. */
  processor: number;
  /** Megabytes. */
  memory: number;
}

async function idle(file: string): Promise<Cost> {
  const script = join(import.meta.dirname, 'idle.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, file]);
  return JSON.parse(stdout);
}

async function armAhead(file: string, count: number): Promise<void> {
  const { store } = await openStore(file, { owner: 'bench' });
  await store.close();
  const { handle } = openWriter(file, 'kept');
  handle
    .prepare(
      `insert into jobs with recursive n (i) as (select 1 union all select i + 1 from n where i < ?)
       select i, 'escalation/atlas-' || i || '/resolve', 'remind', ? + i, '{"epoch":1}', 0 from n`,
    )
    .run(count, Date.now() + 864e5);
  handle.close();
}

/** Rounds of ours and the floor, taking turns at going first, each on a database of its own. Milliseconds. */
async function compared(ours: Round, floor: Round): Promise<{ ours: number[]; floor: number[] }> {
  const figures = { ours: [] as number[], floor: [] as number[] };
  for (let round = -1; round < rounds; round++) {
    const pair = round % 2 === 0 ? (['ours', 'floor'] as const) : (['floor', 'ours'] as const);
    for (const side of pair) {
      const time = await inFolder(side === 'ours' ? ours : floor);
      if (round >= 0) figures[side].push(time);
    }
  }
  return figures;
}

type Round = (file: string) => Promise<number>;

function report(print: Print, what: string, { ours, floor }: { ours: number[]; floor: number[] }): boolean {
  const rate = (times: number[]) => times.map((time) => (many / time) * 1_000);
  const ratios = ours.map((time, round) => (floor[round] ?? Number.NaN) / time);
  print(`${what}: ${spread(rate(ours))} a second, bare ${spread(rate(floor))}, ratio ${spread(ratios, 2)}`);
  return judge(print, 'at least 0.5 of the bare rate', median(ratios) >= 0.5);
}

function jobsDue(start: number): Job[] {
  return Array.from({ length: many }, (_, i) => ({
    key: `escalation/atlas-${i}/respond`,
    kind: 'respond',
    due: start + i,
    payload: { escalation: `atlas-${i}`, epoch: 1 },
  }));
}

function groupsOf(jobs: readonly Job[]): Job[][] {
  return Array.from({ length: jobs.length / perCommit }, (_, i) =>
    jobs.slice(i * perCommit, (i + 1) * perCommit),
  );
}

function handled({ key, due }: { key: string; due: number }): AuditEvent {
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

function expectOnce(handledKeys: readonly string[]): void {
  if (handledKeys.length === many && new Set(handledKeys).size === many) return;
  throw new Error(`${many} jobs were to be handled once each, but ${handledKeys.length} were.`);
}

async function inFolder<T>(work: (file: string) => Promise<T>): Promise<T> {
  const local = join(import.meta.dirname, '../data/local');
  mkdirSync(local, { recursive: true });
  const folder = mkdtempSync(join(local, 'bench-'));
  try {
    return await work(join(folder, 'rondo.db'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) process.exitCode = (await benchJobs(console.log)) ? 0 : 1;
