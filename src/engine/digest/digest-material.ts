import { spanOf } from '../../core/digest/material.ts';
import { weekAt, weekBefore, weekOf } from '../../core/planning/week.ts';
import type { Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import { DAY, type Instant } from '../../core/time.ts';
import type { Reads, Tx } from '../../ports.ts';
import { metricsFor } from '../metrics/metrics.ts';
import { type Upcoming, upcoming } from '../rounds/upcoming.ts';

/** An objective is scored at most so long after its week, as far as it is looked for. */
const SCORED_AFTER = 70 * DAY;

/** Everything of a team that may touch `(from, to]`. `report`: without what people have answered, which a report over months
 * does not tell one by one. */
export async function materialOf(tx: Tx | Reads, team: Team, from: Instant, to: Instant, report = false) {
  const span = { atLeast: from + 1, below: to + 1 };
  const rounds = await tx.rounds.find({
    team: team.id,
    closesAt: { atLeast: (report ? to : from) - 7 * DAY, below: to + 7 * DAY },
  });
  const asked = report ? [] : rounds;
  const prompts = await Promise.all(asked.map(({ id }) => tx.prompts.find({ round: id })));
  const escalations = await tx.escalations.find({ team: team.id });
  return {
    rounds,
    prompts: prompts.flat(),
    updates: report ? [] : await tx.updates.find({ team: team.id, at: span }, { order: 'at' }),
    escalations,
    events: await eventsOf(tx, team, span, new Set(escalations.map(({ id }) => `escalation:${id}`))),
    actions: await tx.actions.find({ team: team.id }),
    decisions: await tx.decisions.find({ team: team.id, at: span }),
    risks: await tx.risks.find({ team: team.id, at: span }),
    objectives: await objectivesOf(tx, team, from, to),
    metrics: await metricsFor(tx, team, spanOf({ from, to })),
    next: (await upcoming(tx, team, to, 7)).map((next) => named(team, next)),
  };
}

/** What happened to the team; and, of a team that had another id, what happened under it to these things of its own: the log is
 * never rewritten. */
async function eventsOf(
  tx: Tx | Reads,
  { id, was }: Team,
  at: { atLeast: Instant; below: Instant },
  things: ReadonlySet<string>,
) {
  const own = await tx.events.find({ team: id, at }, { order: 'at' });
  if (was === undefined) return own;
  const before = await tx.events.find({ team: was, at }, { order: 'at' });
  return [...before.filter(({ about }) => things.has(about)), ...own];
}

/** Everything that was scored lately, and what of this week and the one before waits for its score. */
async function objectivesOf(tx: Tx | Reads, team: Team, from: Instant, to: Instant) {
  const week = weekAt(team.calendar, to);
  const since = { atLeast: weekOf(team.calendar, dateAt(team.calendar.zone, from - SCORED_AFTER)) };
  const known = await tx.objectives.find({ team: team.id, week: since });
  return known.filter((one) => !one.open || (one.week <= week && one.week >= weekBefore(week)));
}

/** Stakeholders read names. */
function named(team: Team, { ritual, date, facilitator, external }: Upcoming) {
  const name = team.members.find(({ id }) => id === facilitator)?.name ?? external;
  return { ritual, date, ...(name ? { facilitator: name } : {}) };
}
