import { expect, test } from 'vitest';
import { atlas, only, people } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';
import { raise, told } from './blockers.ts';
import { does } from './leading.ts';

async function solved(story: Harness, id: string, what: string, learning: string, more = {}) {
  await raise(story, 'tom', { what, needs: ['lea'], ...more });
  await does(story, 'tom', 'Resolve', { how: 'Restarted it', learning }, id);
  await story.advance('10m');
}

test('what was learned is found by all its words in any case, newest first; private ones by those who may read them', async () => {
  const team = await atlas(only(), people('mia', 'tom', 'lea'));
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team] });
  await solved(story, 'atlas-1', 'Staging is down', 'Watch the DISK of staging');
  await solved(story, 'atlas-2', 'No test data', 'Order it a week before');
  await solved(story, 'atlas-3', 'Staging again', 'A bigger disk', { private: true });
  await solved(story, 'atlas-4', 'Nothing learned here', '');
  told(story);
  const found = async (user: string, words: string) =>
    story
      .words(await story.slash(user, `/escalate learned ${words}`))
      .split('\n')
      .filter((line) => line.startsWith('• '));
  const watch = '• Watch the DISK of staging (atlas-1, Mon 2 Nov: Staging is down)';
  const bigger = '• A bigger disk (atlas-3, Mon 2 Nov: Staging again)';
  const order = '• Order it a week before (atlas-2, Mon 2 Nov: No test data)';
  expect(await found('tom', 'disk Staging')).toEqual([bigger, watch]);
  expect(await found('mia', 'disk Staging')).toEqual([watch]);
  expect(await found('lea', '')).toEqual([bigger, order, watch]);
  expect(await found('mia', 'disk week')).toEqual([]);
  expect(story.words(await story.slash('mia', '/escalate learned disk week'))).toBe(
    'Nothing was learned about “disk week” yet. Try fewer words; “/escalate learned” alone shows the last ten.',
  );
});
