import { isAfter, type Place } from '../../core/api/paging.ts';
import type { ResourceName } from '../../core/api/resources.ts';
import * as views from '../../core/api/views.ts';
import { spanOfDates } from '../../core/metrics/span.ts';
import { valuesOf } from '../../core/metrics/table.ts';
import type { Round } from '../../core/round.ts';
import type { Team } from '../../core/team.ts';
import { addDays, dateAt } from '../../core/time/zone.ts';
import type { CivilDate, Instant } from '../../core/time.ts';
import type { Reads } from '../../ports.ts';
import { metricsFor } from '../metrics/metrics.ts';

/** Which part of a list is wanted. The dates are half-open, on the team's clock. */
export interface Asked {
  since?: CivilDate;
  until?: CivilDate;
  after?: Place;
  limit: number;
}

export interface Page {
  rows: readonly object[];
  /** There is more after it. */
  next?: Place;
}

interface Source {
  read: Reads;
  team: Team;
  now: Instant;
}

type List = (source: Source, asked: Asked) => Promise<Page>;

const FIRST_DATE = '0001-01-01';
const LAST_DATE = '9999-12-31';
/** Without dates, numbers are of so many days up to now. */
const DAYS = 28;

/** What each list holds, a page at a time, of one team and nothing of others. */
export const LISTS: Readonly<Record<ResourceName, List>> = {
  teams: async ({ team }) => ({ rows: [views.teamView(team)] }),
  rounds: ({ read, team }, asked) =>
    paged(asked, {
      find: (from, limit) =>
        read.rounds.find({ team: team.id, date: datesFrom(asked, from) }, { order: 'date', limit }),
      placeOf: ({ date, id }) => ({ at: date, id }),
      show: async (round) => [views.roundView(round, await read.prompts.find({ round: round.id }))],
    }),
  updates: ({ read, team }, asked) =>
    paged(asked, {
      find: (from, limit) =>
        read.updates.find({ team: team.id, at: instantsFrom(team, asked, from) }, { order: 'at', limit }),
      placeOf: ({ at, id }) => ({ at, id }),
      show: async (update) => {
        const round = await read.rounds.get(update.round);
        const isOut = round !== undefined && round.state !== 'planned';
        const view = isOut ? views.updateView(update, ritualOf(team, round), team) : undefined;
        return view ? [view] : [];
      },
    }),
  anonymous: ({ read, team }, asked) =>
    paged(asked, {
      find: (from, limit) =>
        read.rounds.find({ team: team.id, date: datesFrom(asked, from) }, { order: 'date', limit }),
      placeOf: ({ date, id }) => ({ at: date, id }),
      show: async (round) =>
        round.state === 'closed'
          ? views.anonymousViews(round, ritualOf(team, round), await read.anonymous.find({ round: round.id }))
          : [],
    }),
  escalations: ({ read, team }, asked) =>
    paged(asked, {
      find: (from, limit) =>
        read.escalations.find(
          { team: team.id, raisedAt: instantsFrom(team, asked, from) },
          { order: 'raisedAt', limit },
        ),
      placeOf: ({ raisedAt, id }) => ({ at: raisedAt, id }),
      show: async (one) => (one.private ? [] : [views.escalationView(one)]),
    }),
  actions: ({ read, team }, asked) =>
    paged(asked, {
      find: (from, limit) =>
        read.actions.find({ team: team.id, due: datesFrom(asked, from) }, { order: 'due', limit }),
      placeOf: ({ due, id }) => ({ at: due, id }),
      show: async (one) => ((await isPrivate(read, one.from)) ? [] : [views.actionView(one)]),
    }),
  decisions: ({ read, team }, asked) =>
    paged(asked, {
      find: (from, limit) =>
        read.decisions.find({ team: team.id, at: instantsFrom(team, asked, from) }, { order: 'at', limit }),
      placeOf: ({ at, id }) => ({ at, id }),
      show: async (one) => ((await isPrivate(read, one.from)) ? [] : [views.decisionView(one)]),
    }),
  objectives: ({ read, team }, asked) =>
    paged(asked, {
      find: (from, limit) =>
        read.objectives.find({ team: team.id, week: datesFrom(asked, from) }, { order: 'week', limit }),
      placeOf: ({ week, id }) => ({ at: week, id }),
      show: async (one) => [views.objectiveView(one)],
    }),
  risks: ({ read, team }, asked) =>
    paged(asked, {
      find: (from, limit) =>
        read.risks.find({ team: team.id, at: instantsFrom(team, asked, from) }, { order: 'at', limit }),
      placeOf: ({ at, id }) => ({ at, id }),
      show: async (one) => [views.riskView(one)],
    }),
  async metrics({ read, team, now }, { since, until }) {
    const { zone } = team.calendar;
    const to = until ?? addDays(dateAt(zone, now), 1);
    const span = spanOfDates(zone, since ?? addDays(to, -DAYS), to);
    return { rows: valuesOf(await metricsFor(read, team, span)) };
  },
};

interface Paging<R> {
  /** Rows from there on, in order. */
  find(from: Place['at'] | undefined, limit: number): Promise<R[]>;
  placeOf(row: R): Place;
  /** What is said of a row: one line, several, or nothing. */
  show(row: R): Promise<readonly object[]>;
}

/** Looks at so many rows as a page may hold; those that are not shown make it shorter. Rows of equal order may fill a whole
 * search, so it is widened until something new is in it. */
async function paged<R>({ after, limit }: Asked, { find, placeOf, show }: Paging<R>): Promise<Page> {
  for (let size = limit + 1; ; size *= 2) {
    const found = await find(after?.at, size);
    const fresh = found.filter((row) => isAfter(placeOf(row), after));
    if (fresh.length <= limit && found.length === size) continue;
    const looked = fresh.slice(0, limit);
    const rows = (await Promise.all(looked.map(show))).flat();
    const last = looked.at(-1);
    return { rows, ...(last && fresh.length > limit ? { next: placeOf(last) } : {}) };
  }
}

function datesFrom({ since = FIRST_DATE, until = LAST_DATE }: Asked, from: Place['at'] | undefined) {
  const first = typeof from === 'string' && from > since ? from : since;
  return { atLeast: first, below: until };
}

function instantsFrom({ calendar: { zone } }: Team, asked: Asked, from: Place['at'] | undefined) {
  const { since = '1970-01-02', until } = asked;
  const first = spanOfDates(zone, since, addDays(since, 1)).from;
  const below = until === undefined ? Number.MAX_SAFE_INTEGER : spanOfDates(zone, since, until).to;
  return { atLeast: typeof from === 'number' ? Math.max(from, first) : first, below };
}

function ritualOf({ rituals }: Team, { definition, ritual }: Round) {
  return definition ?? rituals.find(({ id }) => id === ritual);
}

/** What came out of a private blocker stays inside. */
async function isPrivate(read: Reads, from: string): Promise<boolean> {
  const escalation = await read.escalations.get(from.replace(/^escalation:/, ''));
  return escalation?.private !== undefined;
}
