import { expect, test } from 'vitest';
import { daysBefore, lastPeriod, thisPeriod } from '../../../src/core/metrics/period.ts';

const span = (from: string, to: string) => ({ from, to });

test.each([
  ['week', '2026-11-02', 'the week of 26 October 2026', span('2026-10-26', '2026-11-02'), '2026-10-19'],
  ['week', '2026-11-08', 'the week of 26 October 2026', span('2026-10-26', '2026-11-02'), '2026-10-19'],
  ['month', '2026-11-01', 'October 2026', span('2026-10-01', '2026-11-01'), '2026-09-01'],
  ['month', '2026-01-31', 'December 2025', span('2025-12-01', '2026-01-01'), '2025-11-01'],
  ['quarter', '2026-11-02', 'July to September 2026', span('2026-07-01', '2026-10-01'), '2026-04-01'],
  ['quarter', '2026-01-01', 'October to December 2025', span('2025-10-01', '2026-01-01'), '2025-07-01'],
] as const)('the last %s that is over on %s is %s', (period, today, name, { from, to }, before) => {
  expect(lastPeriod(period, today)).toEqual({ name, from, to, before: { from: before, to: from } });
});

test.each([
  // Ten days of November beside ten of October.
  ['month', '2026-11-10', span('2026-11-01', '2026-11-11'), span('2026-10-01', '2026-10-11')],
  // 31 days of March beside the whole of February, which has no more.
  ['month', '2026-03-31', span('2026-03-01', '2026-04-01'), span('2026-02-01', '2026-03-01')],
  ['week', '2026-11-02', span('2026-11-02', '2026-11-03'), span('2026-10-26', '2026-10-27')],
  ['quarter', '2026-10-01', span('2026-10-01', '2026-10-02'), span('2026-07-01', '2026-07-02')],
] as const)('the %s that goes on on %s is beside as many days', (period, today, { from, to }, before) => {
  expect(thisPeriod(period, today)).toMatchObject({ from, to, before });
});

test('as many days right before a span', () => {
  expect(daysBefore('2026-11-02', '2026-11-16')).toEqual({ from: '2026-10-19', to: '2026-11-02' });
});
