import { expect, test } from 'vitest';
import type { Team } from '../../src/core/team.ts';
import { atlas, only, people } from '../atlas.ts';
import { harness } from '../harness.ts';
import { raise, told } from './blockers.ts';
import { cards, whys } from './cases.ts';
import { choose, clocks, does } from './leading.ts';

const small = (...more: string[]) => atlas(only(), people('mia', 'tom', 'lea', ...more));

function holidayOn(team: Team, date: string): Team {
  const closed = new Map([...team.calendar.closed, [date, 'Moving day']]);
  return { ...team, calendar: { ...team.calendar, closed } };
}

test('the policy is edited while one runs: it goes on by the one it was raised under, and new ones by the new', async () => {
  const team = await small();
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team] });
  await raise(story, 'tom', { what: 'The map service is down', needs: ['lea'] });
  const before = await clocks(story);
  const policy = {
    ...team.policy,
    1: { ...team.policy[1], resolve: { kind: 'working_hours', n: 2 } as const },
    2: { ...team.policy[2], who: ['mia'], deputies: [], tell: [] },
  };
  await story.redefine([{ ...team, policy }]);
  expect(await clocks(story)).toEqual(before);
  await raise(story, 'tom', { what: 'The lift is stuck', needs: ['lea'] });
  expect(before.resolve).toBe('2026-11-02T16:30:00.000Z');
  expect((await clocks(story, 'atlas-2')).resolve).toBe('2026-11-02T11:00:00.000Z');
  await story.until('2026-11-02T16:30:00Z');
  expect(cards(story).filter((line) => /Level 2/.test(line) && !/ tom: /.test(line))).toEqual([
    '2026-11-02 11:00 mia: atlas-2 · Level 2, mediation',
    '2026-11-02 13:45 mia: atlas-2 · Level 2, mediation',
    '2026-11-02 16:30 #atlas: atlas-1 · Level 2, mediation',
    '2026-11-02 16:30 ivo: atlas-1 · Level 2, mediation',
  ]);
});

test('on Friday Monday becomes a holiday: what has not passed moves and says so, what has passed stays passed', async () => {
  const team = await small();
  const story = await harness({ at: '2026-11-05T09:00:00Z', teams: [team] });
  await raise(story, 'mia', { what: 'The map service is down', needs: ['tom'] });
  await story.until('2026-11-05T16:30:00Z');
  expect(await clocks(story)).toMatchObject({ level: 2, resolve: '2026-11-06T14:00:00.000Z' });
  await story.until('2026-11-06T13:30:00Z');
  await raise(story, 'mia', { what: 'The lift is stuck', needs: ['lea'] });
  await story.until('2026-11-06T14:30:00Z');
  expect(await clocks(story)).toMatchObject({ level: 3, resolve: '2026-11-10T14:00:00.000Z' });
  expect(await clocks(story, 'atlas-2')).toMatchObject({ level: 1, resolve: '2026-11-09T16:30:00.000Z' });
  told(story);

  await story.redefine([holidayOn(team, '2026-11-09')]);
  expect(await clocks(story)).toMatchObject({ level: 3, resolve: '2026-11-11T14:00:00.000Z' });
  expect(await clocks(story, 'atlas-2')).toMatchObject({ level: 1, resolve: '2026-11-10T16:30:00.000Z' });
  expect(await whys(story, 'escalation:atlas-1', 'recomputed')).toEqual([
    'Hours or holidays have changed. It is to be resolved by Wed 11 Nov 15:00 now.',
  ]);
  expect(await whys(story, 'escalation:atlas-2', 'recomputed')).toEqual([
    'Hours or holidays have changed. It is to be resolved by Tue 10 Nov 17:30 now.',
  ]);
  expect(await whys(story, 'escalation:atlas-1', 'climbed')).toHaveLength(2);
  await story.until('2026-11-09T22:00:00Z');
  expect((await clocks(story, 'atlas-2')).level).toBe(1);
  await story.until('2026-11-10T16:30:00Z');
  expect((await clocks(story, 'atlas-2')).level).toBe(2);
  expect(await whys(story, 'escalation:atlas-2', 'climbed')).toHaveLength(1);
  told(story);
});

test('a deadline that moves after its warning keeps it: nobody is warned twice of one level', async () => {
  const team = await small();
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team] });
  await raise(story, 'mia', { what: 'The map service is down', needs: ['tom'] });
  await story.until('2026-11-02T15:00:00Z');
  await story.redefine([holidayOn(team, '2026-11-02')]);
  expect(await clocks(story)).toMatchObject({ level: 1, resolve: '2026-11-03T16:30:00.000Z' });
  await story.until('2026-11-03T16:29:00Z');
  expect(await whys(story, 'escalation:atlas-1', 'warned')).toHaveLength(1);
  told(story);
});

test('a day that passed becomes a holiday afterwards: the climb and the warning of that day stand', async () => {
  const team = await small();
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team] });
  await raise(story, 'mia', { what: 'The map service is down', needs: ['tom'] });
  await story.until('2026-11-02T18:00:00Z');
  const before = await clocks(story);
  told(story);
  await story.redefine([holidayOn(team, '2026-11-02')]);
  expect(await clocks(story)).toMatchObject({ level: 2, state: before.state });
  await story.until('2026-11-03T07:00:00Z');
  expect(await whys(story, 'escalation:atlas-1', 'climbed', 'warned')).toHaveLength(2);
  expect(cards(story)).toEqual([]);
});

test('in the quiet hours of whoever is asked it climbs all the same: they read it in their morning, and it is due as ever', async () => {
  const team = await small('raj');
  const policy = { ...team.policy, 2: { ...team.policy[2], who: ['raj'] } };
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [{ ...team, policy }] });
  await raise(story, 'tom', { what: 'The map service is down', needs: ['lea'] });
  await story.until('2026-11-02T16:30:00Z');
  // 17:30 in Berlin is 22:00 in Kolkata.
  expect(await clocks(story)).toMatchObject({ level: 2, resolve: '2026-11-03T16:30:00.000Z' });
  expect(story.unread('raj')).toEqual([]);
  told(story);
  await story.until('2026-11-03T16:30:00Z');
  const first = cards(story).filter((line) => / raj: /.test(line))[0];
  expect(first).toBe('2026-11-03 02:30 raj: atlas-1 · Level 2, mediation');
  expect((await clocks(story)).level).toBe(3);
});

test('holds of over thirty days in sum are refused, up to thirty they are not', async () => {
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [await small()] });
  await raise(story, 'mia', { what: 'The map service is down', needs: ['tom'] });
  await story.press('tom', story.unread('tom')[0]!, 'I take it');
  await does(story, 'tom', 'Ask for a hold', { until: '2026-11-20', reason: 'The vendor' });
  await choose(story, 'ivo', 'Grant the hold');
  await story.until('2026-11-20T09:00:00Z');
  expect((await clocks(story)).state).toBe('acknowledged');
  // Eighteen days but an hour were held; twelve and an hour are left.
  const again = (until: string) => does(story, 'tom', 'Ask for a hold', { until, reason: 'The vendor' });
  expect(await again('2026-12-03')).toBe(
    'All holds of one blocker together may last 30 days, and that would be longer. Pick an earlier day.',
  );
  expect(await again('2026-12-02')).toMatch(/^The coordinator and the lead are asked\./);
  told(story);
});
