import type { Escalation } from '../escalation/escalation.ts';
import { eachLevel } from '../metrics/blockers.ts';
import { age } from '../present/moment.ts';
import type { DigestLine } from '../record.ts';
import type { LevelNumber } from '../team.ts';
import type { Instant } from '../time.ts';
import { oneLine } from '../wording.ts';
import { type DigestMaterial, line, teamLine, within } from './material.ts';

/** The blockers of a digest's time; private ones are counted, never listed. */
export interface Blockers {
  resolved: readonly Escalation[];
  open: readonly Escalation[];
  climbed: readonly { escalation: Escalation; from: LevelNumber; to: LevelNumber }[];
}

export function blockersOf(material: DigestMaterial): Blockers {
  const { escalations, to } = material;
  return {
    resolved: escalations.filter(({ resolved }) => within(material, resolved?.at)).toSorted(oldestFirst),
    open: escalations
      .filter((one) => isOpenAt(one, to))
      .toSorted((a, b) => b.level - a.level || oldestFirst(a, b)),
    climbed: climbsOf(material),
  };
}

/** Numbers first, then one line each: resolved, still open from before, new. Outsiders read the line that was worded for
 * them; without one, the number alone. */
export function blockerLines(material: DigestMaterial, { resolved, open }: Blockers): DigestLine[] {
  const { blockers } = material.metrics;
  if (blockers.opened + blockers.resolved + blockers.open === 0)
    return [teamLine(material, 'blockers', 'No blockers.')];
  const numbers = `${blockers.opened} raised, ${blockers.resolved} resolved, ${blockers.open} open now.`;
  return [
    teamLine(material, 'blockers', numbers),
    ...listable(resolved).map((one) => blockerLine(one, resolvedWords(one, material))),
    ...listable(open).map((one) => blockerLine(one, openWords(one, material))),
  ];
}

/** How many were resolved before the time of their level was over. */
export function escalationLines(material: DigestMaterial): DigestLine[] {
  return eachLevel(material.metrics.levels).flatMap(([level, { kept }]) =>
    kept.of === 0
      ? []
      : [
          teamLine(
            material,
            'escalations',
            `Level ${level}: ${kept.met} of ${kept.of} resolved within its time.`,
          ),
        ],
  );
}

function climbsOf(material: DigestMaterial): Blockers['climbed'] {
  return listable(material.escalations).flatMap((escalation) => {
    const moves = movesOf(material, escalation);
    const [first, last] = [moves.at(0), moves.at(-1)];
    return first && last && last.to > first.from ? [{ escalation, from: first.from, to: last.to }] : [];
  });
}

interface Move {
  from: LevelNumber;
  to: LevelNumber;
}

const MOVES = new Set(['climbed', 'escalated', 'de-escalated']);

function movesOf(material: DigestMaterial, { id }: Escalation): Move[] {
  return material.events
    .filter(({ about, what, at }) => about === `escalation:${id}` && MOVES.has(what) && within(material, at))
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ facts }) => {
      const [from, to] = [levelOf(facts?.from), levelOf(facts?.to)];
      return from && to ? [{ from, to }] : [];
    });
}

function levelOf(fact: unknown): LevelNumber | undefined {
  return fact === 1 || fact === 2 || fact === 3 ? fact : undefined;
}

function isOpenAt({ raisedAt, resolved, cancelled, closed }: Escalation, to: Instant): boolean {
  const ends = [resolved?.at, cancelled?.at, closed?.at].filter((at) => at !== undefined);
  return raisedAt <= to && ends.every((at) => at > to);
}

function blockerLine(escalation: Escalation, words: string): DigestLine {
  const outside = escalation.outside ? `: ${oneLine(escalation.outside, 200)}` : '';
  return line('blockers', `escalation:${escalation.id}`, `${escalation.id} ${words}${outside}`);
}

function resolvedWords({ raisedAt, resolved, level }: Escalation, { to }: DigestMaterial): string {
  return `was resolved at level ${level} after ${age(raisedAt, resolved?.at ?? to)}`;
}

function openWords(escalation: Escalation, material: DigestMaterial): string {
  const { raisedAt, level, state } = escalation;
  const time = age(raisedAt, material.to);
  const word = within(material, raisedAt) ? `is new, open for ${time}` : `is still open after ${time}`;
  return `${word}, level ${level}${state === 'held' ? ', on hold' : ''}`;
}

function listable(escalations: readonly Escalation[]): readonly Escalation[] {
  return escalations.filter((one) => !one.private);
}

function oldestFirst(a: Escalation, b: Escalation): number {
  return a.raisedAt - b.raisedAt;
}
