import type { Decision } from '../decision.ts';
import { nameOf, unique } from '../escalation/people.ts';
import type { Dependency } from '../record.ts';
import type { PersonId, Team } from '../team.ts';
import type { CivilDate, Instant } from '../time.ts';
import { listed, oneLine } from '../wording.ts';
import { alreadySo, type Doing, happened, named, refusedWith, stewards } from './saying.ts';

export function thingOfWait({ id }: Pick<Dependency, 'id'>): string {
  return `dependency:${id}`;
}

/** What everybody in a team waits for, by whom they wait for. */
export interface WaitMap {
  groups: readonly { on: PersonId; waits: readonly Dependency[] }[];
  /** People who wait for each other in a ring: nobody of them can go on before another one. */
  rings: readonly (readonly PersonId[])[];
}

/** Overdue ones first, then by date, those without a date last; whoever is most overdue or most waited for stands on top. */
export function mapOf(open: readonly Dependency[]): WaitMap {
  const groups = [...Map.groupBy(open, ({ on }) => on)].map(([on, waits]) => ({
    on,
    waits: waits.toSorted(soonest),
  }));
  const order = groups.toSorted(
    (a, b) =>
      soonestIn(a).localeCompare(soonestIn(b)) || b.waits.length - a.waits.length || a.on.localeCompare(b.on),
  );
  return { groups: order, rings: ringsOf(open) };
}

export function isOverdue({ open, until }: Dependency, today: CivilDate): boolean {
  return open && until !== undefined && until < today;
}

function soonest(a: Dependency, b: Dependency): number {
  return untilOf(a).localeCompare(untilOf(b)) || a.since - b.since;
}

function soonestIn({ waits }: WaitMap['groups'][number]): string {
  return waits[0] ? untilOf(waits[0]) : '';
}

/** What has no date comes after everything that has one. */
function untilOf({ until = '9999-12-31' }: Dependency): string {
  return until;
}

/** The shortest ring through each person, each ring once. */
function ringsOf(open: readonly Dependency[]): PersonId[][] {
  const onWhom = new Map(
    [...Map.groupBy(open, ({ waiting }) => waiting)].map(([who, waits]) => [
      who,
      unique(waits.map(({ on }) => on)),
    ]),
  );
  const found = new Map<string, PersonId[]>();
  for (const person of [...onWhom.keys()].toSorted()) {
    const ring = shortestRing(person, onWhom);
    const key = ring?.toSorted().join('|');
    if (ring && key !== undefined && !found.has(key)) found.set(key, ring);
  }
  return [...found.values()];
}

function shortestRing(
  from: PersonId,
  onWhom: ReadonlyMap<PersonId, readonly PersonId[]>,
): PersonId[] | undefined {
  const paths: PersonId[][] = [[from]];
  const seen = new Set<PersonId>();
  for (let path = paths.shift(); path; path = paths.shift()) {
    for (const next of onWhom.get(path.at(-1) ?? '') ?? []) {
      if (next === from) return path;
      if (!seen.has(next)) paths.push([...path, next]);
      seen.add(next);
    }
  }
  return undefined;
}

/** Either side says that the waiting is over; a lead or the coordinator may where a side has left. */
export function endWait(wait: Dependency, how: Doing, team: Team, now: Instant): Decision<Dependency> {
  const { waiting, on } = wait;
  const may = unique([waiting, on, ...stewards(team)]);
  if (!may.includes(how.by))
    return refusedWith(
      wait,
      `Only ${listed(
        may.map((id) => nameOf(team, id)),
        'or',
      )} can say that this is over.`,
    );
  if (!wait.open) return alreadySo(wait, `${named(team, wait.done?.by)} has said that it is over already.`);
  const state = { ...wait, open: false, done: { by: how.by, at: now }, version: wait.version + 1 };
  return {
    state,
    events: [waitEvent(state, 'no longer waited for', how, team, now)],
    effects: [],
    reply: { reply: 'said', text: ['Good. It is off the list.'] },
  };
}

/** A line of the log about who waits for whom; it happened to the other side. */
export function waitEvent(wait: Dependency, what: string, how: Doing, team: Team, now: Instant) {
  const other = how.by === wait.waiting ? wait.on : wait.waiting;
  const why = `${nameOf(team, wait.waiting)} waits for ${nameOf(team, wait.on)}: ${oneLine(wait.what)}.`;
  return happened({ thing: thingOfWait(wait), team: wait.team }, what, how, now, { why, person: other });
}
