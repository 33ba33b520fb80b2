import { expect, test } from 'vitest';
import { atlas, type Change, only, people, ritual } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';
import { raise, told } from './blockers.ts';
import { does } from './leading.ts';

/** The Friday meeting is a retro. */
const retro: Change = ritual('weekly-review', () => ({
  name: 'Retro',
  kind: 'retro',
  participants: { everyone: true, roles: [], people: [] },
}));

async function story(at = '2026-11-02T09:00:00Z') {
  return harness({ at, teams: [await atlas(only('weekly-review'), people('mia', 'tom', 'lea'), retro)] });
}

async function over(told: Harness, id: string, what: string, more = {}) {
  await raise(told, 'mia', { what, needs: ['tom'], ...more });
  await does(told, 'mia', 'Resolve', { how: 'Restarted it' }, id);
}

const topics = (told: Harness) => told.store.read.topics.find({ team: 'atlas' });

test('the third time within 30 days is on the next retro’s agenda, and on no later one', async () => {
  const rondo = await story();
  await over(rondo, 'atlas-1', 'The map service is down');
  await over(rondo, 'atlas-2', 'the MAP service is down!');
  expect(await topics(rondo)).toEqual([]);
  await raise(rondo, 'tom', { what: 'Map service: the map service is down', needs: ['lea'] });
  await over(rondo, 'atlas-4', 'The map service is down');
  const words = 'It has come up 3 times within 30 days: on the list for the next retro.';
  expect((await rondo.events('escalation:atlas-4')).find(({ what }) => what === 'topic')?.why).toBe(words);
  expect(rondo.words(await rondo.slash('lea', '/escalate atlas-4'))).toContain(words);
  expect(rondo.words(await rondo.slash('lea', '/rondo rituals'))).toContain(
    'On the list for the next retro\n• The map service is down (3 times: atlas-1, atlas-2 and atlas-4)',
  );
  told(rondo);

  await rondo.until('2026-11-06T18:00:00Z');
  const agenda = 'Keeps coming back\n• The map service is down (3 times: atlas-1, atlas-2 and atlas-4)';
  const first = rondo.expectMessage('#atlas >', /^Retro · Fri 6 Nov\n/);
  expect(first.text).toContain(agenda);
  expect(rondo.now(first)).toContain(agenda);
  expect(await topics(rondo)).toMatchObject([
    { open: false, covered: { round: 'atlas/weekly-review/2026-11-06' } },
  ]);
  expect(rondo.words(await rondo.slash('lea', '/rondo rituals'))).not.toContain('On the list');

  await rondo.until('2026-11-13T18:00:00Z');
  expect(rondo.expectMessage('#atlas >', /^Retro · Fri 13 Nov\n/).text).not.toContain('Keeps coming back');
  await over(rondo, 'atlas-5', 'The map service is down');
  expect(await topics(rondo)).toHaveLength(1);
  told(rondo);
});

test('what was absorbed is counted once, and what was cancelled not at all', async () => {
  const rondo = await story();
  await over(rondo, 'atlas-1', 'The map service is down');
  await raise(rondo, 'mia', { what: 'The map service is down', needs: ['tom'] });
  await raise(rondo, 'mia', { what: 'The map service is down', needs: ['tom'] });
  await does(rondo, 'mia', 'Cancel blocker', { reason: 'A duplicate' }, 'atlas-2');
  await over(rondo, 'atlas-3', 'The map service is down');
  expect(await topics(rondo)).toEqual([]);
  told(rondo);
});

test('a private blocker is neither counted nor shown', async () => {
  const rondo = await story();
  await over(rondo, 'atlas-1', 'The map service is down');
  await over(rondo, 'atlas-2', 'The map service is down', { private: true });
  await over(rondo, 'atlas-3', 'The map service is down');
  expect(await topics(rondo)).toEqual([]);
  await over(rondo, 'atlas-4', 'The map service is down', { private: true });
  expect(await topics(rondo)).toEqual([]);
  told(rondo);
});

test('31 days apart is not within 30 days', async () => {
  const rondo = await story('2026-10-05T09:00:00Z');
  await over(rondo, 'atlas-1', 'The map service is down');
  await rondo.until('2026-11-04T10:00:00Z');
  await over(rondo, 'atlas-2', 'The map service is down');
  await over(rondo, 'atlas-3', 'The map service is down');
  expect(await topics(rondo)).toEqual([]);
  await over(rondo, 'atlas-4', 'The map service is down');
  expect(await topics(rondo)).toMatchObject([{ from: ['atlas-2', 'atlas-3', 'atlas-4'] }]);
  told(rondo);
});
