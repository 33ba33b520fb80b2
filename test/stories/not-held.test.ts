import { expect, test } from 'vitest';
import { atlas, only, people, ritual, sync } from '../atlas.ts';
import { harness, sentAt } from '../harness.ts';

const tuesdays = ritual('morning-sync', ({ questions }) => ({
  questions: questions.slice(0, 1).map((question) => ({ ...question, onlyOn: [2] })),
  remind: [],
}));
const inTurns = ritual('integration-check', () => ({
  facilitator: { roles: [], people: [], rotation: 'check', turns: 'round', pick: 'round_robin' },
}));

test('a round with no question for its date does not open and uses nobody’s turn', async () => {
  const story = await harness({
    at: '2026-10-29T20:00:00Z',
    teams: [await atlas(sync, people('mia', 'tom'), tuesdays)],
  });
  await story.until('2026-11-02T23:00:00Z');
  const [monday] = await story.store.read.rounds.find({ date: '2026-11-02' });
  expect(monday).toMatchObject({ state: 'skipped', closed: { why: 'it has no question for Mon 2 Nov' } });
  expect(monday?.facilitator).toBeUndefined();

  story.expectMessage('mia', /You facilitate Morning sync of Atlas on Tue 3 Nov/);
  story.expectNothing();
});

test('a meeting for those who are bound appoints nobody while nobody is, and tells nobody', async () => {
  const story = await harness({
    at: '2026-10-29T20:00:00Z',
    teams: [await atlas(only('integration-check'), inTurns)],
  });
  await story.until('2026-11-03T23:00:00Z');
  story.expectNothing();
  expect(await story.store.read.turns.find({})).toEqual([]);
  expect((await story.store.read.rotations.find({})).flatMap(({ announced = [] }) => announced)).toEqual([]);
  expect(await story.store.read.events.find({ person: 'ana' })).toEqual([]);
});

test('a meeting for those who are bound has its facilitator once it is announced', async () => {
  const story = await harness({
    at: '2026-11-02T07:00:00Z',
    teams: [await atlas(only('morning-sync', 'integration-check'), people('mia', 'raj', 'lea'), inTurns)],
  });
  await story.until('2026-11-02T08:05:00Z');
  await story.answer('raj', {
    done: 'The importer',
    today: 'Its tests',
    'waiting.on': 'lea',
    'waiting.what': 'the schema',
  });
  await story.until('2026-11-03T20:00:00Z');
  const held = (await story.store.read.rounds.find({ ritual: 'integration-check' })).filter(
    ({ state }) => state === 'closed',
  );
  expect(held.length).toBeGreaterThan(0);
  for (const { id, facilitator, opensAt } of held) {
    expect([id, facilitator?.person]).toEqual([id, expect.any(String)]);
    expect(facilitator?.since).toBe(opensAt);
  }
  const told = story.all().find(({ text }) => /You facilitate Integration check/.test(text));
  expect(told && sentAt(told).replace(' ', 'T')).toBe(new Date(held[0]!.opensAt).toISOString().slice(0, 16));
  story.ignore(/(?:)/);
});
