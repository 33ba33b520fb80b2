import { normalise, sameWords } from '../blocker.ts';
import type { Decision } from '../decision.ts';
import type { Escalation } from '../escalation/escalation.ts';
import type { PersonId, Team } from '../team.ts';
import type { Instant } from '../time.ts';
import { oneLine } from '../wording.ts';
import type { Lesson } from './objective.ts';
import { type Doing, freeId, happened, stewards } from './saying.ts';

/** What was typed, as a lesson; one that begins with “pattern:” has worked and is worth doing again. */
export function lessonIn(words: string): Pick<Lesson, 'text' | 'kind'> {
  const [, pattern] = words.match(/^\s*(?:success\s+)?pattern\s*:\s*([\s\S]+)$/i) ?? [];
  return pattern === undefined
    ? { text: words.trim(), kind: 'lesson' }
    : { text: pattern.trim(), kind: 'pattern' };
}

/** Keeps a lesson. The same words are kept once; said again as a success pattern, they become one. `known`: the team's
 * lessons. `replaces`: the row that has to go for it. */
export function learn(
  said: Pick<Lesson, 'text' | 'kind'>,
  how: Doing & { thing?: string },
  team: Team,
  known: readonly Lesson[],
  now: Instant,
): Decision<Lesson | undefined> & { replaces?: Lesson } {
  const same = known.find((one) => sameWords(one.text, said.text));
  if (same && (same.kind === said.kind || said.kind === 'lesson'))
    return { state: undefined, events: [], effects: [] };
  const state: Lesson = {
    ...said,
    id: same?.id ?? freeId(team, said.text, known),
    team: team.id,
    by: same?.by ?? how.by,
    at: same?.at ?? now,
    ...(same?.from ? { from: same.from } : how.thing ? { from: how.thing } : {}),
  };
  const what = said.kind === 'pattern' ? 'kept as a success pattern' : 'learned';
  return {
    state,
    events: [eventOf(state, what, how, now)],
    effects: [],
    ...(same ? { replaces: same } : {}),
  };
}

/** Whoever said it may take it back, and so may the coordinator and the leads. */
export function mayForget(lesson: Lesson, team: Team, person: PersonId): boolean {
  return [lesson.by, ...stewards(team)].includes(person);
}

export function forgotten(lesson: Lesson, how: Doing, now: Instant) {
  return eventOf(lesson, 'taken back', how, now);
}

function eventOf(lesson: Lesson, what: string, how: Doing, now: Instant) {
  const about = { thing: `lesson:${lesson.id}`, team: lesson.team };
  return happened(about, what, how, now, { person: lesson.by, why: `“${oneLine(lesson.text)}”.` });
}

/** Something that was learned, wherever it was. */
export interface Learned {
  text: string;
  kind: Lesson['kind'];
  team: string;
  at: Instant;
  by?: PersonId;
  /** The blocker it came from. */
  escalation?: Pick<Escalation, 'id' | 'what'>;
}

/** What was learned, newest first: what holds every one of these words, in any order and case. Private blockers teach nobody
 * else. */
export function findLearned(
  lessons: readonly Lesson[],
  escalations: readonly Escalation[],
  words: string,
): Learned[] {
  const wanted = normalise(words).split(' ').filter(Boolean);
  const holds = (text: string) => {
    const searched = normalise(text);
    return wanted.every((word) => searched.includes(word));
  };
  const own = lessons
    .filter(({ text, kind }) => holds(kind === 'pattern' ? `${text} pattern` : text))
    .map(({ text, kind, team, at, by }): Learned => ({ text, kind, team, at, by }));
  const solved = escalations.flatMap(({ id, what, team, resolved, private: hidden }): Learned[] => {
    const learning = resolved?.learning;
    if (hidden || !resolved || !learning || !holds([what, resolved.how, learning].join(' '))) return [];
    return [{ text: learning, kind: 'lesson', team, at: resolved.at, escalation: { id, what } }];
  });
  return [...own, ...solved].toSorted((a, b) => b.at - a.at);
}
