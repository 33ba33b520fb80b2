import type {
  Answer,
  BlockerAnswer,
  DependencyAnswer,
  KudosAnswer,
  LessonAnswer,
  MarksAnswer,
  ObjectiveAnswer,
  RiskAnswer,
} from '../round.ts';

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

/** The objective in an answer, if it is one. */
export function objectiveOf(answer: Answer | undefined): ObjectiveAnswer | undefined {
  return typeof answer === 'object' && 'objective' in answer ? answer : undefined;
}

/** What an answer says of objectives, if it does. */
export function marksOf(answer: Answer | undefined): MarksAnswer | undefined {
  return typeof answer === 'object' && 'marks' in answer ? answer : undefined;
}

/** The lesson in an answer, if it is one. */
export function lessonOf(answer: Answer | undefined): LessonAnswer | undefined {
  return typeof answer === 'object' && 'lesson' in answer ? answer : undefined;
}
