import {
  type Element,
  heading,
  list,
  type Message,
  message,
  note,
  paragraph,
  type Text,
} from '../message.ts';
import { changeWords, findingsOf, findingWords, type Line } from '../metrics/compare.ts';
import type { OutsideFigure } from '../metrics/figure.ts';
import { shownAs } from '../metrics/measure.ts';
import type { MetricId } from '../metrics/table.ts';
import type { Team } from '../team.ts';
import { addDays, showDate } from '../time/zone.ts';
import type { CivilDate } from '../time.ts';
import { count, listed } from '../wording.ts';

/** What a report in chat is made from: the lines of a period, each with that of the period before. */
export interface ReportShown {
  team: Team;
  /** "October 2026". */
  name: string;
  from: CivilDate;
  to: CivilDate;
  before: { from: CivilDate; to: CivilDate };
  lines: readonly Line[];
}

const FINDINGS = 3;

const PARTS: readonly { title: string; metrics: readonly MetricId[] }[] = [
  { title: 'Taking part', metrics: ['participation', 'time-to-answer', 'meetings-held', 'meeting-minutes'] },
  {
    title: 'Blockers',
    metrics: [
      'blockers-opened',
      'blockers-resolved',
      'blockers-open',
      'blockers-reopened',
      'acknowledged-in-time',
      'time-to-acknowledge',
      'resolved-in-time',
      'time-to-resolve',
    ],
  },
  { title: 'Results', metrics: ['objectives-met', 'objective-cycle-time', 'actions-carried-out'] },
  { title: 'How it feels', metrics: ['mood', 'satisfaction', 'stakeholder-satisfaction'] },
  { title: 'Duties', metrics: ['fairness'] },
  { title: 'From outside', metrics: ['from-outside'] },
];

/** A period in numbers, what changed most first. What nothing is known of has no line. */
export function presentReport({ team, name, from, to, before, lines }: ReportShown): Message {
  const title = `${team.name}: ${name}`;
  const findings = findingsOf(lines, FINDINGS).map((line): Text => [findingWords(line)]);
  return message(
    title,
    heading(title),
    paragraph({ bold: 'What changed most' }),
    findings.length > 0 ? list(findings) : paragraph('Nothing changed much against the time before.'),
    PARTS.flatMap((part) => partOf(part, lines)),
    note(
      `From ${showDate(from)} to ${lastDay(to)}, beside ${showDate(before.from)} to ${lastDay(before.to)}. Only you see this. Whoever runs Rondo can print it, and what each number means stands in docs/metrics.md.`,
    ),
  );
}

function lastDay(to: CivilDate): string {
  return showDate(addDays(to, -1));
}

function partOf({ title, metrics }: (typeof PARTS)[number], lines: readonly Line[]): Element[] {
  const known = metrics.flatMap((id) => lines.filter(({ metric }) => metric.id === id)).filter(isWorthALine);
  return known.length === 0
    ? []
    : [paragraph({ bold: title }), ...list(known.map((line) => [lineWords(line)]))];
}

/** Something is known of it. */
export function isWorthALine({ head, rest }: Line): boolean {
  return head.value !== undefined && !isEmptyTime(head, rest);
}

/** No meeting was planned, and none was held. */
function isEmptyTime(head: Line['head'], rest: Line['rest']): boolean {
  return head.unit === 'minutes' && [head, ...rest].every(({ value }) => value === 0);
}

/** "Participation: 83 % (20 answered, 24 asked, 1 late), down from 91 %". */
export function lineWords(line: Line): string {
  const { name, head, rest } = line;
  const half =
    head.measure === 'p50' ? 'half within ' : head.measure === 'furthest' ? 'furthest from even by ' : '';
  const behind = rest
    .filter(({ unit, value, measure }) => value !== undefined && unit === 'count' && measure !== 'n')
    .map(({ measure, value }) => `${value} ${measure}`);
  const more = behind.length > 0 ? ` (${behind.join(', ')})` : '';
  const change = changeWords(line);
  return `${name}: ${half}${shownAs(head.value, head.unit)}${more}${change ? `, ${change}` : ''}`;
}

const SHOWN = 20;

/** What was told lately, the newest first. */
export function presentFigures(
  team: Team,
  names: readonly string[],
  told: readonly OutsideFigure[],
): Message {
  const title = `Numbers from outside of ${team.name}`;
  const newest = told.toSorted((a, b) => b.date.localeCompare(a.date) || a.name.localeCompare(b.name));
  const more = newest.length - SHOWN;
  return message(
    title,
    heading(title),
    newest.length === 0
      ? paragraph('Nothing was told in the last three months.')
      : list(
          newest
            .slice(0, SHOWN)
            .map(({ date, name, value }): Text => [`${showDate(date)}: ${name} ${value}`]),
        ),
    more > 0 ? paragraph(`And ${count(more, 'earlier one')}.`) : undefined,
    note(`There are ${listed(names)}. `, { code: '/rondo figure defects 3' }, ' tells one.'),
  );
}
