import type { Tx } from '../../src/ports.ts';
import type { Connection } from './connection.ts';
import type { Group } from './group.ts';

/** What the files would tell besides what is stored: how rows lie on a page shows in which order they came, and the log of
 * writes shows what was written together with what. Of hidden things neither may last. */
interface Forgetting {
  /** The same transaction, seen by the one who forgets. */
  watching(tx: Tx): Tx;
  /** Lays the anonymous answers out anew when there are new ones, as if they had been written in one go, moves what the log
   * holds into the database and empties it. Gives false when the log could not be emptied, because somebody is reading: try
   * again later. */
  forget(): Promise<boolean>;
  /** The same at the end, when no units come any more. Closing the file empties the log. */
  end(): void;
}

/** Of so many rows all are laid out anew each time, which takes tens of milliseconds; of more, more seldom. */
const AT_ONCE = 20_000;

export function forgettingOver(writer: Connection, group: Group): Forgetting {
  const { handle } = writer;
  handle.exec('create temp table taken_out (id text, round text, doc text) strict');
  const rows = handle.prepare<[], number>('select count(*) from anonymous').pluck();
  const anew = [
    'insert into taken_out (id, round, doc) select id, round, doc from anonymous',
    'delete from anonymous',
    'insert into anonymous (id, round, doc) select id, round, doc from taken_out order by id',
    'delete from taken_out',
  ].map((statement) => handle.prepare(statement));
  // Those of an earlier life may lie in the order in which they came.
  let stirred = rows.get() !== 0;
  let waited = 0;

  function watching(tx: Tx): Tx {
    const { anonymous } = tx;
    const insert: typeof anonymous.insert = (row) => {
      stirred = true;
      return anonymous.insert(row);
    };
    const remove: typeof anonymous.delete = (id) => {
      stirred = true;
      return anonymous.delete(id);
    };
    return { ...tx, anonymous: { ...anonymous, insert, delete: remove } };
  }

  async function forget(): Promise<boolean> {
    waited += 1;
    if (stirred && (rows.get() ?? 0) <= waited * AT_ONCE) await layOutAnew();
    return emptyLog();
  }

  async function layOutAnew(): Promise<void> {
    try {
      await group.run(async () => {
        for (const statement of anew) group.write(() => statement.run());
        // Whoever comes after this in the same commit stirs them up again.
        stirred = false;
        waited = 0;
      });
    } catch (error) {
      stirred = true;
      throw error;
    }
  }

  /** Whoever reads is not waited for: nothing else would go on meanwhile. */
  function emptyLog(): boolean {
    if (handle.inTransaction) return false;
    const patience = handle.pragma('busy_timeout', { simple: true });
    handle.pragma('busy_timeout = 0');
    try {
      return handle.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0;
    } finally {
      handle.pragma(`busy_timeout = ${patience}`);
    }
  }

  function end(): void {
    if (!stirred || !handle.open) return;
    const all = handle.transaction(() => {
      for (const statement of anew) statement.run();
    });
    all.immediate();
    stirred = false;
  }

  return { watching, forget, end };
}
