import type { Connection } from '../../data/sqlite/connection.ts';
import type { Job } from '../../src/core/decision.ts';
import type { Escalation } from '../../src/core/escalation/escalation.ts';
import type { Instant } from '../../src/core/time.ts';
import type { StoredEvent, StoredItem, StoredMessage } from '../../src/ports.ts';

/** Everything that is stored, at one moment. */
export interface Look {
  now: Instant;
  rows: ReadonlyMap<string, Escalation>;
  /** The unfired timers by escalation. */
  timers: ReadonlyMap<string, readonly Job[]>;
  events: readonly StoredEvent[];
  items: ReadonlyMap<string, StoredItem>;
  messages: ReadonlyMap<string, StoredMessage>;
}

export const NOTHING: Omit<Look, 'now'> = {
  rows: new Map(),
  timers: new Map(),
  events: [],
  items: new Map(),
  messages: new Map(),
};

/** Looks at the database past the store, and reads only what is new since the look before. */
export function observer({ handle }: Connection): (before: Look, now: Instant) => Look {
  const rows = changed<Escalation>(handle, 'escalations');
  const items = changed<StoredItem>(handle, 'items');
  const messages = changed<StoredMessage>(handle, 'messages');
  const lines = handle.prepare<[number], { id: number; doc: string }>(
    'select id, doc from events where id > ? order by id',
  );
  const jobs = handle.prepare<[], { key: string; due: number; payload: string }>(
    "select key, due, payload from jobs where kind = 'escalation-timer'",
  );
  return (before, now) => ({
    now,
    rows: rows(before.rows),
    items: items(before.items),
    messages: messages(before.messages),
    events: [
      ...before.events,
      ...lines
        .all(Number(before.events.at(-1)?.id ?? 0))
        .map(({ id, doc }): StoredEvent => ({ ...JSON.parse(doc), id: String(id) })),
    ],
    timers: Map.groupBy(
      jobs.all().map((job): Job => ({ ...job, kind: 'escalation-timer', payload: JSON.parse(job.payload) })),
      ({ payload }) => String(payload.id),
    ),
  });
}

/** The rows of a table in the order in which they came; those whose version is the same are not read again. */
function changed<T extends { version: number }>(handle: Connection['handle'], table: string) {
  const versions = handle.prepare<[], { id: string; version: number }>(
    `select id, version from ${table} order by rowid`,
  );
  const doc = handle.prepare<[string], string>(`select doc from ${table} where id = ?`).pluck();
  return (before: ReadonlyMap<string, T>): Map<string, T> =>
    new Map(
      versions.all().map(({ id, version }): [string, T] => {
        const known = before.get(id);
        return [id, known?.version === version ? known : JSON.parse(doc.get(id) ?? '')];
      }),
    );
}
