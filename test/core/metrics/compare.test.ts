import { expect, test } from 'vitest';
import {
  changeWords,
  findingsOf,
  findingWords,
  type Line,
  linesOf,
} from '../../../src/core/metrics/compare.ts';
import { shownAs, type Unit } from '../../../src/core/metrics/measure.ts';
import { metricsOf } from '../../../src/core/metrics/metrics.ts';
import { METRICS, type MetricId } from '../../../src/core/metrics/table.ts';
import { at } from '../escalation/atlas.ts';
import { MATERIAL, SPAN } from './fixture.ts';

function line(id: MetricId, unit: Unit, now?: number, then?: number, behind = 10): Line {
  const metric = METRICS.find((one) => one.id === id)!;
  const of = (value?: number) => ({ measure: 'x', unit, ...(value === undefined ? {} : { value }) });
  const rest = [{ measure: 'n', unit: 'count', value: behind } as const];
  return { metric, name: metric.name, head: of(now), rest, before: of(then) };
}

test.each([
  [0.83, 0.9, 'down from 90 %'],
  [0.83, 0.8, 'up from 80 %'],
  [0.8301, 0.8299, 'as before'],
  [undefined, 0.8, undefined],
  [0.8, undefined, undefined],
])('a share of %s after %s is said to be “%s”', (now, then, words) => {
  expect(changeWords(line('participation', 'share', now, then))).toBe(words);
});

test('the biggest changes come first, and say which way is good', () => {
  const lines = [
    line('blockers-resolved', 'count', 12, 10), // two more: chance
    line('participation', 'share', 0.6, 0.9),
    line('time-to-resolve', 'working hours', 2, 8), // a quarter of it
    line('blockers-opened', 'count', 9, 12),
    line('mood', '1 to 5', 4.1, 4), // less than a tenth
  ];
  expect(findingsOf(lines, 3).map(findingWords)).toEqual([
    'Time to resolve went down: 2 h, was 8 h. That is better.',
    'Participation went down: 60 %, was 90 %. That is worse.',
    'Blockers opened went down: 9, was 12.',
  ]);
  expect(findingsOf(lines, 1)).toHaveLength(1);
});

test.each([
  ['few answers stand behind it', line('participation', 'share', 1, 0.2, 2)],
  ['nothing is known now', line('mood', '1 to 5', undefined, 2)],
  ['nothing was known before', line('mood', '1 to 5', 2)],
  ['it is the same', line('blockers-opened', 'count', 7, 7)],
  ['it is how duties stand', line('fairness', 'turns', 5, 1)],
])('it is no finding where %s', (_, one) => expect(findingsOf([one], 3)).toEqual([]));

test('what was nothing before and is something now is a finding', () => {
  expect(findingsOf([line('blockers-opened', 'count', 4, 0)], 3).map(findingWords)).toEqual([
    'Blockers opened went up: 4, was 0.',
  ]);
});

test('each level, duty and name has a line of its own, beside its own past', () => {
  const metrics = metricsOf(MATERIAL, SPAN);
  const before = metricsOf(MATERIAL, { from: at('2026-10-05'), to: SPAN.from });
  const lines = linesOf(metrics, before);
  const named = (name: string) => lines.find((one) => one.name === name);
  expect(named('Resolved in time, level 1')?.head.value).toBe(0.75);
  expect(named('From outside: defects')).toMatchObject({ head: { value: 5 }, before: { value: 9 } });
  expect(named('From outside: releases')).not.toHaveProperty('before');
  expect(named('Fairness of duties: Weekly review')).not.toHaveProperty('before');
  expect(new Set(lines.map(({ name }) => name)).size).toBe(lines.length);
});

test.each([
  [undefined, 'share', '–'],
  [0.826, 'share', '83 %'],
  [0.25, 'hours', '15 min'],
  [2.55, 'working hours', '2.5 h'],
  [1, 'days', '1 day'],
  [18.21, 'days', '18.2 days'],
  [45, 'minutes', '45 min'],
  [3.44, '1 to 5', '3.4 of 5'],
  [1, 'turns', '1 turn'],
  [0, 'turns', '0 turns'],
  [7, 'count', '7'],
  [1.5, 'sum', '1.5'],
] as const)('%s in %s reads %s', (value, unit, words) => expect(shownAs(value, unit)).toBe(words));
