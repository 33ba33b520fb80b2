import { setImmediate } from 'node:timers';
import type { Database } from 'better-sqlite3';
import { transactionOn } from './transaction.ts';
import { type Unit, unitRunner } from './unit.ts';

/** Units of work that wait at the same time are committed together. */
export interface Group {
  /** Runs the work in a transaction; resolves after the commit. Rejects inside another unit. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Writes for the unit whose work is calling. Every write goes through here. Throws where `check` does. */
  write<T>(statement: () => T): T;
  /** Notes that the unit whose work is calling armed a job. */
  armed(due: number): void;
  /** A place for what units have read. It is emptied when the transaction ends and when it takes writes back. */
  memory<T>(): Map<string, T>;
  /** Calls this before what the units have written is kept, so that writes may wait until then. */
  beforeKeeping(settle: () => void): void;
  /** Throws unless the work of a unit is calling. */
  check(): void;
  /** True when the work of a unit is calling. */
  inside(): boolean;
  /** Takes no more work, and resolves when what waits is committed. */
  end(): Promise<void>;
}

/** At most so many units share a commit: a bound to how long one group keeps everything else waiting. */
const most = 500;

/** Group commit over one connection: the units of a group run one after the other in one transaction. One that throws
 * takes back its own writes only; if the commit fails, the whole group fails and nothing stays. `onArmed` hears the
 * earliest due instant of the jobs that a group armed. */
export function groupCommit(database: Database, onArmed: (due: number) => void): Group {
  const runner = unitRunner();
  const transaction = transactionOn(database);
  const memories: { clear(): void }[] = [];
  const settling: (() => void)[] = [];
  let waiting: Unit[] = [];
  let awake = false;
  /** SQLite has taken the transaction back by itself, as it does when a disk is full. */
  let lost = false;
  let closed: { done: () => void } | undefined;

  function run<T>(work: () => Promise<T>): Promise<T> {
    if (runner.inside()) return Promise.reject(new Error('A unit of work cannot start another: use its tx.'));
    if (closed) return Promise.reject(new Error('The store is closed.'));
    return new Promise((resolve, reject) => {
      const reporting = async () => {
        const value = await work();
        return () => resolve(value);
      };
      waiting.push({ work: reporting, fail: reject, open: false, writes: [], armed: Infinity });
      wake();
    });
  }

  // Not at once: everything that the event loop has ready gets to join the group first.
  function wake() {
    if (awake) return;
    awake = true;
    setImmediate(turn);
  }

  async function turn() {
    const group = waiting.slice(0, most);
    waiting = waiting.slice(most);
    try {
      await commitTogether(group);
    } finally {
      awake = false;
      if (waiting.length > 0) wake();
      else closed?.done();
    }
  }

  async function commitTogether(group: readonly Unit[]): Promise<void> {
    const unwatch = runner.watch();
    try {
      begin();
      await runAll(group);
      settle();
      transaction.commit();
    } catch (error) {
      transaction.rollback();
      for (const unit of group) unit.fail(error);
      return;
    } finally {
      unwatch();
      forget();
    }
    for (const unit of group) unit.report?.();
    const armed = Math.min(...group.map((unit) => (unit.report ? unit.armed : Infinity)));
    if (armed < Infinity) onArmed(armed);
  }

  /** A savepoint for each unit would double the cost of writing, and few units throw. So the first that throws makes
   * the transaction start over with what the others wrote, and only the units after it get savepoints. */
  async function runAll(group: readonly Unit[]): Promise<void> {
    let careful = false;
    for (const unit of group) {
      if (careful) settle();
      if (careful) transaction.save();
      try {
        await runner.run(unit);
        if (careful) transaction.release();
      } catch (error) {
        unit.fail(error);
        if (careful && !lost) {
          transaction.undo();
          forget();
        } else if (unit.writes.length > 0 || lost) {
          startOver(group);
          careful = true;
        }
      }
    }
  }

  function begin() {
    transaction.begin();
    lost = false;
  }

  function startOver(group: readonly Unit[]) {
    transaction.rollback();
    forget();
    begin();
    for (const { report, writes } of group) if (report) for (const write of writes) write();
  }

  function write<T>(statement: () => T): T {
    const unit = runner.current();
    if (lost) throw new Error('The database has given up this transaction: nothing of it is kept.');
    try {
      const result = statement();
      unit.writes.push(statement);
      return result;
    } catch (error) {
      lost = !transaction.holds();
      throw error;
    }
  }

  function memory<T>(): Map<string, T> {
    const read = new Map<string, T>();
    memories.push(read);
    return read;
  }

  function settle() {
    for (const one of settling) one();
  }

  function forget() {
    for (const read of memories) read.clear();
  }

  function armed(due: number) {
    const unit = runner.current();
    unit.armed = Math.min(unit.armed, due);
  }

  function end(): Promise<void> {
    return new Promise((resolve) => {
      closed = { done: resolve };
      if (!awake) resolve();
    });
  }

  return {
    run,
    write,
    armed,
    memory,
    beforeKeeping: (settle) => void settling.push(settle),
    check: () => void runner.current(),
    inside: runner.inside,
    end,
  };
}
