import type { Escalation } from '../escalation/escalation.ts';
import { age } from '../present/moment.ts';
import type { DigestLine } from '../record.ts';
import type { LevelNumber } from '../team.ts';
import type { Instant } from '../time.ts';
import { oneLine } from '../wording.ts';
import { type DigestMaterial, line, teamLine, within } from './material.ts';

/** The blockers of a digest's time; private ones are counted, never listed. */
export interface Blockers {
  raised: readonly Escalation[];
  resolved: readonly Escalation[];
  open: readonly Escalation[];
  climbed: readonly { escalation: Escalation; from: LevelNumber; to: LevelNumber }[];
}

export function blockersOf(material: DigestMaterial): Blockers {
  const { escalations, to } = material;
  return {
    raised: escalations.filter(({ raisedAt }) => within(material, raisedAt)).toSorted(oldestFirst),
    resolved: escalations.filter(({ resolved }) => within(material, resolved?.at)).toSorted(oldestFirst),
    open: escalations
      .filter((one) => isOpenAt(one, to))
      .toSorted((a, b) => b.level - a.level || oldestFirst(a, b)),
    climbed: climbsOf(material),
  };
}

/** Numbers first, then one line each: resolved, still open from before, new. Outsiders read the line that was worded for
 * them; without one, the number alone. */
export function blockerLines(material: DigestMaterial, blockers: Blockers): DigestLine[] {
  const { raised, resolved, open } = blockers;
  if (raised.length + resolved.length + open.length === 0)
    return [teamLine(material, 'blockers', 'No blockers.')];
  const numbers = `${raised.length} raised, ${resolved.length} resolved, ${open.length} open now.`;
  return [
    teamLine(material, 'blockers', numbers + inTime(material, resolved)),
    ...listable(resolved).map((one) =>
      blockerLine(one, `was resolved after ${age(one.raisedAt, one.resolved?.at ?? material.to)}`),
    ),
    ...listable(open).map((one) => blockerLine(one, openWords(one, material))),
  ];
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

function inTime(material: DigestMaterial, resolved: readonly Escalation[]): string {
  if (resolved.length === 0) return '';
  const kept = resolved.filter((one) => keptItsTime(material, one)).length;
  return ` ${kept} of ${resolved.length} resolved within the time of their level.`;
}

/** No level ran out of time. A climb from before the digest's time is seen only by the level, so a higher level counts as
 * in time only if a person is known to have sent it there. */
function keptItsTime({ events }: DigestMaterial, { id, level, exhausted }: Escalation): boolean {
  const own = events.filter(({ about }) => about === `escalation:${id}`);
  if (exhausted || own.some(({ what }) => what === 'climbed' || what === 'exhausted')) return false;
  return level === 1 || own.some(({ what }) => what === 'escalated');
}

function blockerLine(escalation: Escalation, words: string): DigestLine {
  const outside = escalation.outside ? `: ${oneLine(escalation.outside, 200)}` : '';
  return line('blockers', `escalation:${escalation.id}`, `${escalation.id} ${words}${outside}`);
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
