import type { AuditEvent } from '../decision.ts';
import type { Escalation } from '../escalation/escalation.ts';
import type { Objective } from '../planning/objective.ts';
import type { Unnamed } from '../present/anonymous.ts';
import type { Action } from '../record.ts';
import type { Rotation, Turn } from '../rotation/rotation.ts';
import type { Prompt, Round, Update } from '../round.ts';
import type { Team } from '../team.ts';
import type { Instant } from '../time.ts';
import type { OutsideFigure } from './figure.ts';

/** What a team's weeks are counted from. More than a span needs does no harm: each metric picks what is in its span. */
export interface WeekMaterial {
  team: Team;
  /** At least those that closed in the span. */
  rounds: readonly Round[];
  /** The prompts of those rounds. */
  prompts: readonly Prompt[];
  /** What was answered without names in those rounds. */
  unnamed: readonly UnnamedIn[];
  /** At least what happened to blockers from the beginning of the span up to `live.at`. */
  events: readonly AuditEvent[];
  /** How many blockers were open at an instant that is not before the end of the span. */
  live: { at: Instant; n: number };
}

export interface UnnamedIn extends Unnamed {
  round: string;
}

/** What all metrics of a team are made from. */
export interface MetricsMaterial extends WeekMaterial {
  /** All to which something happened in the span; `events` has everything that ever happened to them. */
  escalations: readonly Escalation[];
  /** At least those of the rounds that closed in the span. */
  updates: readonly Update[];
  /** At least those due in the span, and those done in it. */
  actions: readonly Action[];
  /** At least those scored in the span, and those that they go on with. */
  objectives: readonly Objective[];
  /** As they stand now, without turns that never took place. */
  rotations: readonly Rotation[];
  turns: readonly Turn[];
  figures: readonly OutsideFigure[];
}
