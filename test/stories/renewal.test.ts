import { expect, test } from 'vitest';
import type { Ritual } from '../../src/core/ritual.ts';
import { atlas, people, ritual, sync } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';

/** Every Thursday. */
const quiet = ritual('morning-sync', ({ questions, schedule }) => ({
  remind: [],
  questions: questions.slice(0, 1),
  schedule: { ...schedule, on: { on: 'weekdays', days: [4] } },
}));
const with_ = (fields: Partial<Ritual>) => ritual('morning-sync', () => fields);
const few = people('mia', 'tom', 'raj', 'kim');
const renewing = () => atlas(sync, quiet, few, with_({ renew: 'quarterly' }));

/** The first working day of a quarter, after a day in the one before. */
async function asked(rondo: Harness) {
  await rondo.until('2026-10-01T12:00:00Z');
  const vote = rondo.expectMessage('#atlas >', /Keep Morning sync\?/);
  rondo.ignore(/./);
  return vote;
}

const begin = async () => harness({ at: '2026-09-23T05:00:00Z', teams: [await renewing()] });

test('once a quarter the thread asks whether a ritual is kept; only counts are shown', async () => {
  const rondo = await begin();
  const vote = await asked(rondo);
  expect(rondo.words(await rondo.press('raj', vote, 'Stop it'))).toMatch(/^Your vote is counted: stop/);
  expect(rondo.words(await rondo.press('raj', vote, 'Keep it'))).toMatch(/^Your vote is counted: keep/);
  expect(rondo.words(await rondo.press('ivo', vote, 'Stop it'))).toMatch(/^Only those who take part/);
  expect(rondo.now(vote)).toMatch(/1 of 4 people voted so far/);
  expect(rondo.now(vote)).not.toMatch(/Raj/);
  await rondo.until('2026-12-30T20:00:00Z');
  const votes = rondo.all().filter(({ text }) => /Keep Morning sync\?/.test(text));
  expect(votes).toHaveLength(1);
  rondo.ignore(/./);
});

test('a ritual that is voted out has no more rounds, and whoever looks after the team can take it back', async () => {
  const rondo = await begin();
  const vote = await asked(rondo);
  await rondo.press('tom', vote, 'Stop it');
  await rondo.press('raj', vote, 'Stop it');
  await rondo.press('mia', vote, 'Keep it');
  await rondo.until('2026-10-08T20:00:00Z');
  rondo.expectMessage('#atlas >', /Morning sync of Atlas ends \(1 keep, 0 change, 2 stop\)\./);
  rondo.ignore(/./);
  const after = () => rondo.store.read.rounds.find({ team: 'atlas', date: { atLeast: '2026-10-09' } });
  await rondo.until('2026-10-14T08:00:00Z');
  expect(await after()).toEqual([]);
  const [change] = await rondo.store.read.changes.find({ team: 'atlas', open: true });
  expect(change).toMatchObject({
    about: 'ritual:atlas/morning-sync',
    fields: { schedule: { until: expect.any(String) } },
  });
  expect(rondo.words(await rondo.slash('ivo', '/rituals morning-sync'))).toMatch(
    /schedule\.until: chat, by the team’s vote/,
  );
  await rondo.command('u', 'ivo', {
    act: 'press',
    button: 'rituals.undo-change',
    thing: `change:${change!.id}`,
    epoch: 0,
  });
  await rondo.until('2026-10-15T20:00:00Z');
  expect((await after()).map(({ date }) => date)).toContain('2026-10-15');
  rondo.ignore(/./);
});

test('a tie keeps it, and so does silence; both are said', async () => {
  const rondo = await begin();
  const vote = await asked(rondo);
  await rondo.press('tom', vote, 'Stop it');
  await rondo.press('raj', vote, 'Keep it');
  await rondo.until('2026-10-08T20:00:00Z');
  rondo.expectMessage(
    '#atlas >',
    /Morning sync of Atlas is kept \(1 keep, 0 change, 1 stop: a tie keeps it\)/,
  );
  await rondo.until('2027-01-15T20:00:00Z');
  rondo.expectMessage('#atlas >', /Morning sync of Atlas is kept \(nobody has voted\)/);
  rondo.ignore(/./);
});

test('a team that wants to change it finds that on the list for the next retro, and its facilitator hears it', async () => {
  const rondo = await begin();
  const vote = await asked(rondo);
  await rondo.press('tom', vote, 'Change it');
  await rondo.until('2026-10-09T20:00:00Z');
  rondo.expectMessage('#atlas >', /Morning sync of Atlas is to change/);
  const told = rondo.unread().filter(({ text }) => /The team wants to change Morning sync/.test(text));
  expect(told).toHaveLength(1);
  const topics = await rondo.store.read.topics.find({ team: 'atlas', open: true });
  expect(topics.map(({ text }) => text).join()).toMatch(/Morning sync: what do we change\?/);
  rondo.ignore(/./);
});

test('two weeks before a ritual expires its coordinator is asked; without an answer it ends', async () => {
  const team = await atlas(sync, quiet, few, with_({ expires: '2026-11-20' }));
  const rondo = await harness({ at: '2026-11-02T05:00:00Z', teams: [team] });
  await rondo.until('2026-11-07T00:00:00Z');
  const asks = rondo.expectMessage('mia', /^Morning sync of Atlas expires after Fri 20 Nov/);
  expect(rondo.words(await rondo.press('mia', asks, 'Let it end'))).toMatch(/ends after Fri 20 Nov/);
  await rondo.redefine([{ ...team, name: 'Atlas' }]);
  await rondo.until('2026-11-25T20:00:00Z');
  rondo.ignore(/^(?!.*expires)/);
  rondo.expectNothing();
  expect(await rondo.store.read.rounds.find({ team: 'atlas', date: { atLeast: '2026-11-21' } })).toEqual([]);
});

test('the coordinator can keep it for a quarter more, and is asked again then', async () => {
  const team = await atlas(sync, quiet, few, with_({ expires: '2026-11-20' }));
  const rondo = await harness({ at: '2026-11-02T05:00:00Z', teams: [team] });
  await rondo.until('2026-11-07T00:00:00Z');
  const asks = rondo.expectMessage('mia', /^Morning sync of Atlas expires after Fri 20 Nov/);
  expect(rondo.words(await rondo.press('mia', asks, 'Keep it until Sat 20 Feb'))).toMatch(
    /goes on until Sat 20 Feb/,
  );
  expect(rondo.words(await rondo.press('mia', asks, 'Keep it until Sat 20 Feb'))).toMatch(
    /another end by now/,
  );
  await rondo.until('2027-02-07T20:00:00Z');
  rondo.expectMessage('mia', /^Morning sync of Atlas expires after Sat 20 Feb/);
  rondo.ignore(/./);
});
