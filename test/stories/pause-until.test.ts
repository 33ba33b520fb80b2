import { expect, test } from 'vitest';
import { atlas, only, people, sync } from '../atlas.ts';
import { harness } from '../harness.ts';
import { raise, told } from './blockers.ts';

const PAUSE = '/rondo pause until thursday Offsite';

test('a pause until a day ends by itself when the working day begins, and whoever paused it is asked', async () => {
  const story = await harness({
    at: '2026-11-03T17:00:00Z',
    teams: [await atlas(sync, people('mia', 'raj'))],
  });
  await story.until('2026-11-03T17:01:00Z');
  told(story);
  expect(story.words(await story.slash('mia', PAUSE))).toMatchInlineSnapshot(
    `"Atlas is paused from now on until Thu 5 Nov 08:00. Nothing is sent to it, its clocks stand still, and what falls due is kept. /rondo resume atlas lets it go on earlier."`,
  );
  expect(story.words(await story.slash('ivo', '/rondo pause'))).toMatchInlineSnapshot(
    `"Atlas has been paused since 17:01 by @Mia Sommer, until Thu 5 Nov 08:00. Reason: Offsite."`,
  );
  await story.until('2026-11-05T07:59:00Z');
  story.expectNothing();
  await story.until('2026-11-05T08:01:00Z');
  expect(story.unread('mia').map(({ text }) => text)).toMatchInlineSnapshot(`
    [
      "Atlas goes on. It was paused from Tue 3 Nov 18:01 to 09:00, as it was set.
    This was held:
    • 3 prompts
    • 1 turn
    • 1 round
    What becomes of it?
    • Send: I ask now where there is still time to answer, and send what waits.
    • Merge: I ask nothing now; the next question covers the missed dates too. Of what waits, only the newest word about each thing goes out.
    • Drop: nothing of it goes out. The log keeps a line for each.
    [Send] [Merge] [Drop]
    (Without an answer by 10:00 I merge it.)
    ---
    Hi Mia, Morning sync is open until 12:00.
    • What moved since last time and whom does it affect?
    • What is next and whose help do you need?
    • What is stopping you? (optional)
    • Whom are you waiting for? (optional)
    • What could go wrong soon? (optional)
    • How is it going? (optional)
    Use the form, or simply reply here in your own words.
    [Answer] [Nothing new] [I'm away today]
    (This came because you take part in Morning sync of Atlas. Off for a while: /rondo away. Anything else: /rondo help.)
    ---
    You facilitate Morning sync of Atlas on Fri 6 Nov. It opens in the channel at 09:00.
    Why you: next in the list after Raj Patel.
    On the agenda:
    • Progress and whom it affects
    • Today and help needed
    • Blockers that need other roles
    • Handoffs coming up
    [Pass on]
    (You get this because you are in the rotation of Morning sync of Atlas. Not there? /rondo away hands it to the next in line. Swap it, or give it to somebody: /rondo duty.)",
    ]
  `);
  expect(told(story)).toMatchInlineSnapshot(`
    [
      "2026-11-05 08:00 #atlas >: Morning sync · Thu 5 Nov",
      "2026-11-05 08:00 #atlas: Atlas · Thu 5 Nov",
      "2026-11-05 08:00 mia: Atlas goes on. It was paused from Tue 3 Nov 18:01 to 09:00, as it was set.",
      "2026-11-05 08:00 raj: You facilitate Morning sync of Atlas on Thu 5 Nov. It opens in the channel at 13:30.",
    ]
  `);
  await story.until('2026-11-05T09:01:00Z');
  story.expectNothing();
  // Mia was asked on Thursday before anybody had chosen; the next question covers Wednesday all the same.
  await story.until('2026-11-06T08:01:00Z');
  expect(told(story)).toMatchInlineSnapshot(`
    [
      "2026-11-05 10:30 mia: Morning sync closes in 30 minutes, at 12:00. A line or two is enough, and “nothing new” is an answer too.",
      "2026-11-05 11:00 raj: Morning sync of Atlas · Thu 5 Nov. No answer so far from:",
      "2026-11-06 03:30 raj: Hi Raj, Morning sync is open until 16:30. Please cover Wed 4 Nov and Thu 5 Nov too: the team was paused then.",
      "2026-11-06 08:00 #atlas >: Morning sync · Fri 6 Nov",
      "2026-11-06 08:00 #atlas: Atlas · Fri 6 Nov",
      "2026-11-06 08:00 mia: Hi Mia, Morning sync is open until 12:00. Please cover Wed 4 Nov too: the team was paused then.",
      "2026-11-06 08:00 raj: You facilitate Morning sync of Atlas on Mon 9 Nov. It opens in the channel at 13:30.",
    ]
  `);
});

test('a pause survives a restart: what fell due before and after it waits, and goes on with what was left', async () => {
  const teams = [await atlas(only(), people('mia', 'tom', 'lea'))];
  const story = await harness({ at: '2026-11-04T09:00:00Z', teams });
  await raise(story, 'tom', { what: 'The map service is down', needs: ['lea'] });
  told(story);
  await story.until('2026-11-04T09:30:00Z');
  await story.slash('ivo', '/rondo pause');
  await story.until('2026-11-04T10:30:00Z');
  await story.close();

  const next = await harness({ at: '2026-11-04T12:00:00Z', teams, before: story });
  await next.until('2026-11-04T12:30:00Z');
  next.expectNothing();
  expect((await next.engine.health()).ready).toBe(true);
  await next.slash('ivo', '/rondo resume');
  const found = await next.store.read.escalations.get('atlas-1');
  expect(new Date(found!.resolveBy!).toISOString()).toBe('2026-11-05T10:15:00.000Z');
  await next.until('2026-11-04T13:01:00Z');
  expect(told(next)).toEqual([expect.stringMatching(/^2026-11-04 13:00 lea: Nobody has taken this yet/)]);
});

test.each([
  ['Send', true],
  ['Merge', false],
  ['Drop', false],
])('a digest that a pause held: %s', async (button, late) => {
  const teams = [await atlas(only('weekly-digest'), people('mia', 'tom'))];
  const story = await harness({ at: '2026-10-30T08:00:00Z', teams });
  await story.until('2026-11-06T08:01:00Z');
  told(story);
  await story.slash('mia', '/rondo pause');
  await story.until('2026-11-09T08:30:00Z');
  story.expectNothing();
  expect(story.words(await story.slash('mia', '/rondo resume'))).toMatch(/^Atlas goes on\. Held: 1 digest\./);
  await story.press('mia', story.expectMessage('mia', /^Atlas goes on/), button);
  const sent = story.unread('#atlas-stakeholders');
  expect(sent).toHaveLength(late ? 1 : 0);
  for (const { text } of sent) expect(text).toMatch(/This digest comes late: it was due on Fri 6 Nov/);
  story.ignore(/digest/);
  await story.until('2026-11-13T16:00:00Z');
  expect(story.unread('#atlas-stakeholders').map(({ text }) => text.split('\n')[0])).toEqual([
    late ? 'Atlas: digest, Mon 9 Nov to Fri 13 Nov' : 'Atlas: digest, Fri 30 Oct to Fri 13 Nov',
  ]);
  story.ignore(/digest/);
});
