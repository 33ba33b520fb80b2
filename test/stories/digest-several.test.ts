import { expect, test } from 'vitest';
import { atlas, only, people } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';
import { raise, told } from './blockers.ts';
import { another, quiet } from './digests.ts';

/** Dana is a stakeholder of Atlas, whose digest goes out at 16:00, and of Borea, at 16:30. */
async function two(): Promise<Harness> {
  const first = await atlas(only('weekly-review', 'weekly-digest'), people('mia', 'tom'));
  const borea = another(first, 'borea', 'Borea');
  const teams = [first, { ...borea, digest: { ...borea.digest, at: 16 * 60 + 30 } }];
  return harness({ at: '2026-11-05T12:00:00Z', teams });
}

test('a stakeholder of several teams gets one message, a line a team, the worst first, and all of each on demand', async () => {
  const story = await two();
  await raise(story, 'tom', { what: 'The lift is slow', when: 'just_telling', team: 'borea' });
  await story.until('2026-11-06T15:00:00Z');
  story.expectMessage('#atlas-stakeholders', /^Atlas: digest/);
  story.expectNothing('dana');
  await story.until('2026-11-06T15:30:00Z');
  story.expectMessage('#borea-stakeholders', /^Borea: digest/);
  const both = story.expectMessage('dana', /^Digests of 2 teams/);
  expect(both.text).toMatch(
    /^Digests of 2 teams\n• Borea: 1 blocker open\.\n• Atlas: Nothing is stuck\.\n\[Borea: … more\] \[Ask Borea\]\n\[Atlas: … more\] \[Ask Atlas\]\n/,
  );
  expect(story.words(await story.press('dana', both, 'Borea: … more'))).toMatch(
    /^Borea: digest, [\s\S]*Blockers\n• 1 raised/,
  );
  expect((await story.press('dana', both, 'Ask Atlas')).reply).toBe('form');
  await story.until('2026-11-07T12:00:00Z');
  story.ignore(/^(Preview|You raised|borea-|.*borea-1)/);
  quiet(story);
  expect(told(story)).toEqual([]);
});

test('one team holds its digest back: the other one is not kept waiting for ever', async () => {
  const story = await two();
  await story.until('2026-11-06T14:35:00Z');
  const hold = { act: 'press', button: 'digest.hold', thing: 'digest:borea/2026-11-06', epoch: 0 } as const;
  expect(story.words(await story.chat.act('mia', hold))).toMatch(/^Held back\./);
  await story.until('2026-11-06T15:00:00Z');
  expect(story.expectMessage('dana', /^Atlas: digest/).text).toContain('What changed');
  await story.until('2026-11-07T12:00:00Z');
  story.expectNothing('dana');
  story.ignore(/(?:)/);
});
