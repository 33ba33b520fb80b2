import { expect, test } from 'vitest';
import type { Team } from '../../src/core/team.ts';
import { atlas, people, ritual, sync } from '../atlas.ts';
import { harness, WORKSPACE } from '../harness.ts';

const quiet = ritual('morning-sync', ({ questions }) => ({ questions: questions.slice(0, 1), remind: [] }));
const few = people('mia', 'tom');
const renamed = (team: Team): Team => ({ ...team, id: 'apollo', was: 'atlas', name: 'Apollo' });

test('two people who hold a ritual in the same moment hold one round', async () => {
  const rondo = await harness({ at: '2026-11-02T14:30:00Z', teams: [await atlas(sync, quiet, few)] });
  const run = (id: string, user: string) =>
    rondo.engine.commands.handle({
      id,
      workspace: WORKSPACE,
      platform: 'playground',
      user,
      act: { act: 'slash', name: '/rituals', text: 'run morning-sync the summit is over' },
    });
  const replies = await Promise.all([run('one', 'mia'), run('two', 'ivo')]);
  await rondo.engine.beat.settle();
  expect(replies.map((reply) => rondo.words(reply).split('\n')[0])).toEqual([
    'Morning sync is held now: the summit is over (you).',
    'Morning sync is going on already. Nothing was changed.',
  ]);
  expect(await rondo.store.read.rounds.find({ team: 'atlas', state: 'open' })).toHaveLength(1);
  rondo.ignore(/./);
});

test('a ritual can be held by hand again after its team was renamed', async () => {
  const rondo = await harness({ at: '2026-11-02T14:30:00Z', teams: [await atlas(sync, quiet, few)] });
  await rondo.slash('mia', '/rituals run morning-sync the summit is over');
  await rondo.until('2026-11-03T18:00:00Z');
  await rondo.redefine([await atlas(sync, quiet, few, renamed)]);
  const reply = rondo.words(await rondo.slash('mia', '/rituals run morning-sync one more'));
  expect(reply).toMatch(/^Morning sync is held now: one more \(you\)\./);
  const runs = await rondo.store.read.rounds.find({ team: 'apollo' });
  expect(runs.flatMap(({ slot, state }) => (slot.startsWith('run-') ? [`${slot} ${state}`] : []))).toEqual([
    'run-2 open',
    'run-1 closed',
  ]);
  rondo.ignore(/./);
});
