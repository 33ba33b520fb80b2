import { findingsOf, findingWords, type Line, linesOf } from '../metrics/compare.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { isWorthALine, lineWords } from '../present/report.ts';
import type { DigestLine, Topic } from '../record.ts';
import { count, listed } from '../wording.ts';
import { type DigestMaterial, teamLine } from './material.ts';

/** What a report over a longer time is made from, besides what a digest is. */
export interface ReportMaterial extends DigestMaterial {
  /** The numbers of the time before, as long as this one. */
  before?: Metrics;
  /** What waits for the next retro. */
  topics: readonly Topic[];
}

const FINDINGS = 3;
/** Who has how many turns is for the team. */
const INSIDE = ['fairness'];

/** What changed most against the time before. */
export function findingLines(material: ReportMaterial): DigestLine[] {
  const findings = findingsIn(material).map((one) => teamLine(material, 'findings', findingWords(one)));
  const none = material.before
    ? 'Nothing changed much against the time before.'
    : 'There is nothing yet to compare with.';
  return findings.length > 0 ? findings : [teamLine(material, 'findings', none)];
}

/** Each number that is known, beside that of the time before. */
export function numberLines(material: ReportMaterial): DigestLine[] {
  return shownIn(material)
    .filter((one) => isWorthALine(one) && !isNothing(one))
    .map((one) => teamLine(material, 'numbers', `${lineWords(one)}.`));
}

/** Nothing happened, and nothing had happened before. */
function isNothing({ head, before }: Line): boolean {
  return head.unit === 'count' && head.value === 0 && !before?.value;
}

/** What the next retro could look at: numbers that got worse, blockers that keep coming back, and how much waits already.
 * What people have put on the list in their own words stays in the team. */
export function retroLines(material: ReportMaterial): DigestLine[] {
  const worse = findingsIn(material).filter(isWorse);
  const back = material.topics.filter(({ from }) => from.length > 0);
  const said = material.topics.length - back.length;
  return [
    ...worse.map(({ name }) => teamLine(material, 'retro', `Why did this get worse: ${name}?`)),
    ...back.map(({ from }) =>
      teamLine(
        material,
        'retro',
        `A blocker keeps coming back: ${count(from.length, 'time')} (${listed(from)}).`,
      ),
    ),
    ...(said > 0 ? [teamLine(material, 'retro', `${count(said, 'topic')} of the team on the list.`)] : []),
  ];
}

function findingsIn(material: ReportMaterial): Line[] {
  return findingsOf(shownIn(material), FINDINGS);
}

function shownIn({ metrics, before }: ReportMaterial): Line[] {
  return linesOf(metrics, before).filter(({ metric }) => !INSIDE.includes(metric.id));
}

function isWorse({ metric, head, before }: Line): boolean {
  const [now, then] = [head.value ?? 0, before?.value ?? 0];
  return metric.better !== undefined && (metric.better === 'more') !== now > then;
}
