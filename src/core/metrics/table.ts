import type { LevelNumber } from '../team.ts';
import { eachLevel, type LevelMetrics } from './blockers.ts';
import { counted, type Measure, measured, scored, shared, spread, timed, type Unit } from './measure.ts';
import type { Metrics } from './metrics.ts';

/** One metric: what it is called, what it means, and its numbers. The first number of each level, duty or name is the one that
 * stands for it. The page docs/metrics.md is made from this. */
export interface Metric {
  id: MetricId;
  name: string;
  unit: Unit;
  /** What is counted, in whole sentences. */
  counts: string;
  leftOut: string;
  source: string;
  /** Which way is good, where one is. */
  better?: 'more' | 'less';
  values(metrics: Metrics): readonly Measure[];
}

export type MetricId = (typeof IDS)[number];
const IDS = [
  'participation',
  'time-to-answer',
  'blockers-opened',
  'blockers-resolved',
  'blockers-open',
  'blockers-reopened',
  'blockers-cancelled',
  'blockers-exhausted',
  'climbs',
  'time-to-acknowledge',
  'acknowledged-in-time',
  'time-to-resolve',
  'resolved-in-time',
  'raised-to-resolved',
  'actions-carried-out',
  'objectives-met',
  'objective-cycle-time',
  'mood',
  'satisfaction',
  'stakeholder-satisfaction',
  'meetings-held',
  'meeting-minutes',
  'fairness',
  'from-outside',
] as const;

const ROUNDS = 'Rounds and the requests in them';
const BLOCKERS = 'The log of what happened to blockers';
const NO_CLOCK = 'What was just told and never escalated has no clock. Cancelled blockers.';

const GIVEN: Readonly<Record<MetricId, Omit<Metric, 'id'>>> = {
  participation: {
    name: 'Participation',
    unit: 'share',
    better: 'more',
    counts:
      'Requests that were answered, of all requests to those who had to answer in rounds that closed in the span. Late answers count, and are counted once more as late.',
    leftOut:
      'Requests to people who were free to answer, who were away, or whom Rondo could not ask because it was not running. Nothing is shown where fewer than two people were asked.',
    source: ROUNDS,
    values: ({ participation }) => [
      ...shared(participation, 'answered', 'asked'),
      ...counted({ late: participation?.late ?? 0 }),
    ],
  },
  'time-to-answer': {
    name: 'Time to answer',
    unit: 'hours',
    better: 'less',
    counts:
      'From the request to the first answer, on the wall clock, for the answers that participation counts. p50: half of them took no longer; p90: nine in ten.',
    leftOut:
      'Answers that were given before the request. Nothing is shown where fewer than two people answered.',
    source: `${ROUNDS}; the answers’ times`,
    values: ({ answer }) => [...spread(answer, 'hours'), ...counted({ n: answer.n })],
  },
  'blockers-opened': {
    name: 'Blockers opened',
    unit: 'count',
    counts: 'Blockers raised in the span. Private ones and those that were just told are parts of it.',
    leftOut: 'A blocker that an open one took in.',
    source: BLOCKERS,
    values: ({ blockers: { opened, private: hidden, told } }) =>
      counted({ n: opened, private: hidden, 'just told': told }),
  },
  'blockers-resolved': {
    name: 'Blockers resolved',
    unit: 'count',
    counts: 'Resolutions in the span. A blocker that was reopened and resolved again counts twice.',
    leftOut: 'Cancelled blockers.',
    source: BLOCKERS,
    values: ({ blockers: { resolved } }) => counted({ n: resolved }),
  },
  'blockers-open': {
    name: 'Blockers open',
    unit: 'count',
    better: 'less',
    counts: 'Blockers that were open when the span ended; where it has not ended, those that are open now.',
    leftOut: 'Nothing.',
    source: `Blockers, and ${lower(BLOCKERS)}`,
    values: ({ blockers: { open } }) => counted({ n: open }),
  },
  'blockers-reopened': {
    name: 'Blockers reopened',
    unit: 'count',
    better: 'less',
    counts: 'How often a resolved blocker was opened again in the span.',
    leftOut: 'A new blocker that follows an old one.',
    source: BLOCKERS,
    values: ({ blockers: { reopened } }) => counted({ n: reopened }),
  },
  'blockers-cancelled': {
    name: 'Blockers cancelled',
    unit: 'count',
    counts: 'Blockers that were cancelled in the span.',
    leftOut: 'Resolved blockers.',
    source: BLOCKERS,
    values: ({ blockers: { cancelled } }) => counted({ n: cancelled }),
  },
  'blockers-exhausted': {
    name: 'Blockers exhausted',
    unit: 'count',
    better: 'less',
    counts: 'Blockers whose last level ran out of time in the span.',
    leftOut: 'Nothing.',
    source: BLOCKERS,
    values: ({ blockers: { exhausted } }) => counted({ n: exhausted }),
  },
  climbs: {
    name: 'Blockers by level',
    unit: 'count',
    counts:
      'How many blockers came to each level in the span: to the first by being raised, to the others because time ran out or somebody sent them up.',
    leftOut: 'Blockers that were sent down.',
    source: BLOCKERS,
    values: eachOf(({ came }) => counted({ n: came })),
  },
  'time-to-acknowledge': {
    name: 'Time to acknowledge',
    unit: 'working hours',
    better: 'less',
    counts:
      'From the beginning of a level’s clocks to the first person who took the blocker there, for those taken in the span. In open hours of the team’s calendar without holds; “elapsed” is the wall clock.',
    leftOut: `Levels at which nobody took it. ${NO_CLOCK}`,
    source: BLOCKERS,
    values: eachOf(({ acknowledge }) => timed(acknowledge)),
  },
  'acknowledged-in-time': {
    name: 'Acknowledged in time',
    unit: 'share',
    better: 'more',
    counts:
      'Stays at a level that somebody took before the time to answer was over, of those where that was settled in the span.',
    leftOut: 'Stays in which no answer was awaited, or which ended before that was settled.',
    source: BLOCKERS,
    values: eachOf(({ answered }) => shared(answered, 'in time', 'settled')),
  },
  'time-to-resolve': {
    name: 'Time to resolve',
    unit: 'working hours',
    better: 'less',
    counts:
      'From the beginning of the clocks of the level at which a blocker was resolved, for resolutions in the span. In open hours of the team’s calendar without holds; “elapsed” is the wall clock.',
    leftOut: NO_CLOCK,
    source: BLOCKERS,
    values: eachOf(({ resolve }) => timed(resolve)),
  },
  'resolved-in-time': {
    name: 'Resolved in time',
    unit: 'share',
    better: 'more',
    counts:
      'Stays at a level in which the blocker was resolved before the level’s time was over, or while it was on hold, of those where that was settled in the span.',
    leftOut: 'Stays that ended in another way before: sent up, sent down, cancelled.',
    source: BLOCKERS,
    values: eachOf(({ kept }) => shared(kept, 'in time', 'settled')),
  },
  'raised-to-resolved': {
    name: 'Raised to resolved',
    unit: 'working hours',
    better: 'less',
    counts: 'From the raising to each resolution in the span, whatever happened between.',
    leftOut: NO_CLOCK,
    source: BLOCKERS,
    values: ({ whole }) => timed(whole),
  },
  'actions-carried-out': {
    name: 'Actions carried out',
    unit: 'share',
    better: 'more',
    counts:
      'Actions that are done, also after their date, of all actions whose date lies in the span. An action that was moved counts at its new date. “Ticked off” are all that were done in the span, whatever their date.',
    leftOut: 'Actions that were dropped.',
    source: 'Actions',
    values: ({ actions: { due, carriedOut, done } }) => [
      ...shared({ met: carriedOut, of: due }, 'carried out', 'due'),
      ...counted({ 'ticked off': done }),
    ],
  },
  'objectives-met': {
    name: 'Objectives met',
    unit: 'share',
    better: 'more',
    counts:
      'Objectives that were met, of those that were scored in the span. A corrected score counts once, when it was corrected.',
    leftOut: 'Objectives that nobody has scored, and those taken off the list.',
    source: 'Objectives',
    values: ({ objectives: { met, partly, notMet } }) => [
      ...shared({ met, of: met + partly + notMet }, 'met', 'scored'),
      ...counted({ 'partly met': partly, 'not met': notMet }),
    ],
  },
  'objective-cycle-time': {
    name: 'Cycle time of objectives',
    unit: 'days',
    better: 'less',
    counts:
      'From the confirmation of an objective until it was scored as met, for those scored in the span, in days of the wall clock. One that was taken along began with its first week. Where nobody confirmed it, it began when it was proposed.',
    leftOut: 'Objectives that were partly met or not met.',
    source: 'Objectives',
    values: ({ objectives: { cycle } }) => [...spread(cycle, 'days'), ...counted({ n: cycle.n })],
  },
  mood: feeling('Mood', 'standups and check-ins', ({ mood }) => mood),
  satisfaction: feeling(
    'Satisfaction of the team',
    'reviews, retros and all other rounds but standups and check-ins',
    ({ satisfaction }) => satisfaction,
  ),
  'stakeholder-satisfaction': feeling(
    'Satisfaction of stakeholders',
    'rounds that ask nobody but stakeholders or leadership',
    ({ stakeholders }) => stakeholders,
  ),
  'meetings-held': {
    name: 'Meetings held',
    unit: 'share',
    better: 'more',
    counts:
      'Meetings that took place, of those planned to begin in the span. One that a person left out, or that Rondo slept through, was planned.',
    leftOut:
      'Meetings that are not over yet, those merged with another one, and those that a holiday took or that concerned nobody.',
    source: 'Rounds of live rituals',
    values: ({ meetings: { held, planned } }) => shared({ met: held, of: planned }, 'held', 'planned'),
  },
  'meeting-minutes': {
    name: 'Meeting minutes held',
    unit: 'minutes',
    better: 'less',
    counts:
      'How long the meetings took that were planned to begin in the span, and how long they were planned to take. Where nobody ended a meeting in chat, it counts with its planned length.',
    leftOut: 'As for meetings held. Minutes are those of the meeting, not of each person in it.',
    source: 'Rounds of live rituals',
    values: ({ meetings: { heldMinutes, plannedMinutes } }) => [
      measured('held', 'minutes', heldMinutes),
      measured('planned', 'minutes', plannedMinutes),
    ],
  },
  fairness: {
    name: 'Fairness of duties',
    unit: 'turns',
    better: 'less',
    counts:
      'For each duty that goes round: how many turns whoever is furthest from an even share is away from it, in all time and as it stands now. Each turn gives everybody who could have had it an equal part of one; being away gives nothing. “Taken” are the turns of the span.',
    leftOut: 'Turns that never took place.',
    source: 'The accounts of rotations',
    values: ({ duties }) =>
      duties.flatMap(({ name, furthest, people }) =>
        [
          measured('furthest', 'turns', furthest),
          ...counted({ taken: people.reduce((sum, { taken }) => sum + taken, 0) }),
        ].map((one) => ({ ...one, of: name })),
      ),
  },
  'from-outside': {
    name: 'From outside',
    unit: 'sum',
    counts:
      'Numbers that Rondo is told: by the quality champion, the coordinator or a lead, by a number question that is marked for it, or by a program. Defects, rework, releases, and whatever else the team has named. The sum over the dates in the span; said again for the same date, the newest counts.',
    leftOut: 'Dates for which nobody said anything.',
    source: 'Figures',
    values: ({ outside }) =>
      outside.flatMap(({ name, sum, n }) =>
        [measured('sum', 'sum', sum), ...counted({ dates: n })].map((one) => ({ ...one, of: name })),
      ),
  },
};

/** All metrics in the order in which they are shown. */
export const METRICS: readonly Metric[] = IDS.map((id) => ({ id, ...GIVEN[id] }));

/** One number with the metric it belongs to. */
export interface MetricValue extends Measure {
  metric: MetricId;
}

/** All numbers as a flat list: what the table, the page, the API and files are made from. */
export function valuesOf(metrics: Metrics): MetricValue[] {
  return METRICS.flatMap(({ id, values }) => values(metrics).map((one) => ({ metric: id, ...one })));
}

function eachOf(of: (level: LevelMetrics) => readonly Measure[]): Metric['values'] {
  return ({ levels }) =>
    eachLevel(levels).flatMap(([level, own]: [LevelNumber, LevelMetrics]) =>
      of(own).map((one) => ({ ...one, level })),
    );
}

function feeling(name: string, where: string, of: (metrics: Metrics) => Metrics['mood']): Omit<Metric, 'id'> {
  return {
    name,
    unit: '1 to 5',
    better: 'more',
    counts: `The mean of all anonymous answers on a scale in ${where} that closed in the span, brought to a scale from 1 to 5.`,
    leftOut: 'A question of a round that fewer than four people answered.',
    source: 'Anonymous answers; they hold no person and no time',
    values: (metrics) => scored(of(metrics)),
  };
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
