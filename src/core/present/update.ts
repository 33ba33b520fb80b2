import {
  blockerOf,
  dependencyOf,
  kudosOf,
  lessonOf,
  marksOf,
  objectiveOf,
  riskOf,
} from '../answers/kinds.ts';
import { nameOf } from '../escalation/people.ts';
import { type Element, list, type Message, message, paragraph, series, type Text, text } from '../message.ts';
import { markName } from '../planning/objective.ts';
import type { Question, Ritual } from '../ritual.ts';
import { questionsFor } from '../round/plan.ts';
import type {
  Answer,
  BlockerAnswer,
  DependencyAnswer,
  KudosAnswer,
  ObjectiveAnswer,
  ObjectiveMark,
  RiskAnswer,
  Update,
} from '../round.ts';
import type { Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import { listed, oneLine } from '../wording.ts';

/** Which escalation a blocker question's answer became. */
export type EscalationIds = Readonly<Record<Question['id'], string>>;

/** One person's answers as a message of their own, in the round's thread. Names are plain: nobody is called by their
 * own words. Anonymous answers are never part of it. */
export function presentUpdate(
  update: Update,
  ritual: Ritual,
  team: Team,
  escalationIds: EscalationIds = {},
): Message {
  const name = nameOf(team, update.person);
  const [first] = shown(update, ritual, team, escalationIds);
  return message(
    oneLine(`${name}: ${first ? first.words : 'nothing new'}`),
    paragraph({ bold: name }, ...marks(update)),
    quotedAnswers(update, ritual, team, escalationIds),
  );
}

/** The answers question by question, longer ones quoted. */
export function quotedAnswers(
  update: Update,
  ritual: Ritual,
  team: Team,
  escalationIds: EscalationIds = {},
): Element[] {
  const answers = shown(update, ritual, team, escalationIds);
  if (answers.length === 0) return [paragraph('Nothing new.')];
  return answers.flatMap(({ question, words, quote, rest }) =>
    quote
      ? [
          paragraph({ bold: question.ask }),
          { element: 'quote', text: words } as const,
          ...(rest.length ? [paragraph(rest)] : []),
        ]
      : [paragraph({ bold: question.ask }, ' ', words)],
  );
}

/** The same, small: a name and a list, for a message that holds everybody's answers. */
export function listedAnswers(
  update: Update,
  ritual: Ritual,
  team: Team,
  escalationIds: EscalationIds = {},
): Element[] {
  const items = shown(update, ritual, team, escalationIds).map(({ question, words, rest }) =>
    text({ bold: question.ask }, ' ', words, ...(rest.length ? [' (', ...rest, ')'] : [])),
  );
  return [
    paragraph({ bold: nameOf(team, update.person) }, ...marks(update)),
    ...list(items.length > 0 ? items : [['Nothing new.']]),
  ];
}

function marks(update: Update): Text {
  return text(update.late && ' · late', update.editedAt !== undefined && ' · edited');
}

interface Shown {
  question: Question;
  words: string;
  /** Written by the person, so shown as theirs. */
  quote: boolean;
  /** What belongs to a group besides its words. */
  rest: Text;
}

function shown(update: Update, ritual: Ritual, team: Team, ids: EscalationIds): Shown[] {
  const questions = ritual.questions.length > 0 ? ritual.questions : questionsFor(ritual, update.date);
  return questions.flatMap((question) => {
    const answer = question.anonymous ? undefined : update.answers[question.id];
    return answer === undefined ? [] : [{ question, ...wordsOf(question, answer, team, ids[question.id]) }];
  });
}

function wordsOf(
  question: Question,
  answer: Answer,
  team: Team,
  escalation: string | undefined,
): Omit<Shown, 'question'> {
  if (typeof answer === 'string') return { words: answer, quote: question.type === 'text', rest: [] };
  if (typeof answer === 'boolean') return short(answer ? 'Yes' : 'No');
  if (typeof answer === 'number')
    return short(question.type === 'scale' ? `${answer} of ${question.to ?? 5}` : `${answer}`);
  const blocker = blockerOf(answer);
  if (blocker) return { words: blocker.what, quote: true, rest: aboutBlocker(blocker, team, escalation) };
  const dependency = dependencyOf(answer);
  if (dependency) return { words: dependency.what, quote: true, rest: aboutDependency(dependency, team) };
  const kudos = kudosOf(answer);
  if (kudos) return { words: kudos.what, quote: true, rest: aboutKudos(kudos, team) };
  const risk = riskOf(answer);
  if (risk) return { words: risk.what, quote: true, rest: aboutRisk(risk, team) };
  const objective = objectiveOf(answer);
  if (objective) return { words: objective.objective, quote: true, rest: aboutObjective(objective, team) };
  const lesson = lessonOf(answer);
  if (lesson)
    return { words: lesson.lesson, quote: true, rest: lesson.pattern ? ['works, worth doing again'] : [] };
  const marks = marksOf(answer)?.marks;
  if (marks) return short(marks.map(markWords).join(' · '));
  return short(isPeople(answer) ? listed(answer.map((id) => nameOf(team, id))) : '');
}

function short(words: string): Omit<Shown, 'question'> {
  return { words, quote: false, rest: [] };
}

function isPeople(answer: Answer): answer is readonly string[] {
  return Array.isArray(answer);
}

function aboutBlocker(
  { needs, when, link }: BlockerAnswer,
  team: Team,
  escalation: string | undefined,
): Text {
  const help =
    needs.length > 0 &&
    `can help: ${listed(
      needs.map((need) => nameOf(team, need)),
      'or',
    )}`;
  return dotted([escalation, help, neededWhen(when), link && [{ link, text: 'link' }]]);
}

/** In words that stay true: they are read on later days too. */
function neededWhen(when: BlockerAnswer['when']): string {
  if (typeof when === 'object') return `needed by ${showDate(when.by)}`;
  return { now: 'needed at once', today: 'needed the same day', just_telling: 'just telling' }[when];
}

function aboutDependency({ on, until }: DependencyAnswer, team: Team): Text {
  return dotted([`waiting for ${nameOf(team, on)}`, until && `until ${showDate(until)}`]);
}

function aboutKudos({ to }: KudosAnswer, team: Team): Text {
  return to.length > 0 ? [`to ${listed(to.map((id) => nameOf(team, id)))}`] : [];
}

function aboutRisk({ likelihood, impact, owner, mitigation }: RiskAnswer, team: Team): Text {
  return dotted([
    likelihood && `likelihood ${likelihood}`,
    impact && `impact ${impact}`,
    owner && `watched by ${nameOf(team, owner)}`,
    mitigation && `mitigation: ${oneLine(mitigation, 300)}`,
  ]);
}

function aboutObjective({ owner, measure }: ObjectiveAnswer, team: Team): Text {
  return dotted([nameOf(team, owner), measure && `done when: ${oneLine(measure, 300)}`]);
}

function markWords({ what, mark, why }: ObjectiveMark): string {
  return `${oneLine(what, 100)}: ${markName(mark).toLowerCase()}${why ? ` (${oneLine(why, 200)})` : ''}`;
}

function dotted(parts: readonly (string | Text | false | undefined)[]): Text {
  return series(
    parts.flatMap((part) => (part ? [part] : [])),
    ' · ',
  );
}
