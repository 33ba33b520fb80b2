import { expect, test } from 'vitest';
import { atlas, people, sync } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';

/** Monday at half past nine in Berlin, where Mia is asked. */
async function monday(): Promise<Harness> {
  const story = await harness({
    at: '2026-11-02T07:55:00Z',
    teams: [await atlas(sync, people('mia', 'lea'))],
  });
  await story.until('2026-11-02T08:30:00Z');
  story.ignore(/^Hi |^Atlas ·|^Morning sync ·|You facilitate/);
  return story;
}

test('what somebody writes back is their answer, question by question where that is clear', async () => {
  const story = await monday();
  expect(story.words(await story.say('mia', 'The plan is done\nInterviews next, Lea helps'))).toMatch(
    /^Saved\. You can change it until/,
  );
  story.expectMessage('#atlas >', /^Mia Sommer\n.*\n> The plan is done\n.*\n> Interviews next, Lea helps$/);
  story.expectNothing();
});

test('a reply without any order answers the first question, and is enough', async () => {
  const story = await monday();
  await story.say('mia', 'Nothing special, just meetings.');
  story.expectMessage('#atlas >', /^Mia Sommer\n.*\n> Nothing special, just meetings\.$/);
});

test('a blocker that is typed is raised like any other, and “none” is not', async () => {
  const story = await monday();
  await story.say('mia', 'Done: the plan\nToday: interviews\nBlocked: none');
  await story.say('lea', 'Done: login\nToday: logout\nBlocked: the staging database is down');
  story.expectMessage('#atlas >', /^Mia Sommer\n/);
  story.expectMessage('#atlas >', /Lea Moreau\n[\s\S]*> the staging database is down\natlas-1/);
  expect(await story.store.read.escalations.count({ team: 'atlas' })).toBe(1);
  story.ignore(/staging database/);
});

test('a second message is not taken for another answer, and says how to change the first', async () => {
  const story = await monday();
  await story.say('mia', 'The plan');
  const update = story.expectMessage('#atlas >', /^Mia Sommer/);
  expect(story.words(await story.say('mia', 'And the budget'))).toMatch(/in already.*“Edit”.*\/standup/);
  expect(story.now(update)).not.toContain('budget');
});

test('a reply after the close is taken as late on the same day, and is no answer on another', async () => {
  const story = await monday();
  await story.until('2026-11-02T13:00:00Z');
  story.ignore(/closes in|No answer so far/);
  expect(story.words(await story.say('mia', 'The plan'))).toMatch(/^Saved, and marked as late/);
  story.expectMessage('#atlas >', /^Mia Sommer · late\n/);
  await story.until('2026-11-02T20:00:00Z');
  expect(story.words(await story.say('lea', 'Login'))).toMatch(
    /^Nothing was saved: I have no question open for you/,
  );
  story.expectNothing();
});

test('a word that is a command is one, also without a slash', async () => {
  const story = await monday();
  expect(story.words(await story.say('mia', 'help'))).toMatch(/What you can ask me/);
  expect(story.words(await story.say('mia', '/rondo rituals'))).toMatch(/the next seven days/);
  expect((await story.say('mia', 'standup')).reply).toBe('form');
  expect(story.words((await story.chat.write('mia', { channel: 'atlas' }, '@Rondo help away'))!)).toMatch(
    /\/rondo away until friday/,
  );
  expect(
    story.words((await story.chat.write('mia', { channel: 'atlas' }, '@Rondo my answer is 42'))!),
  ).toMatch(/do not know “my”/);
  story.expectNothing();
});
