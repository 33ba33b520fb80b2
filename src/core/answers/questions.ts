import type { QuestionType } from '../ritual.ts';
import { blocker } from './blockers.ts';
import { dependency, kudos, risk } from './groups.ts';
import { lesson, objective, score, standing } from './objectives.ts';
import type { Way } from './reading.ts';
import { SIMPLE } from './simple.ts';

/** How each type of question is asked and read. */
export const WAYS: Readonly<Record<QuestionType, Way>> = {
  ...SIMPLE,
  blocker,
  dependency,
  risk,
  kudos,
  objective,
  standing,
  score,
  lesson,
};
