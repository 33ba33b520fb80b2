import { METRICS, type Metric } from './table.ts';

/** All metrics with their definitions, as a table in Markdown. */
export function metricsTable(): string {
  return [
    '| metric | what it counts | what is left out | from |',
    '| --- | --- | --- | --- |',
    ...METRICS.map(rowOf),
  ].join('\n');
}

function rowOf({ id, name, unit, counts, leftOut, source }: Metric): string {
  return `| **${name}** \`${id}\`, ${UNITS[unit]} | ${counts} | ${leftOut} | ${source} |`;
}

const UNITS: Readonly<Record<Metric['unit'], string>> = {
  count: 'how many',
  share: 'a share',
  'working hours': 'open hours',
  hours: 'hours',
  days: 'days',
  minutes: 'minutes',
  '1 to 5': 'from 1 to 5',
  turns: 'turns',
  sum: 'a sum',
};
