import { expect, test } from 'vitest';
import { type Figures, figuresOf } from '../../../src/core/escalation/numbers.ts';
import { reportFigures, reportLines } from '../../../src/core/escalation/report.ts';
import type { Telling } from '../../../src/core/escalation/timeline.ts';
import type { Spread } from '../../../src/core/spread.ts';
import { HOUR, SECOND } from '../../../src/core/time.ts';
import { at, away, view } from './atlas.ts';
import { type Course, course, material, SOLVE, TAKE } from './course.ts';

/** Two weeks of Team Atlas, worked out by hand. Monday to Friday 09:00 to 17:00 in Berlin, where the clocks fall back on
 * Sunday 25 October 2026. Each course says what it adds: working hours / elapsed hours. */
const SPAN = { from: at('2026-10-19'), to: at('2026-11-02') };
const NOW = at('2026-11-02 09:00');

const SOLVED_BY_THE_TEAM = course(1, '2026-10-19 10:00') // answered in time 0.5 / 0.5, solved in time 2 / 2, whole 2 / 2
  .does('2026-10-19 10:30', 'kim', TAKE)
  .does('2026-10-19 12:00', 'kim', SOLVE);

const CLIMBED_ONCE = course(2, '2026-10-20 10:00')
  .fires('2026-10-20 11:00', 'respond') // level 1 not answered in time
  .fires('2026-10-20 17:00', 'resolve') // level 1 not solved in time
  .does('2026-10-21 10:00', 'ivo', TAKE) // level 2 answered in time 1 / 17
  .does('2026-10-21 15:00', 'ivo', SOLVE); // level 2 solved in time 6 / 22, whole 13 / 29

const OVER_THE_CLOCK_CHANGE = course(3, '2026-10-23 16:00')
  .fires('2026-10-23 17:00', 'respond') // not answered in time
  .does('2026-10-26 09:30', 'lea', TAKE) // 1.5 / 66.5: Friday 16:00 to Monday 09:30 is 65.5 on the wall, and one hour twice
  .does('2026-10-26 16:00', 'lea', SOLVE); // solved in time 8 / 73, whole 8 / 73

const REOPENED = course(4, '2026-10-21 09:00')
  .does('2026-10-21 09:15', 'kim', TAKE) // in time 0.25 / 0.25
  .does('2026-10-21 11:00', 'kim', SOLVE) // in time 2 / 2, whole 2 / 2
  .does('2026-10-22 10:00', 'raj', { do: 'reopen', reason: 'It is back' })
  .does('2026-10-22 10:30', 'kim', TAKE) // in time 0.5 / 0.5
  .does('2026-10-22 13:00', 'kim', SOLVE); // in time 3 / 3, whole 12 / 28

const EXHAUSTED = course(5, '2026-10-19 09:00')
  .fires('2026-10-19 10:00', 'respond') // level 1 not answered
  .fires('2026-10-19 17:00', 'resolve') // level 1 not solved
  .fires('2026-10-20 11:00', 'respond') // level 2 not answered
  .fires('2026-10-20 17:00', 'resolve') // level 2 not solved
  .does('2026-10-21 12:00', 'dana', TAKE) // level 3 answered in time 3 / 19
  .fires('2026-10-22 17:00', 'resolve') // level 3 not solved
  .does('2026-10-26 11:00', 'dana', SOLVE); // 26 / 139, too late; whole 42 / 171

const CANCELLED = course(6, '2026-10-27 10:00', {}, { private: true }).does('2026-10-27 10:20', 'raj', {
  do: 'cancel',
  reason: 'Found it myself',
});

const JUST_TOLD = course(7, '2026-10-28 10:00', { when: 'just_telling' }).does(
  '2026-10-29 10:00',
  'raj',
  SOLVE,
);

const HELD = course(8, '2026-10-26 09:00')
  .does('2026-10-26 09:30', 'kim', TAKE) // in time 0.5 / 0.5
  .does('2026-10-26 09:50', 'kim', { do: 'askHold', until: at('2026-10-28 09:00'), reason: 'Vendor' })
  .does('2026-10-26 10:00', 'mia', { do: 'grantHold' })
  .fires('2026-10-28 09:00', 'hold')
  .does('2026-10-28 12:00', 'kim', SOLVE); // in time 4 / 51: one hour before the hold, three after; whole the same

const STILL_OPEN = course(9, '2026-10-30 15:30').does('2026-10-30 16:00', 'kim', TAKE); // in time 0.5 / 0.5

const SENT_UP = course(10, '2026-10-29 10:00')
  .does('2026-10-29 10:45', 'raj', { do: 'escalate', reason: 'It hurts' }) // level 1: neither in time nor late
  .fires('2026-10-29 12:45', 'respond') // level 2 not answered
  .fires('2026-10-30 10:45', 'resolve') // level 2 not solved
  .fires('2026-10-30 14:45', 'respond'); // level 3 not answered, still open

const FROM_THE_WEEK_BEFORE = course(11, '2026-10-16 10:00')
  .does('2026-10-16 10:10', 'kim', TAKE) // before the span
  .fires('2026-10-16 17:00', 'resolve') // before the span
  .does('2026-10-19 10:00', 'ivo', SOLVE); // level 2 solved in time 1 / 65, whole 8 / 72; not opened in the span

const TOLD_TODAY = course(12, '2026-11-02 08:00', { when: 'just_telling' }); // after the span, open now

const ALL = [
  SOLVED_BY_THE_TEAM,
  CLIMBED_ONCE,
  OVER_THE_CLOCK_CHANGE,
  REOPENED,
  EXHAUSTED,
  CANCELLED,
  JUST_TOLD,
  HELD,
  STILL_OPEN,
  SENT_UP,
  FROM_THE_WEEK_BEFORE,
  TOLD_TODAY,
];

const of = (...courses: readonly Course[]) => figuresOf(material(courses), SPAN, NOW);
const fortnight = of(...ALL);

/** `n: p50 p90 max`, in hours. */
function hours(spread: Spread): string {
  if (!('p50' in spread)) return '0';
  const { n, p50, p90, max } = spread;
  return `${n}: ${[p50, p90, max].map((span) => span / HOUR).join(' ')}`;
}

test('counts', () => {
  expect(fortnight.counts).toEqual({
    opened: 10,
    private: 1,
    told: 1,
    reopened: 1,
    resolved: 9,
    cancelled: 1,
    exhausted: 1,
  });
});

test.each([
  // 0.25 0.5 0.5 0.5 0.5 1.5 and 0.25 0.5 0.5 0.5 0.5 66.5
  { level: 1, working: '6: 0.5 1.5 1.5', elapsed: '6: 0.5 66.5 66.5', met: 5, of: 8 },
  { level: 2, working: '1: 1 1 1', elapsed: '1: 17 17 17', met: 1, of: 3 },
  { level: 3, working: '1: 3 3 3', elapsed: '1: 19 19 19', met: 1, of: 2 },
] as const)('time to acknowledge at level $level', ({ level, working, elapsed, met, of: all }) => {
  const { acknowledge, answered } = fortnight.levels[level];
  expect(hours(acknowledge.working)).toBe(working);
  expect(hours(acknowledge.elapsed)).toBe(elapsed);
  expect(answered).toEqual({ met, of: all });
});

test.each([
  // 2 2 3 4 8 and 2 2 3 51 73
  { level: 1, working: '5: 3 8 8', elapsed: '5: 3 73 73', met: 5, of: 7 },
  // 1 6 and 22 65
  { level: 2, working: '2: 1 6 6', elapsed: '2: 22 65 65', met: 2, of: 4 },
  { level: 3, working: '1: 26 26 26', elapsed: '1: 139 139 139', met: 0, of: 1 },
] as const)('time to resolve at level $level', ({ level, working, elapsed, met, of: all }) => {
  const { resolve, kept } = fortnight.levels[level];
  expect(hours(resolve.working)).toBe(working);
  expect(hours(resolve.elapsed)).toBe(elapsed);
  expect(kept).toEqual({ met, of: all });
});

test('from the raising to the resolution', () => {
  // 2 2 4 8 8 12 13 42 and 2 2 28 29 51 72 73 171
  expect(hours(fortnight.whole.working)).toBe('8: 8 42 42');
  expect(hours(fortnight.whole.elapsed)).toBe('8: 29 171 171');
});

test('resolved by the team for good: of those a week ago, at level 1 and not reopened', () => {
  // A week ago: 1 (yes), 2 (level 2), 4 (reopened), 11 (level 2). Younger: 3, 5, 8. Never asked: 7.
  expect(fortnight.byTeam).toEqual({ met: 1, of: 4, young: 3 });
});

test('open now, by level and age', () => {
  expect(fortnight.open).toEqual({ 1: [0, 1, 0, 0], 2: [0, 0, 0, 0], 3: [0, 0, 1, 0], none: [1, 0, 0, 0] });
});

test('delivery: from the due instant, and from when it might be sent', () => {
  const due = at('2026-10-20 18:00');
  const sent = (lag: number, more: Partial<Telling> = {}): Telling => ({
    ...{ kind: 'card', to: { person: 'kim' }, recipient: 'person:kim', state: 'sent', due },
    postedAt: due + lag * SECOND,
    ...more,
  });
  const tellings = [
    sent(3),
    sent(1),
    sent(2),
    sent(50_405, { ready: due + 50_400 * SECOND }),
    sent(9_999, { due: SPAN.to }),
    sent(0, { state: 'dropped', postedAt: undefined }),
    sent(0, { state: 'waiting', postedAt: undefined }),
  ];
  const { delivery } = figuresOf(material([], { tellings }), SPAN, NOW);
  expect(delivery).toEqual({
    sinceDue: { n: 4, p50: 2_000, p90: 50_405_000, max: 50_405_000 },
    sinceReady: { n: 4, p50: 2_000, p90: 5_000, max: 5_000 },
    dropped: 1,
    waiting: 1,
  });
});

test('nothing at all gives zeros and dashes', () => {
  const none = of();
  expect(none.levels[1]).toEqual({
    acknowledge: { working: { n: 0 }, elapsed: { n: 0 } },
    answered: { met: 0, of: 0 },
    resolve: { working: { n: 0 }, elapsed: { n: 0 } },
    kept: { met: 0, of: 0 },
  });
  expect(none.byTeam).toEqual({ met: 0, of: 0, young: 0 });
  const lines = reportLines(none);
  expect(lines[0]).toBe(
    'opened 0 (0 private, 0 just told) · reopened 0 · resolved 0 · cancelled 0 · exhausted 0',
  );
  expect(lines[3]).toMatch(/^time to acknowledge +Level 1, team +0( +–){5}$/);
});

test('one alone is its own middle', () => {
  const one = of(SOLVED_BY_THE_TEAM);
  expect(hours(one.levels[1].resolve.working)).toBe('1: 2 2 2');
  expect(one.levels[1].kept).toEqual({ met: 1, of: 1 });
});

test('what is still open adds its answer and nothing else', () => {
  const { levels, whole } = of(STILL_OPEN);
  expect(levels[1].answered).toEqual({ met: 1, of: 1 });
  expect([levels[1].resolve.working.n, levels[1].kept.of, whole.working.n]).toEqual([0, 0, 0]);
});

test('the end of the span is not part of it, its beginning is', () => {
  const from = at('2026-10-19 12:00');
  const counts = (span: { from: number; to: number }) => figuresOf(material([SOLVED_BY_THE_TEAM]), span, NOW);
  expect(counts({ from, to: from + 1 }).counts.resolved).toBe(1);
  expect(counts({ from: from - HOUR, to: from }).counts.resolved).toBe(0);
});

test('an answer after respondBy is late, also when the timer had not fired', () => {
  const late = course(1, '2026-10-19 10:00').does('2026-10-19 11:00', 'kim', TAKE);
  expect(of(late).levels[1].answered).toEqual({ met: 1, of: 1 });
  const later = course(1, '2026-10-19 10:00').does('2026-10-19 11:01', 'kim', TAKE);
  expect(of(later).levels[1].answered).toEqual({ met: 0, of: 1 });
});

test('only the first answer at a level counts, not that of somebody to whom it was handed', () => {
  const twice = course(1, '2026-10-19 10:00')
    .does('2026-10-19 10:30', 'kim', TAKE)
    .does('2026-10-19 11:00', 'mia', { do: 'reassign', to: 'tom' })
    .does('2026-10-19 11:30', 'tom', TAKE);
  expect(hours(of(twice).levels[1].acknowledge.working)).toBe('1: 0.5 0.5 0.5');
});

test('resolved during a hold meets its deadline, and the hold is no working time', () => {
  const during = course(1, '2026-10-26 09:00')
    .does('2026-10-26 09:30', 'kim', TAKE)
    .does('2026-10-26 09:50', 'kim', { do: 'askHold', until: at('2026-10-30 09:00'), reason: 'Vendor' })
    .does('2026-10-26 10:00', 'mia', { do: 'grantHold' })
    .does('2026-10-28 12:00', 'kim', SOLVE);
  const { resolve, kept } = of(during).levels[1];
  expect(kept).toEqual({ met: 1, of: 1 });
  expect(hours(resolve.working)).toBe('1: 1 1 1');
  expect(hours(resolve.elapsed)).toBe('1: 51 51 51');
});

test('a hold after the last level does not make up for it', () => {
  const during = course(1, '2026-10-19 09:00')
    .fires('2026-10-19 17:00', 'resolve')
    .fires('2026-10-20 17:00', 'resolve')
    .does('2026-10-21 12:00', 'dana', TAKE)
    .fires('2026-10-22 17:00', 'resolve')
    .does('2026-10-23 09:00', 'dana', { do: 'askHold', until: at('2026-10-27 09:00'), reason: 'Board meets' })
    .does('2026-10-23 09:30', 'mia', { do: 'grantHold' })
    .does('2026-10-26 09:00', 'dana', SOLVE);
  const { resolve, kept } = of(during).levels[3];
  expect(kept).toEqual({ met: 0, of: 1 });
  expect(hours(resolve.working)).toBe('1: 16.5 16.5 16.5');
});

test('where a level waits for somebody, its times begin with them', () => {
  const absences = ['ivo', 'mia'].map((person) => away(person, '2026-10-19 08:00', '2026-10-20 12:00'));
  const waited = course(1, '2026-10-19 09:30')
    .does('2026-10-19 10:00', 'raj', { do: 'escalate', reason: 'It hurts' }, view({ absences }))
    .does('2026-10-20 13:00', 'ivo', TAKE)
    .does('2026-10-20 14:00', 'ivo', SOLVE);
  expect(waited.state.delayedTo).toBe(at('2026-10-20 12:00'));
  const { acknowledge, resolve } = of(waited).levels[2];
  expect(hours(acknowledge.elapsed)).toBe('1: 1 1 1');
  expect(hours(resolve.elapsed)).toBe('1: 2 2 2');
});

test('what was taken before its day has no time to acknowledge', () => {
  const early = course(1, '2026-10-19 10:00', { when: { by: '2026-10-21' } })
    .does('2026-10-19 10:30', 'kim', TAKE)
    .fires('2026-10-21 09:00', 'start')
    .does('2026-10-21 11:00', 'kim', SOLVE);
  const { acknowledge, resolve } = of(early).levels[1];
  expect(acknowledge.working.n).toBe(0);
  expect(hours(resolve.working)).toBe('1: 2 2 2');
});

test('events of other things do not count, and their order does not matter', () => {
  const made = material(ALL);
  const strange = made.events.map((event) => ({ ...event, about: 'risk:atlas-1' }));
  const mixed = { ...made, events: [...strange, ...made.events].reverse() };
  expect(figuresOf(mixed, SPAN, NOW)).toEqual(fortnight);
});

test('the report to read', () => {
  expect(reportLines(fortnight)).toEqual([
    'opened 10 (1 private, 1 just told) · reopened 1 · resolved 9 · cancelled 1 · exhausted 1',
    '',
    '                                          n  working p50  p90     elapsed p50  p90      in time',
    'time to acknowledge  Level 1, team        6  30 min       1.5 h   30 min       66.5 h   5 of 8 (63 %)',
    '                     Level 2, mediation   1  1.0 h        1.0 h   17.0 h       17.0 h   1 of 3 (33 %)',
    '                     Level 3, leadership  1  3.0 h        3.0 h   19.0 h       19.0 h   1 of 2 (50 %)',
    'time to resolve      Level 1, team        5  3.0 h        8.0 h   3.0 h        73.0 h   5 of 7 (71 %)',
    '                     Level 2, mediation   2  1.0 h        6.0 h   22.0 h       65.0 h   2 of 4 (50 %)',
    '                     Level 3, leadership  1  26.0 h       26.0 h  139.0 h      139.0 h  0 of 1 (0 %)',
    'raised to resolved   all levels           8  8.0 h        42.0 h  29.0 h       171.0 h',
    '',
    'resolved by the team for good: 1 of 4 (25 %); 3 more less than seven days ago',
    '',
    'open now             under 1 day  1 to 3 days  3 to 7 days  over 7 days',
    'Level 1, team        0            1            0            0',
    'Level 2, mediation   0            0            0            0',
    'Level 3, leadership  0            0            1            0',
    'Without a clock      1            0            0            0',
    '',
    'delivery                n  p50  p90  longest',
    'since due               0  –    –    –',
    'since it might be sent  0  –    –    –',
    '0 dropped, 0 waiting',
  ]);
});

test('over the clock change of spring one hour less passes', () => {
  const spring = course(1, '2027-03-26 16:00').does('2027-03-29 09:30', 'kim', TAKE);
  const span = { from: at('2027-03-22'), to: at('2027-04-05') };
  const { acknowledge } = figuresOf(material([spring]), span, span.to).levels[1];
  expect(hours(acknowledge.working)).toBe('1: 1.5 1.5 1.5');
  expect(hours(acknowledge.elapsed)).toBe('1: 64.5 64.5 64.5');
});

test('the same as data: every figure once, nobody named', () => {
  const list = reportFigures(fortnight);
  const keys = list.map(({ figure, level, measure, unit }) => [figure, level, measure, unit].join('|'));
  expect(new Set(keys).size).toBe(keys.length);
  const find = (key: string) => list[keys.indexOf(key)]?.value;
  expect(find('opened||n|count')).toBe(10);
  expect(find('time to resolve|1|p50|working hours')).toBe(3);
  expect(find('time to acknowledge|1|p90|hours')).toBe(66.5);
  expect(find('acknowledged in time|1|of|count')).toBe(8);
  expect(find('resolved by the team for good||young|count')).toBe(3);
  expect(find('open now|3|3 to 7 days|count')).toBe(1);
  expect(find('delivery since due||p50|seconds')).toBeUndefined();
  const words = [JSON.stringify(list), ...reportLines(fortnight)].join(' ');
  expect(words).not.toMatch(/\b(mia|tom|raj|lea|kim|ivo|dana|atlas-\d|staging)\b/i);
});

test('a figure never changes once its span is over, but for what a later reopening undoes', () => {
  const later = SOLVED_BY_THE_TEAM.does('2026-10-22 09:00', 'raj', { do: 'reopen', reason: 'It is back' });
  const week = { from: at('2026-10-19'), to: at('2026-10-20') };
  const figures = (one: Course): Figures => figuresOf(material([one]), week, at('2026-10-26 12:00'));
  const [before, after] = [figures(SOLVED_BY_THE_TEAM), figures(later)];
  expect(after.levels).toEqual(before.levels);
  expect(before.byTeam).toEqual({ met: 1, of: 1, young: 0 });
  expect(after.byTeam).toEqual({ met: 0, of: 1, young: 0 });
});
