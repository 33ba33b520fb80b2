import type { z } from 'zod';
import type { Escalation } from '../escalation/escalation.ts';
import type { Objective } from '../planning/objective.ts';
import { FEWEST, type Unnamed } from '../present/anonymous.ts';
import type { Action, DecisionRecord, Risk } from '../record.ts';
import type { Ritual } from '../ritual.ts';
import type { Answer, Prompt, Round, Update } from '../round.ts';
import type { Team } from '../team.ts';
import type { Instant } from '../time.ts';
import type * as shapes from './shapes.ts';

type Seen<S extends z.ZodType> = z.infer<S>;

/** Rows as programs outside see them: picked field by field, so that a new field of a row is never shown by accident. */

export function teamView(team: Team): Seen<typeof shapes.teamShape> {
  const { id, name, calendar, coordinator, archived = false, members, rituals } = team;
  return {
    id,
    name,
    zone: calendar.zone,
    coordinator,
    archived,
    members: members
      .filter(({ active }) => active)
      .map((member) => ({ id: member.id, name: member.name, roles: [...member.roles] })),
    rituals: rituals.map((one) => ({ id: one.id, name: one.name, kind: one.kind, mode: one.mode })),
  };
}

/** Counts only where they are not about one person. */
export function roundView(round: Round, prompts: readonly Prompt[]): Seen<typeof shapes.roundShape> {
  const { id, ritual, date, state, opensAt, startsAt, closesAt, closed, facilitator } = round;
  const asked = prompts.filter(
    (prompt) => !prompt.optional && ['asked', 'answered', 'missed'].includes(prompt.state),
  );
  const answered = asked.filter((prompt) => prompt.state === 'answered');
  return {
    id,
    ritual,
    date,
    state,
    opensAt: iso(opensAt),
    ...when('startsAt', startsAt),
    closesAt: iso(closesAt),
    ...when('closedAt', closed?.at),
    ...given('facilitator', facilitator?.person),
    ...(asked.length > 1 ? { asked: asked.length, answered: answered.length } : {}),
  };
}

/** Nothing where it was not said to the whole team. Only answers to questions with a name are in it. */
export function updateView(
  update: Update,
  ritual: Ritual | undefined,
  team: Team,
): Seen<typeof shapes.updateShape> | undefined {
  if (!ritual || !(ritual.publish.to === 'channel' || ritual.publish.to === team.channel)) return undefined;
  const { id, round, person, date, at, late, editedAt, answers } = update;
  const said = ritual.questions
    .filter(({ anonymous }) => !anonymous)
    .flatMap((question) => {
      const answer = answers[question.id];
      return answer === undefined
        ? []
        : [{ question: question.id, ask: question.ask, answer: answerView(answer) }];
    });
  return { id, round, person, date, at: iso(at), late, ...when('editedAt', editedAt), answers: said };
}

function answerView(answer: Answer) {
  if (typeof answer !== 'object') return answer;
  return 'length' in answer ? [...answer] : { ...answer };
}

/** The anonymous answers of a closed round, question by question, where there are enough of them. */
export function anonymousViews(
  round: Round,
  ritual: Ritual | undefined,
  answers: readonly Unnamed[],
): Seen<typeof shapes.anonymousShape>[] {
  if (round.state !== 'closed' || !ritual) return [];
  return ritual.questions
    .filter(({ anonymous }) => anonymous)
    .flatMap(({ id, ask }) => {
      const own = answers.flatMap(({ question, answer }) => (question === id ? plainly(answer) : []));
      if (own.length < FEWEST) return [];
      const sorted = own.toSorted((a, b) => String(a).localeCompare(String(b), 'en', { numeric: true }));
      return [
        { id: `${round.id}/${id}`, round: round.id, date: round.date, question: id, ask, answers: sorted },
      ];
    });
}

/** The other kinds belong to somebody and are never asked for without a name. */
function plainly(answer: Answer): (string | number | boolean | string[])[] {
  if (typeof answer !== 'object') return [answer];
  return 'length' in answer ? [[...answer]] : [];
}

export function escalationView(one: Escalation): Seen<typeof shapes.escalationShape> {
  const { id, state, level, what, link, round, raiser, raisedAt, levelSince, owner, resolved } = one;
  return {
    id,
    state,
    level,
    what,
    ...given('link', link),
    ...given('round', round),
    raiser,
    raisedAt: iso(raisedAt),
    levelSince: iso(levelSince),
    ...given('owner', owner),
    ...when('acknowledgedAt', one.acknowledged?.at),
    ...when('respondBy', one.respondBy),
    ...when('resolveBy', one.resolveBy),
    ...when('resolvedAt', resolved?.at),
    ...given('resolution', resolved?.how),
    ...given('learning', resolved?.learning),
  };
}

export function actionView(action: Action): Seen<typeof shapes.actionShape> {
  const { id, what, owner, due, open, from, done, dropped } = action;
  return {
    id,
    what,
    owner,
    due,
    open,
    from,
    ...when('doneAt', done?.at),
    ...when('droppedAt', dropped?.at),
  };
}

export function decisionView(decision: DecisionRecord): Seen<typeof shapes.decisionShape> {
  const { id, what, by, at, from } = decision;
  return { id, what, by, at: iso(at), from };
}

export function objectiveView(objective: Objective): Seen<typeof shapes.objectiveShape> {
  const { id, week, what, measure, owner, confirmed, open, standing, score } = objective;
  return {
    id,
    week,
    what,
    ...given('measure', measure),
    owner,
    confirmed: confirmed !== undefined,
    open,
    ...given('standing', standing?.says),
    ...given('score', score?.result),
  };
}

export function riskView(risk: Risk): Seen<typeof shapes.riskShape> {
  const { id, what, by, owner, at, likelihood, impact, mitigation, open, closed } = risk;
  return {
    id,
    what,
    by,
    ...given('owner', owner),
    at: iso(at),
    ...given('likelihood', likelihood),
    ...given('impact', impact),
    ...given('mitigation', mitigation),
    open,
    ...when('closedAt', closed?.at),
  };
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}

function when<K extends string>(name: K, at: Instant | undefined): { [P in K]?: string } {
  return given(name, at === undefined ? undefined : iso(at));
}

/** What is not known is left out. */
function given<K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } {
  const found: { [P in K]?: V } = {};
  if (value !== undefined) found[name] = value;
  return found;
}
