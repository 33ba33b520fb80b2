import { type Element, list, paragraph } from '../message.ts';
import type { Question, Ritual } from '../ritual.ts';
import { questionsFor } from '../round/plan.ts';
import type { Answer, Round } from '../round.ts';
import { count } from '../wording.ts';

/** An answer without its person. */
export interface Unnamed {
  question: string;
  answer: Answer;
}

/** With fewer answers somebody could be recognised. */
export const FEWEST = 4;

/** What was answered anonymously: after the close only, from four answers to a question on, and never in the order in
 * which the answers came. */
export function anonymousLines(
  { ritual, round }: { ritual: Ritual; round: Round },
  answers: readonly Unnamed[],
): Element[] {
  if (round.state !== 'closed') return [];
  return questionsFor(ritual, round.date)
    .filter(({ anonymous }) => anonymous)
    .flatMap((question) => {
      const own = answers.filter((one) => one.question === question.id).map(({ answer }) => answer);
      return own.length < FEWEST ? [] : resultOf(question, own);
    });
}

function resultOf(question: Question, answers: readonly Answer[]): Element[] {
  const numbers = answers.filter((answer) => typeof answer === 'number');
  const size = count(answers.length, 'anonymous answer');
  if (numbers.length === answers.length) {
    const mean = numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
    const of = question.type === 'scale' ? ` of ${question.to ?? 5}` : '';
    return [paragraph({ bold: question.ask }, ` ${Number(mean.toFixed(1))}${of} on average, ${size}.`)];
  }
  return [
    paragraph({ bold: question.ask }, ` ${size}:`),
    ...list(tallied(answers.map(wordsOf)).map((words) => [words])),
  ];
}

function wordsOf(answer: Answer): string {
  if (typeof answer === 'boolean') return answer ? 'Yes' : 'No';
  if (typeof answer === 'string' || typeof answer === 'number') return `${answer}`;
  if ('length' in answer) return answer.join(', ');
  // The other kinds belong to somebody and are never asked for without a name.
  return 'what' in answer ? answer.what : '';
}

/** In the order of the alphabet; what several said is counted. */
function tallied(words: readonly string[]): string[] {
  return [...Map.groupBy(words, (one) => one)]
    .toSorted(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([one, same]) => (same.length > 1 ? `${one} (${same.length} times)` : one));
}
