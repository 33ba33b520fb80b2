import { expect, test } from 'vitest';
import { atlas, people, sync } from '../atlas.ts';
import { harness, sentAt } from '../harness.ts';

test('when nobody answers, the round closes with a count, and the channel names nobody', async () => {
  const story = await harness({
    at: '2026-11-02T07:00:00Z',
    teams: [await atlas(sync, people('mia', 'tom', 'lea'))],
  });
  await story.until('2026-11-02T11:00:00Z');

  story.expectMessage('mia', /^You facilitate Morning sync of Atlas on Mon 2 Nov/);
  story.expectMessage('tom', /^You facilitate Morning sync of Atlas on Tue 3 Nov/);
  for (const one of ['mia', 'tom', 'lea']) {
    const prompt = story.expectMessage(one, /^Hi .*, Morning sync is open until/);
    const reminder = story.expectMessage(one, /closes in 30 minutes/);
    expect(sentAt(reminder)).toBe('2026-11-02 10:30');
    expect(story.now(prompt)).toMatch(/closed at 1[12]:00\..*\n.*\n\[Answer late\]/);
    expect(story.now(reminder)).toMatch(/^Closed\.$/);
  }
  const board = story.expectMessage('#atlas', /^Atlas · Mon 2 Nov/);
  const place = story.expectMessage('#atlas >', /^Morning sync · Mon 2 Nov/);
  expect(story.now(place)).toMatch(/Mia Sommer was on duty\.\n0 of 3 answered\. Closed at 12:00\./);
  expect(story.now(board)).toMatch(/closed, 0 of 3 answered/);
  expect(story.now(place) + story.now(board)).not.toMatch(/Tom|Lea/);

  const silent = story.expectMessage('mia', /No answer so far from:/);
  expect(sentAt(silent)).toBe('2026-11-02 11:00');
  for (const name of ['Tom Okafor', 'Lea Moreau']) expect(silent.text).toContain(name);
  expect(silent.text).not.toContain('Mia Sommer');
  expect(story.words(await story.slash('tom', '/rondo why morning-sync'))).toMatch(
    /missed .*: No answer by the close\./,
  );
});

test('at their own due somebody reads that their time is over, though the round goes on for others', async () => {
  const story = await harness({
    at: '2026-11-02T07:00:00Z',
    teams: [await atlas(sync, people('mia', 'ana'))],
  });
  await story.until('2026-11-02T10:59:00Z');
  const prompt = story.expectMessage('mia', /^Hi Mia, Morning sync is open until 12:00/);
  const reminder = story.expectMessage('mia', /closes in 30 minutes/);
  expect(story.now(prompt)).toMatch(/^Hi Mia/);
  await story.until('2026-11-02T11:00:00Z');
  expect((await story.store.read.rounds.get('atlas/morning-sync/2026-11-02'))?.state).toBe('open');
  expect(story.now(prompt)).toMatch(/^Morning sync closed at 12:00\./);
  expect(story.now(reminder)).toBe('Closed.');
  story.ignore(/(?:)/);
});

test('when everybody answers, nobody gets a list of the silent', async () => {
  const story = await harness({
    at: '2026-11-02T08:01:00Z',
    teams: [await atlas(sync, people('mia', 'lea'))],
  });
  await story.until('2026-11-03T08:30:00Z');
  for (const one of ['mia', 'lea']) await story.answer(one, { done: 'This', today: 'That' });
  await story.until('2026-11-03T20:00:00Z');

  story.expectMessage('mia', /^You facilitate Morning sync of Atlas on Tue 3 Nov/);
  story.expectMessage('mia', /^Hi Mia/);
  story.expectMessage('lea', /^Hi Lea[\s\S]*\nYou facilitate Morning sync of Atlas on Wed 4 Nov/);
  for (const one of [/^Mia/, /^Lea/, /^Morning sync/]) story.expectMessage('#atlas >', one);
  story.expectMessage('#atlas', /^Atlas · Tue 3 Nov/);
  story.expectNothing();
});
