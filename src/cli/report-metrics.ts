import { changeWords, type Line, linesOf } from '../core/metrics/compare.ts';
import { type Measure, shownAs } from '../core/metrics/measure.ts';
import { daysBefore } from '../core/metrics/period.ts';
import { spanOfDates } from '../core/metrics/span.ts';
import { METRICS, valuesOf } from '../core/metrics/table.ts';
import type { Instant } from '../core/time.ts';
import { metricsFor } from '../engine/metrics/metrics.ts';
import type { Reads } from '../ports.ts';
import { type Frame, type Report, type ReportOptions, report } from './report.ts';
import { courseOf } from './report-weeks.ts';

/** Prints all metrics of a team over a span, beside those of as many days right before it, and week by week. */
export async function reportMetrics(options: ReportOptions, now: Instant = Date.now()): Promise<void> {
  await report(options, now, metricsReport);
}

async function metricsReport(read: Reads, frame: Frame): Promise<Report> {
  const { team, from, to, span } = frame;
  const earlier = daysBefore(from, to);
  const metrics = await metricsFor(read, team, span);
  const before = await metricsFor(read, team, spanOfDates(team.calendar.zone, earlier.from, earlier.to));
  const values = valuesOf(metrics);
  const weeks = await courseOf(read, frame);
  return {
    title: `Metrics of ${team.name}`,
    notes: [
      `Before: from ${earlier.from} up to ${earlier.to} (not included)`,
      'What each number means: docs/metrics.md',
    ],
    sections: [{ title: '', rows: [HEAD, ...linesOf(metrics, before).map(rowOf)] }, ...weeks.sections],
    records: [
      COLUMNS,
      ...values.map((one) => [
        team.id,
        from,
        to,
        one.metric,
        one.level,
        one.of,
        one.measure,
        one.unit,
        one.value,
      ]),
    ],
    data: { metrics: values, before: valuesOf(before), weeks: weeks.weeks, names: namesOf() },
  };
}

const HEAD = ['Metric', 'Value', 'Before', 'Change', 'Behind it'];
const COLUMNS = ['team', 'from', 'to', 'metric', 'level', 'of', 'measure', 'unit', 'value'];

function rowOf(line: Line): string[] {
  const { name, head, before, rest } = line;
  return [
    name,
    `${prefix(head)}${shownAs(head.value, head.unit)}`,
    shownAs(before?.value, head.unit),
    changeWords(line) ?? '',
    rest.map((one) => `${one.measure} ${shownAs(one.value, one.unit)}`).join(', '),
  ];
}

/** A median is said to be one. */
function prefix({ measure, value }: Measure): string {
  return measure === 'p50' && value !== undefined ? 'p50 ' : '';
}

function namesOf(): Record<string, string> {
  return Object.fromEntries(METRICS.map(({ id, name }) => [id, name]));
}
