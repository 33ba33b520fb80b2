import { expect, test } from 'vitest';
import { atlas, only, people } from '../atlas.ts';
import { harness } from '../harness.ts';

test('what is kept during a meeting stands in its minutes, with who said it and where', async () => {
  const story = await harness({
    at: '2026-10-29T20:00:00Z',
    teams: [await atlas(only('weekly-planning'), people('mia', 'tom'))],
  });
  const early = await story.slash('tom', '/rondo minutes Too early');
  expect(story.words(early)).toMatch(/No meeting is announced or going on.*\/rituals/);
  await story.until('2026-11-02T09:10:00Z');
  const text = 'minutes We release on Friday';
  const act = { act: 'slash', name: '/rondo', text } as const;
  const from = { id: 'one', workspace: 'playground', platform: 'playground', user: 'tom' };
  const link = 'https://chat.example.com/p1';
  expect(story.words(await story.engine.commands.handle({ ...from, link, act }))).toBe(
    'Kept for the minutes of Weekly planning. Note: We release on Friday. /rondo minutes takes it back.',
  );
  expect(story.words(await story.slash('mia', '/rondo minutes we release on friday!'))).toMatch(/already\.$/);
  expect(story.words(await story.slash('mia', '/rondo minutes'))).toMatch(/what you kept\nNothing yet\./);
  const long = { act: 'slash', name: '/rondo', text: `minutes ${'Many words '.repeat(400)}` } as const;
  expect(story.words(await story.engine.commands.handle({ ...from, id: 'two', link, act: long }))).toMatch(
    /^Kept/,
  );
  expect(story.words(await story.slash('tom', `/rondo ${long.text}`))).toMatch(/3,000 fit/);
  await story.until('2026-11-02T10:35:00Z');
  const minutes = story.expectMessage('#atlas >', /^Minutes: Weekly planning/);
  expect(minutes.text.match(/We release on Friday/g)).toHaveLength(1);
  expect(minutes.text).toMatch(/Notes\n• Tom Okafor: We release on Friday \(where it was said/);
  story.ignore(/./);
});

test('anybody puts a topic on the list for the next retro, once', async () => {
  const story = await harness({
    at: '2026-11-02T10:00:00Z',
    teams: [await atlas(only('weekly-planning'), people('mia', 'tom'))],
  });
  expect(story.words(await story.slash('tom', '/retro We wait too long for reviews'))).toMatch(
    /^On the list for the next retro of Atlas\./,
  );
  expect(story.words(await story.slash('mia', '/retro we wait too long for reviews.'))).toMatch(/already/);
  const list = story.words(await story.slash('mia', '/rondo retro'));
  expect(list).toMatch(/no retro in the next 45 days/);
  expect(list).toMatch(/On the list for the next retro\n• We wait too long for reviews\n/);
});
