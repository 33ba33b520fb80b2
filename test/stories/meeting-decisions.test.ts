import { expect, test } from 'vitest';
import { atlas, only, people } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';
import { raise } from './blockers.ts';

/** A decision about the blocker is written down as at level 3. */
async function decided(story: Harness, id: string, text: string) {
  await story.store.transact(async (tx) => {
    const escalation = (await tx.escalations.get(id))!;
    const plan = { text, by: 'ivo', at: story.clock.now(), level: 3 } as const;
    await tx.escalations.update({ ...escalation, plan, version: escalation.version + 1 });
  });
}

test('what was decided about blockers is found too, but nothing about a private one by those who may not read it', async () => {
  const team = await atlas(only('weekly-review'), people('mia', 'tom', 'lea'));
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team] });
  await raise(story, 'tom', { what: 'My contract ends', needs: ['lea'], private: true });
  await raise(story, 'mia', { what: 'No disk space', needs: ['tom'] });
  await decided(story, 'atlas-1', 'We prolong it in secret');
  await decided(story, 'atlas-2', 'We buy a bigger disk');
  const asks = async (user: string, words = '') =>
    story.words(await story.slash(user, `/rondo decisions ${words}`));
  for (const user of ['tom', 'lea', 'ivo']) expect(await asks(user)).toContain('We prolong it in secret');
  expect(await asks('mia')).not.toContain('secret');
  expect(await asks('mia', 'prolong')).toMatch(/^Nothing was decided/);
  expect(await asks('mia', 'disk atlas-2')).toMatch(/• We buy a bigger disk \(.*, Ivo Novak, atlas-2\)/);
  story.ignore(/./);
});

test('somebody of no team has no decisions to look for', async () => {
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [await atlas(only())] });
  expect(story.words(await story.slash('dana', '/rondo decisions'))).toMatch(/^You are in no team/);
});
