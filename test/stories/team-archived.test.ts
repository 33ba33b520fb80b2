import { expect, test } from 'vitest';
import { atlas, people, ritual, sync } from '../atlas.ts';
import { harness } from '../harness.ts';
import { raise } from './blockers.ts';

const quiet = ritual('morning-sync', ({ questions }) => ({ remind: [], questions: questions.slice(0, 2) }));
const few = people('mia', 'tom', 'raj');

test('an archived team has no new rounds; what is open goes on and its coordinator gets the list', async () => {
  const rondo = await harness({ at: '2026-11-02T09:30:00Z', teams: [await atlas(sync, quiet, few)] });
  await raise(rondo, 'raj', { what: 'The staging database is down', needs: ['tom'] });
  rondo.ignore(/./);
  const reply = rondo.words(await rondo.slash('ivo', '/rondo archive the product is sold'));
  expect(reply).toMatch(/^Atlas is archived: no new rounds are planned\. What is open goes on\./);
  rondo.expectMessage(
    'mia',
    /^Atlas is archived[\s\S]*atlas-1: The staging database is down \(nobody has it\)/,
  );
  await rondo.until('2026-11-04T20:00:00Z');
  const rounds = await rondo.store.read.rounds.find({ team: 'atlas', date: { atLeast: '2026-11-03' } });
  expect(rounds).toEqual([]);
  expect((await rondo.store.read.escalations.get('atlas-1'))!.level).toBeGreaterThan(1);
  expect(rondo.words(await rondo.slash('mia', '/rituals'))).toMatch(/This team is archived/);
  rondo.ignore(/./);
});

test('archiving can be undone, and the rounds come back', async () => {
  const rondo = await harness({ at: '2026-11-02T09:30:00Z', teams: [await atlas(sync, quiet, few)] });
  const reply = await rondo.slash('ivo', '/rondo archive');
  const [change] = await rondo.store.read.changes.find({ team: 'atlas', open: true });
  expect(reply.reply).toBe('message');
  const undone = await rondo.command('undo', 'ivo', {
    act: 'press',
    button: 'rituals.undo-change',
    thing: `change:${change!.id}`,
    epoch: 0,
  });
  expect(rondo.words(undone)).toMatch(/^Undone/);
  await rondo.until('2026-11-03T13:00:00Z');
  const rounds = await rondo.store.read.rounds.find({ team: 'atlas', date: '2026-11-03' });
  expect(rounds.map(({ state }) => state)).toEqual(['closed']);
  rondo.ignore(/./);
});

test('only whoever looks after the team may archive it', async () => {
  const rondo = await harness({ at: '2026-11-02T09:30:00Z', teams: [await atlas(sync, quiet, few)] });
  expect(rondo.words(await rondo.slash('tom', '/rondo archive'))).toMatch(
    /^Only the coordinator, a lead or an admin of Atlas/,
  );
  expect(await rondo.store.read.changes.find({})).toEqual([]);
  rondo.ignore(/You facilitate/);
});

test('an archived team hands out no turns', async () => {
  const rondo = await harness({
    at: '2026-11-02T13:00:00Z',
    teams: [await atlas(sync, people('mia', 'tom'))],
  });
  await rondo.slash('mia', '/rondo archive');
  expect(rondo.words(await rondo.slash('mia', '/rondo duty'))).toMatch(
    /archived, so there are no turns to come/,
  );
  expect(rondo.words(await rondo.slash('mia', '/rondo duty pass'))).toMatch(/^I find no turn of yours/);
  await rondo.until('2026-11-04T13:00:00Z');
  rondo.ignore(/./);
});
