import { openStore } from '../data/sqlite/store.ts';
import type { Jobs } from '../src/ports.ts';
import { openBare } from './bare.ts';
import { benchBeat, exactNow } from './beat.ts';
import { judge, median, type Print, percentile, spread } from './figures.ts';
import { batch, keepBeating } from './loop.ts';
import { compared, handled, jobsDue, many } from './workload.ts';

const rounds = 3;
const longest = 60_000;

/** Jobs that fall due one a millisecond, through the engine's own beat: how many ms after its instant each one's work is
 * committed. */
export async function benchLateness(print: Print): Promise<boolean> {
  const { ours, floor } = await compared(rounds, lateOfOurs, lateOfBare);
  const at = (percent: number, all: number[][]) => all.map((late) => percentile(late, percent));
  print(`${many} jobs falling due within ${many / 1_000} s, ${rounds} rounds: ms from due to committed`);
  for (const percent of [50, 99, 100]) {
    print(`  p${percent}: ${spread(at(percent, ours), 1)}, bare ${spread(at(percent, floor), 1)}`);
  }
  return judge(print, 'p99 at most 10 ms', median(at(99, ours)) <= 10);
}

async function lateOfOurs(file: string): Promise<number[]> {
  const { store, jobs } = await openStore(file, { owner: 'bench' });
  const late: number[] = [];
  const start = soon();
  await store.transact(async (tx) => {
    for (const job of jobsDue(start)) await tx.jobs.arm(job);
  });
  const { promise: all, resolve: end } = Promise.withResolvers<void>();
  const watched: Jobs = {
    ...jobs,
    async run(job, unit) {
      const how = await jobs.run(job, unit);
      late.push(exactNow() - job.due);
      if (late.length === many) end();
      return how;
    },
  };
  const beat = benchBeat(watched, (job, tx) => tx.events.append(handled(job)));
  beat.start();
  await all;
  await beat.stop();
  await store.close();
  return late;
}

async function lateOfBare(file: string): Promise<number[]> {
  const bare = await openBare(file);
  const late: number[] = [];
  const start = soon();
  bare.arm(jobsDue(start));
  const work = async () => {
    const dues = bare.handle(exactNow(), batch, handled);
    for (const due of dues) late.push(exactNow() - due);
  };
  await keepBeating({
    now: exactNow,
    work,
    next: async () => bare.next(),
    longest,
    ended: () => late.length >= many,
  });
  bare.close();
  return late;
}

const soon = () => Math.ceil(exactNow()) + 500;
