import { within } from '../escalation/lengths.ts';
import type { Ritual } from '../ritual.ts';
import type { Round } from '../round.ts';
import { type Interval, MINUTE } from '../time.ts';
import type { MetricsMaterial } from './material.ts';

/** Meetings and their minutes, as they were planned and as they were held. */
export interface Meetings {
  planned: number;
  held: number;
  plannedMinutes: number;
  heldMinutes: number;
}

/** Live rounds whose planned start lies in the span and that are over; one that a holiday took, or that concerned nobody, was
 * never one. All of them were planned for their usual length; held are those that began. Where nobody ended one, nobody knows when people went, so it counts with its usual length. */
export function meetingsIn(material: MetricsMaterial, span: Interval): Meetings {
  const planned = material.rounds.flatMap((round) => {
    const ritual = meetingOf(material, round);
    const start = round.startsAt;
    const settled = wasDue(round) && start !== undefined && within(span, start);
    return ritual && settled ? [{ round, ritual }] : [];
  });
  const held = planned.filter(({ round }) => round.state === 'closed' && round.startedAt !== undefined);
  return {
    planned: planned.length,
    held: held.length,
    plannedMinutes: sum(planned.map(({ ritual }) => ritual.lasts)),
    heldMinutes: sum(held.map(({ round, ritual }) => minutesOf(round, ritual))),
  };
}

function wasDue({ state, byHand }: Round): boolean {
  return state === 'closed' || state === 'missed' || (state === 'skipped' && byHand?.what === 'skipped');
}

function meetingOf({ team }: MetricsMaterial, round: Round): Ritual | undefined {
  const ritual = round.definition ?? team.rituals.find(({ id }) => id === round.ritual);
  return ritual?.mode === 'live' ? ritual : undefined;
}

function minutesOf({ startedAt = 0, closed, endedBy }: Round, { lasts }: Ritual): number {
  if (endedBy === undefined || closed === undefined) return lasts;
  return Math.max(0, Math.round((closed.at - startedAt) / MINUTE));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0);
}
