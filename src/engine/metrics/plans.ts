import { datesOf } from '../../core/metrics/span.ts';
import type { Objective } from '../../core/planning/objective.ts';
import type { Action } from '../../core/record.ts';
import type { Team } from '../../core/team.ts';
import { addDays } from '../../core/time/zone.ts';
import type { Interval } from '../../core/time.ts';
import { withoutLapsed } from '../rounds/duty-lapse.ts';
import { happenedTo, rowsOf } from './happened.ts';
import type { Source } from './source.ts';

/** A week's turn begins at most so many days before it counts. */
const LONGEST_TURN = 10;

/** Actions, objectives, turns and numbers from outside that may touch the span. */
export async function plansIn(read: Source, team: Team, span: Interval) {
  const { from, to } = datesOf(team.calendar.zone, span);
  const rotations = await read.rotations.find({ team: team.id });
  return {
    actions: await actionsIn(read, team, span),
    objectives: await objectivesIn(read, team, span),
    rotations: await withoutLapsed(read, team, rotations, span.to),
    turns: await read.turns.find({
      team: team.id,
      date: { atLeast: addDays(from, -LONGEST_TURN), below: addDays(to, 1) },
    }),
    figures: await read.figures.find({ team: team.id, date: { atLeast: from, below: to } }),
  };
}

/** Those due in the span, and those ticked off in it. */
async function actionsIn(read: Source, team: Team, span: Interval): Promise<Action[]> {
  const { from, to } = datesOf(team.calendar.zone, span);
  const due = { atLeast: from, below: to };
  const found = [
    ...(await read.actions.find({ team: team.id, open: true, due })),
    ...(await read.actions.find({ team: team.id, open: false, due })),
    ...(await rowsOf(read.actions, await happenedTo(read, team, span, 'action:', ['done']))),
  ];
  return [...new Map(found.map((one) => [one.id, one])).values()];
}

/** Those scored in the span, and what they go on with. */
async function objectivesIn(read: Source, team: Team, span: Interval): Promise<Objective[]> {
  const scored = await happenedTo(read, team, span, 'objective:', ['scored', 'score corrected']);
  const found = new Map((await rowsOf(read.objectives, scored)).map((one) => [one.id, one]));
  for (const { from } of found.values()) {
    const before = from === undefined || found.has(from) ? undefined : await read.objectives.get(from);
    // What is added here is visited by this loop as well.
    if (before) found.set(before.id, before);
  }
  return [...found.values()];
}
