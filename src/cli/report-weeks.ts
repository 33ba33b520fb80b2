import { shownAs } from '../core/metrics/measure.ts';
import { mondayOf } from '../core/metrics/span.ts';
import type { WeekFigures } from '../core/metrics/week.ts';
import { addDays, daysBetween } from '../core/time/zone.ts';
import { weeksFor } from '../engine/metrics/metrics.ts';
import type { Reads } from '../ports.ts';
import type { Frame, Section } from './report.ts';

/** The weeks of a span, the last one as far as it is known. A span within one week has no course. */
export async function courseOf(
  read: Reads,
  { team, from, to, span, known }: Frame,
): Promise<{ weeks: WeekFigures[]; sections: Section[] }> {
  const [first, last] = [mondayOf(from), mondayOf(addDays(to, -1))];
  const n = daysBetween(first, last) / 7 + 1;
  const weeks = await weeksFor(read, team, Math.min(span.to - 1, Math.max(known, span.from)), n);
  return { weeks, sections: n < 2 ? [] : [{ title: 'Week by week', rows: [HEAD, ...weeks.map(rowOf)] }] };
}

const HEAD = [
  'Week of',
  'Raised',
  'Level 2',
  'Level 3',
  'Resolved',
  'Open at its end',
  'Participation',
  'Mood',
  'Satisfaction',
  'Stakeholders',
];

function rowOf(week: WeekFigures): string[] {
  const { levels, opened, resolved, open, participation, mood, satisfaction, stakeholders } = week;
  const scores = [mood, satisfaction, stakeholders].map((mean) => shownAs(mean, '1 to 5'));
  return [
    week.week,
    ...[opened, levels[2], levels[3], resolved, open].map(String),
    shownAs(participation, 'share'),
    ...scores,
  ];
}
