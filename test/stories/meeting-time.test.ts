import { expect, test } from 'vitest';
import { harness, sentAt } from '../harness.ts';
import { announced, planningTeam } from './meetings.ts';

test('whoever facilitates, and nobody else, hears when half of the time and when all of it is over', async () => {
  const story = await announced();
  await story.until('2026-11-02T08:50:00Z');
  await story.slash('mia', '/rondo start');
  await story.until('2026-11-02T10:10:00Z');
  story.expectMessage('#atlas >', /^Weekly planning has started/);
  const half = story.expectMessage('mia', /^Weekly planning: half of the time is over, 30 minutes left\./);
  expect(sentAt(half)).toBe('2026-11-02 09:20');
  expect(half.text).toMatch(
    /You get this because you facilitate Weekly planning\. Ending the meeting stops these\.\)$/,
  );
  const end = story.expectMessage('mia', /^Weekly planning: time is up\.\n\[End\]/);
  expect(sentAt(end)).toBe('2026-11-02 09:50');
  story.expectNothing();
  await story.press('mia', end, 'End');
  await story.slash('mia', '/rondo end now');
  expect(story.now(end)).not.toContain('[End]');
  story.expectMessage('#atlas >', /^Minutes: Weekly planning/);
});

test('a topic that is given minutes has a mark of its own; the announcement says how many', async () => {
  const boxes = { Welcome: 10, Risks: 35 };
  const story = await announced({ agenda: ['Welcome', 'Objectives', 'Risks', 'Plan'], boxes });
  expect(story.meeting.text).toContain('• Welcome (10 minutes)\n• Objectives\n• Risks (35 minutes)\n• Plan');
  await story.until('2026-11-02T08:50:00Z');
  await story.slash('mia', '/rondo start');
  await story.until('2026-11-02T10:10:00Z');
  const marks = story.unread('mia').map((one) => `${sentAt(one).slice(11)} ${one.text.split('\n')[0]}`);
  expect(marks).toEqual([
    '09:00 Weekly planning: the time for “Welcome” is up. Next: Objectives.',
    '09:20 Weekly planning: half of the time is over, 30 minutes left.',
    '09:42 Weekly planning: the time for “Risks” is up. Next: Plan.',
    '09:50 Weekly planning: time is up.',
  ]);
  story.ignore(/./);
});

test('when nobody starts it, the clock does, and whoever facilitates hears of its end alone', async () => {
  const story = await announced({ agenda: ['Welcome', 'Objectives'], boxes: { Welcome: 10 } });
  await story.until('2026-11-02T10:25:00Z');
  const marks = story.unread('mia').map((one) => `${sentAt(one).slice(11)} ${one.text.split('\n')[0]}`);
  expect(marks).toEqual(['10:00 Weekly planning: time is up.']);
  story.ignore(/./);
});

test('after an early end there is no mark', async () => {
  const ended = await announced();
  await ended.slash('mia', '/rondo start');
  await ended.slash('mia', '/rondo end now');
  expect(await ended.store.read.jobs.list('mark:')).toEqual([]);
  await ended.until('2026-11-02T12:00:00Z');
  ended.expectNothing('mia');
  ended.ignore(/./);
});

test('a meeting that is held in writing marks no time', async () => {
  const teams = [await planningTeam({ mode: 'async' })];
  const story = await harness({ at: '2026-11-01T20:00:00Z', teams });
  await story.until('2026-11-02T09:05:00Z');
  expect(await story.store.read.jobs.list('mark:')).toEqual([]);
  story.ignore(/./);
});

test('whoever has to go in the middle gets no more marks, and those who take part end it', async () => {
  const story = await announced();
  await story.until('2026-11-02T08:55:00Z');
  await story.slash('mia', '/rondo start');
  await story.until('2026-11-02T09:10:00Z');
  expect(story.words(await story.slash('tom', '/rondo end'))).toMatch(/^Only Mia Sommer/);
  await story.slash('mia', '/rondo away');
  await story.until('2026-11-02T10:05:00Z');
  story.expectNothing('mia');
  expect(story.words(await story.slash('tom', '/rondo end now'))).toMatch(/^Weekly planning is over/);
  story.expectMessage(
    '#atlas >',
    /^Minutes: Weekly planning · Mon 2 Nov\nFacilitated by Mia Sommer\. It took 1 hour 10 minutes;/,
  );
  story.ignore(/./);
});

test('a paused team hears of no time, then or later', async () => {
  const story = await announced();
  await story.until('2026-11-02T08:55:00Z');
  await story.slash('mia', '/rondo start');
  await story.until('2026-11-02T09:10:00Z');
  await story.slash('mia', '/rondo pause');
  await story.until('2026-11-02T09:40:00Z');
  await story.slash('mia', '/rondo resume');
  await story.until('2026-11-02T09:50:00Z');
  expect(story.unread('mia').filter(({ text }) => /half of the time/.test(text))).toEqual([]);
  const items = await story.store.read.items.find({ thing: 'round:atlas/weekly-planning/2026-11-02' });
  expect(items.filter(({ kind }) => kind === 'mark')).toEqual([]);
  story.ignore(/./);
});
