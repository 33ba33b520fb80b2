import { minuteOfDigest } from '../digest/period.ts';
import type { Dependency } from '../record.ts';
import type { Ritual } from '../ritual.ts';
import { type Chosen, chooseFacilitator, type Facilitator, startTurn } from '../rotation/facilitation.ts';
import type { Rotation, Turn } from '../rotation/rotation.ts';
import { turnFixedAt, turnOf } from '../rotation/turn.ts';
import type { Round } from '../round.ts';
import type { Absence, PersonId, Team } from '../team.ts';
import { occurrences } from '../time/schedule.ts';
import { addDays, instantAt } from '../time/zone.ts';
import type { CivilDate, Instant } from '../time.ts';
import { timed } from './by-hand.ts';
import { untilExpiry } from './expiry.ts';
import { planRound, type RoundPlan } from './plan.ts';

/** In the order of a round's life, which settles what comes first at one instant. */
const LIFE = ['duty', 'opened', 'prompt', 'skipped', 'reminder', 'meeting', 'closed', 'digest'] as const;

/** One thing that would happen.
 * - `duty`: it is fixed who leads the round (at the team's opening on the working day before); nobody found: no facilitator.
 * - `opened`: its place appears in the channel; a meeting is announced.
 * - `prompt`, `reminder`: to one person.
 * - `skipped`: one person is not asked or not there, or, without a person, the whole round does not take place.
 * - `meeting`: a live round starts. `closed`: the round ends. `digest`: the stakeholders are told. */
export interface SimEvent {
  at: Instant;
  what: (typeof LIFE)[number];
  team: string;
  ritual: string;
  /** The round's date, on the team's calendar. */
  date: CivilDate;
  person?: PersonId;
  /** A member's id, or the name of somebody from outside. */
  facilitator?: string;
  why?: string;
}

export interface Simulation {
  /** The first date of the team's calendar, and how many dates. */
  from: CivilDate;
  days: number;
  /** Where the rotations stand; without it they begin empty. */
  rotations?: readonly Rotation[];
  /** The turns that were given already, announced or counted. */
  turns?: readonly Turn[];
  /** Who waits for whom; without it nobody does. */
  dependencies?: readonly Dependency[];
  absences?: readonly Absence[];
  /** Rounds as they are stored: of those that people have left out, moved or held themselves. */
  rounds?: readonly Round[];
  /** Without it all teams. */
  teamIds?: readonly string[];
}

/** Everything that would happen with the rounds of those dates if nobody answered and nothing was raised, in order. It may
 * begin before `from` (turns are fixed and people are asked on the day before) and end after the last date. An archived team
 * holds no rounds. */
export function simulate(teams: readonly Team[], simulation: Simulation): SimEvent[] {
  const chosen = teams.filter(({ id, archived }) => !archived && (simulation.teamIds?.includes(id) ?? true));
  return ordered(chosen.flatMap((team) => simulateTeam(team, simulation)));
}

/** Many things happen at one instant: sorting the instants, and then what each holds, is much cheaper than sorting everything. */
function ordered(events: readonly SimEvent[]): SimEvent[] {
  const byInstant = Map.groupBy(events, ({ at }) => at);
  const instants = Float64Array.from(byInstant.keys()).sort();
  return Array.from(instants).flatMap((at) => byInstant.get(at)?.sort(inOrder) ?? []);
}

interface Held {
  ritual: Ritual;
  plan: RoundPlan;
  /** Begun by hand, at that instant. */
  run?: Instant;
}

/** Rounds in the order in which they start, so that rotations give their turns in that order. */
function simulateTeam(team: Team, simulation: Simulation): SimEvent[] {
  const absences = absencesOf(team, simulation.absences ?? []);
  const books = { turns: new Map<string, Turn>(), rotations: new Map<string, Rotation>() };
  for (const rotation of simulation.rotations ?? []) books.rotations.set(rotation.id, rotation);
  for (const turn of simulation.turns ?? []) books.turns.set(turn.id, turn);
  const changed = byHandIn(team, simulation.rounds ?? []);
  const held = team.rituals.flatMap((ritual) =>
    roundsOf(team, ritual, simulation, absences, changed.get(ritual.id)),
  );
  held.sort((a, b) => startOf(a.plan) - startOf(b.plan) || compare(a.ritual.id, b.ritual.id));
  return held.flatMap(({ ritual, plan, run }) => {
    if (ritual.kind === 'digest')
      return plan.skip ? skippedRound(team, ritual, plan) : digest(team, ritual, plan);
    const leads =
      plan.skip || !ritual.facilitator ? undefined : appoint(team, ritual, plan.date, absences, books);
    return eventsOf(team, ritual, plan, leads, run);
  });
}

function roundsOf(
  team: Team,
  ritual: Ritual,
  { from, days, dependencies = [] }: Simulation,
  absences: readonly Absence[],
  byHand: readonly Round[] = [],
): Held[] {
  const end = addDays(from, days);
  const owed = dependencies.filter((one) => one.team === team.id);
  const changed = new Set(byHand.map(({ slot }) => slot));
  const held = byHand
    .filter(({ date }) => date >= from && date < end)
    .map((round) => heldByHand(team, ritual, round, absences, owed));
  for (const occurrence of occurrences(untilExpiry(ritual), team.calendar, from)) {
    if (occurrence.slot >= end && occurrence.date >= end) break;
    if (occurrence.date < from || occurrence.date >= end || changed.has(occurrence.slot)) continue;
    held.push({ ritual, plan: planRound(team, ritual, occurrence, absences, undefined, owed) });
  }
  return held;
}

/** The rounds that people have changed, by their ritual. */
function byHandIn(team: Team, rounds: readonly Round[]): Map<string, Round[]> {
  const own = rounds.filter((round) => round.team === team.id && round.byHand !== undefined);
  return Map.groupBy(own, ({ ritual }) => ritual);
}

/** A round as people have put it: left out with their reason, on its new date and time, or begun when they said. */
function heldByHand(
  team: Team,
  written: Ritual,
  { slot, date, at, state, closed, byHand }: Round,
  absences: readonly Absence[],
  owed: readonly Dependency[],
): Held {
  const ritual = timed(written, at);
  const skipped = state === 'skipped' ? { skipped: closed?.why ?? 'left out by hand' } : {};
  const run = byHand?.what === 'run' ? { run: byHand.at } : {};
  const plan = planRound(team, ritual, { slot, date, ...skipped }, absences, run.run, owed);
  return { ritual, plan, ...run };
}

/** Each prompt looks through them, so the absences of other teams are left out first. */
function absencesOf(team: Team, absences: readonly Absence[]): Absence[] {
  const people = new Set([...team.members, ...team.others].map(({ id }) => id));
  return absences.filter(({ person }) => people.has(person));
}

/** Gives the turn, or finds the one that an earlier round of that day or week shares, and counts it at once: nobody falls
 * ill in a simulation. */
function appoint(
  team: Team,
  ritual: Ritual,
  date: CivilDate,
  absences: readonly Absence[],
  books: { turns: Map<string, Turn>; rotations: Map<string, Rotation> },
): Facilitator {
  const slot = turnOf(team, ritual, date);
  const turn = slot && books.turns.get(slot.id);
  const rotation = slot && books.rotations.get(slot.rotation);
  const known = { absences, ...(turn && { turn }), ...(rotation && { rotation }) };
  const chosen: Chosen = chooseFacilitator(team, ritual, date, known);
  const given = chosen.turn ?? turn;
  const account = chosen.rotation ?? rotation;
  if (given && account) {
    const begun = startTurn(given, account, given.fixedAt);
    books.turns.set(begun.turn.id, begun.turn);
    books.rotations.set(begun.rotation.id, begun.rotation);
  }
  return chosen.facilitator;
}

function eventsOf(
  team: Team,
  ritual: Ritual,
  plan: RoundPlan,
  leads: Facilitator | undefined,
  run?: Instant,
): SimEvent[] {
  const round = { team: team.id, ritual: ritual.id, date: plan.date };
  const facilitator = leads?.person ?? leads?.external;
  const led = { ...round, ...(facilitator !== undefined && { facilitator }) };
  const duty: SimEvent[] = leads
    ? [{ at: run ?? turnFixedAt(team, plan.date), what: 'duty', ...led, why: leads.why }]
    : [];
  if (isDutyOnly(ritual, plan)) return plan.skip ? skippedRound(team, ritual, plan) : duty;
  const people = peopleEvents(team, ritual, plan);
  if (plan.skip) return [...people, ...skippedRound(team, ritual, plan)];
  const meeting: SimEvent[] =
    plan.startsAt === undefined ? [] : [{ at: plan.startsAt, what: 'meeting', ...led }];
  return [
    ...duty,
    { at: plan.opensAt, what: 'opened', ...led },
    ...people,
    ...meeting,
    { at: plan.closesAt, what: 'closed', ...round },
  ];
}

function peopleEvents(team: Team, ritual: Ritual, plan: RoundPlan): SimEvent[] {
  const round = { team: team.id, ritual: ritual.id, date: plan.date };
  const events: SimEvent[] = [];
  for (const { at, person, skip, remindAt, written } of plan.prompts) {
    if (skip) events.push({ at, what: 'skipped', ...round, person, why: skip });
    else events.push({ at, what: 'prompt', ...round, person, ...(written && { why: WRITTEN }) });
    for (const reminder of remindAt) events.push({ at: reminder, what: 'reminder', ...round, person });
  }
  for (const { person, why } of plan.absent) {
    events.push({ at: startOf(plan), what: 'skipped', ...round, person, why });
  }
  return events;
}

const WRITTEN = 'the meeting is outside their hours, so they are asked to write beforehand';

function skippedRound(team: Team, ritual: Ritual, plan: RoundPlan): SimEvent[] {
  const round = { team: team.id, ritual: ritual.id, date: plan.date };
  return [{ at: startOf(plan), what: 'skipped', ...round, why: plan.skip ?? '' }];
}

/** The digest follows its review round, at its own time at the latest; if nobody closes the review, that is when it comes. */
function digest(team: Team, ritual: Ritual, plan: RoundPlan): SimEvent[] {
  const at = instantAt(team.calendar.zone, plan.date, minuteOfDigest(team, ritual));
  return [{ at, what: 'digest', team: team.id, ritual: ritual.id, date: plan.date }];
}

/** A duty that asks nothing has no place in the channel of its own: somebody has it, and the day's board says so. */
function isDutyOnly(ritual: Ritual, plan: RoundPlan): boolean {
  return ritual.kind === 'duty' && plan.prompts.length === 0;
}

function startOf(plan: RoundPlan): Instant {
  return plan.startsAt ?? plan.opensAt;
}

const RANK = new Map(LIFE.map((what, rank) => [what, rank]));

/** By instant, then in the order of a round's life, then by team, ritual and person. */
function inOrder(a: SimEvent, b: SimEvent): number {
  return (
    a.at - b.at ||
    (RANK.get(a.what) ?? 0) - (RANK.get(b.what) ?? 0) ||
    compare(a.team, b.team) ||
    compare(a.ritual, b.ritual) ||
    compare(a.person ?? '', b.person ?? '') ||
    compare(a.date, b.date)
  );
}

/** By code point: the order must not depend on the host's language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
