/** Twenty teams with 500 open escalations each, as they stand some time after everybody was told of them. */
import { join } from 'node:path';
import { openStore } from '../data/sqlite/store.ts';
import { decide } from '../src/core/escalation/decide.ts';
import type { Team } from '../src/core/team.ts';
import { instantAt } from '../src/core/time/zone.ts';
import { type Instant, MINUTE } from '../src/core/time.ts';
import { carryOut } from '../src/engine/commit.ts';
import { adopt } from '../src/engine/definitions/adopt.ts';
import { createRhythm, type SettableRhythm } from '../src/engine/definitions/rhythm.ts';
import type { Chat, Clock, StoredMessage, Tx } from '../src/ports.ts';
import { loadDefinitions } from '../src/sources/definitions.ts';

export const TEAMS = 20;
export const EACH = 500;
/** So many timers fall due in one tick. */
export const DUE = 1_000;
export const ROUNDS = 5;

export interface Crowd {
  teams: readonly Team[];
  rhythm: SettableRhythm;
  clock: Clock & { show(at: Instant): void };
  /** When 1,000 of the escalations were not answered in time. */
  ticks: Instant[];
}

/** The sample team many times over, each with people of its own, all in the office. */
export async function crowd(): Promise<Crowd> {
  const shipped = join(import.meta.dirname, '../rituals');
  const { teams: found } = await loadDefinitions({ shipped, today: '2026-01-01' });
  const sample = found.find(({ id }) => id === 'atlas');
  if (!sample) throw new Error('The sample team is gone.');
  const teams = Array.from({ length: TEAMS }, (_, n) => numbered(sample, n));
  const rhythm = createRhythm();
  rhythm.set({
    teams,
    homes: teams.map(({ id, members, others }) => ({
      team: id,
      workspace: 'bench',
      platform: 'bench',
      users: new Map([...members, ...others].map((person) => [person.id, person.id])),
    })),
  });
  let now = instantAt(sample.calendar.zone, '2026-11-03', 10 * 60);
  const show = (at: Instant) => {
    now = at;
  };
  const clock = { now: () => now, wake: () => () => {}, show };
  return { teams, rhythm, clock, ticks: [] };
}

function numbered(team: Team, n: number): Team {
  const own = (id: string) => `${id}${n}`;
  const { calendar } = team;
  return {
    ...team,
    id: `team${n}`,
    name: `Team ${n}`,
    channel: `#team${n}`,
    members: team.members.map(({ quiet, ...one }) => ({ ...one, id: own(one.id), calendar })),
    others: team.others.map(({ quiet, ...one }) => ({ ...one, id: own(one.id), calendar })),
    stakeholders: [{ channel: `#stakeholders${n}` }],
    leadership: team.leadership.map((one) => ('person' in one ? { person: own(one.person) } : one)),
    admins: team.admins.map(own),
    coordinator: own(team.coordinator),
    rituals: [],
  };
}

/** Raises all of them: 1,000 in one minute, 1,000 ten minutes later, and so on. What was told stands in the chat, a message
 * for each thing that was told. */
export async function raiseAll(file: string, people: Crowd): Promise<void> {
  const { store } = await openStore(file, { owner: 'bench' });
  const { teams, rhythm, clock } = people;
  const start = clock.now();
  const quiet = () => {};
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  await adopt({ store, rhythm, clock, log, id: () => '' }, rhythm.now(), start);
  const perTick = DUE / TEAMS;
  const due = new Set<Instant>();
  for (const team of teams) {
    await store.transact(async (tx) => {
      for (let number = 1; number <= EACH; number += 1) {
        const at = start + Math.floor((number - 1) / perTick) * 10 * MINUTE;
        const respondBy = await raiseOne(tx, team, number, at);
        if (respondBy !== undefined) due.add(respondBy);
      }
    });
  }
  people.ticks = [...due].sort((a, b) => a - b).slice(0, ROUNDS);
  await store.close();
}

async function raiseOne(tx: Tx, team: Team, number: number, at: Instant): Promise<Instant | undefined> {
  const raisers = team.members.filter(({ participates }) => participates);
  const by = raisers[number % raisers.length]?.id ?? '';
  const blocker = {
    what: `Blocker ${number}: the staging database of ${team.name} is down again`,
    needs: [],
    when: 'today' as const,
  };
  const view = { team, absences: [], onDuty: [] };
  const decision = decide(undefined, { do: 'raise', by, from: 'bench', number, blocker }, view, at);
  if (!decision.state) throw new Error(`Not raised: ${JSON.stringify(decision.reply)}`);
  await tx.escalations.insert(decision.state);
  await tx.next(`escalation:${team.id}`);
  await carryOut(tx, decision, at);
  await postAll(tx, `escalation:${decision.state.id}`, at);
  return decision.state.respondBy;
}

/** What was to be told is told. */
async function postAll(tx: Tx, thing: string, at: Instant): Promise<void> {
  for (const item of await tx.items.find({ thing })) {
    const to = 'person' in item.to ? { user: item.to.person } : { channel: item.to.channel };
    const message: StoredMessage = {
      id: item.id,
      team: item.team,
      recipient: item.recipient,
      workspace: 'bench',
      state: 'posted',
      ref: `ref ${item.id}`,
      wanted: 1,
      shown: 1,
      pending: false,
      at,
      priority: 0,
      attempts: 0,
      createdAt: at,
      postedAt: at,
      address: { workspace: 'bench', to },
      version: 1,
    };
    await tx.messages.insert(message);
    await tx.items.update({ ...item, state: 'sent', message: item.id, version: item.version + 1 });
  }
}

export interface CountingChat extends Chat {
  /** Calls once, when the chat is first called from now on. */
  onFirst(call: () => void): void;
  sent(): number;
  edited(): number;
  /** The most messages that one recipient got. */
  most(): number;
  forget(): void;
}

/** A chat that takes everything at once and counts it. */
export function countingChat(): CountingChat {
  let sends = new Map<string, number>();
  let edits = 0;
  let number = 0;
  let first: (() => void) | undefined;
  const called = () => {
    first?.();
    first = undefined;
  };
  return {
    platform: 'bench',
    workspace: 'bench',
    capabilities: { find: { direct: true, channel: true }, length: 100_000 },
    async send({ to, under }) {
      called();
      const place = 'user' in to ? to.user : `${to.channel} > ${under ?? ''}`;
      sends.set(place, (sends.get(place) ?? 0) + 1);
      return `m${++number}`;
    },
    async edit() {
      called();
      edits += 1;
    },
    find: async () => undefined,
    directory: async () => [],
    sent: () => [...sends.values()].reduce((sum, many) => sum + many, 0),
    edited: () => edits,
    most: () => Math.max(0, ...sends.values()),
    onFirst(call) {
      first = call;
    },
    forget() {
      sends = new Map();
      edits = 0;
    },
  };
}
