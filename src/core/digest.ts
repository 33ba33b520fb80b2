import { type Blockers, blockerLines, blockersOf, escalationLines } from './digest/blockers.ts';
import { withoutWords } from './digest/leaving-out.ts';
import { type DigestMaterial, line, teamLine } from './digest/material.ts';
import { moodLines } from './digest/mood.ts';
import { objectiveLines, openLines } from './digest/objectives.ts';
import {
  type Actions,
  actionLines,
  actionsOf,
  decisionLines,
  decisionsOf,
  riskLines,
} from './digest/records.ts';
import { findingLines, numberLines, type ReportMaterial, retroLines } from './digest/report.ts';
import { accomplishmentLines, movedLines, nextLines, participationLines } from './digest/rounds.ts';
import type { DigestLine } from './record.ts';
import { count, listed } from './wording.ts';

/** The lines of a digest over `(from, to]`, by the instant things were committed: what changed since the last one comes
 * first. Every line names the thing it comes from; numbers name the team or the ritual. Stakeholders read it, so it
 * holds no number about one person, and names people only as owners or authors of what the channel has seen. */
export function composeDigest(material: DigestMaterial): DigestLine[] {
  const blockers = blockersOf(material);
  const actions = actionsOf(material);
  const done = accomplishmentLines(material);
  return withoutWords(material.team, [
    ...changedLines(material, blockers, actions, 'digest'),
    ...weekLines(material),
    ...done,
    ...saidOrNothing(material, done.length > 0),
    ...decisionLines(material),
    ...objectiveLines(material),
    ...blockerLines(material, blockers),
    ...escalationLines(material),
    ...riskLines(material),
    ...actionLines(material, actions),
    ...participationLines(material),
    ...moodLines(material),
    ...openLines(material),
    ...nextLines(material),
  ]);
}

/** The lines of a report over a longer time: the numbers beside those of the time before, what changed most in them, what
 * was decided, what is still open, and what the next retro could look at. */
export function composeReport(material: ReportMaterial): DigestLine[] {
  const blockers = blockersOf(material);
  return withoutWords(material.team, [
    ...changedLines(material, blockers, actionsOf(material), 'report'),
    ...weekLines(material),
    ...findingLines(material),
    ...numberLines(material),
    ...decisionLines(material),
    ...blockerLines(material, { ...blockers, resolved: [] }),
    ...openLines(material),
    ...retroLines(material),
  ]);
}

/** The lines with everything but the numbers left out: what goes out when nobody has looked at it and the team wants
 * it so. */
export function numbersOnly(lines: readonly DigestLine[]): DigestLine[] {
  return lines.map((one) =>
    /^(team|ritual):/.test(one.source) && one.section !== 'week' && !one.edited
      ? one
      : { ...one, leftOut: true },
  );
}

/** Other three lines take the place of those that are there. */
export function withWeek(lines: readonly DigestLine[], material: Pick<DigestMaterial, 'team' | 'week'>) {
  const rest = lines.filter((one) => one.section !== 'week');
  const after = rest.findLastIndex((one) => one.section === 'changed') + 1;
  const week = withoutWords(material.team, weekLines(material));
  return [...rest.slice(0, after), ...week, ...rest.slice(after)];
}

function weekLines({ week = [] }: Pick<DigestMaterial, 'week'>): DigestLine[] {
  return week.map(({ source, text }) => line('week', source, text));
}

function changedLines(
  material: DigestMaterial,
  { climbed }: Blockers,
  { done }: Actions,
  kind: 'digest' | 'report',
): DigestLine[] {
  const { opened, resolved } = material.metrics.blockers;
  const decided = decisionsOf(material).length;
  const counts = [
    opened > 0 && `${count(opened, 'blocker')} raised`,
    resolved > 0 && `${count(resolved, 'blocker')} resolved`,
    decided > 0 && count(decided, 'decision'),
    done.length > 0 && `${count(done.length, 'action')} done`,
  ].filter((one) => one !== false);
  const since = material.previous ? `Since the last ${kind}` : `In this first ${kind}`;
  const words = counts.length > 0 ? listed(counts) : 'no new blockers, no decisions, no actions done';
  return [
    teamLine(material, 'changed', `${since}: ${words}.`),
    ...climbed.map(({ escalation, from, to }) =>
      line(
        'changed',
        `escalation:${escalation.id}`,
        `${escalation.id} went up from level ${from} to level ${to}.`,
      ),
    ),
  ];
}

function saidOrNothing(material: DigestMaterial, said: boolean): DigestLine[] {
  const lines = movedLines(material);
  return lines.length > 0 || said ? lines : [teamLine(material, 'moved', 'No answers in this time.')];
}
