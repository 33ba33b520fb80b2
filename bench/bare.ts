/** The floor: prepared better-sqlite3 statements on the same tables that do the same writes with as many commits. */
import { migrate } from '../data/migrate.ts';
import { openWriter } from '../data/sqlite/connection.ts';
import type { AuditEvent, Job } from '../src/core/decision.ts';

interface Due {
  arming: number;
  key: string;
  due: number;
  payload: string;
}

export async function openBare(file: string) {
  const { handle, builder } = openWriter(file, 'kept');
  await migrate(builder);
  const insert = handle.prepare(
    'insert into jobs (arming, key, kind, due, payload, attempts) values (?, ?, ?, ?, ?, 0)',
  );
  const select = handle.prepare<[number, number], Due>(
    'select arming, key, due, payload from jobs where due <= ? order by due, arming limit ?',
  );
  const remove = handle.prepare('delete from jobs where arming = ?');
  const append = handle.prepare(
    'insert into events (about, team, what, person, at, doc) values (?, ?, ?, ?, ?, ?)',
  );
  const next = handle.prepare<[], number>('select min(due) from jobs').pluck();
  const begin = handle.prepare('begin immediate');
  const commit = handle.prepare('commit');
  let arming = 0;

  return {
    /** One transaction. */
    arm(jobs: readonly Job[]) {
      begin.run();
      for (const job of jobs) {
        arming += 1;
        insert.run(arming, job.key, job.kind, job.due, JSON.stringify(job.payload));
      }
      commit.run();
    },
    /** One transaction; gives the dues of what was handled. */
    handle(now: number, limit: number, eventOf: (job: { key: string; due: number }) => AuditEvent): number[] {
      begin.run();
      const due = select.all(now, limit);
      for (const job of due) {
        remove.run(job.arming);
        const event = eventOf(job);
        append.run(
          event.about,
          event.team,
          event.what,
          event.person ?? null,
          event.at,
          JSON.stringify(event),
        );
      }
      commit.run();
      return due.map((job) => job.due);
    },
    next: () => next.get(),
    close: () => handle.close(),
  };
}
