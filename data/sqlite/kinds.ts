/** Every kind of row put together: what is read outside of transactions, and what a transaction gets. */
import type { AuditEvent } from '../../src/core/decision.ts';
import type { Key, Reads, Tx } from '../../src/ports.ts';
import * as queries from '../queries.ts';
import { tables } from '../tables.ts';
import type { Connection } from './connection.ts';
import type { Group } from './group.ts';
import { type Armings, readJobs, writeJobs } from './jobs.ts';
import { reading, valuesOf, writing } from './rows.ts';

/** Every kind of row, for reading. `check` throws where reading is not allowed. */
export function readsOver(connection: Connection, check: () => void): Reads {
  return {
    rounds: reading(connection, tables.rounds, check),
    prompts: reading(connection, tables.prompts, check),
    updates: reading(connection, tables.updates, check),
    rotations: reading(connection, tables.rotations, check),
    turns: reading(connection, tables.turns, check),
    escalations: reading(connection, tables.escalations, check),
    dependencies: reading(connection, tables.dependencies, check),
    actions: reading(connection, tables.actions, check),
    decisions: reading(connection, tables.decisions, check),
    risks: reading(connection, tables.risks, check),
    digests: reading(connection, tables.digests, check),
    anonymous: reading(connection, tables.anonymous, check),
    absences: reading(connection, tables.absences, check),
    items: reading(connection, tables.items, check),
    messages: reading(connection, tables.messages, check),
    identities: reading(connection, tables.identities, check),
    definitions: reading(connection, tables.definitions, check),
    events: reading(connection, tables.events, check),
    troubles: reading(connection, tables.troubles, check),
    tallies: reading(connection, tables.tallies, check),
    pauses: reading(connection, tables.pauses, check),
    topics: reading(connection, tables.topics, check),
    retros: reading(connection, tables.retros, check),
    cards: reading(connection, tables.cards, check),
    ballots: reading(connection, tables.ballots, check),
    objectives: reading(connection, tables.objectives, check),
    lessons: reading(connection, tables.lessons, check),
    changes: reading(connection, tables.changes, check),
    joiners: reading(connection, tables.joiners, check),
    renewals: reading(connection, tables.renewals, check),
    rehearsals: reading(connection, tables.rehearsals, check),
    feeds: reading(connection, tables.feeds, check),
    sessions: reading(connection, tables.sessions, check),
    ways: reading(connection, tables.ways, check),
    tokens: reading(connection, tables.tokens, check),
    hooks: reading(connection, tables.hooks, check),
    posts: reading(connection, tables.posts, check),
    questions: reading(connection, tables.questions, check),
    figures: reading(connection, tables.figures, check),
    jobs: readJobs(connection, check),
  };
}

/** Every kind of row, for the units of the group. */
export function txOver(writer: Connection, group: Group, nextArming: Armings): Tx {
  return {
    rounds: writing(writer, tables.rounds, group),
    prompts: writing(writer, tables.prompts, group),
    updates: writing(writer, tables.updates, group),
    rotations: writing(writer, tables.rotations, group),
    turns: writing(writer, tables.turns, group),
    escalations: writing(writer, tables.escalations, group),
    dependencies: writing(writer, tables.dependencies, group),
    actions: writing(writer, tables.actions, group),
    decisions: writing(writer, tables.decisions, group),
    risks: writing(writer, tables.risks, group),
    digests: writing(writer, tables.digests, group),
    anonymous: writing(writer, tables.anonymous, group),
    absences: writing(writer, tables.absences, group),
    items: writing(writer, tables.items, group),
    messages: writing(writer, tables.messages, group),
    identities: writing(writer, tables.identities, group),
    definitions: writing(writer, tables.definitions, group),
    troubles: writing(writer, tables.troubles, group),
    tallies: writing(writer, tables.tallies, group),
    pauses: writing(writer, tables.pauses, group),
    topics: writing(writer, tables.topics, group),
    retros: writing(writer, tables.retros, group),
    cards: writing(writer, tables.cards, group),
    ballots: writing(writer, tables.ballots, group),
    objectives: writing(writer, tables.objectives, group),
    lessons: writing(writer, tables.lessons, group),
    changes: writing(writer, tables.changes, group),
    joiners: writing(writer, tables.joiners, group),
    renewals: writing(writer, tables.renewals, group),
    rehearsals: writing(writer, tables.rehearsals, group),
    feeds: writing(writer, tables.feeds, group),
    sessions: writing(writer, tables.sessions, group),
    ways: writing(writer, tables.ways, group),
    tokens: writing(writer, tables.tokens, group),
    hooks: writing(writer, tables.hooks, group),
    posts: writing(writer, tables.posts, group),
    questions: writing(writer, tables.questions, group),
    figures: writing(writer, tables.figures, group),
    events: auditLog(writer, group),
    jobs: writeJobs(writer, group, nextArming),
    inbound: seenBefore(writer, group),
    next: counters(writer, group),
  };
}

function auditLog(writer: Connection, group: Group): Tx['events'] {
  const { events } = tables;
  const insert = writer.prepare(queries.insertRow(writer.builder, events));
  const values = valuesOf<AuditEvent, Key<'events'>>(events);
  return {
    ...reading(writer, events, group.check),
    async append(event) {
      const bound = values(event);
      group.write(() => insert.run(bound));
    },
  };
}

function seenBefore(writer: Connection, group: Group): Tx['inbound'] {
  const first = writer.prepare(queries.firstInbound(writer.builder));
  return {
    async first(id, at) {
      return group.write(() => first.run(id, at)).changes === 1;
    },
  };
}

function counters(writer: Connection, group: Group): Tx['next'] {
  const next = writer.prepare<{ value: number }>(queries.nextNumber(writer.builder));
  return async (counter) => {
    const row = group.write(() => next.get(counter));
    if (!row) throw new Error(`The counter ${counter} gave no number.`);
    return row.value;
  };
}
