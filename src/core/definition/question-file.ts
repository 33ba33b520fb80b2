import { z } from 'zod';
import { questionType } from '../ritual.ts';
import { weekday } from './times.ts';
import { name, words } from './written.ts';

/** What Slack takes as the value of a choice, in characters. */
const LONGEST_OPTION = 150;

const askIf = z.strictObject({
  id: name.describe('The id of an earlier question.'),
  below: z.number().optional().describe('Asked if that answer is a number below this.'),
  is: z
    .union([z.string(), z.number(), z.boolean()], { error: 'a text, a number, true or false' })
    .optional()
    .describe('Asked if that answer is exactly this.'),
  answered: z.boolean().optional().describe('Asked if that question was answered (or, with false, was not).'),
});

/** One question of a ritual file. */
export const questionFile = z.strictObject({
  id: name.describe('A short name, unique in this ritual; answers are stored under it.'),
  ask: words.describe('The question as people read it.'),
  type: questionType.default('text').describe('What kind of answer it takes.'),
  optional: z.boolean().default(false).describe('May be left empty.'),
  anonymous: z.boolean().default(false).describe('Stored without the person; shown from four answers on.'),
  prefill: name.optional().describe('The id of a question whose last answer is offered as a start.'),
  options: z
    .array(words.max(LONGEST_OPTION))
    .optional()
    .describe('The choices of a choice question, each of at most 150 characters.'),
  from: z.number().optional().describe('The lowest value of a scale or number.'),
  to: z.number().optional().describe('The highest value of a scale or number.'),
  figure: name
    .optional()
    .describe(
      'Of a number question: the sum of the answers is kept under this name, like defects, and shown in reports.',
    ),
  only_on: z.array(weekday).optional().describe('Weekdays on which it is asked, like [mon, thu].'),
  ask_if: askIf.optional().describe('Ask it only after a certain answer to an earlier question.'),
});
