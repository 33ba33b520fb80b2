import { BEGINS, ENDS, TURNING } from '../../core/metrics/blockers.ts';
import type { WeekMaterial } from '../../core/metrics/material.ts';
import { type Metrics, metricsOf } from '../../core/metrics/metrics.ts';
import { mondayOf, spanOfDates } from '../../core/metrics/span.ts';
import type { WeekFigures } from '../../core/metrics/week.ts';
import { weeksOf } from '../../core/metrics/weeks.ts';
import type { Team } from '../../core/team.ts';
import { addDays, dateAt } from '../../core/time/zone.ts';
import type { Instant, Interval } from '../../core/time.ts';
import type { Looking } from '../../ports.ts';
import { touchedIn } from './blockers.ts';
import { happenedTo } from './happened.ts';
import { plansIn } from './plans.ts';
import { roundsIn } from './rounds.ts';
import type { Source } from './source.ts';

/** All metrics of a team over a half-open span. It reads what lies in the span, through indexes, and nothing of other teams. */
export async function metricsFor(read: Source, team: Team, span: Interval): Promise<Metrics> {
  const rounds = await roundsIn(read, team, span);
  const ids = new Set(rounds.rounds.map(({ id }) => id));
  const updates = await read.updates.find({ team: team.id, date: rounds.dates });
  const material = {
    ...rounds,
    updates: updates.filter(({ round }) => ids.has(round)),
    ...(await touchedIn(read, team, span)),
    ...(await plansIn(read, team, span)),
    live: { at: span.to, n: await openAt(read, team, span.to) },
  };
  return metricsOf({ team, ...material }, span);
}

/** The `n` weeks up to the one that `until` lies in, oldest first; Monday to Sunday on the team's clock. */
export async function weeksFor(read: Source, team: Team, until: Instant, n: number): Promise<WeekFigures[]> {
  const { zone } = team.calendar;
  const last = mondayOf(dateAt(zone, until));
  const span = { from: spanOfDates(zone, addDays(last, 7 * (1 - n)), last).from, to: until };
  const material: WeekMaterial = {
    team,
    ...(await roundsIn(read, team, span)),
    events: await happenedTo(read, team, span, 'escalation:', TURNING),
    live: { at: until, n: await openAt(read, team, until) },
  };
  return weeksOf(material, last, n);
}

/** The same for parts that do not read the store themselves. */
export function lookingInto(read: Source): Looking {
  return {
    metricsFor: (team, span) => metricsFor(read, team, span),
    weeksFor: (team, until, n) => weeksFor(read, team, until, n),
  };
}

/** How many blockers were open then: those that are now, less those that began since, and those that ended since. */
async function openAt(read: Source, team: Team, at: Instant): Promise<number> {
  const since = { from: at, to: Number.POSITIVE_INFINITY };
  const live = await read.escalations.count({ team: team.id, live: true });
  const began = await happenedTo(read, team, since, 'escalation:', BEGINS);
  const ended = await happenedTo(read, team, since, 'escalation:', ENDS);
  return live - began.length + ended.length;
}
