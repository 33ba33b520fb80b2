import { readsAsNone } from '../blocker.ts';
import type { Choice, Input } from '../form.ts';
import { isScore, isStanding, type Objective, SCORES, STANDINGS } from '../planning/objective.ts';
import type { Answer, ObjectiveMark } from '../round.ts';
import { oneLine } from '../wording.ts';
import { extra, first, readWhat } from './group.ts';
import { lessonOf, marksOf, objectiveOf } from './kinds.ts';
import {
  type Asking,
  answered,
  type Given,
  memberId,
  NOTHING,
  type Read,
  tooLong,
  type Way,
  wordsOf,
  wrong,
} from './reading.ts';
import { members } from './roster.ts';

/** What should be done by the end of the week, by whom, and how the team can tell. */
export const objective: Way = { inputs: objectiveInputs, read: readObjective };

/** How the person's own objectives stand in the middle of the week. */
export const standing: Way = marking('standing', STANDINGS, isStanding);

/** What became of the person's own objectives. */
export const score: Way = marking('score', SCORES, isScore);

/** Something learned, or something that works. */
export const lesson: Way = { inputs: lessonInputs, read: readLesson };

/** The longest objective, lesson or reason, in characters. */
export const LONGEST_LINE = 1000;

/** So many of one's own objectives fit into a form. */
const MOST = 8;

function objectiveInputs(asking: Asking): Input[] {
  const before = objectiveOf(asking.start);
  return [
    { ...first(asking, 'what', 'line', before?.objective), limit: LONGEST_LINE },
    {
      ...extra(asking, 'owner', 'Who sees to it?', 'select', before?.owner ?? asking.person),
      choices: members(asking),
    },
    {
      ...extra(asking, 'measure', 'How can we tell that it is done?', 'line', before?.measure),
      limit: LONGEST_LINE,
    },
  ];
}

function readObjective(asking: Asking, given: Given): Read {
  const what = wordsOf(given('what'));
  const measure = wordsOf(given('measure'));
  const owner = wordsOf(given('owner')) || asking.person;
  const early = readWhat(asking, what, measure !== '', 'Say what should be done.');
  if (early) return early;
  for (const [member, words] of [
    ['what', what],
    ['measure', measure],
  ] as const) {
    const problem = tooLong(words, LONGEST_LINE);
    if (problem) return wrong(asking, problem, member);
  }
  const known = members(asking).some(({ value }) => value === owner);
  if (!known && owner !== objectiveOf(asking.start)?.owner)
    return wrong(asking, 'Pick somebody of this team.', 'owner');
  return answered({ objective: what, owner, ...(measure ? { measure } : {}) });
}

function marking(
  type: 'standing' | 'score',
  names: Readonly<Record<string, string>>,
  isMark: (word: string) => word is ObjectiveMark['mark'],
): Way {
  const of = ({ objectives, start }: Asking) => objectivesAsked(objectives, start);
  const choices: Choice[] = Object.entries(names).map(([value, label]) => ({ value, label }));
  return {
    inputs: (asking) => of(asking).flatMap((one) => inputsFor(asking, one, type, choices)),
    read(asking, given) {
      const marks: ObjectiveMark[] = [];
      for (const one of of(asking)) {
        const mark = wordsOf(given(`${one.id}.mark`));
        const why = wordsOf(given(`${one.id}.why`));
        const problem = tooLong(why, LONGEST_LINE);
        if (problem) return wrong(asking, problem, `${one.id}.why`);
        if (!isMark(mark)) {
          if (mark || why) return wrong(asking, 'Pick one of the choices.', `${one.id}.mark`);
          continue;
        }
        if (why === '' && (mark === 'partly' || mark === 'not_met'))
          return wrong(asking, 'A few words, please: what was missing?', `${one.id}.why`);
        marks.push({ objective: one.id, what: one.what, mark, ...(why ? { why } : {}) });
      }
      // Who has no objective of their own has nothing to answer.
      if (marks.length === 0) return of(asking).length === 0 ? { read: 'none' } : NOTHING;
      return answered({ marks });
    },
  };
}

/** Those that somebody is asked about: what is open, and what was marked in this very answer, so that it can be changed. */
export function objectivesAsked(own: readonly Objective[] = [], given?: Answer): readonly Objective[] {
  const marked = marksOf(given)?.marks.map((one) => one.objective) ?? [];
  return own.filter(({ id, open }) => open || marked.includes(id)).slice(0, MOST);
}

function inputsFor(
  asking: Asking,
  { id, what }: Objective,
  type: 'standing' | 'score',
  choices: readonly Choice[],
): Input[] {
  const before = marksOf(asking.start)?.marks.find((one) => one.objective === id);
  const value = before ? { value: before.mark } : {};
  const hint = asking.question.ask;
  return [
    {
      id: memberId(asking, `${id}.mark`),
      label: oneLine(what, 100),
      hint,
      optional: asking.question.optional,
      input: 'select',
      choices,
      ...value,
    },
    {
      ...extra(asking, `${id}.why`, type === 'score' ? 'Why?' : 'What is in the way?', 'line', before?.why),
      limit: LONGEST_LINE,
    },
  ];
}

function lessonInputs(asking: Asking): Input[] {
  const before = lessonOf(asking.start);
  return [
    { ...first(asking, 'what', 'text', before?.lesson), limit: LONGEST_LINE },
    extra(asking, 'pattern', 'It worked: we should do it again', 'checkbox', before?.pattern),
  ];
}

function readLesson(asking: Asking, given: Given): Read {
  const words = wordsOf(given('what'));
  if (words && readsAsNone(words)) return { read: 'none' };
  const problem = tooLong(words, LONGEST_LINE);
  if (problem) return wrong(asking, problem, 'what');
  return words ? answered({ lesson: words, pattern: given('pattern') === true }) : NOTHING;
}
