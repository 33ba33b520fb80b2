import { shownAs } from '../core/metrics/measure.ts';
import { mondayOf } from '../core/metrics/span.ts';
import type { WeekFigures } from '../core/metrics/week.ts';
import { dateAt, daysBetween } from '../core/time/zone.ts';
import { weeksFor } from '../engine/metrics/metrics.ts';
import type { Reads } from '../ports.ts';
import type { Frame, Section } from './report.ts';

/** The weeks of a span, the last one as far as it is known. A span within one week has no course. */
export async function courseOf(
  read: Reads,
  { team, from, span, known }: Frame,
): Promise<{ weeks: WeekFigures[]; sections: Section[] }> {
  // Of weeks to come nothing is known.
  const until = Math.min(span.to - 1, Math.max(known, span.from));
  const last = mondayOf(dateAt(team.calendar.zone, until));
  const n = daysBetween(mondayOf(from), last) / 7 + 1;
  const weeks = await weeksFor(read, team, until, n);
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
