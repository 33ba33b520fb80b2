/** A process that only waits: opens the database it is given, beats for a while with nothing due, and prints what that
 * cost as JSON. The beats come thousands of times as often as in a running Rondo, so that their cost shows at all. */
import { openStore } from '../data/sqlite/store.ts';
import { drain, keepBeating } from './loop.ts';

const [file = '', milliseconds = '2000'] = process.argv.slice(2);
const { store, jobs } = await openStore(file, { owner: 'bench' });
let ended = false;
const beating = keepBeating({
  now: Date.now,
  work: () => drain(jobs, Date.now, async () => {}),
  next: jobs.next,
  longest: 5,
  ended: () => ended,
});
await new Promise((resolve) => setTimeout(resolve, 500));
const before = process.cpuUsage();
await new Promise((resolve) => setTimeout(resolve, Number(milliseconds)));
const { user, system } = process.cpuUsage(before);
ended = true;
await beating;
process.stdout.write(
  JSON.stringify({ processor: (user + system) / 1_000, memory: process.memoryUsage.rss() / 1e6 }),
);
await store.close();
