import { within } from '../escalation/lengths.ts';
import { ledgerOf } from '../present/ledger.ts';
import type { PersonId } from '../team.ts';
import type { Interval } from '../time.ts';
import type { MetricsMaterial } from './material.ts';

/** One duty's turns: how far whoever is furthest from an even share is from it, and everybody's own account. */
export interface DutyFairness {
  rotation: string;
  name: string;
  /** In turns; 0 where all is even. */
  furthest: number;
  people: readonly DutyAccount[];
}

export interface DutyAccount {
  person: PersonId;
  /** Taken in the span. */
  taken: number;
  /** So far in all, announced ones included, and how many would be even: each turn adds to everybody who could have had it
   * one divided by their number. */
  turns: number;
  share: number;
}

/** Every duty that a rotation hands out, as its accounts stand now. */
export function fairnessIn({ team, rotations, turns }: MetricsMaterial, span: Interval): DutyFairness[] {
  return ledgerOf(team, rotations).duties.map(({ rotation, name, entries }) => {
    const taken = turns.filter(
      (turn) => turn.rotation === rotation && turn.countedAt !== undefined && within(span, turn.countedAt),
    );
    return {
      rotation,
      name,
      furthest: Math.max(0, ...entries.map((one) => Math.abs(one.turns - one.share))),
      people: entries.map((entry) => ({
        ...entry,
        taken: taken.filter(({ person }) => person === entry.person).length,
      })),
    };
  });
}
