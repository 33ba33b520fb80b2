import type { QuestionType } from '../ritual.ts';
import type { Draft } from './draft.ts';
import { type Finding, mistake, type Path, show, unknownName } from './finding.ts';
import type { questionFile } from './question-file.ts';

export type QuestionDraft = Draft<typeof questionFile>;
type Questions = readonly (QuestionDraft | undefined)[];

const NUMERIC: readonly QuestionType[] = ['scale', 'number'];
/** Their answers become things that belong to somebody. */
const NAMED: readonly QuestionType[] = [
  'blocker',
  'dependency',
  'risk',
  'kudos',
  'objective',
  'standing',
  'score',
  'lesson',
];

/** What is wrong with the questions of one ritual beyond the form of each field. */
export function checkQuestions(questions: Questions): Finding[] {
  return questions.flatMap((question, i) => {
    if (!question) return [];
    const path = ['questions', i];
    return [
      ...checkId(question, questions.slice(0, i), path),
      ...checkPrefill(question, questions, path),
      ...checkAskIf(question, questions, i),
      ...checkAnonymous(question, path),
      ...checkOptions(question, path),
      ...checkRange(question, path),
      ...checkFigure(question, path),
    ];
  });
}

function checkId(question: QuestionDraft, before: Questions, path: Path): Finding[] {
  if (!question.id || !before.some((other) => other?.id === question.id)) return [];
  return [mistake([...path, 'id'], 'an id that no other question of this ritual has', show(question.id))];
}

function checkPrefill(question: QuestionDraft, all: Questions, path: Path): Finding[] {
  if (!question.prefill) return [];
  const source = all.find((other) => other?.id === question.prefill);
  const at = [...path, 'prefill'];
  if (!source) return [unknownName(at, 'the id of a question of this ritual', question.prefill, ids(all))];
  if (!source.anonymous && !question.anonymous) return [];
  return [mistake(at, 'no prefill where answers are anonymous', show(question.prefill))];
}

function checkAskIf(question: QuestionDraft, all: Questions, i: number): Finding[] {
  if (!question.ask_if) return [];
  const at = ['questions', i, 'ask_if'];
  const findings = checkCondition(question.ask_if, at);
  if (question.anonymous)
    findings.push(mistake(at, 'no ask_if on an anonymous question (it would show who answered)', 'ask_if'));
  if (question.ask_if.id) findings.push(...checkEarlier(question.ask_if, all, i));
  return findings;
}

type AskIfDraft = NonNullable<QuestionDraft['ask_if']>;

function checkCondition({ below, is, answered }: AskIfDraft, at: Path): Finding[] {
  const conditions = [below, is, answered].filter((condition) => condition !== undefined).length;
  if (conditions === 1) return [];
  return [
    mistake(
      at,
      'exactly one of below, is and answered',
      conditions === 0 ? 'none of them' : `${conditions} of them`,
    ),
  ];
}

function checkEarlier(askIf: AskIfDraft, all: Questions, i: number): Finding[] {
  const at = ['questions', i, 'ask_if'];
  const earlier = all.slice(0, i);
  const asked = earlier.find((other) => other?.id === askIf.id);
  if (!asked)
    return [unknownName([...at, 'id'], 'the id of an earlier question', askIf.id ?? '', ids(earlier))];
  if (asked.anonymous) return [mistake([...at, 'id'], 'a question that is not anonymous', show(askIf.id))];
  if (askIf.below === undefined || !asked.type || NUMERIC.includes(asked.type)) return [];
  return [mistake([...at, 'below'], `"is" or "answered", because "${askIf.id}" is not a number`, 'below')];
}

function checkAnonymous(question: QuestionDraft, path: Path): Finding[] {
  if (!question.anonymous || !question.type || !NAMED.includes(question.type)) return [];
  return [
    mistake(
      [...path, 'anonymous'],
      `no anonymous ${question.type} question (somebody has to be able to follow it up)`,
      'true',
    ),
  ];
}

function checkOptions(question: QuestionDraft, path: Path): Finding[] {
  const { type = 'text', options } = question;
  if (type === 'choice' && (options?.length ?? 0) < 2)
    return [
      mistake(
        options ? [...path, 'options'] : path,
        'at least two options for a choice',
        options ? show(options) : 'none',
      ),
    ];
  if (type === 'choice' || !options) return [];
  return [mistake([...path, 'options'], 'options only with type: choice', `type ${type}`)];
}

function checkRange(question: QuestionDraft, path: Path): Finding[] {
  const { type = 'text', from, to } = question;
  if (type === 'scale' && (from === undefined || to === undefined))
    return [
      mistake(
        path,
        'from and to for a scale',
        from === undefined && to === undefined ? 'neither' : 'only one',
      ),
    ];
  if (!NUMERIC.includes(type) && (from !== undefined || to !== undefined))
    return [
      mistake(
        [...path, from === undefined ? 'to' : 'from'],
        'from and to only with a scale or number',
        `type ${type}`,
      ),
    ];
  if (from === undefined || to === undefined || from < to) return [];
  return [mistake([...path, 'to'], `a number above ${from}`, show(to))];
}

/** A sum grows with each answer: whoever watches it would see what the last one was. */
function checkFigure({ figure, type = 'text', anonymous }: QuestionDraft, path: Path): Finding[] {
  if (!figure || (type === 'number' && !anonymous)) return [];
  const found = type === 'number' ? 'an anonymous question' : `type ${type}`;
  return [mistake([...path, 'figure'], 'figure only with a number question that is not anonymous', found)];
}

function ids(questions: Questions): string[] {
  return questions.map((question) => question?.id).filter((id) => id !== undefined);
}
