import { LONGEST_LINE } from '../../core/answers/objectives.ts';
import { tooLong } from '../../core/answers/reading.ts';
import type { Reply } from '../../core/decision.ts';
import { findLearned, forgotten, learn, lessonIn, mayForget } from '../../core/planning/lesson.ts';
import type { Lesson } from '../../core/planning/objective.ts';
import { lessonForm, presentKept, presentLessons } from '../../core/present/lesson.ts';
import type { Team } from '../../core/team.ts';
import { type Call, type Press, refused, type Submit, said } from '../call.ts';
import { carryOut } from '../commit.ts';
import { doing, notTheirs, teamIn, theirs } from './theirs.ts';

/** `/rondo learned`: the newest lessons; `find words` or `? words` looks for them; anything else is kept as one. */
export async function learned(call: Call, words: string): Promise<Reply> {
  const { team } = call.caller;
  if (!team) return refused('You are in no team, so there is nobody to learn with here.');
  const [, wanted] = words.match(/^\s*(?:\?|find\b)\s*([\s\S]*)$/i) ?? [];
  if (words.trim() === '' || wanted !== undefined) return found(call, team, (wanted ?? '').trim());
  return keep(call, team, lessonIn(words));
}

/** In all of the caller's teams; those of private blockers stay where they are. */
async function found({ tx, caller }: Call, team: Team, words: string): Promise<Reply> {
  const of = caller.teams.map(async ({ id }) => ({
    lessons: await tx.lessons.find({ team: id }),
    ended: await tx.escalations.find({ team: id, live: false }),
  }));
  const all = await Promise.all(of);
  const matching = findLearned(
    all.flatMap(({ lessons }) => lessons),
    all.flatMap(({ ended }) => ended),
    words,
  );
  return { reply: 'message', message: presentLessons(matching, words, caller.teams, team) };
}

async function keep(call: Call, team: Team, lesson: Pick<Lesson, 'text' | 'kind'>): Promise<Reply> {
  const problem = lesson.text === '' ? 'Say what was learned.' : tooLong(lesson.text, LONGEST_LINE);
  if (problem) return refused(problem);
  const kept = await keepLesson(call, team, lesson);
  return kept
    ? { reply: 'message', message: presentKept(kept, team) }
    : said('This was learned already by ', { bold: team.name }, '. It is kept once.');
}

/** Writes a lesson down once; undefined when it was known. `thing`: what it came from. */
export async function keepLesson(
  call: Call,
  team: Team,
  lesson: Pick<Lesson, 'text' | 'kind'>,
  thing?: string,
): Promise<Lesson | undefined> {
  const { tx, now } = call;
  const known = await tx.lessons.find({ team: team.id });
  const decision = learn(lesson, { ...doing(call), ...(thing ? { thing } : {}) }, team, known, now);
  if (!decision.state) return undefined;
  if (decision.replaces) await tx.lessons.delete(decision.replaces.id);
  await tx.lessons.insert(decision.state);
  await carryOut(tx, decision, now);
  return decision.state;
}

/** Takes a lesson away, with a line in the log. */
export async function dropLesson(call: Call, lesson: Lesson): Promise<void> {
  if (!(await call.tx.lessons.delete(lesson.id))) return;
  await call.tx.events.append(forgotten(lesson, doing(call), call.now));
}

export const openLesson: Press = async (call, thing) => {
  const team = teamIn(call, thing);
  return team ? { reply: 'form', form: lessonForm(team) } : notTheirs('team');
};

export const submitLesson: Submit = async (call, thing, _epoch, values) => {
  const team = teamIn(call, thing);
  if (!team) return notTheirs('team');
  const { text, kind } = lessonIn(typeof values.text === 'string' ? values.text : '');
  const problem = text === '' ? 'Say what was learned.' : tooLong(text, LONGEST_LINE);
  if (problem) return { reply: 'invalid', errors: { text: problem } };
  return keep(call, team, { text, kind: values.pattern === true ? 'pattern' : kind });
};

export const forget: Press = async (call, thing) => {
  const known = await theirs(call, thing, call.tx.lessons);
  if (!known) return notTheirs('lesson');
  const { row, team } = known;
  if (!mayForget(row, team, call.caller.person))
    return refused('Only whoever said it, the coordinator or the lead can take it back.');
  await dropLesson(call, row);
  return said('It is taken back.');
};
