/** A loop of the engine's shape: one timer at the next due instant, claims in batches, a batch started at once. */
import type { ClaimedJob, Jobs, Tx } from '../src/ports.ts';

export const batch = 500;

export type Handle = (job: ClaimedJob, tx: Tx) => Promise<void>;

/** Handles everything that is due. `done` hears of each job once its work is committed. */
export async function drain(
  jobs: Jobs,
  now: () => number,
  handle: Handle,
  done: (job: ClaimedJob) => void = () => {},
): Promise<void> {
  while (true) {
    const claimed = await jobs.claim(now(), batch);
    if (claimed.length === 0) return;
    await Promise.all(claimed.map((job) => jobs.run(job, (tx) => handle(job, tx)).then(() => done(job))));
  }
}

/** Works off what is due whenever something is, at least every `longest` ms, until `ended`. */
export async function keepBeating(beat: Beat): Promise<void> {
  while (!beat.ended()) {
    await beat.work();
    const next = (await beat.next()) ?? Infinity;
    const wait = Math.max(0, Math.min(beat.longest, next - beat.now()));
    if (!beat.ended()) await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

interface Beat {
  now(): number;
  work(): Promise<void>;
  next(): Promise<number | undefined>;
  longest: number;
  ended(): boolean;
}
