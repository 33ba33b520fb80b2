import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MetricsMaterial } from '../../../src/core/metrics/material.ts';
import { metricsOf } from '../../../src/core/metrics/metrics.ts';
import { datesOf, mondayOf, spanOfDates } from '../../../src/core/metrics/span.ts';
import { type MetricValue, valuesOf } from '../../../src/core/metrics/table.ts';
import { weeksOf } from '../../../src/core/metrics/weeks.ts';
import { addDays, instantAt, weekdayOf } from '../../../src/core/time/zone.ts';
import { MATERIAL, SPAN, TEAM } from './fixture.ts';

const { zone } = TEAM.calendar;
const day = fc.integer({ min: 0, max: 14 }).map((n) => instantAt(zone, addDays('2026-10-19', n), 0));

/** Numbers that add up over two spans that touch: counts, sums and minutes. What is open at the end is no such number, and where
 * only one person is left in a span, nothing is told of answers. */
function adding({ metric, unit }: MetricValue): boolean {
  if (['blockers-open', 'participation', 'time-to-answer'].includes(metric)) return false;
  return unit === 'count' || unit === 'minutes' || unit === 'sum';
}

function numbers(material: MetricsMaterial, from: number, to: number): Map<string, number> {
  const all = valuesOf(metricsOf(material, { from, to })).filter(adding);
  return new Map(
    all.map(({ metric, level, of, measure, value = 0 }) => [`${metric} ${level} ${of} ${measure}`, value]),
  );
}

test('what happened before a midnight and after it add up', () => {
  fc.assert(
    fc.property(day, (cut) => {
      const [before, after] = [numbers(MATERIAL, SPAN.from, cut), numbers(MATERIAL, cut, SPAN.to)];
      for (const [key, whole] of numbers(MATERIAL, SPAN.from, SPAN.to))
        expect([key, (before.get(key) ?? 0) + (after.get(key) ?? 0)]).toEqual([key, whole]);
    }),
  );
});

test('the order in which rows come changes nothing', () => {
  const wanted = valuesOf(metricsOf(MATERIAL, SPAN));
  const mixed = <T>(rows: readonly T[]) => fc.shuffledSubarray([...rows], { minLength: rows.length });
  const rows = fc.record({
    rounds: mixed(MATERIAL.rounds),
    prompts: mixed(MATERIAL.prompts),
    updates: mixed(MATERIAL.updates),
    unnamed: mixed(MATERIAL.unnamed),
    escalations: mixed(MATERIAL.escalations),
    // Within one blocker events keep their order: several may share an instant.
    events: mixed([...Map.groupBy(MATERIAL.events, ({ about }) => about).values()]).map((all) => all.flat()),
    actions: mixed(MATERIAL.actions),
    objectives: mixed(MATERIAL.objectives),
    turns: mixed(MATERIAL.turns),
    figures: mixed(MATERIAL.figures),
  });
  fc.assert(
    fc.property(rows, (shuffled) => {
      expect(valuesOf(metricsOf({ ...MATERIAL, ...shuffled }, SPAN))).toEqual(wanted);
    }),
    { numRuns: 30 },
  );
});

test('a week is the same number in the weeks and in the metrics of its span', () => {
  fc.assert(
    fc.property(fc.integer({ min: -2, max: 3 }), (n) => {
      const monday = addDays('2026-10-19', 7 * n);
      const [week] = weeksOf(MATERIAL, monday, 1);
      const metrics = metricsOf(MATERIAL, spanOfDates(zone, monday, addDays(monday, 7)));
      const { blockers, levels, participation, mood } = metrics;
      expect(week).toMatchObject({
        opened: blockers.opened,
        resolved: blockers.resolved,
        levels: { 1: levels[1].came, 2: levels[2].came, 3: levels[3].came },
      });
      expect(week?.participation).toBe(participation && participation.met / participation.of);
      expect(week?.mood).toBe(mood?.mean);
    }),
  );
});

test('weeks begin on Mondays, on the clock of the zone, also where clocks change', () => {
  const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Pacific/Apia', 'Asia/Kolkata', 'UTC');
  const dates = fc.integer({ min: 0, max: 4_000 }).map((n) => addDays('2020-01-01', n));
  fc.assert(
    fc.property(zones, dates, (where, date) => {
      const monday = mondayOf(date);
      expect(weekdayOf(monday)).toBe(1);
      expect(monday <= date && date < addDays(monday, 7)).toBe(true);
      const span = spanOfDates(where, monday, addDays(monday, 7));
      expect(datesOf(where, span)).toEqual({ from: monday, to: addDays(monday, 7) });
    }),
  );
});
