import { expect, test } from 'vitest';
import type { Team } from '../../src/core/team.ts';
import { atlas, only, people, ritual, sync } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';
import { raise } from './blockers.ts';

const quiet = ritual('morning-sync', ({ questions }) => ({ remind: [], questions: questions.slice(0, 1) }));
const few = people('mia', 'tom', 'raj', 'lea', 'kim');
const renamed = (team: Team): Team => ({ ...team, id: 'apollo', was: 'atlas', name: 'Apollo' });

async function roundsOf(rondo: Harness, team: string, from: string, to: string) {
  const rounds = await rondo.store.read.rounds.find({ team, date: { atLeast: from, below: to } });
  return rounds.map(({ date, state }) => `${date} ${state}`).sort();
}

test('a team that is renamed in mid-round goes on with it: one prompt each, one round a day, nothing twice', async () => {
  const rondo = await harness({ at: '2026-11-02T05:00:00Z', teams: [await atlas(sync, quiet, few)] });
  await rondo.until('2026-11-02T08:30:00Z');
  rondo.ignore(/./);
  await rondo.redefine([await atlas(sync, quiet, few, renamed)]);
  await rondo.answer('mia', { done: 'The export works' });
  rondo.expectMessage('#atlas >', /The export works/);
  await rondo.until('2026-11-04T23:00:00Z');
  const prompted = rondo.all().filter(({ to, text }) => to === 'tom' && /is open/.test(text));
  expect(prompted).toHaveLength(3);
  expect(await roundsOf(rondo, 'apollo', '2026-11-02', '2026-11-05')).toEqual([
    '2026-11-02 closed',
    '2026-11-03 closed',
    '2026-11-04 closed',
  ]);
  expect(await rondo.store.read.rounds.find({ team: 'atlas' })).toEqual([]);
  const boards = rondo.all().filter(({ to }) => to === '#atlas');
  expect(boards.map(({ text }) => text.split('\n')[0])).toEqual([
    'Atlas · Mon 2 Nov',
    'Apollo · Tue 3 Nov',
    'Apollo · Wed 4 Nov',
  ]);
  rondo.ignore(/./);
});

test('open blockers keep their ids and their clocks, and new ones are counted on', async () => {
  const rondo = await harness({ at: '2026-11-02T09:00:00Z', teams: [await atlas(sync, quiet, few)] });
  await raise(rondo, 'raj', { what: 'The staging database is down', needs: ['tom'] });
  await rondo.redefine([await atlas(sync, quiet, few, renamed)]);
  await raise(rondo, 'lea', { what: 'The build server is full', needs: ['kim'] });
  const live = await rondo.store.read.escalations.find({ team: 'apollo', live: true });
  expect(live.map(({ id }) => id).sort()).toEqual(['apollo-2', 'atlas-1']);
  expect(rondo.words(await rondo.slash('tom', '/escalate atlas-1 note I look into it'))).not.toMatch(
    /no escalation/,
  );
  await rondo.until('2026-11-03T18:00:00Z');
  expect((await rondo.store.read.escalations.get('atlas-1'))!.level).toBeGreaterThan(1);
  rondo.ignore(/./);
});

test('turns and their account move with the team', async () => {
  const rondo = await harness({ at: '2026-11-02T05:00:00Z', teams: [await atlas(sync, quiet, few)] });
  await rondo.until('2026-11-03T16:00:00Z');
  const [before] = await rondo.store.read.rotations.find({ team: 'atlas' });
  const turns = await rondo.store.read.turns.find({ team: 'atlas' });
  await rondo.redefine([await atlas(sync, quiet, few, renamed)]);
  const [after] = await rondo.store.read.rotations.find({ team: 'apollo' });
  expect(after!.accounts).toEqual(before!.accounts);
  expect(
    (await rondo.store.read.turns.find({ team: 'apollo' })).map(({ person, date }) => [person, date]),
  ).toEqual(turns.map(({ person, date }) => [person, date]));
  await rondo.until('2026-11-04T13:00:00Z');
  const announced = turns.find(({ countedAt }) => countedAt === undefined)!;
  expect((await rondo.store.read.turns.find({ team: 'apollo', date: announced.date }))[0]).toMatchObject({
    person: announced.person,
    countedAt: expect.any(Number),
  });
  rondo.ignore(/./);
});

test('doing it again after a restart changes nothing, and answers from before are still offered', async () => {
  const first = await harness({ at: '2026-11-02T05:00:00Z', teams: [await atlas(sync, quiet, few)] });
  await first.until('2026-11-02T10:00:00Z');
  await first.answer('mia', { done: 'The export works' });
  first.ignore(/./);
  await first.redefine([await atlas(sync, quiet, few, renamed)]);
  const before = await first.store.read.rounds.find({ team: 'apollo' });
  await first.close();
  const rondo = await harness({
    at: '2026-11-02T10:30:00Z',
    teams: [await atlas(sync, quiet, few, renamed)],
    before: first,
  });
  expect(await rondo.store.read.rounds.find({ team: 'apollo' })).toEqual(before);
  expect(await rondo.store.read.updates.find({ team: 'apollo' })).toHaveLength(1);
  rondo.ignore(/./);
});

test('a ritual that is renamed keeps its planned rounds and its turns', async () => {
  const rondo = await harness({ at: '2026-11-02T05:00:00Z', teams: [await atlas(sync, quiet, few)] });
  await rondo.until('2026-11-03T16:00:00Z');
  const other = ritual('morning-sync', () => ({ id: 'daily', was: 'morning-sync', name: 'Daily' }));
  await rondo.redefine([await atlas(sync, quiet, few, other)]);
  await rondo.until('2026-11-05T20:00:00Z');
  expect(await roundsOf(rondo, 'atlas', '2026-11-02', '2026-11-06')).toEqual([
    '2026-11-02 closed',
    '2026-11-03 closed',
    '2026-11-04 closed',
    '2026-11-05 closed',
  ]);
  expect(await rondo.store.read.rounds.find({ team: 'atlas', ritual: 'morning-sync' })).toEqual([]);
  rondo.ignore(/./);
});

test('planning goes on where it has come to, so that no date is looked at twice or left out', async () => {
  const rondo = await harness({ at: '2026-11-02T05:00:00Z', teams: [await atlas(sync, quiet, few)] });
  await rondo.until('2026-11-03T16:00:00Z');
  const plans = async () =>
    (await rondo.store.read.jobs.list('plan:')).map(({ key, due, payload }) => [key, due, payload.after]);
  const before = await plans();
  await rondo.redefine([await atlas(sync, quiet, few, renamed)]);
  expect(before).toEqual([['plan:atlas/morning-sync', expect.any(Number), expect.any(String)]]);
  expect(await plans()).toEqual(before.map(([, ...rest]) => ['plan:apollo/morning-sync', ...rest]));
  rondo.ignore(/./);
});

test('a digest after the rename tells what happened before it, and so does “why”', async () => {
  const digesting = atlas(only('weekly-review', 'weekly-digest'), few);
  const rondo = await harness({ at: '2026-11-02T09:00:00Z', teams: [await digesting] });
  await raise(rondo, 'raj', { what: 'The staging database is down', needs: ['tom'] });
  await rondo.until('2026-11-03T18:00:00Z');
  expect((await rondo.store.read.escalations.get('atlas-1'))!.level).toBeGreaterThan(1);
  await rondo.store.transact(async (tx) => {
    const at = rondo.clock.now();
    const what = 'The licence ends in May';
    await tx.risks.insert({ id: 'r1', team: 'atlas', what, by: 'raj', at, open: true, version: 1 });
    const event = { team: 'atlas', about: 'risk:r1', what: 'named', who: 'raj', at, from: 'test', why: '' };
    await tx.events.append(event);
  });
  await rondo.redefine([renamed(await digesting)]);
  expect(rondo.words(await rondo.slash('raj', '/rondo why risks'))).toMatch(/The licence ends in May/);
  await rondo.until('2026-11-06T18:00:00Z');
  const digest = rondo.expectMessage('#atlas-stakeholders', /^Apollo: digest/);
  expect(digest.text).toMatch(/atlas-1 went up from level 1 to level 3/);
  rondo.ignore(/./);
});

test('programs that read the team or hear of it go on under the new id', async () => {
  const rondo = await harness({ at: '2026-11-02T09:00:00Z', teams: [await atlas(sync, quiet, few)] });
  const made = { team: 'atlas', by: 'mia', at: 1, version: 1 };
  await rondo.store.transact(async (tx) => {
    await tx.tokens.insert({ ...made, id: 'token-1', name: 'wiki', scopes: ['read:rounds'] });
    await tx.hooks.insert({
      ...made,
      id: 'hook-1',
      url: 'https://x.test',
      events: [],
      secret: '',
      open: true,
    });
  });
  await rondo.redefine([await atlas(sync, quiet, few, renamed)]);
  expect((await rondo.store.read.tokens.get('token-1'))?.team).toBe('apollo');
  expect((await rondo.store.read.hooks.get('hook-1'))?.team).toBe('apollo');
  rondo.ignore(/./);
});
