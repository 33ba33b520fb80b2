import { expect, test } from 'vitest';
import { spreadOf } from '../../src/core/spread.ts';

test.each([
  { values: [7], spread: { n: 1, p50: 7, p90: 7, max: 7 } },
  { values: [3, 1], spread: { n: 2, p50: 1, p90: 3, max: 3 } },
  { values: [5, 1, 3], spread: { n: 3, p50: 3, p90: 5, max: 5 } },
  { values: [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], spread: { n: 10, p50: 5, p90: 9, max: 10 } },
])('of $values', ({ values, spread }) => expect(spreadOf(values)).toEqual(spread));

test('of nothing there is only the number', () => expect(spreadOf([])).toEqual({ n: 0 }));
