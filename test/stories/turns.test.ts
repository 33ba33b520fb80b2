import { expect, test } from 'vitest';
import { awayOn } from '../../src/core/absence/availability.ts';
import { atlas, only, people, ritual, sync } from '../atlas.ts';
import { harness } from '../harness.ts';

/** Only whose turn it is matters here: one question, no reminders. */
const quiet = ritual('morning-sync', ({ questions }) => ({ questions: questions.slice(0, 1), remind: [] }));
const fair = ritual('morning-sync', ({ facilitator }) => ({
  ...(facilitator ? { facilitator: { ...facilitator, pick: 'fair' } } : {}),
}));

test('over sixty days with absences everybody has a fair share of turns, and nobody has one while away', async () => {
  const team = await atlas(sync, quiet, fair);
  const story = await harness({ at: '2026-08-31T04:00:00Z', teams: [team] });
  await story.slash('kim', '/rondo away 2026-09-03 to 2026-09-09');
  await story.slash('tom', '/rondo away 2026-09-14 to 2026-09-30');
  await story.until('2026-09-17T05:00:00Z');
  await story.slash('mia', '/rondo away');
  await story.until('2026-10-30T20:00:00Z');
  story.ignore(/You facilitate|You take over|^Hi |^Atlas ·|^Morning sync ·|No answer so far/);

  const turns = (await story.store.read.turns.find({ team: 'atlas' })).filter(({ countedAt }) => countedAt);
  const absences = await story.store.read.absences.find({});
  expect(turns).toHaveLength(45);
  for (const { person, date } of turns) {
    const holder = team.members.find(({ id }) => id === person)!;
    expect([date, person, awayOn(holder, absences, date)]).toEqual([date, person, undefined]);
  }
  for (const [at, { person }] of turns.entries()) expect(turns[at + 1]?.person).not.toBe(person);

  const [rotation] = await story.store.read.rotations.find({ team: 'atlas' });
  const accounts = Object.entries(rotation!.accounts);
  expect(accounts.map(([person]) => person).sort()).toEqual(['ana', 'kim', 'lea', 'mia', 'raj', 'tom']);
  for (const [person, { turns: had, share }] of accounts)
    expect([person, Math.abs(had - share) <= 1]).toEqual([person, true]);
  expect(accounts.reduce((sum, [, { turns: had }]) => sum + had, 0)).toBe(45);
});

test('a facilitator who is away on the day is replaced before the round opens; both can ask why', async () => {
  const story = await harness({
    at: '2026-10-30T09:00:00Z',
    teams: [await atlas(sync, quiet, people('mia', 'tom', 'raj'))],
  });
  await story.until('2026-11-02T07:00:00Z');
  const told = story.expectMessage('mia', /^You facilitate Morning sync of Atlas on Mon 2 Nov/);
  story.expectMessage('raj', /^Hi Raj/);
  await story.slash('mia', '/rondo away');

  // Half past seven in Lisbon is Tom's quiet time: he hears of it at eight, and does not hear it twice.
  story.expectNothing();
  await story.until('2026-11-02T08:01:00Z');
  const over = story.expectMessage('tom', /You take over Morning sync of Atlas on Mon 2 Nov\./);
  expect(over.text).toContain('Why: instead of Mia Sommer: away until Tue 3 Nov. Thank you');
  expect(story.now(told)).toMatch(/^Tom Okafor facilitates Morning sync of Atlas on Mon 2 Nov now/);
  expect(story.expectMessage('#atlas', /^Atlas/).text).toContain('on duty: Tom Okafor');
  expect(story.expectMessage('#atlas >', /^Morning sync/).text).toMatch(
    /On duty: @Tom Okafor \(the list begins here\)\./,
  );

  const tom = story.words(await story.slash('tom', '/rondo why morning-sync'));
  expect(tom).toMatch(
    /took over \(morning-sync, 2026-11-02\): .*passed over: Mia Sommer \(away until Tue 3 Nov\)\./,
  );
  const mia = story.words(await story.slash('mia', '/rondo why morning-sync'));
  expect(mia).toMatch(/passed over \(morning-sync, 2026-11-02\): Away until Tue 3 Nov\./);
  expect(mia).toMatch(/picked \(morning-sync, 2026-11-02\): The list begins here\./);
  story.ignore(/You facilitate Morning sync of Atlas on Tue 3 Nov/);
});

test('a turn that has begun counts for whoever had it, away or not', async () => {
  const story = await harness({
    at: '2026-11-02T07:00:00Z',
    teams: [await atlas(sync, quiet, people('mia', 'tom'))],
  });
  await story.until('2026-11-02T08:30:00Z');
  await story.slash('mia', '/rondo away');
  story.expectMessage('mia', /^You facilitate Morning sync of Atlas on Mon 2 Nov/);
  story.expectMessage('mia', /^Hi Mia/);
  expect(story.now(story.expectMessage('#atlas', /^Atlas/))).toContain('on duty: Mia Sommer');
  story.expectMessage('#atlas >', /^Morning sync/);
  story.expectMessage('tom', /^You facilitate Morning sync of Atlas on Tue 3 Nov/);
  const [turn] = await story.store.read.turns.find({ date: '2026-11-02' });
  expect(turn).toMatchObject({ person: 'mia', countedAt: Date.parse('2026-11-02T08:00:00Z') });
});

test('somebody stands in for one round of a weekly turn, and the turn stays', async () => {
  const story = await harness({
    at: '2026-11-02T08:30:00Z',
    teams: [await atlas(only('weekly-review'), people('mia', 'tom'))],
  });
  await story.until('2026-11-05T09:00:00Z');
  const told = story.expectMessage(
    'mia',
    /^You facilitate Weekly review of Atlas on Fri 6 Nov\. It starts at 14:00/,
  );
  await story.slash('mia', '/rondo away tomorrow');
  story.expectMessage(
    'tom',
    /^You take over Weekly review of Atlas on Fri 6 Nov\.[\s\S]*instead of Mia Sommer: away until/,
  );
  expect(story.now(told)).toMatch(/^Tom Okafor facilitates Weekly review/);
  const [turn] = await story.store.read.turns.find({ rotation: 'weekly-review' });
  expect(turn?.person).toBe('mia');
  story.expectNothing();
});
