import type { Question } from '../ritual.ts';
import { questionsFor } from '../round/plan.ts';
import type { Answer } from '../round.ts';
import type { Person } from '../team.ts';
import type { CivilDate } from '../time.ts';
import { type Asked, inputId } from './asked.ts';
import { objectivesAsked } from './objectives.ts';
import type { Asking } from './reading.ts';

/** The questions of the round's date that this person can still answer. Anonymous ones end with the round: what was
 * answered is shown then, and whoever came later would be seen in the difference. */
export function openQuestions(asked: Asked): Question[] {
  const { ritual, round, prompt } = asked;
  const today = questionsFor(ritual, round.date).filter((question) => hasOwn(asked, question));
  return today
    .filter(
      ({ id, anonymous }) => !prompt.anonymous?.includes(id) && !(anonymous && round.state === 'closed'),
    )
    .filter(({ askIf }) => !askIf || today.some(({ id }) => id === askIf.id))
    .map((question) => (question.askIf ? { ...question, optional: true } : question));
}

/** Whoever has no objective of their own is not asked how it stands. */
function hasOwn({ own, update }: Asked, { id, type }: Question): boolean {
  if (type !== 'standing' && type !== 'score') return true;
  return objectivesAsked(own?.objectives, update?.answers[id]).length > 0;
}

/** One of them, put to this person. */
export function askingOf(asked: Asked, question: Question, person: Person, today: CivilDate): Asking {
  const start = startOf(asked, question);
  return {
    question,
    id: inputId(asked.round.id, question.id),
    team: asked.team,
    person: person.id,
    today,
    objectives: asked.own?.objectives ?? [],
    ...(start === undefined ? {} : { start }),
  };
}

function startOf({ update, last }: Asked, question: Question): Answer | undefined {
  if (question.anonymous) return undefined;
  if (update) return update.answers[question.id];
  return question.prefill === undefined ? undefined : last?.answers[question.prefill];
}
