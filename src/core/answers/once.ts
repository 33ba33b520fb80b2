import type { Question, QuestionType } from '../ritual.ts';
import type { Person } from '../team.ts';
import type { CivilDate } from '../time.ts';
import { listed } from '../wording.ts';
import type { Asked } from './asked.ts';
import { askingOf, openQuestions } from './open.ts';
import type { Asking } from './reading.ts';

/** What several rounds ask a person in the same words is asked once, and each round gets the answer. That holds for questions
 * with a closed answer, which are about the person: words are about the work of one team, and no other reads them. */

const CLOSED: readonly QuestionType[] = ['choice', 'scale', 'number', 'yes_no'];

/** A question put to a person, and who else puts the same one. */
export interface Once {
  asking: Asking;
  /** It stands at the first round that puts it; the others leave it out and read it there. */
  here: boolean;
  /** The names of all who get the answer; empty for a question that only one round puts. */
  teams: string;
}

/** The open questions of one round of a form. */
export function questionsOnce(asked: Asked, all: readonly Asked[], person: Person, today: CivilDate): Once[] {
  return openQuestions(asked).map((question) => {
    const asking = askingOf(asked, question, person, today);
    const same = all.flatMap((one) => {
      const found = one === asked ? question : twinIn(one, asked, question);
      return found ? [{ one, asking: askingOf(one, found, person, today) }] : [];
    });
    const [first] = same;
    if (!first || same.length < 2 || same.some((one) => !startsAlike(one.asking, first.asking)))
      return { asking, here: true, teams: '' };
    const optional = same.every((one) => one.asking.question.optional);
    const names = new Set(same.map(({ one }) => one.team.name));
    return {
      asking: { ...asking, id: first.asking.id, question: { ...question, optional } },
      here: first.one === asked,
      teams: listed([...names]),
    };
  });
}

/** The same question in another round of that day. One round has it once: a second one like it is meant. */
function twinIn(other: Asked, asked: Asked, question: Question): Question | undefined {
  if (!mayBeShared(question) || other.round.date !== asked.round.date) return undefined;
  if (openQuestions(asked).filter((one) => isSame(one, question)).length > 1) return undefined;
  const twins = openQuestions(other).filter((one) => mayBeShared(one) && isSame(one, question));
  return twins.length === 1 ? twins[0] : undefined;
}

/** Anonymous answers are never tied together, and a condition belongs to its own round. */
function mayBeShared({ type, anonymous, askIf }: Question): boolean {
  return CLOSED.includes(type) && !anonymous && askIf === undefined;
}

function isSame(a: Question, b: Question): boolean {
  const shape = ({ ask, type, options, from, to }: Question) =>
    JSON.stringify([ask.trim().toLowerCase(), type, options ?? [], from, to]);
  return shape(a) === shape(b);
}

/** What was answered differently before stays apart. */
function startsAlike(a: Asking, b: Asking): boolean {
  return (
    a.start === undefined || b.start === undefined || JSON.stringify(a.start) === JSON.stringify(b.start)
  );
}
