import type { Press, Submit, Verb } from '../call.ts';
import { holdDigest, sendDigest } from './digest-approval.ts';
import * as editing from './digest-editing.ts';
import { digest, wholeDigest } from './digest-verb.ts';
import * as questions from './questions.ts';
import { openWeek, submitWeek } from './week.ts';

/** What follows `/rondo` about digests and reports. */
export const digestVerbs: Readonly<Record<string, Verb>> = { digest };

export const digestPresses: Readonly<Record<string, Press>> = {
  'digest.send': sendDigest,
  'digest.hold': holdDigest,
  'digest.openEdit': editing.openEdit,
  'digest.openOut': editing.openOut,
  'digest.openCorrect': editing.openCorrect,
  'digest.openWeek': openWeek,
  'digest.more': wholeDigest,
  'digest.ask': questions.openAsk,
  'question.openAnswer': questions.openAnswer,
  'question.decline': questions.decline,
};

export const digestForms: Readonly<Record<string, Submit>> = {
  'digest.edit': editing.submitEdit,
  'digest.out': editing.submitOut,
  'digest.correct': editing.submitCorrect,
  'digest.week': submitWeek,
  'digest.ask': questions.submitAsk,
  'question.answer': questions.submitAnswer,
};
