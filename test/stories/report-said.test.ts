import { expect, test } from 'vitest';
import { atlas, only, people } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';
import { fill, raise } from './blockers.ts';

/** Two mornings: on Monday of the first week all of three answer, and a blocker is solved; in the second week one of three does. */
async function twoWeeks(): Promise<Harness> {
  const team = await atlas(only('morning-sync'), people('mia', 'tom', 'kim'));
  const story = await harness({ at: '2026-10-26T07:00:00Z', teams: [team] });
  await story.until('2026-10-26T12:30:00Z');
  for (const person of ['mia', 'tom', 'kim']) await story.answer(person, { done: 'Maps', today: 'Keys' });
  await raise(story, 'mia', { what: 'The map service is down', needs: ['tom'] });
  const card = story.expectMessage('tom', /^Can you help/);
  await story.press('tom', card, 'I take it');
  await fill(story, 'tom', await story.press('tom', card, 'Resolve'), { how: 'Restarted it' });
  await story.until('2026-11-03T12:30:00Z');
  await story.answer('mia', { done: 'Maps', today: 'Keys' });
  await story.until('2026-11-10T09:00:00Z');
  story.ignore(/(?:)/);
  return story;
}

const said = async (story: Harness, who: string, words: string, channel?: string) =>
  story.words(await story.slash(who, `/rondo report ${words}`, channel));

test('the lead reads the last whole week beside the one before', async () => {
  const story = await twoWeeks();
  const read = await said(story, 'ivo', 'week');
  expect(read.split('\n')[0]).toBe('Atlas: the week of 2 November 2026');
  expect(read).toMatch(/What changed most\n.*Participation went down: 7 %, was 20 %\. That is worse\./);
  expect(read).toMatch(/Participation: 7 % \(1 answered, 15 asked, 1 late\), down from 20 %/);
  expect(read).toMatch(/Blockers opened: 0 \(0 private, 0 just told\), down from 1/);
  expect(read).toContain('From Mon 2 Nov to Sun 8 Nov, beside Mon 26 Oct to Sun 1 Nov. Only you see this.');
  expect(read).not.toMatch(/Mia|Tom|Kim|map service/);
});

test('month, quarter, and the month that goes on', async () => {
  const story = await twoWeeks();
  expect(await said(story, 'mia', '')).toMatch(/^Atlas: October 2026\n/);
  expect(await said(story, 'mia', 'last month')).toMatch(/^Atlas: October 2026\n/);
  expect(await said(story, 'mia', 'quarter')).toMatch(/^Atlas: July to September 2026\n/);
  const now = await said(story, 'mia', 'this month');
  expect(now).toMatch(/^Atlas: November 2026 so far\n/);
  expect(now).toContain('From Sun 1 Nov to Tue 10 Nov, beside Thu 1 Oct to Sat 10 Oct.');
});

test('an admin who is no member reads it, too; a member of another team reads that of their own', async () => {
  const team = await atlas(only('morning-sync'), people('mia', 'tom', 'kim'));
  const borea = {
    ...team,
    id: 'borea',
    name: 'Borea',
    channel: '#borea',
    members: team.members.filter(({ id }) => id === 'kim'),
    coordinator: 'kim',
    admins: ['mia', 'dana'],
  };
  const story = await harness({ at: '2026-11-07T09:00:00Z', teams: [team, borea] });
  expect(await said(story, 'dana', 'week')).toMatch(/^Borea: the week of 26 October 2026\n/);
  expect(await said(story, 'kim', 'week')).toMatch(/^Borea: /);
  const mias = await said(story, 'mia', 'week');
  expect(mias).toMatch(/^Atlas: /);
  expect(mias).not.toContain('Borea');
  expect(await said(story, 'kim', 'week', '#atlas')).toMatch(/^This report is for/);
});

test('it is for leads, coordinators and admins; others are told so', async () => {
  const story = await twoWeeks();
  const no = 'This report is for leads, coordinators and admins of Atlas: Mia Sommer or Ivo Novak.';
  expect(await said(story, 'tom', 'month')).toBe(no);
  expect(await said(story, 'tom', 'month', '#atlas')).toBe(no);
  expect(await said(story, 'mia', 'decade')).toMatch(/^Say it like this: \/rondo report month/);
  expect(await said(story, 'mia', 'month; drop')).toMatch(/^Say it like this/);
});
