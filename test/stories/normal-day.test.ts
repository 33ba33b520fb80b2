import { expect, test } from 'vitest';
import { atlas, only } from '../atlas.ts';
import { formIn, harness, inputOf, sentAt } from '../harness.ts';

const people = ['raj', 'lea', 'mia', 'tom', 'kim', 'ana'];

test('a day of a team in six zones: everybody is asked at nine of their own clock, and one root message holds it all', async () => {
  const story = await harness({ at: '2026-10-30T09:30:00Z', teams: [await atlas(only('morning-sync'))] });
  await story.until('2026-10-30T09:31:00Z');
  expect(story.expectMessage('mia', /You facilitate Morning sync of Atlas on Mon 2 Nov/).text).toContain(
    'It opens in the channel at 09:00.',
  );

  await story.until('2026-11-02T07:00:00Z');
  const asked = new Map([
    ['raj', sentAt(story.expectMessage('raj', /^Hi Raj, Morning sync is open until 16:30/))],
  ]);
  await story.answer('raj', { done: 'The importer', today: 'Its tests' });
  story.expectNothing();

  await story.until('2026-11-02T08:00:00Z');
  const board = story.expectMessage(
    '#atlas',
    /^Atlas · Mon 2 Nov\n• 09:00 Morning sync: 1 of 6 answered, .*on duty: Mia Sommer/,
  );
  const place = story.expectMessage('#atlas >', /1 of 6 answered\. Open until 17:00/);
  expect(place.text).toMatch(/\nRaj Patel\n.*\n> The importer\n.*\n> Its tests$/);
  story.expectMessage(
    'tom',
    /You facilitate Morning sync of Atlas on Tue 3 Nov\..*\nWhy you: next in the list after Mia Sommer/,
  );
  for (const one of ['mia', 'lea']) asked.set(one, sentAt(story.expectMessage(one, /open until 12:00/)));
  await story.answer('mia', { done: 'The plan', today: 'Interviews' });
  story.expectMessage('#atlas >', /^Mia Sommer\n/);
  expect(story.now(board)).toContain('2 of 6 answered');

  await story.until('2026-11-02T10:30:00Z');
  asked.set('tom', sentAt(story.expectMessage('tom', /^Hi Tom/)));
  for (const one of ['lea', 'tom'])
    expect(sentAt(story.expectMessage(one, /closes in 30 minutes/))).toBe('2026-11-02 10:30');
  await story.answer('lea', { done: 'Login', today: 'Logout' });
  await story.answer('tom', { done: 'The sketch', today: 'A review' });
  for (const name of [/^Lea Moreau/, /^Tom Okafor/]) story.expectMessage('#atlas >', name);

  await story.until('2026-11-02T14:05:00Z');
  for (const one of ['kim', 'ana']) asked.set(one, sentAt(story.expectMessage(one, /open until 11:00/)));
  expect(sentAt(story.expectMessage('kim', /closes in 30 minutes, at 11:00/))).toBe('2026-11-02 13:30');
  await story.answer('ana', { done: 'The flow', today: 'Its words' });
  story.expectMessage('#atlas >', /^Ana Lindqvist/);
  expect(story.now(place)).toContain('5 of 6 answered. Open until 17:00.');
  await story.answer('kim', { done: 'The checks', today: 'More checks' });
  story.expectMessage('#atlas >', /^Kim Duarte · late/);

  expect(story.now(place)).toContain('6 of 6 answered. Closed at 15:05.');
  expect(story.now(board)).toContain('closed, 6 of 6 answered');
  expect(Object.fromEntries(asked)).toEqual({
    raj: '2026-11-02 03:30',
    mia: '2026-11-02 08:00',
    lea: '2026-11-02 08:00',
    tom: '2026-11-02 09:00',
    kim: '2026-11-02 12:00',
    ana: '2026-11-02 14:00',
  });
  await story.until('2026-11-02T23:59:00Z');
  expect(story.all().filter(({ to }) => to === '#atlas')).toHaveLength(1);
});

test('the silent list goes to the person on duty alone, and shrinks when somebody answers late', async () => {
  const story = await harness({ at: '2026-11-02T07:30:00Z', teams: [await atlas(only('morning-sync'))] });
  await story.until('2026-11-02T15:00:00Z');
  for (const one of people.filter((id) => id !== 'raj' && id !== 'kim'))
    await story.answer(one, { done: 'This', today: 'That' });
  story.ignore(/^Hi |closes in|You facilitate|^Atlas ·|^Morning sync ·|\n> This/);

  await story.until('2026-11-02T16:00:00Z');
  const silent = story.expectMessage(
    'mia',
    /No answer so far from:\n• Kim Duarte\n• Raj Patel\nThey can still/,
  );
  await story.until('2026-11-03T03:00:00Z');
  expect(story.all().filter(({ text }) => /No answer so far/.test(text))).toHaveLength(1);
  for (const one of story.all().filter(({ to }) => to.startsWith('#')))
    expect(story.now(one)).not.toMatch(/Raj|Kim/);

  const prompt = story.all().find(({ to, text }) => to === 'kim' && text.startsWith('Hi Kim'))!;
  const form = formIn(await story.press('kim', prompt, 'Answer late'));
  await story.submit('kim', form, {
    [inputOf(form, /done$/)]: 'Ran the checks',
    [inputOf(form, /today$/)]: 'Next',
  });
  story.expectMessage('#atlas >', /^Kim Duarte · late\n/);
  expect(story.now(silent)).toMatch(/No answer so far from:\n• Raj Patel\nThey/);
  story.ignore(/^You facilitate Morning sync of Atlas on Wed|^Hi Raj/);
});
