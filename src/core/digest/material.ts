import type { AuditEvent } from '../decision.ts';
import type { Escalation } from '../escalation/escalation.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Objective } from '../planning/objective.ts';
import type { Action, DecisionRecord, Digest, DigestLine, Risk, WeekLine } from '../record.ts';
import type { Ritual } from '../ritual.ts';
import type { Prompt, Round, Update } from '../round.ts';
import type { Team } from '../team.ts';
import type { CivilDate, Instant, Interval } from '../time.ts';
import type { Section } from './section.ts';

/** A round to come. `facilitator`: the name, once it is known. */
export interface Upcoming {
  ritual: Ritual;
  date: CivilDate;
  facilitator?: string;
}

/** What a digest is made from: everything of the team that may touch `(from, to]`; what lies outside is left out here. */
export interface DigestMaterial {
  team: Team;
  from: Instant;
  to: Instant;
  rounds: readonly Round[];
  /** The prompts of those rounds. */
  prompts: readonly Prompt[];
  updates: readonly Update[];
  escalations: readonly Escalation[];
  events: readonly AuditEvent[];
  actions: readonly Action[];
  decisions: readonly DecisionRecord[];
  risks: readonly Risk[];
  /** Those scored in the digest's time, and those of its last week that nobody has scored. */
  objectives: readonly Objective[];
  next: readonly Upcoming[];
  /** The team in numbers over that time, as every page and report counts them. */
  metrics: Metrics;
  /** What somebody picked or wrote as the three lines. */
  week?: readonly WeekLine[];
  previous?: Digest;
}

/** A line about one thing. */
export function line(section: Section, source: string, text: string): DigestLine {
  return { section, text, source };
}

/** A line of numbers about the whole team. */
export function teamLine({ team }: Pick<DigestMaterial, 'team'>, section: Section, text: string): DigestLine {
  return line(section, `team:${team.id}`, text);
}

/** Whether something happened in the digest's time: after `from`, up to and with `to`. */
export function within({ from, to }: Pick<DigestMaterial, 'from' | 'to'>, at: Instant | undefined): boolean {
  return at !== undefined && at > from && at <= to;
}

/** The same time as the half-open span that the metrics count in. */
export function spanOf({ from, to }: Pick<DigestMaterial, 'from' | 'to'>): Interval {
  return { from: from + 1, to: to + 1 };
}

/** The ritual a round was held by. */
export function ritualOf({ team }: Pick<DigestMaterial, 'team'>, round: Round): Ritual | undefined {
  return round.definition ?? team.rituals.find(({ id }) => id === round.ritual);
}

/** True for what came out of a private escalation: it stays inside. */
export function isPrivate({ escalations }: DigestMaterial, from: string): boolean {
  const id = from.replace(/^escalation:/, '');
  return escalations.some((one) => one.id === id && one.private !== undefined);
}
