import { expect, test } from 'vitest';
import type { MetricsMaterial } from '../../../src/core/metrics/material.ts';
import { metricsOf } from '../../../src/core/metrics/metrics.ts';
import { METRICS, type MetricId, valuesOf } from '../../../src/core/metrics/table.ts';
import { weeksOf } from '../../../src/core/metrics/weeks.ts';
import { at } from '../escalation/atlas.ts';
import { MATERIAL, SPAN } from './fixture.ts';

const values = valuesOf(metricsOf(MATERIAL, SPAN));

/** The numbers of a metric as words: `level 1: p50 0.5 · n 4`. */
function shown(metric: MetricId, all = values): string[] {
  const own = all.filter((one) => one.metric === metric);
  const parts = Map.groupBy(own, ({ level, of }) => (level === undefined ? (of ?? '') : `level ${level}`));
  return [...parts].map(([name, some]) => {
    const words = some.map(({ measure, value }) => `${measure} ${value ?? '–'}`).join(' · ');
    return name === '' ? words : `${name}: ${words}`;
  });
}

/** The hand-computed two weeks. */
const EXPECTED: Readonly<Record<MetricId, readonly string[]>> = {
  participation: ['share 0.7778 · answered 7 · asked 9 · late 1'],
  'time-to-answer': ['p50 0.5 · p90 4 · n 6'],
  'blockers-opened': ['n 5 · private 1 · just told 0'],
  'blockers-resolved': ['n 5'],
  'blockers-open': ['n 1'],
  'blockers-reopened': ['n 1'],
  'blockers-cancelled': ['n 1'],
  'blockers-exhausted': ['n 0'],
  climbs: ['level 1: n 5', 'level 2: n 1', 'level 3: n 0'],
  'time-to-acknowledge': [
    // 0.25 0.5 0.5 0.5
    'level 1: p50 0.5 · p90 0.5 · elapsed p50 0.5 · elapsed p90 0.5 · n 4',
    'level 2: p50 1 · p90 1 · elapsed p50 17 · elapsed p90 17 · n 1',
    'level 3: p50 – · p90 – · elapsed p50 – · elapsed p90 – · n 0',
  ],
  'acknowledged-in-time': [
    // In time 1, 4 twice, 9; too late 2.
    'level 1: share 0.8 · in time 4 · settled 5',
    'level 2: share 1 · in time 1 · settled 1',
    'level 3: share – · in time 0 · settled 0',
  ],
  'time-to-resolve': [
    // 2 2 3
    'level 1: p50 2 · p90 3 · elapsed p50 2 · elapsed p90 3 · n 3',
    // 1 6 and 22 65
    'level 2: p50 1 · p90 6 · elapsed p50 22 · elapsed p90 65 · n 2',
    'level 3: p50 – · p90 – · elapsed p50 – · elapsed p90 – · n 0',
  ],
  'resolved-in-time': [
    // In time 1, 4 twice; too late 2.
    'level 1: share 0.75 · in time 3 · settled 4',
    'level 2: share 1 · in time 2 · settled 2',
    'level 3: share – · in time 0 · settled 0',
  ],
  // 2 2 8 12 13 and 2 2 28 29 72
  'raised-to-resolved': ['p50 8 · p90 13 · elapsed p50 28 · elapsed p90 72 · n 5'],
  'actions-carried-out': ['share 0.75 · carried out 3 · due 4 · ticked off 3'],
  'objectives-met': ['share 0.6 · met 3 · scored 5 · partly met 1 · not met 1'],
  'objective-cycle-time': ['p50 4.17 · p90 18.21 · n 3'],
  mood: ['mean 3.44 · answers 9'],
  satisfaction: ['mean 4 · answers 5'],
  'stakeholder-satisfaction': ['mean 3 · answers 4'],
  'meetings-held': ['share 0.4 · held 2 · planned 5'],
  'meeting-minutes': ['held 75 · planned 270'],
  fairness: ['Weekly review: furthest 1 · taken 2'],
  'from-outside': ['defects: sum 5 · dates 2', 'releases: sum 1 · dates 1'],
};

test.each(METRICS.map(({ id, name }) => ({ id, name })))('$name, as computed by hand', ({ id }) => {
  expect(shown(id)).toEqual(EXPECTED[id]);
});

test('the two weeks one by one', () => {
  expect(weeksOf(MATERIAL, '2026-10-26', 2)).toEqual([
    {
      week: '2026-10-19',
      opened: 3, // 1 2 4
      resolved: 5, // 1 2 4 4 11
      open: 0,
      levels: { 1: 3, 2: 1, 3: 0 },
      participation: 5 / 6,
      mood: 4,
      satisfaction: 4,
    },
    {
      week: '2026-10-26',
      opened: 2, // 6 9
      resolved: 0,
      open: 1, // 9
      levels: { 1: 2, 2: 0, 3: 0 },
      participation: 2 / 3,
      mood: 3,
      stakeholders: 3,
    },
  ]);
});

test('any day of a week stands for its week, which begins on Monday', () => {
  expect(weeksOf(MATERIAL, '2026-11-01', 1)).toEqual(weeksOf(MATERIAL, '2026-10-26', 1));
});

test('of one person alone there is no number', () => {
  const only = (material: MetricsMaterial, person: string) => ({
    ...material,
    prompts: material.prompts.filter((one) => one.person === person),
  });
  const alone = valuesOf(metricsOf(only(MATERIAL, 'mia'), SPAN));
  expect(shown('participation', alone)).toEqual(['share – · answered 0 · asked 0 · late 0']);
  expect(shown('time-to-answer', alone)).toEqual(['p50 – · p90 – · n 0']);
});

test('no number names a person, turns of duty excepted', () => {
  const { duties, ...metrics } = metricsOf(MATERIAL, SPAN);
  const people = MATERIAL.team.members.map(({ id }) => `"${id}"`);
  expect(people.filter((id) => JSON.stringify(metrics).includes(id))).toEqual([]);
  expect(JSON.stringify(values)).not.toMatch(/"(mia|tom|raj|lea|kim|ivo)"/);
  expect(JSON.stringify(duties)).toContain('"mia"');
});

test('a span without anything has no numbers but zeros and dashes', () => {
  const span = { from: at('2020-01-06'), to: at('2020-01-13') };
  const nothing = valuesOf(metricsOf({ ...MATERIAL, live: { at: span.to, n: 0 } }, span));
  const told = nothing.filter(({ value = 0, metric }) => value !== 0 && metric !== 'fairness');
  expect(told).toEqual([]);
});
