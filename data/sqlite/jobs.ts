import type { Job } from '../../src/core/decision.ts';
import type { Instant } from '../../src/core/time.ts';
import type { ClaimedJob, JobReads, Jobs, Tx } from '../../src/ports.ts';
import * as queries from '../queries.ts';
import type { Connection } from './connection.ts';
import type { Group } from './group.ts';
import { remembered } from './rows.ts';

/** A job as the database keeps it. */
interface Kept {
  arming: number;
  key: string;
  kind: string;
  due: Instant;
  payload: string;
  attempts: number;
}

/** Numbers the armings. A number is never given twice, so a claim of an earlier arming finds nothing. */
export type Armings = () => number;

export function armingsAfter(writer: Connection): Armings {
  const last = writer.prepare<{ arming: number | null }>(queries.lastArming(writer.builder));
  let arming = last.get()?.arming ?? 0;
  return () => {
    arming += 1;
    return arming;
  };
}

/** Reads jobs. `check` throws where reading is not allowed. */
export function readJobs(connection: Connection, check: () => void): JobReads {
  const get = connection.prepare<Kept>(queries.getJob(connection.builder));
  const lists = remembered((limit: number) =>
    connection.prepare<Kept>(queries.listJobs(connection.builder, limit)),
  );
  return {
    async get(key) {
      check();
      const kept = get.get(key);
      return kept && jobOf(kept);
    },
    async list(prefix, limit = 100) {
      check();
      return lists(String(limit), limit).all(prefix, `${prefix}\u{10FFFF}`).map(jobOf);
    },
    async failures(key) {
      check();
      return get.get(key)?.attempts ?? 0;
    },
  };
}

/** Jobs inside a transaction. */
export function writeJobs(writer: Connection, group: Group, nextArming: Armings): Tx['jobs'] {
  const arm = writer.prepare(queries.armJob(writer.builder));
  const cancel = writer.prepare(queries.cancelJob(writer.builder));
  return {
    ...readJobs(writer, group.check),
    async arm({ key, kind, due, payload }) {
      const values = [nextArming(), key, kind, due, JSON.stringify(payload), 0];
      group.write(() => arm.run(values));
      group.armed(due);
    },
    async cancel(key) {
      return group.write(() => cancel.run(key)).changes === 1;
    },
  };
}

interface JobNeeds {
  writer: Connection;
  reader: Connection;
  group: Group;
  tx: Tx;
  nextArming: Armings;
  onArmed: Jobs['onArmed'];
}

/** The queue of what is due. Claims are kept in memory: one process at a time owns the database, so a claim that is not
 * in this memory has died with its owner and its job is free. */
export function jobQueue({ writer, reader, group, tx, nextArming, onArmed }: JobNeeds): Jobs {
  const due = reader.prepare<Kept>(queries.dueJobs(reader.builder));
  const upcoming = reader.prepare<Kept>(queries.upcomingJobs(reader.builder));
  const take = writer.prepare(queries.takeJob(writer.builder));
  const retry = writer.prepare(queries.retryJob(writer.builder));
  const claimed = new Set<number>();

  return {
    async next() {
      for (const { due, arming } of upcoming.iterate()) if (!claimed.has(arming)) return due;
      return undefined;
    },
    async claim(now, limit) {
      const jobs: ClaimedJob[] = [];
      if (limit <= 0) return jobs;
      for (const kept of due.iterate(now)) {
        if (claimed.has(kept.arming)) continue;
        claimed.add(kept.arming);
        jobs.push(claimedOf(kept));
        if (jobs.length === limit) break;
      }
      return jobs;
    },
    async run(job, unit) {
      const result = await group.run(async () => {
        if (group.write(() => take.run(job.arming)).changes === 0) return 'gone';
        await unit(tx);
        return 'done';
      });
      claimed.delete(job.arming);
      return result;
    },
    async retry(job, at) {
      try {
        await group.run(async () => {
          const values = [nextArming(), at, job.arming];
          if (group.write(() => retry.run(values)).changes === 1) group.armed(at);
        });
      } finally {
        claimed.delete(job.arming);
      }
    },
    onArmed,
  };
}

function jobOf({ key, kind, due, payload }: Kept): Job {
  return { key, kind, due, payload: JSON.parse(payload) };
}

function claimedOf(kept: Kept): ClaimedJob {
  return { ...jobOf(kept), attempts: kept.attempts, arming: kept.arming };
}
