import type { Escalation } from '../escalation/escalation.ts';
import type { Objective } from '../planning/objective.ts';
import type { Action, Dependency } from '../record.ts';
import type { Ritual } from '../ritual.ts';
import type { Prompt, Round, Update } from '../round.ts';
import type { Team } from '../team.ts';

/** One round that one person is asked in, with all that its words and its form are made from. */
export interface Asked {
  round: Round;
  ritual: Ritual;
  team: Team;
  prompt: Prompt;
  /** What this person has answered in this round already. */
  update?: Update;
  /** This person's answers in the ritual's round before, for `prefill`. */
  last?: Update;
  /** What is open of this person in this team: their own blockers and actions, and dependencies they are a side of. */
  own?: {
    escalations: readonly Escalation[];
    actions: readonly Action[];
    dependencies?: readonly Dependency[];
    /** Those of the week that the round is about. */
    objectives?: readonly Objective[];
  };
}

/** The thing key of one or several prompts that are shown and answered together. */
export function promptsThing(asked: readonly Asked[]): string {
  const ids = asked.map(({ prompt }) => prompt.id);
  return ids.length === 1 ? `prompt:${ids[0]}` : `prompts:${ids.join(',')}`;
}

/** The prompts' ids out of such a thing key, with or without its kind; none for another kind of thing. */
export function promptsOf(thing: string): string[] {
  const [, kind, ids = ''] = /^(?:([a-z]+):)?(.*)$/s.exec(thing) ?? [];
  const fits = kind === undefined || kind === 'prompt' || kind === 'prompts';
  return fits ? ids.split(',').filter(Boolean) : [];
}

/** The id of a question's input; a group's members hang behind a dot. */
export function inputId(round: string, question: string, member?: string): string {
  return member ? `${round}:${question}.${member}` : `${round}:${question}`;
}
