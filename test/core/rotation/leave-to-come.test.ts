import { expect, test } from 'vitest';
import { booksOf } from '../../../src/core/rotation/books.ts';
import { chooseFacilitator } from '../../../src/core/rotation/facilitation.ts';
import { dutiesAhead } from '../../../src/core/rotation/forecast.ts';
import { planRound } from '../../../src/core/round/plan.ts';
import { simulate } from '../../../src/core/round/simulate.ts';
import { atlas, facilitation, meeting, standup, utc } from '../fixtures.ts';

/** Tom leaves on Wednesday the 4th of November 2026, which is known on the Monday. */
const LEAVES = '2026-11-04';
const sync = standup({ facilitator: facilitation({ rotation: 'sync' }) });
const weekly = meeting({ facilitator: facilitation({ rotation: 'review', turns: 'weekly' }) });
const written = atlas({ rituals: [sync] });
const team = {
  ...written,
  members: written.members.map((one) => (one.id === 'tom' ? { ...one, left: LEAVES } : one)),
};

test('a rotation picks somebody up to the day before they leave, and not from then on', () => {
  const lead = (date: string) => chooseFacilitator(team, sync, date, { absences: [] });
  const after = {
    ...lead('2026-11-03').rotation!,
    accounts: { mia: { turns: 1, share: 1, last: '2026-11-02' } },
  };
  const on = (date: string) =>
    chooseFacilitator(team, sync, date, { absences: [], rotation: { ...after, announced: [] } });
  expect(on('2026-11-03').facilitator.person).toBe('tom');
  expect(on(LEAVES).facilitator.person).toBe('ana');
  expect(on(LEAVES).passed).toEqual([{ person: 'tom', why: 'is not there that day' }]);
});

test('the list of turns to come does not name them after it', () => {
  const duties = dutiesAhead(team, booksOf([], []), [], utc('2026-11-02T05:00'), 30);
  const toms = duties.filter(({ turn }) => turn.person === 'tom').map(({ date }) => date);
  expect(toms).toEqual(['2026-11-03']);
  expect(duties.length).toBeGreaterThan(20);
});

test('a turn that was fixed for them after it passes to the next one for good, a weekly one too', () => {
  const turn = {
    id: 'atlas/review/2026-11-02',
    team: 'atlas',
    rotation: 'review',
    date: '2026-11-02',
    person: 'tom',
    why: 'next in the list',
    fixedAt: utc('2026-10-30T08:00'),
    passed: [],
    version: 1,
  };
  const chosen = chooseFacilitator(team, weekly, '2026-11-06', { absences: [], turn });
  expect(chosen.turn).toMatchObject({ id: turn.id, person: 'mia' });
  const before = chooseFacilitator(team, weekly, '2026-11-03', { absences: [], turn });
  expect(before.facilitator.person).toBe('tom');
});

test('nothing is planned to be asked of them from that day on, and a meeting does not count them as away', () => {
  const asked = (date: string) =>
    planRound(team, sync, { slot: date, date }, []).prompts.map(({ person }) => person);
  expect(asked('2026-11-03')).toContain('tom');
  expect(asked(LEAVES)).toEqual(['mia', 'ana', 'raj', 'lea']);
  expect(planRound(team, weekly, { slot: '2026-11-06', date: '2026-11-06' }, []).absent).toEqual([]);
});

test('a simulation asks and picks them up to the day before', () => {
  const events = simulate([team], { from: '2026-11-02', days: 14 });
  const toms = events.filter(({ person, facilitator }) => person === 'tom' || facilitator === 'tom');
  expect(new Set(toms.map(({ date }) => date))).toEqual(new Set(['2026-11-02', '2026-11-03']));
});

test('somebody who begins on a later day is asked from that day on', () => {
  const joins = {
    ...written,
    members: written.members.map((one) => (one.id === 'tom' ? { ...one, since: LEAVES } : one)),
  };
  const asked = (date: string) =>
    planRound(joins, sync, { slot: date, date }, []).prompts.some(({ person }) => person === 'tom');
  expect([asked('2026-11-03'), asked(LEAVES)]).toEqual([false, true]);
});
