import { type Measure, shownAs } from './measure.ts';
import type { Metrics } from './metrics.ts';
import { METRICS, type Metric } from './table.ts';

/** A line of a report: one metric, or what it is at one level, for one duty, or of one name. */
export interface Line {
  metric: Metric;
  /** The metric's name, and what the line is about where it has several. */
  name: string;
  /** What stands for it. */
  head: Measure;
  /** Its other numbers. */
  rest: readonly Measure[];
  /** What stood for it in the time before; nothing where that is not known. */
  before?: Measure;
}

/** All lines of a span in the order of the metrics, each beside that of the span before, if there is one. */
export function linesOf(metrics: Metrics, before?: Metrics): Line[] {
  return METRICS.flatMap((metric) => {
    const earlier = before ? partsOf(metric, before) : [];
    return partsOf(metric, metrics).map(([head, ...rest]) => {
      // An account stands as it stands now, whatever the span.
      if (metric.unit === 'turns') return { metric, name: nameOf(metric, head), head, rest };
      const [same] = earlier.find(([one]) => one.level === head.level && one.of === head.of) ?? [];
      return { metric, name: nameOf(metric, head), head, rest, ...(same ? { before: same } : {}) };
    });
  });
}

type Part = readonly [Measure, ...Measure[]];

function partsOf(metric: Metric, metrics: Metrics): Part[] {
  const parts = Map.groupBy(metric.values(metrics), ({ level = '', of = '' }) => `${level} ${of}`);
  return [...parts.values()].flatMap(([head, ...rest]) => (head ? [[head, ...rest] as const] : []));
}

function nameOf({ name }: Metric, { level, of }: Measure): string {
  if (level !== undefined) return `${name}, level ${level}`;
  return of === undefined ? name : `${name}: ${of}`;
}

/** "up from 81 %", "down from 92 %", "as before"; nothing where one of both is not known. */
export function changeWords({ head, before }: Line): string | undefined {
  if (head.value === undefined || before?.value === undefined) return undefined;
  const [now, then] = [shownAs(head.value, head.unit), shownAs(before.value, before.unit)];
  if (now === then) return 'as before';
  return `${head.value > before.value ? 'up' : 'down'} from ${then}`;
}

/** What has changed most against the time before, the biggest first, at most so many. Small numbers change by chance: a share
 * or a time counts only where three or more stand behind it on both sides, a count only where it changed by three or more. */
export function findingsOf(lines: readonly Line[], most: number): Line[] {
  return lines
    .map((line) => ({ line, size: sizeOf(line) }))
    .filter(({ size }) => size > 0)
    .toSorted((a, b) => b.size - a.size)
    .slice(0, most)
    .map(({ line }) => line);
}

const FEWEST = 3;
/** Less than this, as a part of the larger value, is no change worth a word. */
const LEAST = 0.1;

function sizeOf({ head, before, rest }: Line): number {
  const [now, then] = [head.value, before?.value];
  if (now === undefined || then === undefined || now === then) return 0;
  const difference = Math.abs(now - then);
  const part = difference / Math.max(Math.abs(now), Math.abs(then));
  switch (head.unit) {
    case 'count':
    case 'sum':
      return difference < FEWEST ? 0 : part;
    case 'share':
      return fewBehind(rest) || difference < LEAST ? 0 : difference;
    case 'turns':
      return 0;
    default:
      return fewBehind(rest) || part < LEAST ? 0 : part;
  }
}

/** The largest count beside the value says how many stand behind it; meeting minutes stand for themselves. */
function fewBehind(rest: readonly Measure[]): boolean {
  const counts = rest.flatMap(({ unit, value }) => (unit === 'count' && value !== undefined ? [value] : []));
  return counts.length > 0 && Math.max(...counts) < FEWEST;
}

/** A finding as a sentence: "Participation went down: 81 %, was 92 %. That is worse." */
export function findingWords({ name, metric, head, before }: Line): string {
  const now = head.value ?? 0;
  const then = before?.value ?? 0;
  const way = now > then ? 'up' : 'down';
  const good = metric.better && (metric.better === 'more') === now > then;
  const verdict = metric.better === undefined ? '' : good ? ' That is better.' : ' That is worse.';
  return `${name} went ${way}: ${shownAs(head.value, head.unit)}, was ${shownAs(before?.value, head.unit)}.${verdict}`;
}
