import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openWriter } from '../data/sqlite/connection.ts';
import { openStore } from '../data/sqlite/store.ts';
import { judge, median, type Print, spread } from './figures.ts';
import { inFolder } from './workload.ts';

const rounds = 11;

interface Cost {
  /** Milliseconds of processor time in two seconds of waiting. */
  processor: number;
  /** Megabytes resident. */
  memory: number;
}

/** Processor time and memory of a process that waits, with few and with many jobs armed far ahead. */
export async function benchRest(print: Print): Promise<boolean> {
  const few: Cost[] = [];
  const many: Cost[] = [];
  await inFolder((small) =>
    inFolder(async (large) => {
      await armAhead(small, 100);
      await armAhead(large, 1_000_000);
      for (let round = 0; round < rounds; round += 1) {
        if (round % 2 === 0) few.push(await wait(small));
        many.push(await wait(large));
        if (round % 2 === 1) few.push(await wait(small));
      }
    }),
  );
  print(`waiting with 1,000,000 jobs armed against 100, ${rounds} rounds`);
  const processor = compare(
    print,
    'processor ms in 2 s of beats every 5 ms',
    few,
    many,
    (cost) => cost.processor,
  );
  const memory = compare(print, 'resident MB', few, many, (cost) => cost.memory);
  return judge(print, 'both at most 1.1 times', processor <= 1.1 && memory <= 1.1);
}

function compare(print: Print, what: string, few: Cost[], many: Cost[], of: (cost: Cost) => number): number {
  const ratios = many.map((cost, round) => of(cost) / of(few[round] ?? cost));
  print(`  ${what}: ${spread(many.map(of))} against ${spread(few.map(of))}, ratio ${spread(ratios, 2)}`);
  return median(ratios);
}

async function wait(file: string): Promise<Cost> {
  const script = join(import.meta.dirname, 'idle.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, file]);
  return JSON.parse(stdout);
}

async function armAhead(file: string, count: number): Promise<void> {
  const { store } = await openStore(file, { owner: 'bench' });
  await store.close();
  const { handle } = openWriter(file, 'kept');
  const insert = handle.prepare(`insert into jobs (arming, key, kind, due, payload, attempts)
    with recursive n (i) as (select 1 union all select i + 1 from n where i < ?)
    select i, 'escalation/atlas-' || i || '/respond', 'respond', ? + i, '{"epoch":1}', 0 from n`);
  insert.run(count, Date.now() + 864e5);
  handle.close();
}
