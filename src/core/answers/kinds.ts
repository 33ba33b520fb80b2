import type { Answer, BlockerAnswer, DependencyAnswer, KudosAnswer, RiskAnswer } from '../round.ts';

/** The blocker in an answer, if it is one. */
export function blockerOf(answer: Answer | undefined): BlockerAnswer | undefined {
  return typeof answer === 'object' && 'needs' in answer ? answer : undefined;
}

/** The dependency in an answer, if it is one. */
export function dependencyOf(answer: Answer | undefined): DependencyAnswer | undefined {
  return typeof answer === 'object' && 'on' in answer ? answer : undefined;
}

/** The thanks in an answer, if that is what it is. */
export function kudosOf(answer: Answer | undefined): KudosAnswer | undefined {
  return typeof answer === 'object' && 'to' in answer ? answer : undefined;
}

/** The risk in an answer, if it is one. */
export function riskOf(answer: Answer | undefined): RiskAnswer | undefined {
  if (typeof answer !== 'object' || !('what' in answer)) return undefined;
  return 'needs' in answer || 'on' in answer || 'to' in answer ? undefined : answer;
}
