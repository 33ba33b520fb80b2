/** The floor of the escalations' figures: prepared better-sqlite3 statements on the same rows. */
import { openWriter } from '../data/sqlite/connection.ts';
import { DUE, ROUNDS } from './crowd.ts';

type Handle = ReturnType<typeof openWriter>['handle'];

/** Processor milliseconds to write 1,000 escalations anew and to arm 1,000 jobs instead of 1,000 others, in one transaction. */
export function bareTick(file: string): number[] {
  const { handle } = openWriter(file, 'kept');
  const rows = handle
    .prepare<[number], { id: string; doc: string }>('select id, doc from escalations limit ?')
    .all(DUE);
  const update = handle.prepare('update escalations set doc = ? where id = ?');
  const remove = handle.prepare('delete from jobs where key = ?');
  const insert = handle.prepare(
    'insert into jobs (key, kind, due, payload, attempts) values (?, ?, ?, ?, 0)',
  );
  const work = handle.transaction((round: number) => {
    for (const { id, doc } of rows) {
      update.run(JSON.stringify(JSON.parse(doc)), id);
      remove.run(`bare:${id}:${round - 1}`);
      insert.run(`bare:${id}:${round}`, 'bare', Number.MAX_SAFE_INTEGER, '{"timer":"respond"}');
    }
  });
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const start = process.cpuUsage();
    work.immediate(round);
    const { user, system } = process.cpuUsage(start);
    if (round > 0) times.push((user + system) / 1_000);
  }
  handle.exec("delete from jobs where kind = 'bare'");
  handle.close();
  return times;
}

/** Reads a team's open escalations, and nothing else. */
export function bareList(handle: Handle, team: string): unknown[] {
  const docs = handle
    .prepare<[string], string>('select doc from escalations where team = ? and live = 1 order by raisedAt')
    .pluck()
    .all(team);
  return docs.map((doc) => JSON.parse(doc));
}
