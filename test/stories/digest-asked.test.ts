import { expect, test } from 'vitest';
import type { Harness, Seen } from '../harness.ts';
import { fill } from './blockers.ts';
import { quiet, thursday } from './digests.ts';

async function sent(): Promise<{ story: Harness; digest: Seen }> {
  const story = await thursday();
  await story.until('2026-11-06T15:00:00Z');
  const digest = story.expectMessage('dana', /^Atlas: digest/);
  story.ignore(/^(Preview|Atlas: digest)/);
  quiet(story);
  return { story, digest };
}

const ask = async (story: Harness, digest: Seen, text: string) =>
  story.words(await fill(story, 'dana', await story.press('dana', digest, 'Ask the team'), { text }));

test('a question goes to the coordinator, and the answer back to whoever asked, once', async () => {
  const { story, digest } = await sent();
  expect(await ask(story, digest, 'When is the search live?')).toBe(
    'Your question went to Mia Sommer. The answer comes to you here.',
  );
  const asked = story.expectMessage('mia', /asks Atlas:\n[\s\S]*When is the search live\?/);
  const form = await story.press('mia', asked, 'Answer');
  expect(story.words(await fill(story, 'mia', form, { text: 'On Tuesday.' }))).toMatch(
    /^Your answer goes to /,
  );
  expect(story.expectMessage('dana', /^An answer from Atlas\n/).text).toMatch(
    /When is the search live\?[\s\S]*Mia Sommer answers:[\s\S]*On Tuesday\./,
  );
  expect(story.now(asked)).toContain('Mia Sommer has answered:');
  expect(story.now(asked)).not.toContain('[Answer]');
  expect(story.words(await fill(story, 'mia', form, { text: 'On Wednesday.' }))).toBe(
    'Mia Sommer has answered this already.',
  );
  story.expectNothing('dana');
  const [question] = await story.store.read.questions.find({ team: 'atlas' });
  const log = await story.events(`question:${question?.id}`);
  expect(log.map(({ what, who }) => `${who} ${what}`)).toEqual(['dana asked', 'mia answered']);
  expect(JSON.stringify(log)).not.toMatch(/search|Tuesday/);
});

test('what the team cannot answer is declined kindly', async () => {
  const { story, digest } = await sent();
  await ask(story, digest, 'Who is to blame?');
  const asked = story.expectMessage('mia', /Who is to blame/);
  expect(story.words(await story.press('mia', asked, 'I cannot answer'))).toMatch(/is told that you do not/);
  expect(story.expectMessage('dana', /^Atlas cannot answer your question\n/).text).toContain(
    'Thank you for asking. Mia Sommer cannot answer this here.',
  );
  expect(story.now(asked)).toContain('Mia Sommer has said that you do not answer this.');
});

test('the coordinator is away: the lead gets it', async () => {
  const { story, digest } = await sent();
  await story.slash('mia', '/rondo away');
  story.ignore(/./, 'mia');
  expect(await ask(story, digest, 'How is it?')).toMatch(/^Your question went to Ivo Novak\./);
  story.expectMessage('ivo', /How is it\?/);
});

test('three questions a week are enough; only whoever gets the digest asks, and only stewards answer', async () => {
  const { story, digest } = await sent();
  for (const n of [1, 2, 3]) await ask(story, digest, `Question ${n}`);
  expect(await ask(story, digest, 'Question 4')).toMatch(
    /^You have asked this team 3 questions within a week\./,
  );
  const asked = story.expectMessage('mia', /Question 1/);
  const thing = asked.post.message.elements.flatMap((one) =>
    one.element === 'buttons' ? one.buttons : [],
  )[0]!.thing;
  const answer = { act: 'press', button: 'question.openAnswer', thing, epoch: 0 } as const;
  expect(story.words(await story.chat.act('tom', answer))).toBe(
    'Only Mia Sommer or Ivo Novak can answer for Atlas.',
  );
  story.ignore(/Question/);
  await story.until('2026-11-13T15:00:01Z');
  story.ignore(/(?:)/);
  expect(await ask(story, digest, 'Question 5')).toMatch(/^Your question went to/);
  story.ignore(/Question/);
});

test('a paused team cannot be asked, and says until when', async () => {
  const { story, digest } = await sent();
  await story.slash('ivo', '/rondo pause');
  story.ignore(/(?:)/);
  expect(story.words(await story.press('dana', digest, 'Ask the team'))).toMatch(/paused/);
});
