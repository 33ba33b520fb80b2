import type { AskIf, Question } from '../ritual.ts';

/** The small print under a question: when it is meant, how to answer it, and that it is anonymous. */
export function hinted(
  hint: string | undefined,
  { askIf, anonymous }: Question,
  questions: readonly Question[],
): { hint?: string } {
  const condition = askIf ? conditionOf(askIf, questions) : undefined;
  const secret = anonymous ? ANONYMOUS : undefined;
  const hints = [condition, hint, secret].filter((one) => one !== undefined);
  return hints.length > 0 ? { hint: hints.join(' ') } : {};
}

const ANONYMOUS =
  'Anonymous: kept without your name, shown only after the close and from four answers on. You cannot change it later.';

function conditionOf({ id, below, is, answered }: AskIf, questions: readonly Question[]): string | undefined {
  const question = questions.find((one) => one.id === id);
  if (!question) return undefined;
  const about = `“${question.ask}”`;
  if (below !== undefined) return `Only if ${about} is below ${below}.`;
  if (is !== undefined)
    return `Only if ${about} is ${typeof is === 'boolean' ? (is ? 'yes' : 'no') : `“${is}”`}.`;
  return answered === false ? `Only if you left ${about} empty.` : `Only if you answered ${about}.`;
}
