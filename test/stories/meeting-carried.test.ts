import { expect, test } from 'vitest';
import { formIn } from '../harness.ts';
import { announced } from './meetings.ts';

const LATER = '2026-11-09T08:40:00Z';

test('what was not covered is carried to the next round, and once covered it is gone', async () => {
  const story = await announced();
  await story.until('2026-11-02T09:50:00Z');
  const form = formIn(await story.slash('mia', '/rondo end'));
  await story.submit('mia', form, { covered: ['0'] });
  const minutes = story.expectMessage('#atlas >', /^Minutes: Weekly planning/);
  expect(minutes.text).toContain('Carried to the next round\n• Risks');
  expect(story.now(story.meeting)).not.toContain('Carried over');

  await story.until(LATER);
  const next = story.expectMessage('#atlas >', /^Weekly planning · Mon 9 Nov/);
  expect(next.text).toContain('Carried over\n• Risks');
  await story.until('2026-11-09T09:30:00Z');
  const again = formIn(await story.slash('mia', '/rondo end'));
  expect(JSON.stringify(again).match(/"label":"Risks"/g)).toHaveLength(1);
  await story.submit('mia', again, { covered: ['0'] });
  expect(await story.store.read.topics.find({ team: 'atlas', open: true })).toHaveLength(1);

  await story.until('2026-11-16T09:30:00Z');
  const third = story.expectMessage('#atlas >', /^Weekly planning · Mon 16 Nov/);
  expect(third.text).toContain('Carried over\n• Risks');
  await story.slash('mia', '/rondo end now');
  expect(await story.store.read.topics.find({ team: 'atlas', open: true })).toEqual([]);
  await story.until('2026-11-23T08:40:00Z');
  expect(story.expectMessage('#atlas >', /^Weekly planning · Mon 23 Nov/).text).not.toContain('Carried over');
  story.ignore(/./);
});

test('open actions of the last meeting are carried over too; the retro’s list is another one', async () => {
  const story = await announced();
  await story.slash('tom', '/retro We wait too long for reviews');
  await story.tell('mia', 'action @kim Write the plan by 2026-11-20');
  await story.slash('mia', '/rondo start');
  const form = formIn(await story.slash('mia', '/rondo end'));
  await story.submit('mia', form, {});
  expect(story.words(await story.slash('tom', '/retro'))).not.toContain('Objectives');
  await story.until(LATER);
  const next = story.expectMessage('#atlas >', /^Weekly planning · Mon 9 Nov/);
  expect(next.text).toContain(
    'Carried over\n• Objectives\n• Risks\n• Write the plan (Kim Duarte, due Fri 20 Nov)',
  );
  expect(next.text).not.toContain('reviews');
  story.ignore(/./);
});

test('a meeting that nobody ended carries nothing', async () => {
  const story = await announced();
  await story.until('2026-11-02T11:00:00Z');
  expect(await story.store.read.topics.find({ team: 'atlas' })).toEqual([]);
  story.ignore(/./);
});
