import type { LevelNumber } from '../team.ts';
import type { Escalation } from './escalation.ts';
import { asker, change, record, type Work } from './work.ts';

/** What the present level is to end with and nobody has recorded yet: an action plan, a decision. Undefined when nothing is
 * missing. A plan of a lower level is no decision of a higher one. */
export function missingOutcome({
  policy,
  level,
  plan,
  levelSince,
}: Escalation): 'plan' | 'decision' | undefined {
  const { outcome } = policy[level];
  if (outcome === 'fixed') return undefined;
  const recorded = plan && (plan.level === undefined ? plan.at >= levelSince : plan.level >= level);
  if (recorded) return undefined;
  return outcome === 'decision' ? 'decision' : 'plan';
}

/** What was recorded last is called after the outcome of the level it was recorded at. */
export function outcomeName({ policy, plan, level, levelSince }: Escalation): 'Plan' | 'Decision' {
  const at = plan?.level ?? (plan && plan.at >= levelSince ? level : undefined);
  return at !== undefined && policy[at].outcome === 'decision' ? 'Decision' : 'Plan';
}

/** What would be recorded now. */
export function outcomeAsked({ policy, level }: Escalation): 'Plan' | 'Decision' {
  return policy[level].outcome === 'decision' ? 'Decision' : 'Plan';
}

/** How each is asked for. */
export const OUTCOME_QUESTIONS = {
  plan: 'What is the action plan: who does what until when?',
  decision: 'What was decided, and by whom?',
} as const;

/** Why it cannot be left out. */
export function outcomeNeeded(missing: 'plan' | 'decision', level: LevelNumber): string {
  return missing === 'plan'
    ? `Level ${level} ends with an action plan, and none is recorded. Write it in a sentence.`
    : `Level ${level} ends with a decision, and none is recorded. Write it in a sentence.`;
}

/** The plan or decision that somebody gives while resolving or closing. */
export function keepOutcome(work: Work, words: string | undefined): void {
  const text = words?.trim();
  if (!text) return;
  change(work, { plan: { text, by: asker(work), at: work.now, level: work.state.level } });
  record(work, 'planned', text);
}
