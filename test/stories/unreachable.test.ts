import { expect, test } from 'vitest';
import { atlas, only, people } from '../atlas.ts';
import { harness } from '../harness.ts';
import { fill, raise, told } from './blockers.ts';

test('nobody at a level can be reached: whoever runs Rondo hears it without a word of the blocker, and that it is over', async () => {
  const team = await atlas(only(), people('mia', 'tom', 'lea'));
  const policy = { ...team.policy, 2: { ...team.policy[2], deputies: [] } };
  const story = await harness({
    at: '2026-11-02T09:00:00Z',
    teams: [{ ...team, policy }],
    operators: ['lea'],
  });
  await story.slash('ivo', '/rondo away until 2026-11-20');
  await raise(story, 'tom', { what: 'The map service is down', needs: ['mia'] });
  const form = await story.press('tom', story.unread('tom')[0]!, 'Escalate');
  told(story);
  await fill(story, 'tom', form, { reason: 'It needs money' });
  const alarm = story.expectMessage('lea', /^Rondo needs you\./);
  expect(alarm.text.split('\n')[0]).toBe(
    'Rondo needs you. Blocker atlas-1 of Atlas: Nobody can be reached at level 2 (mediation). It is at level 3 (leadership) now. Look at “who” and “deputies” of its levels in the team file, or take it over with “/escalate atlas-1”.',
  );
  expect(story.log.lines.splice(0)).toEqual([
    expect.stringMatching(/^Blocker atlas-1 of Atlas: Nobody can be reached at level 2 \(mediation\)\./),
  ]);
  expect(await story.store.read.troubles.find({ open: true })).toMatchObject([{ id: 'unreachable:atlas-1' }]);
  await story.until('2026-11-02T10:00:00Z');
  await story.press('dana', story.unread('dana')[0]!, 'I take it');
  expect(story.expectMessage('lea', /Over after 30 minutes/).text).not.toContain('map service');
  expect(await story.store.read.troubles.find({ open: true })).toEqual([]);
  told(story);
});
