import { join } from 'node:path';
import { createPlayground, type Playground } from '../../adapters/playground/chat.ts';
import { type Connection, openWriter } from '../../data/sqlite/connection.ts';
import { type Opened, openStore } from '../../data/sqlite/store.ts';
import type { Instant } from '../../src/core/time.ts';
import { absenceBegins } from '../../src/engine/absence/absences.ts';
import { actionJobs } from '../../src/engine/actions/actions.ts';
import { createWork } from '../../src/engine/beat/work.ts';
import { createCommands } from '../../src/engine/commands.ts';
import type { Context, Handler } from '../../src/engine/context.ts';
import { adopt } from '../../src/engine/definitions/adopt.ts';
import { createRhythm } from '../../src/engine/definitions/rhythm.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { escalationTimer } from '../../src/engine/escalation/escalations.ts';
import type { Chat, ClaimedJob, Clock, Commands, Jobs, Log, Store, Tx } from '../../src/ports.ts';
import { type FaultyChat, withFaults } from '../faults.ts';
import { type Look, observer } from './look.ts';
import { PEOPLE, TEAM } from './team.ts';

/** `engine`: real store, commands and job handlers, nothing is delivered. `whole`: everything, down to a chat. */
export type Depth = 'engine' | 'whole';

/** A process that runs Rondo: it can be killed, and another one can be started over the same database and chat. */
export interface Life {
  commands: Commands;
  /** Does what is due now. Rejects when the process dies over it. */
  settle(): Promise<void>;
  /** A timer fires whose job was done or called off already. */
  stray(job: ClaimedJob): Promise<void>;
  next(): Promise<Instant | undefined>;
}

/** A clock that shows what it is told to. */
export interface AnyClock extends Clock {
  show(at: Instant): void;
}

export function anyClock(start: Instant): AnyClock {
  let now = start;
  return {
    now: () => now,
    show(at) {
      now = at;
    },
    wake: () => () => {},
  };
}

/** One database for many sequences: making one takes longer than a whole sequence. */
export interface Ground {
  store(): Store;
  jobs(): Jobs;
  /** Closes the database and opens it again, as a new process does. */
  reopen(): Promise<void>;
  /** Everything that is stored. */
  look(before: Look, now: Instant): Look;
  /** Takes every row away. */
  clear(): void;
  end(): Promise<void>;
}

export async function ground(folder: string): Promise<Ground> {
  const file = join(folder, 'rondo.db');
  let opened: Opened = await openStore(file, { owner: 'model' });
  const broom: Connection = openWriter(file, 'passing');
  const tables = broom.handle
    .prepare<[], string>("select name from sqlite_master where type = 'table' and name not like '%kysely%'")
    .pluck()
    .all();
  const sweeps = tables.map((table) => broom.handle.prepare(`delete from "${table}"`));
  const sweep = broom.handle.transaction(() => {
    for (const one of sweeps) one.run();
  });
  return {
    store: () => opened.store,
    jobs: () => opened.jobs,
    look: observer(broom),
    async reopen() {
      await opened.store.close();
      opened = await openStore(file, { owner: 'model' });
    },
    clear: () => sweep(),
    async end() {
      broom.handle.close();
      await opened.store.close();
    },
  };
}

/** What a test sees of each job that a process carries out, inside its transaction. */
export type Witness = (job: ClaimedJob, tx: Tx, unit: () => Promise<void>) => Promise<void>;

export interface Mortality {
  store: Store;
  jobs: Jobs;
  kill(): void;
  killAt(transaction: number): void;
  dead(): boolean;
  /** A claim dies with the process that made it: then the next one needs a database opened anew. */
  claims(): boolean;
  commits(): number;
}

interface Watching {
  witness: Witness;
  /** The job is done and its row is gone. */
  fired(job: ClaimedJob): void;
  /** Something was to be told that has been told already. */
  twice(id: string): void;
}

/** One process's hold on the database. Every transaction goes through here. */
export function mortality(land: Ground, { witness, fired, twice }: Watching): Mortality {
  let left = Number.POSITIVE_INFINITY;
  let commits = 0;
  const claimed = new Set<string>();
  const store = land.store();
  const jobs = land.jobs();
  const killed = () => new Error('The process was killed.');

  function begin(): void {
    left -= 1;
    if (left < 0) throw killed();
    commits += 1;
  }
  const watched = (tx: Tx): Tx => ({
    ...tx,
    items: {
      ...tx.items,
      async insert(row) {
        const fresh = await tx.items.insert(row);
        if (!fresh) twice(row.id);
        return fresh;
      },
    },
  });

  return {
    store: {
      ...store,
      async transact(unit) {
        begin();
        return store.transact((tx) => unit(watched(tx)));
      },
    },
    jobs: {
      ...jobs,
      async claim(now, limit) {
        const batch = await jobs.claim(now, limit);
        for (const { key } of batch) claimed.add(key);
        return batch;
      },
      async run(job, unit) {
        begin();
        const how = await jobs.run(job, (tx) => witness(job, tx, () => unit(watched(tx))));
        claimed.delete(job.key);
        if (how === 'done') fired(job);
        return how;
      },
      async retry(job, at) {
        begin();
        await jobs.retry(job, at);
        claimed.delete(job.key);
      },
    },
    kill() {
      left = 0;
    },
    killAt(transaction) {
      left = transaction - 1;
    },
    dead: () => left < 0,
    claims: () => claimed.size > 0,
    commits: () => commits,
  };
}

export interface Parts {
  hold: Mortality;
  clock: AnyClock;
  log: Log;
  id: () => string;
  /** Only of use in a whole life. */
  chat: FaultyChat;
  /** The clock is believed, however far it has moved. */
  stepped: boolean;
}

/** Starts a process: definitions are adopted, then it is ready. */
export async function begin(depth: Depth, parts: Parts): Promise<Life> {
  const rhythm = createRhythm();
  const users = new Map(PEOPLE.map((id) => [id, id]));
  rhythm.set({
    teams: [TEAM],
    homes: [{ team: TEAM.id, workspace: 'playground', platform: 'playground', users }],
  });
  const { store, jobs } = parts.hold;
  const context: Context = { ...parts, store, rhythm };
  await adopt(context, rhythm.now(), parts.clock.now());
  const timer = escalationTimer(context);
  const stray = (job: ClaimedJob) => store.transact((tx) => timer(job, tx, parts.clock.now()));
  if (depth === 'engine') return { ...thin(context, jobs), stray };
  const engine = createEngine({
    ...context,
    jobs,
    random: () => 0.5,
    chats: new Map([['playground', parts.chat]]),
    operators: [],
    stepped: parts.stepped,
  });
  return { commands: engine.commands, settle: engine.beat.settle, stray, next: engine.beat.next };
}

/** The engine without its delivery. */
function thin(context: Context, jobs: Jobs): Omit<Life, 'stray'> {
  const handlers: Record<string, Handler> = {
    ...actionJobs(context),
    'escalation-timer': escalationTimer(context),
    absence: absenceBegins(context),
  };
  const alarm = async ({ text }: { text: string }) => {
    throw new Error(text);
  };
  const work = createWork({ ...context, jobs, handlers, alarm });
  return {
    commands: createCommands(context),
    settle: async () => void (await work(() => true)),
    next: jobs.next,
  };
}

/** The chat of a sequence: it outlives the processes. */
export function chatRoom(clock: Clock): Playground {
  return createPlayground({
    people: PEOPLE.map((user) => ({ user, handle: user, name: user, person: user })),
    channels: ['#atlas', '#stakeholders'],
    now: clock.now,
    names: (id) => id,
  });
}

export function faulty(room: Chat, kill: () => void): FaultyChat {
  return withFaults(room, { kill });
}
