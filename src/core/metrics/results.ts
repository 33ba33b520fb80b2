import { within } from '../escalation/lengths.ts';
import type { Objective } from '../planning/objective.ts';
import { type Spread, spreadOf } from '../spread.ts';
import type { Instant, Interval } from '../time.ts';
import type { MetricsMaterial } from './material.ts';
import { datesOf } from './span.ts';

/** Actions that were due in the span, and how many of them were carried out; `done`: ticked off in the span, whenever due. */
export interface ActionsDone {
  due: number;
  carriedOut: number;
  done: number;
}

/** By the date that an action has now; one that was moved counts where it is due now. What was dropped is left out. An action
 * that was done after its date was carried out. */
export function actionsIn({ actions, team }: MetricsMaterial, span: Interval): ActionsDone {
  const { from, to } = datesOf(team.calendar.zone, span);
  const due = actions.filter((action) => !action.dropped && from <= action.due && action.due < to);
  return {
    due: due.length,
    carriedOut: due.filter(({ done }) => done !== undefined).length,
    done: actions.filter(({ done }) => done && within(span, done.at)).length,
  };
}

/** Objectives that were scored in the span, by what became of them, and how long it took until those that were met were. */
export interface ObjectivesScored {
  met: number;
  partly: number;
  notMet: number;
  /** In ms. */
  cycle: Spread;
}

/** A score that was corrected counts once, when it was corrected. */
export function objectivesIn({ objectives }: MetricsMaterial, span: Interval): ObjectivesScored {
  const scored = objectives.filter(({ score, dropped }) => score && !dropped && within(span, score.at));
  const count = (result: string) => scored.filter(({ score }) => score?.result === result).length;
  return {
    met: count('met'),
    partly: count('partly'),
    notMet: count('not_met'),
    cycle: spreadOf(scored.flatMap((objective) => cycleOf(objective, objectives))),
  };
}

/** From the start of the objective until it was scored as met. One that goes on with an objective of an earlier week began
 * with that one. */
function cycleOf(objective: Objective, all: readonly Objective[]): number[] {
  const { score } = objective;
  if (score?.result !== 'met') return [];
  const known = new Map(all.map((one) => [one.id, one]));
  const seen = new Set<string>();
  let first = objective;
  while (first.from !== undefined && !seen.has(first.id)) {
    seen.add(first.id);
    const before = known.get(first.from);
    if (!before) break;
    first = before;
  }
  return [Math.max(0, score.at - startOf(first))];
}

/** It began when its week was confirmed; where nobody confirmed it, when it was proposed. */
function startOf({ confirmed, at }: Objective): Instant {
  return confirmed?.at ?? at;
}
