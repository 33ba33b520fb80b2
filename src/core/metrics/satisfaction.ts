import { FEWEST } from '../present/anonymous.ts';
import type { Question, Ritual } from '../ritual.ts';
import type { Round } from '../round.ts';
import type { Interval } from '../time.ts';
import type { WeekMaterial } from './material.ts';
import { closedIn } from './taking-part.ts';

/** The mean of anonymous answers on a scale, brought to 1 to 5, and of how many answers. */
export interface Scored {
  mean: number;
  n: number;
}

/** Who is asked by these roles is outside the team. */
const OUTSIDERS = ['stakeholders', 'leadership'];

/** What a scale without names is about: stakeholders who are asked say how satisfied they are; in standups and check-ins it is
 * the mood; everywhere else how satisfied the team is. */
export type Feeling = 'mood' | 'satisfaction' | 'stakeholders';

/** The mean over all anonymous scale answers of rounds that closed in the span. A question of a round with fewer than four
 * answers is left out. Nothing where none is left. */
export function feelingIn(material: WeekMaterial, span: Interval, feeling: Feeling): Scored | undefined {
  const scores = closedIn(material.rounds, span).flatMap((round) => scoresOf(material, round, feeling));
  if (scores.length === 0) return undefined;
  return { mean: scores.reduce((sum, one) => sum + one, 0) / scores.length, n: scores.length };
}

/** The round's questions that ask for it; whose answers have to be looked up. */
export function scalesOf(ritual: Ritual): Question[] {
  return ritual.questions.filter(({ type, anonymous }) => type === 'scale' && anonymous);
}

function scoresOf({ team, unnamed }: WeekMaterial, round: Round, feeling: Feeling): number[] {
  const ritual = round.definition ?? team.rituals.find(({ id }) => id === round.ritual);
  if (!ritual || feelingOf(ritual) !== feeling) return [];
  return scalesOf(ritual).flatMap((question) => {
    const answers = unnamed.filter((one) => one.round === round.id && one.question === question.id);
    const scores = answers.flatMap(({ answer }) =>
      typeof answer === 'number' ? [scoreOf(question, answer)] : [],
    );
    return scores.length < FEWEST ? [] : scores;
  });
}

function feelingOf({ kind, participants }: Ritual): Feeling {
  const { roles, people } = participants;
  if (roles.length > 0 && people.length === 0 && roles.every((role) => OUTSIDERS.includes(role)))
    return 'stakeholders';
  return kind === 'standup' || kind === 'checkin' ? 'mood' : 'satisfaction';
}

/** An answer between the ends of its own scale, as it would be between 1 and 5. */
function scoreOf({ from = 1, to = 5 }: Question, answer: number): number {
  return to === from ? answer : 1 + (4 * (answer - from)) / (to - from);
}
