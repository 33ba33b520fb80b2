import type { LevelNumber, PersonId, Policy } from '../team.ts';
import type { CivilDate, Instant, Span } from '../time.ts';

export type EscalationState =
  | 'open'
  | 'acknowledged'
  | 'held'
  | 'exhausted'
  | 'resolved'
  | 'closed'
  | 'cancelled';

export type TimerName = 'start' | 'respond' | 'warn' | 'resolve' | 'remind' | 'hold';

/** A blocker and its climb. `id` = `<team>-<number>`; its thing key is `escalation:<id>`. */
export interface Escalation {
  id: string;
  team: string;
  number: number;
  state: EscalationState;
  /** False once resolved, closed or cancelled. */
  live: boolean;
  raiser: PersonId;
  raisedAt: Instant;
  /** The raiser's words. */
  what: string;
  /** The line for outsiders. */
  outside?: string;
  needs: readonly string[];
  link?: string;
  /** The round it came out of. */
  round?: string;
  /** "by DATE": level 1 starts that morning. */
  startsOn?: CivilDate;
  policy: Policy;
  level: LevelNumber;
  /** When the present level began. */
  levelSince: Instant;
  /** Resolved at the level's start, looked at again whenever something is sent. */
  targets: readonly PersonId[];
  /** Targets who were not asked, each with its reason. */
  passedOver: readonly { person: PersonId; why: string }[];
  /** Everybody who was told, for the last word. */
  told: readonly string[];
  owner?: PersonId;
  acknowledged?: { by: PersonId; at: Instant };
  /** Deputies are asked after the targets' `respondBy`. */
  deputised?: { at: Instant };
  respondBy?: Instant;
  warnAt?: Instant;
  resolveBy?: Instant;
  /** When this level's clocks began, if later than `levelSince`: the first reachable target's opening. */
  delayedTo?: Instant;
  hold?: { until: Instant; by: PersonId; why: string; left: Span; spent: Span };
  plan?: { text: string; by: PersonId; at: Instant; until?: CivilDate };
  resolved?: { by: PersonId; at: Instant; how: string; learning?: string };
  cancelled?: { by: PersonId; at: Instant; why: string };
  downs: number;
  /** Rises with every change: compare-and-set. */
  version: number;
  /** Rises when targets, level or clocks change: buttons and items carry it. */
  epoch: number;
  /** Per timer, how often it was armed. */
  armings: Readonly<Partial<Record<TimerName, number>>>;
}
