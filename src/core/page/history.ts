import { heading, note, paragraph, type Text } from '../message.ts';
import type { WeekFigures } from '../metrics/week.ts';
import { showDate } from '../time/zone.ts';
import { count } from '../wording.ts';
import type { PageElement } from './page.ts';
import { table } from './plans.ts';

/** So many weeks are looked back on. */
export const WEEKS = 12;

/** A team's last weeks in numbers, as a chart and as a table. No number is about one person. */
export function historyPage(weeks: readonly WeekFigures[], charted: boolean): PageElement[] {
  const rows = weeks.toReversed();
  return [
    paragraph(`The last ${count(weeks.length, 'week')}. The newest is not over yet.`),
    ...(charted ? [{ element: 'chart', alt: altOf(weeks) } as const] : []),
    heading('Week by week'),
    table('Figures of each week', HEAD, rows, 'There is nothing to show yet.', cellsOf),
    note(
      'Answered: of those who were asked. Mood and satisfaction are means from 1 to 5 of anonymous answers; they are shown only where enough people answered.',
    ),
  ];
}

const HEAD = [
  'Week of',
  'Raised',
  'Resolved',
  'Open',
  'To level 2',
  'To level 3',
  'Answered',
  'Mood',
  'Satisfaction',
];

function cellsOf(week: WeekFigures): Text[] {
  const { opened, resolved, open, levels, participation, mood, satisfaction } = week;
  const numbers = [opened, resolved, open, levels[2], levels[3]].map(String);
  return [showDate(week.week), ...numbers, share(participation), mean(mood), mean(satisfaction)].map(
    (one) => [one],
  );
}

function share(part: number | undefined): string {
  return part === undefined ? '–' : `${Math.round(part * 100)} %`;
}

function mean(of: number | undefined): string {
  return of === undefined ? '–' : of.toFixed(1);
}

function altOf(weeks: readonly WeekFigures[]): string {
  const last = weeks.at(-1);
  const raised = weeks.reduce((sum, { opened }) => sum + opened, 0);
  const open = last ? `, ${last.open} open now` : '';
  return `Blockers, participation and mood of ${count(weeks.length, 'week')}: ${raised} raised${open}. The table below has all figures.`;
}
