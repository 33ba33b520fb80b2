import { expect, test } from 'vitest';
import { atlas, only, people, ritual } from '../atlas.ts';
import { harness, sentAt } from '../harness.ts';
import { announced, planningTeam } from './meetings.ts';

const starts = (story: Awaited<ReturnType<typeof harness>>) =>
  story
    .all()
    .filter(({ text }) => /^Weekly planning has started/.test(text))
    .map(sentAt);

test('a meeting whose file is changed before it is announced starts once, at its new time', async () => {
  const before = await atlas(only('weekly-planning'), people('mia', 'tom'));
  const story = await harness({ at: '2026-11-01T20:00:00Z', teams: [before] });
  await story.until('2026-11-02T08:00:00Z');
  const later = ritual('weekly-planning', ({ schedule }) => ({ schedule: { ...schedule, at: 14 * 60 } }));
  await story.redefine([later(before)]);
  await story.until('2026-11-02T15:00:00Z');
  expect(starts(story)).toEqual(['2026-11-02 13:00']);
  story.ignore(/./);
});

test('a meeting that is moved in chat starts once, at its new time, and its marks with it', async () => {
  const story = await harness({ at: '2026-11-01T20:00:00Z', teams: [await planningTeam()] });
  await story.until('2026-11-02T07:30:00Z');
  await story.slash('mia', '/rituals move weekly-planning today to today 14:00 the room is taken');
  await story.until('2026-11-02T15:00:00Z');
  expect(starts(story)).toEqual(['2026-11-02 13:00']);
  const marks = story.unread('mia').filter(({ text }) => /time is up/.test(text));
  expect(marks.map(sentAt)).toEqual(['2026-11-02 14:00']);
  story.ignore(/./);
});

test('a meeting that was announced stays where it is', async () => {
  const story = await announced();
  const reply = await story.slash(
    'mia',
    '/rituals move weekly-planning today to today 14:00 the room is taken',
  );
  expect(story.words(reply)).toMatch(/Nothing was changed\.$/);
  await story.until('2026-11-02T15:00:00Z');
  expect(starts(story)).toEqual(['2026-11-02 09:00']);
  story.ignore(/./);
});

test('a meeting held by hand, now, is minuted as any other', async () => {
  const story = await harness({ at: '2026-11-02T12:00:00Z', teams: [await planningTeam()] });
  await story.slash('mia', '/rituals run weekly-planning before the release');
  await story.advance('5m');
  expect(starts(story)).toEqual(['2026-11-02 12:00']);
  await story.slash('tom', '/rondo decide We go');
  expect(story.words(await story.slash('tom', '/rondo action Tell them'))).toContain('(by Mon 9 Nov)');
  await story.slash('mia', '/rondo end now');
  expect(story.expectMessage('#atlas >', /^Minutes/).text).toContain('• We go (Tom Okafor)');
  story.ignore(/./);
});
