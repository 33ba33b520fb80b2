import { lessonOf, marksOf, objectiveOf, riskOf } from '../../core/answers/kinds.ts';
import type { RoundAnswers } from '../../core/answers.ts';
import { sameWords } from '../../core/blocker.ts';
import { isScore, isStanding } from '../../core/planning/objective.ts';
import { decideRisk } from '../../core/planning/risk.ts';
import { weekOfRound } from '../../core/planning/week.ts';
import type { RoundView } from '../../core/round/asking.ts';
import type { Answer, LessonAnswer, ObjectiveMark, Update } from '../../core/round.ts';
import type { Call } from '../call.ts';
import { dropLesson, keepLesson } from './lessons.ts';
import { begin, onObjective } from './objectives.ts';
import { keepRisk } from './risks.ts';
import { doing, saveDecided } from './theirs.ts';

/** Objectives, how they stand, risks and lessons out of an answer become rows of their own. An edited answer changes what came
 * out of it, as long as nobody else has taken it up; what it only repeats is left alone. */
export async function recordPlans(
  call: Call,
  view: RoundView,
  before: Update | undefined,
  given: RoundAnswers,
): Promise<void> {
  await recordObjectives(call, view, before, given);
  await recordMarks(call, view, before, given.marks ?? []);
  await recordRisks(call, view, before, given);
  await recordLessons(call, view, before, given.lessons ?? []);
}

async function recordObjectives(
  call: Call,
  { team, ritual, round }: RoundView,
  before: Update | undefined,
  given: RoundAnswers,
): Promise<void> {
  const { tx, caller } = call;
  const week = weekOfRound(team.calendar, ritual, round);
  for (const { id: question } of ritual.questions.filter(({ type }) => type === 'objective')) {
    const id = `${round.id}/${caller.person}/${question}`;
    const known = await tx.objectives.get(id);
    const was = objectiveOf(before?.answers[question]);
    const said = given.objectives?.find((one) => one.question === question);
    const { objective: what = '', owner = '', measure } = said ?? {};
    const words = { what, owner, ...(measure ? { measure } : {}) };
    if (said && was && was.objective === what && was.owner === owner && was.measure === measure) continue;
    if (said && known && !known.dropped)
      await onObjective(call, known, team, { ...doing(call), do: 'edit', words });
    else if (said)
      await begin(call, team, words, {
        ...doing(call),
        id: known ? `${id}/${call.context.id()}` : id,
        week,
        round: round.id,
      });
    else if (was && known && !known.confirmed)
      await onObjective(call, known, team, {
        ...doing(call),
        do: 'drop',
        why: 'It was taken out of the answer.',
      });
  }
}

/** Only one's own, in this team: the form asks for no others. */
async function recordMarks(
  call: Call,
  { team }: RoundView,
  before: Update | undefined,
  marks: readonly ObjectiveMark[],
): Promise<void> {
  const earlier = answersOf(before).flatMap((answer) => marksOf(answer)?.marks ?? []);
  for (const { objective: id, mark, why } of marks) {
    const was = earlier.find(({ objective }) => objective === id);
    const objective = await call.tx.objectives.get(id);
    if (objective?.team !== team.id || (was?.mark === mark && was.why === why)) continue;
    const more = why ? { why } : {};
    if (isStanding(mark))
      await onObjective(call, objective, team, { ...doing(call), do: 'stand', says: mark, ...more });
    else if (isScore(mark))
      await onObjective(call, objective, team, { ...doing(call), do: 'score', result: mark, ...more });
  }
}

/** A risk that an edited answer no longer holds is closed, unless somebody has looked at it since. */
async function recordRisks(
  call: Call,
  { team, round }: RoundView,
  before: Update | undefined,
  { risks }: RoundAnswers,
): Promise<void> {
  const { tx, caller, now } = call;
  const earlier = answersOf(before).flatMap((answer) => riskOf(answer) ?? []);
  const gone = earlier.filter(({ what }) => !risks.some((one) => sameWords(one.what, what)));
  const open = gone.length > 0 ? await tx.risks.find({ team: team.id, open: true }) : [];
  for (const risk of open) {
    const own = risk.by === caller.person && risk.round === round.id && !risk.changed;
    if (!own || !gone.some(({ what }) => sameWords(what, risk.what))) continue;
    const close = { ...doing(call), do: 'close', why: 'It was taken out of the answer.' } as const;
    await saveDecided(call, team, risk, decideRisk(risk, close, team, now), tx.risks);
  }
  for (const risk of risks)
    if (!earlier.some((one) => JSON.stringify(one) === JSON.stringify(risk)))
      await keepRisk(call, team, risk, round.id);
}

async function recordLessons(
  call: Call,
  { team, round }: RoundView,
  before: Update | undefined,
  lessons: readonly LessonAnswer[],
): Promise<void> {
  const thing = `round:${round.id}`;
  const earlier = answersOf(before).flatMap((answer) => lessonOf(answer) ?? []);
  const gone = earlier.filter((was) => !lessons.some(({ lesson }) => sameWords(lesson, was.lesson)));
  const known = gone.length > 0 ? await call.tx.lessons.find({ team: team.id }) : [];
  for (const one of known) {
    const own = one.by === call.caller.person && one.from === thing;
    if (own && gone.some(({ lesson }) => sameWords(lesson, one.text))) await dropLesson(call, one);
  }
  for (const { lesson, pattern } of lessons)
    await keepLesson(call, team, { text: lesson, kind: pattern ? 'pattern' : 'lesson' }, thing);
}

function answersOf(update: Update | undefined): Answer[] {
  return Object.values(update?.answers ?? {});
}
