import { HOUR, type Instant, MINUTE, SECOND, type Span } from '../../core/time.ts';
import type { ClaimedJob, Clock, Jobs, Log, Tx } from '../../ports.ts';
import type { Alarm } from '../watch/alarm.ts';

/** A job's work: it runs in the transaction that takes the job away. */
export type JobHandler = (job: ClaimedJob, tx: Tx, now: Instant) => Promise<void>;

export interface WorkNeeds {
  clock: Clock;
  jobs: Jobs;
  handlers: Readonly<Record<string, JobHandler>>;
  alarm: Alarm;
  log: Log;
}

const BATCH = 500;
const ALARM_AFTER = 5;
/** How long a kind of job that this version does not know waits for one that does. */
const UNKNOWN_AGAIN: Span = 10 * MINUTE;

/** Runs every due job, batch by batch, as long as `goOn` says so. All jobs of a batch start at once, so that the store can
 * commit them together. A job that fails comes back later; none is lost. Gives how many ran. */
export function createWork(needs: WorkNeeds): (goOn: (now: Instant) => boolean) => Promise<number> {
  async function runDueJobs(goOn: (now: Instant) => boolean): Promise<number> {
    for (let ran = 0; ; ) {
      const now = needs.clock.now();
      if (!goOn(now)) return ran;
      const batch = await needs.jobs.claim(now, BATCH);
      if (batch.length === 0) return ran;
      await all(batch.map((job) => runOne(job, now)));
      ran += batch.length;
    }
  }

  async function runOne(job: ClaimedJob, now: Instant): Promise<void> {
    const handler = needs.handlers[job.kind];
    if (!handler) return unknownKind(job, now);
    try {
      await needs.jobs.run(job, (tx) => handler(job, tx, now));
    } catch (error) {
      await failed(job, error);
    }
  }

  async function failed(job: ClaimedJob, error: unknown): Promise<void> {
    const now = needs.clock.now();
    const { key, kind, attempts } = job;
    needs.log.error({ job: key, kind, attempts, error: describe(error) }, 'A job failed and is tried again.');
    await needs.jobs.retry(job, now + againAfter(attempts));
    if (attempts + 1 >= ALARM_AFTER) {
      const text = `The job ${key} failed ${attempts + 1} times. Rondo keeps trying; the log says what went wrong.`;
      await needs.alarm({ key: `job:${kind}`, text, cause: String(error), about: `job:${key}` });
    }
  }

  async function unknownKind(job: ClaimedJob, now: Instant): Promise<void> {
    await needs.jobs.retry(job, now + UNKNOWN_AGAIN);
    const text = `Nothing here knows the kind "${job.kind}" of the job ${job.key}. It waits for a version that does.`;
    await needs.alarm({ key: `job:${job.kind}`, text, about: `job:${job.key}` });
  }

  return runDueJobs;
}

/** Waits for every one of them, then throws the first error, so that nothing goes on unseen. */
async function all(runs: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(runs);
  const broken = ends.find((end) => end.status === 'rejected');
  if (broken) throw broken.reason;
}

/** 10 s after the first failure, doubled each time, at most an hour. */
function againAfter(attempts: number): Span {
  return Math.min(10 * SECOND * 2 ** attempts, HOUR);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
