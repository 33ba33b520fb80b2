import { expect, test } from 'vitest';
import { atlas, only, people } from '../atlas.ts';
import { harness } from '../harness.ts';
import { raise, told } from './blockers.ts';

test('a card that is looked at during a pause says that its clocks stand still', async () => {
  const team = await atlas(only(), people('mia', 'tom', 'lea'));
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team] });
  await raise(story, 'tom', { what: 'The map service is down', needs: ['lea'] });
  const words = 'The team is paused, so its clocks stand still until it goes on.';
  const card = async () => story.words(await story.slash('tom', '/escalate atlas-1'));
  expect(await card()).not.toContain(words);
  await story.slash('mia', '/rondo pause');
  expect(await card()).toContain(words);
  await story.slash('mia', '/rondo resume');
  expect(await card()).not.toContain(words);
  told(story);
});

test('an unknown id is compared with those of all of one’s teams', async () => {
  const team = await atlas(only(), people('mia', 'tom', 'lea'));
  const borea = { ...team, id: 'borea', name: 'Borea', channel: '#borea' };
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team, borea] });
  await raise(story, 'tom', { what: 'The map service is down', needs: ['lea'], team: 'borea' });
  const slash = async (id: string) => story.words(await story.slash('tom', `/escalate ${id}`));
  expect(await slash('boera-1')).toBe(
    'There is no escalation boera-1. Did you mean /escalate borea-1? “/escalate list” shows the open ones.',
  );
  expect(await slash('boera-2')).toBe(
    'There is no escalation boera-2. “/escalate list” shows the open ones.',
  );
  told(story);
});
