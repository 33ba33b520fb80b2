import { expect, test } from 'vitest';
import { formIn, sentAt } from '../harness.ts';
import { begun, FIVE, next, place, ROUND, reads, usual, vote, write } from './retro.ts';

test('a retro over two days with five people in five zones: everybody in their own morning, nobody with the others', async () => {
  const story = await begun();
  expect(reads(story)).toMatchInlineSnapshot(`
    "Retro · Mon 2 Nov
    Step 2 of 6: write cards. Everybody writes what they think. Nobody sees a card before all are shown, and no card has a name. @Mia Sommer leads on.
    • Start
    • Stop
    • Continue
    No cards yet.
    [Write cards] [Show the cards] [End the retro]
    Ends by itself on Wed 4 Nov 10:00 with what is there."
  `);
  await story.until('2026-11-02T16:00:00Z');
  const asked = FIVE.map(
    (who) => `${who} ${sentAt(story.expectMessage(who, /^Retro · Mon 2 Nov has begun/))}`,
  );
  expect(asked).toMatchInlineSnapshot(`
    [
      "mia 2026-11-02 09:00",
      "tom 2026-11-02 10:00",
      "ana 2026-11-02 15:00",
      "raj 2026-11-02 09:00",
      "kim 2026-11-02 13:00",
    ]
  `);
  await write(story, 'raj', 'Pairing\n- Reviews in the morning', '', 'The demo');
  await write(story, 'mia', '', 'Reviews wait too long');
  await write(story, 'ana', '', 'Waiting long for reviews');
  expect(reads(story)).toContain('5 cards.');
  expect(reads(story)).not.toMatch(/Pairing|Reviews/);
  await story.until('2026-11-02T17:00:00Z');
  expect(await next(story, 'mia', 'Show the cards')).toBe('All cards are shown now.');
  expect(reads(story)).toMatchInlineSnapshot(`
    "Retro · Mon 2 Nov
    Step 3 of 6: read. All cards are here. Read them, and ask in the thread what you do not understand.
    Start
    • Pairing
    • Reviews in the morning
    Stop
    • Reviews wait too long
    • Waiting long for reviews
    Continue
    • The demo
    [Group them] [Take a card out] [End the retro]
    Ends by itself on Wed 4 Nov 10:00 with what is there."
  `);
  await next(story, 'mia', 'Group them');
  expect(reads(story)).toMatchInlineSnapshot(`
    "Retro · Mon 2 Nov
    Step 4 of 6: group. Cards that say the same are put together.
    • Pairing
    • Reviews in the morning
    • Reviews wait too long
    • Waiting long for reviews
    • The demo
    These sound alike:
    • Reviews wait too long
    • Waiting long for reviews
    [Put them together] [They differ]
    [Group] [Vote] [Take a card out] [End the retro]
    Ends by itself on Wed 4 Nov 10:00 with what is there."
  `);
  expect(story.words(await story.press('mia', place(story), 'Put them together'))).toBe('Put together.');
  await next(story, 'mia', 'Vote');
  await story.until('2026-11-03T16:00:00Z');
  const votes = FIVE.map((who) => `${who} ${sentAt(story.expectMessage(who, /what should we talk about/))}`);
  expect(votes).toMatchInlineSnapshot(`
    [
      "mia 2026-11-02 17:00",
      "tom 2026-11-02 17:00",
      "ana 2026-11-02 17:00",
      "raj 2026-11-03 02:30",
      "kim 2026-11-02 17:00",
    ]
  `);
  await vote(story, 'raj', 'Reviews wait', 'Pairing');
  await vote(story, 'kim', 'Pairing');
  await vote(story, 'tom', 'Pairing', 'The demo');
  expect(reads(story)).toMatchInlineSnapshot(`
    "Retro · Mon 2 Nov
    Step 5 of 6: vote. What should we talk about? Who voted for what is shown to nobody, and deleted.
    • Pairing
    • Reviews in the morning
    • Reviews wait too long (2 cards)
    • The demo
    Everybody has 3 votes. 3 people have voted.
    [Vote] [End the vote] [Take a card out] [End the retro]
    Ends by itself on Wed 4 Nov 10:00 with what is there."
  `);
  await next(story, 'mia', 'End the vote');
  expect(reads(story)).toMatchInlineSnapshot(`
    "Retro · Mon 2 Nov
    Step 6 of 6: discuss. One topic at a time, most votes first. Write in the thread if we do not meet.
    Topic 1 of 4: Pairing (3 votes)
    Then
    • Reviews wait too long
    • The demo
    • Reviews in the morning
    [Action] [Decision] [Next topic] [Take a card out] [End the retro]
    Ends by itself on Wed 4 Nov 10:00 with what is there."
  `);
  const form = formIn(await story.press('kim', place(story), 'Action'));
  await story.submit('kim', form, { what: 'Pair on Tuesdays', owner: 'kim', due: '2026-11-10' });
  await next(story, 'mia', 'Next topic');
  await story.until('2026-11-04T12:00:00Z');
  expect(reads(story)).toMatchInlineSnapshot(`
    "Retro · Mon 2 Nov
    The retro is over. Its time is up.
    Talked about
    • Pairing (3 votes)
    • Reviews wait too long (1 vote)
    Actions
    • Pair on Tuesdays (Kim Duarte, due Tue 10 Nov)
    Not talked about
    • The demo
    • Reviews in the morning
    It is on the list for the next retro: /retro
    [Take a card out]"
  `);
  expect(await story.store.read.actions.find({ team: 'atlas' })).toMatchObject([
    { what: 'Pair on Tuesdays', owner: 'kim', due: '2026-11-10', from: `round:${ROUND}` },
  ]);
  const topics = await story.store.read.topics.find({ team: 'atlas', open: true });
  expect(topics.map(({ text, by }) => `${text} by ${by}`).sort()).toEqual([
    'Reviews in the morning by undefined',
    'The demo by undefined',
  ]);
  usual(story);
});
