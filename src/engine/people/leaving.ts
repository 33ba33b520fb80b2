import type { Facts, Item, Json } from '../../core/decision.ts';
import { nameOf, unique } from '../../core/escalation/people.ts';
import type { Holding } from '../../core/people/holdings.ts';
import {
  type Heirs,
  hasLeft,
  type Left,
  type Move,
  settledHeirs,
  thingOfLeaving,
} from '../../core/people/leaving.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import type { CivilDate, Instant } from '../../core/time.ts';
import type { Reads, StoredEvent, Tx } from '../../ports.ts';
import type { Call } from '../call.ts';
import { callerNamed } from '../caller.ts';
import { carryOut, job } from '../commit.ts';
import type { Context, Handler } from '../context.ts';
import { refresh } from '../delivery/outbox.ts';
import { giveAway } from './definitions.ts';
import { handAllOver } from './hand-over.ts';
import { holdingsIn } from './holdings.ts';
import { answerFor } from './open-asks.ts';
import { armLeave, callOff, changesIn, writeLeft } from './planned-leave.ts';

/** Somebody leaves: on a later day what they hold changes hands then, and from now on they are planned for nothing after it; from
 * today on all they hold changes hands, in the call's transaction. */
export async function leave(
  call: Call,
  team: Team,
  person: PersonId,
  how: { date: CivilDate; heirs: Heirs; holdings: readonly Holding[] },
): Promise<Left | 'later'> {
  const today = dateAt(team.calendar.zone, call.now);
  await callOff(call, team, person);
  if (how.date > today) {
    await armLeave(call, team, person, how);
    return 'later';
  }
  return leaveNow(call, team, person, how);
}

/** The day has come. What they hold now is looked at again: who was planned for a thing gets it, what is new goes as suggested. */
export function leavingDue(context: Context): Handler {
  return async (due, tx, now) => {
    const { team: id, person, by, date, heirs, changes } = due.payload;
    const team = context.rhythm.team(String(id));
    const caller = callerFor(context, team, String(by));
    if (!team || !caller) return;
    const act = { act: 'slash', name: '/rondo', text: '' } as const;
    const command = { id: due.key, workspace: '', platform: 'engine', user: caller.person, act };
    const call: Call = { context, tx, command, caller, now };
    const { holdings } = await holdingsIn(tx, team, String(person), now);
    const how = {
      date: String(date),
      holdings,
      heirs: settledHeirs(holdings, heirsIn(heirs)),
      planned: changesIn(changes),
    };
    const left = await leaveNow(call, team, String(person), how);
    await tellDone(tx, team, left, unique([caller.person, team.coordinator]), now);
  };
}

/** Whoever said it may have left in the meantime. */
function callerFor(context: Context, team: Team | undefined, by: PersonId) {
  const active = team?.members.some((member) => member.id === by && member.active);
  return callerNamed(context, active ? by : (team?.coordinator ?? by));
}

function heirsIn(stored: Json | undefined): Heirs {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return {};
  return Object.fromEntries(
    Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

async function leaveNow(
  call: Call,
  team: Team,
  person: PersonId,
  {
    date,
    heirs,
    holdings,
    planned = [],
  }: { date: CivilDate; heirs: Heirs; holdings: readonly Holding[]; planned?: readonly string[] },
): Promise<Left> {
  const { tx, caller, now } = call;
  const before = await earlier(call, team, person);
  const moves = await handAllOver(call, team, person, holdings, heirs);
  await answerFor(call, team, person);
  const given = await giveAway(call, team, person, moves);
  const changes = [...planned, ...given, ...(await writeLeft(call, team, person, date))];
  const fresh: Left = { person, by: caller.person, date, moves, changes };
  const left = { ...fresh, moves: [...before.moves, ...moves], changes: [...before.changes, ...changes] };
  await record(call, team, left);
  await tellHeirs(tx, team, fresh, now);
  // Who is a member as of today is worked out anew, also where nothing else has changed.
  await tx.jobs.arm(job('changed', team.id, now));
  await refresh(tx, [thingOfLeaving(team.id, person)], now);
  return left;
}

/** What was handed over before, of somebody who has left already: “they stay” takes back all of it. */
async function earlier({ tx }: Call, team: Team, person: PersonId): Promise<Pick<Left, 'moves' | 'changes'>> {
  const last = hasLeft(team, person) ? await lastLeft(tx, team, person) : undefined;
  return last?.left ?? { moves: [], changes: [] };
}

async function record({ tx, command, now }: Call, team: Team, left: Left): Promise<void> {
  const { person, by, date, moves, changes } = left;
  const about = thingOfLeaving(team.id, person);
  const facts: Facts = { person, by, date, moves: moves.map((move) => ({ ...move })), changes };
  const why = `${nameOf(team, person)} has left; ${moves.length} things changed hands`;
  const event = {
    team: team.id,
    about,
    what: 'left',
    who: by,
    at: now,
    from: command.platform,
    why,
    person,
    facts,
  };
  await tx.events.append(event);
}

/** What was done when somebody left, newest first; `undefined` when they have not, or it was taken back. */
export async function lastLeft(
  read: Pick<Tx, 'events'> | Pick<Reads, 'events'>,
  team: Team,
  person: PersonId,
): Promise<{ left: Left; at: Instant } | undefined> {
  const events = await leavingEvents(read, team, person);
  const last = events.findLast(({ what }) => what === 'left' || what === 'stays');
  return last?.what === 'left' ? { left: leftIn(last), at: last.at } : undefined;
}

/** What happened about somebody's leaving, oldest first; also under the id that the team had before. */
export async function leavingEvents(
  read: Pick<Tx, 'events'> | Pick<Reads, 'events'>,
  { id, was }: Team,
  person: PersonId,
): Promise<StoredEvent[]> {
  const of = (team: string) => read.events.find({ about: thingOfLeaving(team, person) }, { order: 'at' });
  return [...(was === undefined ? [] : await of(was)), ...(await of(id))];
}

function leftIn({ facts = {}, who }: StoredEvent): Left {
  const { person, date, moves, changes } = facts;
  return {
    person: String(person),
    by: who,
    date: String(date),
    moves: movesIn(moves),
    changes: changesIn(changes),
  };
}

/** Moves as they were stored. */
export function movesIn(stored: Json | undefined): Move[] {
  return listOf(stored).flatMap(moveIn);
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function moveIn(value: Json): Move[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const { key, what, to } = Object.fromEntries(Object.entries(value));
  return [{ key: String(key), what: String(what), to: String(to) }];
}

async function tellHeirs(tx: Tx, team: Team, { person, by, moves }: Left, now: Instant): Promise<void> {
  const others = moves.filter(({ to }) => to !== by);
  const items = [...Map.groupBy(others, ({ to }) => to)].map(([to, theirs]) => ({
    ...itemFor(team, person, to, now),
    kind: 'heir',
    facts: { by, things: theirs.map(({ what }) => what) },
  }));
  await carryOut(tx, { events: [], effects: items.map((item) => ({ do: 'tell', item })) }, now);
}

/** What was done, to those who look after the team. */
export async function tellDone(
  tx: Tx,
  team: Team,
  { person }: Left,
  to: readonly PersonId[],
  now: Instant,
): Promise<void> {
  const items = to
    .filter((one) => one !== person)
    .map((one) => ({ ...itemFor(team, person, one, now), kind: 'done' }));
  await carryOut(tx, { events: [], effects: items.map((item) => ({ do: 'tell', item })) }, now);
}

/** The frame of what is said about a leave. */
export function itemFor(team: Team, person: PersonId, to: PersonId, now: Instant): Omit<Item, 'kind'> {
  return {
    team: team.id,
    thing: thingOfLeaving(team.id, person),
    epoch: 0,
    to: { person: to },
    due: now,
    priority: 'prompt',
  };
}
