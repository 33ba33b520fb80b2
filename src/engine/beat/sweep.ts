import { schedule } from 'node-cron';
import type { Log } from '../../ports.ts';

/** Something done by the clock on the wall, in UTC. */
export interface Task {
  name: string;
  /** A cron expression of five fields, or of six with the second in front. */
  at: string;
  run(): Promise<void>;
}

/** Starts the tasks; gives back a way to stop them. */
export type Sweep = (tasks: readonly Task[]) => () => void;

/** The heartbeat and housekeeping clock. A run that is still going on is not started again. */
export function cronSweep(log: Log): Sweep {
  return (tasks) => {
    const running = tasks.map(({ name, at, run }) =>
      schedule(at, run, {
        name,
        timezone: 'UTC',
        noOverlap: true,
        suppressMissedWarning: true,
        logger: quietLogger(log),
      }),
    );
    return () => {
      for (const task of running) void task.destroy();
    };
  };
}

function quietLogger(log: Log) {
  return {
    info: (line: string) => log.debug({}, line),
    debug: (line: string | Error) => log.debug({}, String(line)),
    warn: (line: string) => log.warn({}, line),
    error: (line: string | Error, error?: Error) => log.error({ error: String(error ?? '') }, String(line)),
  };
}
