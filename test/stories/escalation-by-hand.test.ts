import { expect, test } from 'vitest';
import { atlas, only, people } from '../atlas.ts';
import { harness } from '../harness.ts';
import { fill, raise, told } from './blockers.ts';

/** Tom raises a blocker at ten on Monday in Berlin, and asks Lea and Raj. Mia coordinates, Ivo leads. */
async function raised() {
  const team = await atlas(only(), people('mia', 'tom', 'lea', 'raj'));
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team] });
  await raise(story, 'tom', { what: 'The map service is down', needs: ['lea', 'raj'] });
  const first = (to: string) => story.unread(to)[0]!;
  const cards = { tom: first('tom'), lea: first('lea'), raj: first('raj'), channel: first('#atlas >') };
  told(story);
  /** A button by its verb, as it stood at that epoch: a page that was not loaded again. */
  const pressOld = (user: string, button: string, epoch: number) =>
    story.chat.act(user, {
      act: 'press',
      button: `escalation.${button}`,
      thing: 'escalation:atlas-1',
      epoch,
    });
  return { story, ...cards, pressOld };
}

test('the raiser sends it up with a reason, and the next level reads it', async () => {
  const { story, tom } = await raised();
  await story.until('2026-11-02T09:10:00Z');
  const form = await story.press('tom', tom, 'Escalate');
  expect(story.words(await fill(story, 'tom', form, { reason: ' ' }))).toMatch(/^Please write a few words/);
  const reply = await fill(story, 'tom', form, { reason: 'The demo is at noon' });
  expect(story.words(reply)).toBe(
    'It is at level 2 (mediation) now. @Ivo Novak is asked to answer by Mon 2 Nov 11:10.',
  );
  expect(story.unread('ivo')[0]?.text).toMatch(
    /^Can you help\?.*\natlas-1 · Level 2, mediation\n> The map service is down\n> \(Tom Okafor\)\nWhy here: The demo is at noon \(Tom Okafor\)\nOwner: nobody yet\nAsked: @Ivo Novak\nAnswer by: 12:10\nResolve by: Tue 3 Nov 10:10\n/,
  );
  expect(told(story)).toEqual([
    '2026-11-02 09:10 #atlas >: atlas-1 · Working thread',
    '2026-11-02 09:10 #atlas: atlas-1 · Level 2, mediation',
    '2026-11-02 09:10 ivo: Can you help? If you take it, nobody else is asked.',
  ]);
});

test('two people open “Escalate” on the same card: it goes up once, and the second is told who was first', async () => {
  const { story, channel } = await raised();
  const [mia, tom] = [
    await story.press('mia', channel, 'Escalate'),
    await story.press('tom', channel, 'Escalate'),
  ];
  await story.advance('5m');
  await fill(story, 'mia', mia, { reason: 'It blocks everybody' });
  expect(story.words(await fill(story, 'tom', tom, { reason: 'I need it too' }))).toBe(
    'This has changed since your message was written. @Mia Sommer escalated this to level 2 (mediation) (Mon 2 Nov 09:05). Look at its newest message.',
  );
  expect(told(story)).toEqual([
    '2026-11-02 09:05 #atlas >: atlas-1 · Working thread',
    '2026-11-02 09:05 #atlas: atlas-1 · Level 2, mediation',
    '2026-11-02 09:05 ivo: Can you help? If you take it, nobody else is asked.',
    '2026-11-02 09:05 tom: This is at level 2 (mediation) now.',
  ]);
  expect((await story.store.read.escalations.get('atlas-1'))?.level).toBe(2);
});

test('a button from an old message is refused with what has happened since, before anybody writes a word', async () => {
  const { story, lea, pressOld } = await raised();
  await story.press('lea', lea, 'I take it');
  await story.until('2026-11-02T16:31:00Z');
  told(story);
  const since =
    'This has changed since your message was written. @Lea Moreau took this (Mon 2 Nov 09:00). It climbed to level 2 (mediation) (Mon 2 Nov 16:30). Look at its newest message.';
  for (const [who, button] of [
    ['lea', 'acknowledge'],
    ['lea', 'resolve'],
    ['tom', 'escalate'],
    ['tom', 'cancel'],
    ['tom', 'stuck'],
  ] as const) {
    const reply = await pressOld(who, button, 1);
    expect([reply.reply, story.words(reply)]).toEqual(['refused', since]);
  }
});

test('the second who wants to take it is told who has it; so is whoever presses twice', async () => {
  const { story, lea, pressOld } = await raised();
  await story.press('lea', lea, 'I take it');
  expect(told(story)).toEqual(['2026-11-02 09:00 tom: Lea Moreau took this at 09:00.']);
  await story.advance('10m');
  expect(story.words(await pressOld('raj', 'acknowledge', 1))).toBe(
    '@Lea Moreau took this already (Mon 2 Nov 09:00). Talk to them if you can help.',
  );
  expect(story.words(await pressOld('lea', 'acknowledge', 1))).toBe(
    'You have it already (since Mon 2 Nov 09:00). Resolve it when it is solved, or hand it over.',
  );
});

test('a refusal names the rule and who could do it', async () => {
  const { story, raj, channel } = await raised();
  expect(story.now(raj)).not.toContain('[Escalate]');
  const escalate = await story.press('raj', channel, 'Escalate');
  expect(story.words(escalate)).toBe(
    'Only whoever raised it, its owner, the coordinator or the lead can do this. @Tom Okafor, @Mia Sommer or @Ivo Novak can do it.',
  );
  expect(story.words(await story.press('dana', channel, 'I take it'))).toBe(
    'Only whoever was asked, a deputy who was asked, its owner, whoever is on duty or the coordinator can do this. @Lea Moreau, @Raj Patel or @Mia Sommer can do it.',
  );
  expect(story.words(await story.press('mia', channel, 'Resolve'))).toMatch(
    /^Only its owner, whoever raised it or whoever decides at this level can do this\. /,
  );
});

test('cancelled with a reason: those who were asked are told, and nothing fires any more', async () => {
  const { story, pressOld } = await raised();
  await story.until('2026-11-02T09:20:00Z');
  const form = await pressOld('tom', 'cancel', 1);
  const reply = await fill(story, 'tom', form, { reason: 'It works again' });
  expect(story.words(reply)).toBe('Cancelled. Everybody who was told hears of it.');
  for (const to of ['lea', 'raj'])
    expect(story.unread(to)[0]?.text).toMatch(
      /^atlas-1 · cancelled\n[\s\S]*Cancelled: Tom Okafor, 1[04]:\d0\nWhy: It works again\n/,
    );
  await story.until('2026-11-04T12:00:00Z');
  expect(told(story)).toEqual([
    '2026-11-02 09:20 #atlas >: atlas-1 · cancelled',
    '2026-11-02 09:20 lea: atlas-1 · cancelled',
    '2026-11-02 09:20 raj: atlas-1 · cancelled',
  ]);
});

test('solved a moment before its time: it does not climb, and taking it afterwards is answered with how it was solved', async () => {
  const { story, tom, pressOld } = await raised();
  await story.until(Date.parse('2026-11-02T16:30:00Z') - 1);
  const form = await story.press('tom', tom, 'Resolve');
  told(story);
  await fill(story, 'tom', form, { how: 'Found the cable' });
  await story.until('2026-11-03T12:00:00Z');
  expect(told(story)).toEqual([
    '2026-11-02 16:29 #atlas >: atlas-1 · resolved',
    '2026-11-02 16:29 lea: atlas-1 · resolved',
    // It is 22:00 in Kolkata: Raj reads it when his quiet hours are over.
    '2026-11-03 02:30 raj: atlas-1 · resolved',
  ]);
  expect(story.words(await pressOld('lea', 'acknowledge', 2))).toBe(
    '@Tom Okafor resolved this (Mon 2 Nov 16:29): Found the cable. If it is back, @Tom Okafor or the coordinator can reopen it.',
  );
  expect(story.words(await pressOld('lea', 'acknowledge', 1))).toMatch(
    /@Tom Okafor resolved this \(Mon 2 Nov 16:29\)\. Look at its newest message\.$/,
  );
});

test('“Are you still stuck?”: “Still stuck” leaves a note on every card, and “Resolve” ends it', async () => {
  const { story, lea } = await raised();
  await story.until('2026-11-02T14:50:00Z');
  const asked = story.expectMessage(
    'tom',
    /^Are you still stuck\? If it is not resolved by 16:30, it goes one level up\./,
  );
  told(story);
  expect(story.words(await story.press('tom', asked, 'Still stuck'))).toBe(
    'Noted. The others read it on the card.',
  );
  expect(story.now(lea)).toContain('Note: Still stuck. (Tom Okafor)');
  const form = await story.press('tom', asked, 'Resolve');
  await fill(story, 'tom', form, { how: 'Solved after all' });
  expect(told(story)).toEqual([
    '2026-11-02 14:50 #atlas >: atlas-1 · resolved',
    '2026-11-02 14:50 lea: atlas-1 · resolved',
  ]);
  await story.until('2026-11-03T03:00:00Z');
  expect(told(story)).toEqual(['2026-11-03 02:30 raj: atlas-1 · resolved']);
  expect(story.now(asked)).toMatch(/^atlas-1 · resolved/);
});
