import { expect, test } from 'vitest';
import { atlas, people, sync } from '../atlas.ts';
import { harness } from '../harness.ts';

test('“… more” shows the whole message, as it is now, to those who can see it and to nobody else', async () => {
  const team = await atlas(sync, people('mia', 'tom', 'lea'));
  const story = await harness({ at: '2026-10-30T15:00:00Z', teams: [team] });
  await story.until('2026-11-02T09:30:00Z');
  const prompt = story.expectMessage('tom', /^Hi Tom/);
  const board = story.expectMessage('#atlas', /^Atlas · Mon 2 Nov/);
  const more = (user: string, id: string, channel?: string) =>
    story.command(
      `${user}-${id}-${channel}`,
      user,
      { act: 'press', button: 'message.more', thing: `message:${id}`, epoch: 0 },
      channel,
    );

  expect(story.words(await more('tom', prompt.post.id))).toMatch(/^Hi Tom/);
  expect(story.words(await more('mia', prompt.post.id))).toBe('This message is not here any more.');
  expect(story.words(await more('mia', board.post.id, '#atlas'))).toMatch(/^Atlas · Mon 2 Nov/);
  expect(story.words(await more('mia', board.post.id))).toBe('This message is not here any more.');
  expect(story.words(await more('mia', 'nothing', '#atlas'))).toBe('This message is not here any more.');
  story.ignore(/./);
});
