import { nameOf } from '../escalation/people.ts';
import { heading, paragraph, type Text } from '../message.ts';
import { isProposed, type Objective, SCORES, STANDINGS } from '../planning/objective.ts';
import { gravest } from '../planning/risk.ts';
import { movedWords } from '../present/action.ts';
import type { Action, Risk } from '../record.ts';
import type { Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import type { CivilDate } from '../time.ts';
import { oneLine, sentence } from '../wording.ts';
import type { PageElement } from './page.ts';

/** Open actions by their date, and what was done lately. */
export function actionsPage(
  open: readonly Action[],
  over: readonly Action[],
  team: Team,
  today: CivilDate,
): PageElement[] {
  const sorted = open.toSorted((a, b) => a.due.localeCompare(b.due));
  return [
    heading('To be done'),
    table(
      'Open actions',
      ['What', 'Who', 'Due', 'Where it stands'],
      sorted,
      'Nothing is to be done.',
      (one) => [
        [oneLine(one.what, 300)],
        [nameOf(team, one.owner)],
        [one.due < today ? { bold: `${showDate(one.due)}, overdue` } : showDate(one.due)],
        [sentence([one.note?.text ?? '', movedWords(one)].filter(Boolean).join('; '))],
      ],
    ),
    heading('Lately done or taken off the list'),
    table('Ended actions', ['What', 'Who', 'Ended'], over, 'Nothing yet.', (one) => [
      [oneLine(one.what, 300)],
      [nameOf(team, one.owner)],
      endOf(one),
    ]),
  ];
}

function endOf({ done, dropped }: Action): Text {
  if (done) return ['done ', { time: done.at, as: 'day' }];
  return dropped ? [`not needed: ${oneLine(dropped.why, 200)}`] : ['ended'];
}

/** Objectives week by week, the newest first. */
export function objectivesPage(objectives: readonly Objective[], team: Team): PageElement[] {
  const weeks = [...Map.groupBy(objectives, ({ week }) => week)].toSorted(([a], [b]) => b.localeCompare(a));
  if (weeks.length === 0) return [paragraph('There are no objectives of the last weeks.')];
  return weeks.flatMap(([week, those]): PageElement[] => {
    const title = `Week of ${showDate(week)}`;
    return [
      heading(title),
      table(title, ['Objective', 'Who', 'How we can tell', 'Where it stands'], those, '', (one) => [
        [oneLine(one.what, 300)],
        [nameOf(team, one.owner)],
        [oneLine(one.measure ?? '', 200)],
        [standingOf(one)],
      ]),
    ];
  });
}

function standingOf(one: Objective): string {
  const { score, standing, dropped } = one;
  if (dropped) return `Dropped: ${oneLine(dropped.why, 200)}`;
  if (score) return SCORES[score.result] + (score.why ? `: ${oneLine(score.why, 200)}` : '');
  if (standing) return STANDINGS[standing.says] + (standing.why ? `: ${oneLine(standing.why, 200)}` : '');
  return isProposed(one) ? 'Proposed' : 'Confirmed';
}

/** Open risks, the gravest first, and what became of others lately. */
export function risksPage(open: readonly Risk[], over: readonly Risk[], team: Team): PageElement[] {
  return [
    heading('Open'),
    table(
      'Open risks',
      ['Risk', 'Likelihood', 'Impact', 'Who watches it', 'Mitigation'],
      open.toSorted(gravest),
      'No open risks.',
      (one) => [
        [oneLine(one.what, 300)],
        [one.likelihood ?? 'not assessed'],
        [one.impact ?? 'not assessed'],
        [nameOf(team, one.owner ?? one.by)],
        [oneLine(one.mitigation ?? '', 300)],
      ],
    ),
    heading('Lately closed'),
    table('Closed risks', ['Risk', 'What became of it'], over, 'None yet.', (one) => [
      [oneLine(one.what, 300)],
      [one.became ? `happened, and became a blocker` : oneLine(one.closed?.why ?? 'closed', 300)],
    ]),
  ];
}

/** A table, or a sentence where there are no rows. */
export function table<T>(
  caption: string,
  head: readonly string[],
  rows: readonly T[],
  none: string,
  cells: (row: T) => readonly Text[],
): PageElement {
  if (rows.length === 0) return paragraph(none);
  return { element: 'table', caption, head, rows: rows.map(cells) };
}
