import type { QuestionType, Ritual } from '../ritual.ts';

/** What of a team's plans a ritual is about, and so what its messages show. */
export interface Parts {
  objectives?: 'plan' | 'standing' | 'score';
  waits: boolean;
  risks: boolean;
}

/** A planning is about all of it. Of other rituals the questions say it: a review that asks how objectives stand, what became
 * of them, or for risks shows these; whatever gathers people with dependencies shows who waits for whom. */
export function partsOf(ritual: Pick<Ritual, 'kind' | 'questions' | 'with'>): Parts {
  const asks = (type: QuestionType) => ritual.questions.some((question) => question.type === type);
  const planning = ritual.kind === 'planning';
  const review = ritual.kind === 'review';
  const objectives = planning
    ? 'plan'
    : asks('score')
      ? 'score'
      : asks('standing')
        ? 'standing'
        : asks('objective')
          ? 'plan'
          : undefined;
  return {
    ...(objectives ? { objectives } : {}),
    waits: planning || ritual.with === 'dependencies' || (review && asks('dependency')),
    risks: planning || (review && asks('risk')),
  };
}

/** Whether it shows any of them. */
export function showsPlans(ritual: Pick<Ritual, 'kind' | 'questions' | 'with'>): boolean {
  const { objectives, waits, risks } = partsOf(ritual);
  return objectives !== undefined || waits || risks;
}
