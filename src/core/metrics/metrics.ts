import type { Spread } from '../spread.ts';
import type { Interval } from '../time.ts';
import { type BlockerMetrics, blockersIn } from './blockers.ts';
import { type DutyFairness, fairnessIn } from './fairness.ts';
import type { MetricsMaterial } from './material.ts';
import { type Meetings, meetingsIn } from './meetings.ts';
import { type OutsideSum, outsideIn } from './outside.ts';
import { type ActionsDone, actionsIn, type ObjectivesScored, objectivesIn } from './results.ts';
import { feelingIn, type Scored } from './satisfaction.ts';
import { type Participation, participation, timeToAnswer } from './taking-part.ts';

/** All metrics of one team over a half-open span. What they mean stands in the table of `METRICS`. */
export interface Metrics extends BlockerMetrics {
  team: string;
  span: Interval;
  participation?: Participation;
  /** In ms of the wall clock. */
  answer: Spread;
  actions: ActionsDone;
  objectives: ObjectivesScored;
  mood?: Scored;
  satisfaction?: Scored;
  stakeholders?: Scored;
  meetings: Meetings;
  duties: readonly DutyFairness[];
  outside: readonly OutsideSum[];
}

export function metricsOf(material: MetricsMaterial, span: Interval): Metrics {
  return {
    team: material.team.id,
    span,
    ...known('participation', participation(material, span)),
    answer: timeToAnswer(material, span),
    ...blockersIn(material, span),
    actions: actionsIn(material, span),
    objectives: objectivesIn(material, span),
    ...known('mood', feelingIn(material, span, 'mood')),
    ...known('satisfaction', feelingIn(material, span, 'satisfaction')),
    ...known('stakeholders', feelingIn(material, span, 'stakeholders')),
    meetings: meetingsIn(material, span),
    duties: fairnessIn(material, span),
    outside: outsideIn(material, span),
  };
}

/** What nothing is known of is left out. */
function known<K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } {
  const found: { [P in K]?: V } = {};
  if (value !== undefined) found[name] = value;
  return found;
}
