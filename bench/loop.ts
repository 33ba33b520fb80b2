/** A loop of the engine's shape: one timer at the next due instant, claims in batches, a batch started at once. */
import type { ClaimedJob, Jobs, Tx } from '../src/ports.ts';

export const batch = 500;

/** Handles everything that is due. */
export async function drain(jobs: Jobs, now: () => number, handle: Handle): Promise<void> {
  while (true) {
    const claimed = await jobs.claim(now(), batch);
    if (claimed.length === 0) return;
    await Promise.all(claimed.map((job) => jobs.run(job, (tx) => handle(job, tx))));
  }
}

type Handle = (job: ClaimedJob, tx: Tx) => Promise<void>;

/** Keeps handling what falls due until `ended`, looking at least every `longest` ms. */
export async function keepBeating(
  jobs: Jobs,
  now: () => number,
  handle: Handle,
  longest: number,
  ended: () => boolean,
): Promise<void> {
  while (!ended()) {
    await drain(jobs, now, handle);
    const next = await jobs.next();
    const wait = Math.min(longest, next === undefined ? longest : next - now());
    if (!ended()) await new Promise((resolve) => setTimeout(resolve, Math.max(0, wait)));
  }
}
