import { type Blockers, blockerLines, blockersOf } from './digest/blockers.ts';
import { type DigestMaterial, line, teamLine } from './digest/material.ts';
import {
  type Actions,
  actionLines,
  actionsOf,
  decisionLines,
  decisionsOf,
  riskLines,
} from './digest/records.ts';
import { movedLines, nextLines, participationLines } from './digest/rounds.ts';
import type { DigestLine } from './record.ts';
import { count, listed } from './wording.ts';

/** The lines of a digest over `(from, to]`, by the instant things were committed: what changed since the last one comes
 * first. Every line names the thing it comes from; numbers name the team or the ritual. Stakeholders read it, so it
 * holds no number about one person, and names people only as owners or authors of what the channel has seen. */
export function composeDigest(material: DigestMaterial): DigestLine[] {
  const blockers = blockersOf(material);
  const actions = actionsOf(material);
  return [
    ...changedLines(material, blockers, actions),
    ...saidOrNothing(material),
    ...blockerLines(material, blockers),
    ...decisionLines(material),
    ...actionLines(material, actions),
    ...riskLines(material),
    ...participationLines(material),
    ...nextLines(material),
  ];
}

/** The lines with everything but the numbers left out: what goes out when nobody has looked at it and the team wants
 * it so. */
export function numbersOnly(lines: readonly DigestLine[]): DigestLine[] {
  return lines.map((one) => (/^(team|ritual):/.test(one.source) ? one : { ...one, leftOut: true }));
}

function changedLines(
  material: DigestMaterial,
  { raised, resolved, climbed }: Blockers,
  { done }: Actions,
): DigestLine[] {
  const counts = [
    raised.length > 0 && `${count(raised.length, 'blocker')} raised`,
    resolved.length > 0 && `${count(resolved.length, 'blocker')} resolved`,
    decisionsOf(material).length > 0 && count(decisionsOf(material).length, 'decision'),
    done.length > 0 && `${count(done.length, 'action')} done`,
  ].filter((one) => one !== false);
  const since = material.previous ? 'Since the last digest' : 'In this first digest';
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

function saidOrNothing(material: DigestMaterial): DigestLine[] {
  const lines = movedLines(material);
  return lines.length > 0 ? lines : [teamLine(material, 'moved', 'No answers in this time.')];
}
