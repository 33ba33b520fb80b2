import { expect, test } from 'vitest';
import { dueProblem } from '../../src/core/action-due.ts';

test('a due day is a day of the calendar, from today to two years ahead', () => {
  const today = '2026-11-02';
  for (const due of [today, '2026-11-03', '2028-10-31']) expect(dueProblem(due, today), due).toBeUndefined();
  for (const due of ['', 'soon', '2026-13-45', '2026-02-30', '+010000-01-01'])
    expect(dueProblem(due, today), due).toBe('Pick a day.');
  expect(dueProblem('2026-11-01', today)).toMatch(/^This date has passed/);
  for (const due of ['2029-11-02', '9999-12-31'])
    expect(dueProblem(due, today), due).toMatch(/^That is more than two years/);
});
