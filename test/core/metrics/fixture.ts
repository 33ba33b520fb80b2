import type { MetricsMaterial } from '../../../src/core/metrics/material.ts';
import type { Objective, Score } from '../../../src/core/planning/objective.ts';
import type { Action } from '../../../src/core/record.ts';
import type { Rotation, Turn } from '../../../src/core/rotation/rotation.ts';
import type { Prompt, Round, Update } from '../../../src/core/round.ts';
import type { Team } from '../../../src/core/team.ts';
import { ATLAS, at } from '../escalation/atlas.ts';
import { type Course, course, SOLVE, TAKE } from '../escalation/course.ts';
import { facilitation, meeting, question, standup, who } from '../fixtures.ts';

/** Two weeks of Team Atlas, worked out by hand: 19 October to 1 November 2026. Monday to Friday 09:00 to 17:00 in Berlin, where
 * the clocks fall back on Sunday 25 October. Each line says what it adds. */
export const SPAN = { from: at('2026-10-19'), to: at('2026-11-02') };
/** When somebody looks. */
export const NOW = at('2026-11-02 09:00');

const MOOD = question('mood', { type: 'scale', from: 1, to: 5, anonymous: true });
const SATISFACTION = question('satisfaction', { type: 'scale', from: 1, to: 5, anonymous: true });
/** From 0 to 10: 10 is a 5, 5 is a 3, 0 is a 1. */
const SATISFIED = question('satisfied', { type: 'scale', from: 0, to: 10, anonymous: true });

const SYNC = standup({ questions: [question('done'), MOOD] });
const REVIEW = meeting({
  lasts: 45,
  questions: [SATISFACTION],
  facilitator: facilitation({ rotation: 'weekly-review', turns: 'weekly' }),
});
const PLANNING = meeting({ id: 'planning', name: 'Weekly planning', kind: 'planning', lasts: 60 });
const PULSE = standup({
  id: 'pulse',
  kind: 'checkin',
  participants: who({ roles: ['stakeholders'] }),
  questions: [SATISFIED],
});

export const TEAM: Team = { ...ATLAS, rituals: [SYNC, REVIEW, PLANNING, PULSE] };

/** A round with what it asked and what was answered without a name. */
interface Held {
  round: Round;
  prompts: readonly Prompt[];
  updates: readonly Update[];
  scores: readonly { question: string; answer: number }[];
}

/** What has ended has a copy of its definition; what was left out before it began has none. */
function held(ritual: string, date: string, closed: string, more: Partial<Round> = {}): Round {
  const definition = TEAM.rituals.find(({ id }) => id === ritual);
  const began = more.state === undefined || more.state === 'missed' || more.state === 'open';
  return {
    ...(definition && began ? { definition } : {}),
    id: `atlas/${ritual}/${date}`,
    team: 'atlas',
    ritual,
    slot: date,
    date,
    state: 'closed',
    opensAt: at(`${date} 09:00`),
    closesAt: at(closed),
    closed: { at: at(closed), why: 'its time was over' },
    version: 1,
    ...more,
  };
}

type Asking = {
  state?: Prompt['state'];
  optional?: true;
  asked?: string;
  answered?: string;
  late?: true;
};

function sync(
  date: string,
  people: Record<string, Asking>,
  moods: readonly number[],
  more: Partial<Round> = {},
): Held {
  const round = held('sync', date, `${date} 12:00`, more);
  const prompts = Object.entries(people).map(([person, { state, optional, asked, answered }]): Prompt => {
    // Who was asked and has said nothing by the close has missed it.
    const usual = answered ? 'answered' : 'missed';
    return {
      id: `${round.id}/${person}`,
      round: round.id,
      team: 'atlas',
      person,
      state: state ?? usual,
      optional: optional ?? false,
      at: at(`${date} 09:00`),
      due: round.closesAt,
      why: 'asked',
      ...(asked ? { askedAt: at(asked) } : {}),
      version: 1,
    };
  });
  const updates = Object.entries(people).flatMap(([person, { answered, late }]): Update[] =>
    answered
      ? [
          {
            id: `${round.id}/${person}`,
            round: round.id,
            team: 'atlas',
            person,
            date,
            answers: { done: 'Something' },
            at: at(answered),
            late: late ?? false,
            version: 1,
          },
        ]
      : [],
  );
  return { round, prompts, updates, scores: moods.map((answer) => ({ question: 'mood', answer })) };
}

function quiet(round: Round, scores: Held['scores'] = []): Held {
  return { round, prompts: [], updates: [], scores };
}

/** Required and asked: 4 + 2 + 3 = 9, of whom 3 + 2 + 2 = 7 answered, 1 of them late.
 * Minutes until the answer: 15 20 30 60 120 240, so p50 is 30 (0.5 h) and p90 is 240 (4 h).
 * Mood: 5 4 3 4 and 3 3 4 4 1, so 31 over 9 answers. */
const SYNCS = [
  sync(
    '2026-10-16', // closed before the span
    { mia: { asked: '2026-10-16 09:00', answered: '2026-10-16 09:05' }, tom: { asked: '2026-10-16 09:00' } },
    [1, 1, 1, 1],
  ),
  sync(
    '2026-10-19',
    {
      mia: { asked: '2026-10-19 09:00', answered: '2026-10-19 09:20' }, // 20 minutes
      tom: { asked: '2026-10-19 09:00', answered: '2026-10-19 10:00' }, // 60 minutes
      raj: { asked: '2026-10-19 09:00' }, // silent
      lea: { asked: '2026-10-19 09:00', answered: '2026-10-19 13:00', late: true }, // 240 minutes, late
      kim: { state: 'skipped' }, // away
      ivo: { optional: true, asked: '2026-10-19 09:00', answered: '2026-10-19 09:01' }, // was free to
    },
    [5, 4, 3, 4],
  ),
  sync(
    '2026-10-20',
    {
      mia: { answered: '2026-10-19 18:00' }, // the evening before: answered, and no time
      tom: { asked: '2026-10-20 09:00', answered: '2026-10-20 09:30' }, // 30 minutes
      raj: {}, // never asked: Rondo was not running
    },
    [2, 2, 2], // three answers are too few
  ),
  sync(
    '2026-10-21', // Rondo slept through its end, so it did not take place
    { mia: { asked: '2026-10-21 09:00', answered: '2026-10-21 09:10' }, tom: { asked: '2026-10-21 09:00' } },
    [1, 1, 1, 1],
    { state: 'missed' },
  ),
  sync(
    '2026-10-26',
    {
      mia: { asked: '2026-10-26 09:00', answered: '2026-10-26 09:15' }, // 15 minutes
      tom: { asked: '2026-10-26 09:00' }, // silent
      lea: { asked: '2026-10-26 09:00', answered: '2026-10-26 11:00' }, // 120 minutes
    },
    [3, 3, 4, 4, 1],
  ),
];

const satisfaction = (...answers: number[]) =>
  answers.map((answer) => ({ question: 'satisfaction', answer }));
const satisfied = (...answers: number[]) => answers.map((answer) => ({ question: 'satisfied', answer }));

/** Planned: two reviews of 45 minutes, three plannings of 60: 5 meetings, 270 minutes. Held: 2 of them, 30 + 45 = 75 minutes.
 * Satisfaction: 4 4 5 3 4, so 20 over 5 answers. Stakeholders: 10 5 0 5 of 10 are 5 3 1 3, so 12 over 4. */
const OTHERS = [
  quiet(
    held('review', '2026-10-23', '2026-10-23 14:35', {
      startsAt: at('2026-10-23 14:00'),
      startedAt: at('2026-10-23 14:05'),
      endedBy: 'mia', // 30 minutes
    }),
    satisfaction(4, 4, 5, 3, 4),
  ),
  quiet(
    held('review', '2026-10-30', '2026-10-30 15:15', {
      startsAt: at('2026-10-30 14:00'),
      startedAt: at('2026-10-30 14:00'), // nobody ended it: its usual 45 minutes
    }),
    satisfaction(1, 1, 1), // three answers are too few
  ),
  quiet(
    held('planning', '2026-10-19', '2026-10-19 09:00', {
      state: 'skipped',
      startsAt: at('2026-10-19 10:00'),
      byHand: { what: 'skipped', by: 'mia', at: at('2026-10-19 09:00'), why: 'the summit' },
    }),
  ),
  quiet(
    held('planning', '2026-10-26', '2026-10-26 10:10', { state: 'missed', startsAt: at('2026-10-26 10:00') }),
  ),
  quiet(held('planning', '2026-10-22', '2026-10-22 09:30', { startsAt: at('2026-10-22 10:00') })), // everybody is away
  // A holiday took it, open still, merged, and after the span: in neither.
  quiet(
    held('planning', '2026-10-27', '2026-10-20 09:00', {
      state: 'skipped',
      startsAt: at('2026-10-27 10:00'),
    }),
  ),
  quiet(
    held('planning', '2026-10-29', '2026-10-29 11:30', { state: 'open', startsAt: at('2026-10-29 10:00') }),
  ),
  quiet(
    held('planning', '2026-10-28', '2026-10-28 09:00', { state: 'merged', startsAt: at('2026-10-28 10:00') }),
  ),
  quiet(
    held('planning', '2026-11-02', '2026-11-02 08:00', {
      state: 'missed',
      startsAt: at('2026-11-02 08:30'),
    }),
  ),
  quiet(held('pulse', '2026-10-27', '2026-10-30 10:00'), satisfied(10, 5, 0, 5)),
];

/** Working hours / elapsed hours, as in the fixture of the escalations' figures. Opened: 1 2 4 6 9, of them 6 private. Resolved:
 * 1, 2, 4 twice, 11. Open at the end: 9. */
export const COURSES: readonly Course[] = [
  course(1, '2026-10-19 10:00') // level 1: answered in time 0.5 / 0.5, solved in time 2 / 2, whole 2 / 2
    .does('2026-10-19 10:30', 'kim', TAKE)
    .does('2026-10-19 12:00', 'kim', SOLVE),
  course(2, '2026-10-20 10:00')
    .fires('2026-10-20 11:00', 'respond') // level 1 not answered in time
    .fires('2026-10-20 17:00', 'resolve') // level 1 not solved in time; comes to level 2
    .does('2026-10-21 10:00', 'ivo', TAKE) // level 2 answered in time 1 / 17
    .does('2026-10-21 15:00', 'ivo', SOLVE), // level 2 solved in time 6 / 22, whole 13 / 29
  course(4, '2026-10-21 09:00')
    .does('2026-10-21 09:15', 'kim', TAKE) // in time 0.25 / 0.25
    .does('2026-10-21 11:00', 'kim', SOLVE) // in time 2 / 2, whole 2 / 2
    .does('2026-10-22 10:00', 'raj', { do: 'reopen', reason: 'It is back' })
    .does('2026-10-22 10:30', 'kim', TAKE) // in time 0.5 / 0.5
    .does('2026-10-22 13:00', 'kim', SOLVE), // in time 3 / 3, whole 12 / 28
  course(6, '2026-10-27 10:00', {}, { private: true }).does('2026-10-27 10:20', 'raj', {
    do: 'cancel',
    reason: 'Found it myself',
  }),
  course(9, '2026-10-30 15:30').does('2026-10-30 16:00', 'kim', TAKE), // in time 0.5 / 0.5
  course(11, '2026-10-16 10:00')
    .does('2026-10-16 10:10', 'kim', TAKE) // before the span
    .fires('2026-10-16 17:00', 'resolve') // before the span
    .does('2026-10-19 10:00', 'ivo', SOLVE), // level 2 solved in time 1 / 65, whole 8 / 72
  course(12, '2026-11-02 08:00', { when: 'just_telling' }), // after the span, open now
];

function action(id: string, due: string, more: Partial<Action> = {}): Action {
  return { id, team: 'atlas', what: id, owner: 'tom', due, from: 'round:x', open: true, version: 1, ...more };
}

const ended = (when: string) => ({ open: false, done: { by: 'tom', at: at(when) } });

/** Due: 4, of which 3 are carried out. Ticked off in the span: 3. */
const ACTIONS = [
  action('on-its-day', '2026-10-20', ended('2026-10-20 12:00')), // due, carried out, ticked off
  action('after-its-day', '2026-10-21', ended('2026-11-02 08:00')), // due, carried out
  action('never', '2026-10-23'), // due
  action('dropped', '2026-10-26', {
    open: false,
    dropped: { by: 'tom', at: at('2026-10-26 10:00'), why: 'not needed' },
  }),
  action('moved', '2026-10-30', ended('2026-10-29 10:00')), // due, carried out, ticked off
  action('ahead', '2026-11-05', ended('2026-10-28 10:00')), // ticked off
  action('before', '2026-10-12', ended('2026-10-13 10:00')),
  action('monday', '2026-11-02'),
];

function objective(id: string, week: string, more: Partial<Objective> = {}): Objective {
  const base = { id, team: 'atlas', week, what: id, owner: 'raj', by: 'raj', at: at(`${week} 09:00`) };
  return { ...base, open: false, version: 1, ...more };
}

const confirmed = (when: string) => ({ confirmed: { by: 'mia', at: at(when) } });
const scored = (result: Score, when: string) => ({ score: { result, by: 'raj', at: at(when) } });

/** Scored: 5; met 3, partly 1, not met 1. Days until met: 1 (24 h), 4.17 (100 h), 18.21 (437 h). */
const OBJECTIVES = [
  objective('o1', '2026-10-19', { ...confirmed('2026-10-19 10:00'), ...scored('met', '2026-10-23 14:00') }), // 4 days 4 h
  objective('o2', '2026-10-12', {
    ...confirmed('2026-10-12 10:00'),
    ...scored('not_met', '2026-10-16 14:00'), // before the span
  }),
  // Goes on with o2: from 12 October 10:00 in summer time (08:00 UTC) to 30 October 14:00 in winter time (13:00 UTC).
  objective('o3', '2026-10-19', {
    from: 'o2',
    ...confirmed('2026-10-19 10:00'),
    ...scored('met', '2026-10-30 14:00'),
  }),
  objective('o4', '2026-10-26', scored('met', '2026-10-27 09:00')), // nobody confirmed it: from 26 October 09:00
  objective('o5', '2026-10-19', scored('partly', '2026-10-23 14:00')),
  objective('o6', '2026-10-26', scored('not_met', '2026-10-30 14:00')),
  objective('o7', '2026-10-26', { dropped: { by: 'mia', at: at('2026-10-27 09:00'), why: 'not now' } }),
  objective('o8', '2026-10-26', scored('met', '2026-11-02 00:00')), // after the span
];

/** Mia is one turn ahead, Raj three quarters behind: the furthest is 1. */
const ROTATION: Rotation = {
  id: 'atlas/weekly-review',
  team: 'atlas',
  name: 'weekly-review',
  accounts: {
    mia: { turns: 3, share: 2 },
    tom: { turns: 2, share: 2.25 },
    raj: { turns: 1, share: 1.75 },
    lea: { turns: 2, share: 1.5 },
    kim: { turns: 1, share: 1.5 },
  },
  version: 1,
};

function turn(date: string, person: string, counted?: string): Turn {
  const base = { id: `atlas/weekly-review/${date}`, team: 'atlas', rotation: 'weekly-review', date, person };
  const countedAt = counted === undefined ? {} : { countedAt: at(counted) };
  return { ...base, why: 'next', fixedAt: at(date), passed: [], ...countedAt, version: 1 };
}

/** Taken in the span: 2. */
const TURNS = [
  turn('2026-10-12', 'raj', '2026-10-16 14:00'),
  turn('2026-10-19', 'mia', '2026-10-23 14:00'),
  turn('2026-10-26', 'tom', '2026-10-30 14:00'),
  turn('2026-11-02', 'lea'),
];

function figure(name: string, date: string, value: number) {
  return {
    id: `atlas/${name}/${date}`,
    team: 'atlas',
    name,
    date,
    value,
    by: 'kim',
    at: at(date),
    version: 1,
  };
}

/** Defects: 3 + 2 on two dates; releases: 1. */
const FIGURES = [
  figure('defects', '2026-10-15', 9),
  figure('defects', '2026-10-22', 3),
  figure('defects', '2026-10-29', 2),
  figure('defects', '2026-11-02', 7),
  figure('releases', '2026-10-30', 1),
];

const ROUNDS: readonly Held[] = [...SYNCS, ...OTHERS];

export const MATERIAL: MetricsMaterial = {
  team: TEAM,
  rounds: ROUNDS.map(({ round }) => round),
  prompts: ROUNDS.flatMap(({ prompts }) => prompts),
  updates: ROUNDS.flatMap(({ updates }) => updates),
  unnamed: ROUNDS.flatMap(({ round, scores }) => scores.map((score) => ({ ...score, round: round.id }))),
  escalations: COURSES.map(({ state }) => state),
  events: COURSES.flatMap(({ events }) => events),
  // Number 9 and number 12.
  live: { at: NOW, n: 2 },
  actions: ACTIONS,
  objectives: OBJECTIVES,
  rotations: [ROTATION],
  turns: TURNS,
  figures: FIGURES,
};
