/** What jobs cost: against bare prepared statements in the same run, as lateness, and while nothing happens. */
import { openStore } from '../data/sqlite/store.ts';
import type { Job } from '../src/core/decision.ts';
import { openBare } from './bare.ts';
import { benchBeat } from './beat.ts';
import { judge, median, type Print, spread, timed } from './figures.ts';
import { benchLateness } from './lateness.ts';
import { batch } from './loop.ts';
import { benchRest } from './rest.ts';
import { type Compared, compared, handled, jobsDue, many } from './workload.ts';

const rounds = 9;
const perCommit = 100;

/** Prints every figure with its spread, its ratio to the floor and its bar. Gives whether all bars were kept. */
export async function benchJobs(print: Print): Promise<boolean> {
  const kept = [await benchArming(print), await benchHandling(print)];
  return [...kept, await benchLateness(print), await benchRest(print)].every(Boolean);
}

async function benchArming(print: Print): Promise<boolean> {
  const figures = await compared(rounds, armOurs, armBare);
  return report(print, `arming ${many} jobs, ${perCommit} a commit, ${rounds} rounds`, figures);
}

async function armOurs(file: string): Promise<number> {
  const { store } = await openStore(file, { owner: 'bench' });
  const groups = groupsOf(jobsDue(0));
  const time = await timed(async () => {
    for (const group of groups) {
      await store.transact(async (tx) => {
        for (const job of group) await tx.jobs.arm(job);
      });
    }
  });
  await store.close();
  return time;
}

async function armBare(file: string): Promise<number> {
  const bare = await openBare(file);
  const groups = groupsOf(jobsDue(0));
  const time = await timed(() => {
    for (const group of groups) bare.arm(group);
  });
  bare.close();
  return time;
}

async function benchHandling(print: Print): Promise<boolean> {
  const figures = await compared(rounds, handleOurs, handleBare);
  return report(
    print,
    `handling ${many} overdue jobs, none twice, ${batch} a commit, ${rounds} rounds`,
    figures,
  );
}

async function handleOurs(file: string): Promise<number> {
  const { store, jobs } = await openStore(file, { owner: 'bench' });
  await store.transact(async (tx) => {
    for (const job of jobsDue(0)) await tx.jobs.arm(job);
  });
  const overdue = { now: () => many, wake: () => () => {} };
  const beat = benchBeat(jobs, (job, tx) => tx.events.append(handled(job)), overdue);
  const time = await timed(() => beat.settle());
  const events = await store.read.events.find({});
  expectOnce(events.map(({ about }) => about));
  await store.close();
  return time;
}

async function handleBare(file: string): Promise<number> {
  const bare = await openBare(file);
  bare.arm(jobsDue(0));
  const time = await timed(() => {
    while (bare.handle(many, batch, handled).length > 0);
  });
  bare.close();
  return time;
}

function report(print: Print, what: string, { ours, floor }: Compared<number>): boolean {
  const rate = (times: number[]) => times.map((time) => (many / time) * 1_000);
  const ratios = ours.map((time, round) => (floor[round] ?? Number.NaN) / time);
  print(what);
  print(`  a second: ${spread(rate(ours))}, bare ${spread(rate(floor))}, ratio ${spread(ratios, 2)}`);
  return judge(print, 'at least 0.5 of the bare rate', median(ratios) >= 0.5);
}

function groupsOf(jobs: readonly Job[]): Job[][] {
  const starts = Array.from({ length: jobs.length / perCommit }, (_, i) => i * perCommit);
  return starts.map((start) => jobs.slice(start, start + perCommit));
}

function expectOnce(keys: readonly string[]): void {
  if (keys.length === many && new Set(keys).size === many) return;
  throw new Error(`${many} jobs were to be handled once each, but there are ${keys.length} events.`);
}

if (import.meta.main) process.exitCode = (await benchJobs(console.log)) ? 0 : 1;
