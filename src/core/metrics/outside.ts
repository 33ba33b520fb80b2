import type { Interval } from '../time.ts';
import type { MetricsMaterial } from './material.ts';
import { datesOf } from './span.ts';

/** One number from outside over the span: the sum of what was said for its dates. */
export interface OutsideSum {
  name: string;
  sum: number;
  /** For how many dates something was said. */
  n: number;
}

/** The sums by name, in the order of the alphabet. What nobody has said anything of is not in it. */
export function outsideIn({ figures, team }: MetricsMaterial, span: Interval): OutsideSum[] {
  const { from, to } = datesOf(team.calendar.zone, span);
  const said = figures.filter(({ date }) => from <= date && date < to);
  return [...Map.groupBy(said, ({ name }) => name)]
    .map(([name, own]) => ({ name, sum: own.reduce((sum, { value }) => sum + value, 0), n: own.length }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
