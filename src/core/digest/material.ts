import type { AuditEvent } from '../decision.ts';
import type { Escalation } from '../escalation/escalation.ts';
import type { Action, DecisionRecord, Digest, DigestLine, Risk } from '../record.ts';
import type { Ritual } from '../ritual.ts';
import type { Prompt, Round, Update } from '../round.ts';
import type { Team } from '../team.ts';
import type { CivilDate, Instant } from '../time.ts';

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
  next: readonly Upcoming[];
  previous?: Digest;
}

export type Section =
  | 'changed'
  | 'moved'
  | 'blockers'
  | 'decisions'
  | 'actions'
  | 'risks'
  | 'participation'
  | 'next';

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

/** The ritual a round was held by. */
export function ritualOf({ team }: Pick<DigestMaterial, 'team'>, round: Round): Ritual | undefined {
  return round.definition ?? team.rituals.find(({ id }) => id === round.ritual);
}

/** True for what came out of a private escalation: it stays inside. */
export function isPrivate({ escalations }: DigestMaterial, from: string): boolean {
  const id = from.replace(/^escalation:/, '');
  return escalations.some((one) => one.id === id && one.private !== undefined);
}
