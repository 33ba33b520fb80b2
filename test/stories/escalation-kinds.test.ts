import { expect, test } from 'vitest';
import { atlas, only, people, sync } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';
import { fill, raise, told } from './blockers.ts';

const small = () => atlas(only(), people('mia', 'tom', 'lea'));

async function numbers(story: Harness): Promise<string[]> {
  return (await story.store.read.escalations.find({})).map(({ id, what }) => `${id}: ${what}`);
}

test('“just telling” is published and runs no clock, until somebody sends it up', async () => {
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [await small()] });
  const reply = await raise(story, 'tom', { what: 'The lift is slow', when: 'just_telling' });
  expect(story.words(reply)).toBe(
    'Raised as atlas-1. Your team can read it. No clock runs; escalate it when it begins to hurt.',
  );
  const card = story.unread('tom')[0]!;
  expect(card.text).toMatch(
    /\natlas-1 · just telling\n> The lift is slow\n> \(Tom Okafor\)\nOwner: nobody yet\n\[/,
  );
  await story.until('2026-11-06T10:00:00Z');
  expect(told(story)).toEqual([
    '2026-11-02 09:00 #atlas >: atlas-1 · just telling',
    '2026-11-02 09:00 #atlas: Atlas · Mon 2 Nov',
    '2026-11-02 09:00 tom: You raised this. Here you see how it goes on.',
  ]);

  const form = await story.press('tom', card, 'Escalate');
  const up = await fill(story, 'tom', form, { reason: 'Now it stands still' });
  expect(story.words(up)).toMatch(/^It is at level 2 \(mediation\) now\. @Ivo Novak is asked/);
  expect(told(story)).toEqual([
    '2026-11-06 10:00 #atlas >: atlas-1 · Working thread',
    '2026-11-06 10:00 #atlas: atlas-1 · Level 2, mediation',
    '2026-11-06 10:00 ivo: Can you help? If you take it, nobody else is asked.',
  ]);
});

test('“by DATE” waits, and its first level begins with the opening of that morning', async () => {
  const story = await harness({ at: '2026-11-06T09:00:00Z', teams: [await small()] });
  const reply = await raise(story, 'tom', { what: 'A visa', when: 'by', by: '2026-11-10' });
  expect(story.words(reply)).toBe('Raised as atlas-1. Its first level begins on Tue 10 Nov 08:00.');
  expect(story.unread('tom')[0]?.text).toMatch(
    /\natlas-1 · not started yet\n[\s\S]*\nNeeded: by Tue 10 Nov\n/,
  );
  await story.until('2026-11-10T07:59:00Z');
  expect(told(story)).toEqual([
    '2026-11-06 09:00 #atlas >: atlas-1 · not started yet',
    '2026-11-06 09:00 #atlas: Atlas · Fri 6 Nov',
    '2026-11-06 09:00 tom: You raised this. Here you see how it goes on.',
  ]);

  await story.until('2026-11-10T08:00:00Z');
  expect(story.unread('mia')[0]?.text).toMatch(/Answer by: 10:00\nResolve by: 17:30\n/);
  expect(told(story)).toEqual([
    '2026-11-10 08:00 #atlas >: atlas-1 · Level 1, team',
    '2026-11-10 08:00 #atlas: Atlas · Tue 10 Nov',
    '2026-11-10 08:00 lea: Can you help? If you take it, nobody else is asked.',
    '2026-11-10 08:00 mia: Can you help? If you take it, nobody else is asked.',
  ]);
});

test('what is needed “now” and not taken in time goes to the lead as well; the level stays', async () => {
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [await small()] });
  await raise(story, 'tom', { what: 'The shop is down', when: 'now' });
  expect(story.unread('lea')[0]?.text).toContain('\nNeeded: at once\n');
  await story.until('2026-11-02T10:00:00Z');
  const lead = story.unread('ivo')[0]!;
  expect(lead.text).toMatch(/\natlas-1 · Level 1, team\n[\s\S]*\[I take it\]/);
  expect(told(story).slice(5)).toEqual([
    '2026-11-02 10:00 ivo: Nobody who was asked first has answered in time, so you are asked to stand in.',
    '2026-11-02 10:00 lea: Nobody has taken this yet. Can you? If it is not resolved by 17:30, it goes one level up.',
    '2026-11-02 10:00 mia: Nobody has taken this yet. Can you? If it is not resolved by 17:30, it goes one level up.',
  ]);
});

test('what is needed “today” does not reach the lead before its time has passed', async () => {
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [await small()] });
  await raise(story, 'tom', { what: 'The shop is slow', when: 'today' });
  await story.until('2026-11-02T16:29:00Z');
  expect(told(story).filter((line) => line.includes(' ivo: '))).toEqual([]);
});

test('answers that mean “nothing” open nothing, and a lone 🔥 is a blocker', async () => {
  const team = await atlas(sync, people('mia', 'tom', 'lea', 'kim', 'raj'));
  const story = await harness({ at: '2026-11-01T23:00:00Z', teams: [team] });
  await story.until('2026-11-02T12:05:00Z');
  const said = { done: 'This', today: 'That' };
  await story.answer('mia', { ...said, 'blocked.what': 'All good 👍' });
  await story.answer('lea', { ...said, 'blocked.what': '—' });
  await story.answer('kim', { ...said, 'blocked.what': 'None.' });
  expect(await numbers(story)).toEqual([]);
  await story.answer('tom', { ...said, 'blocked.what': '🔥' });
  expect(await numbers(story)).toEqual(['atlas-1: 🔥']);
  expect(story.words(await raise(story, 'mia', { what: 'n/a' }))).toBe(
    'That reads as “nothing”, so nothing was opened.',
  );
  story.ignore(/./);
});

test('the raiser’s own equal blocker, and anybody’s with the same link, absorb a new one, and no number is lost', async () => {
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [await small()] });
  await raise(story, 'tom', { what: 'The build is red' });
  const again = await raise(story, 'tom', { what: '  the build is RED! ' });
  expect(story.words(again)).toBe(
    'This is open already as atlas-1, at level 1 (team). Nobody has taken it yet.',
  );
  const link = 'https://jira.example/A-1';
  await raise(story, 'tom', { what: 'No test data', link });
  const joined = await raise(story, 'lea', { what: 'Where is the data?', link: `${link}/` });
  expect(story.words(joined)).toMatch(/^This is open already as atlas-2/);
  // The same words of somebody else are a blocker of their own.
  const alike = await raise(story, 'lea', { what: 'The build is red' });
  expect(story.words(alike)).toMatch(
    /Is it one of these\? Then join that one and cancel yours\.\n• atlas-1: The build is red/,
  );
  expect(await numbers(story)).toEqual([
    'atlas-1: The build is red',
    'atlas-2: No test data',
    'atlas-3: The build is red',
  ]);
  told(story);

  // Lea hears of the end of what absorbed hers.
  const form = await story.press(
    'tom',
    story.all().find(({ to, text }) => to === 'tom' && text.includes('atlas-2'))!,
    'Resolve',
  );
  await fill(story, 'tom', form, { how: 'Found some' });
  expect(told(story)).toEqual([
    '2026-11-02 09:00 #atlas >: atlas-2 · resolved',
    '2026-11-02 09:00 lea: atlas-2 · resolved',
    '2026-11-02 09:00 mia: atlas-2 · resolved',
  ]);
});

test('“Join” puts somebody on another’s blocker: they hear how it ends', async () => {
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [await small()] });
  await raise(story, 'tom', { what: 'The build server is red again', needs: ['mia'] });
  const alike = await raise(story, 'lea', { what: 'Build server red', needs: ['mia'] });
  expect(alike.reply).toBe('message');
  const whisper = story.chat.room.whispers.findLast(({ user }) => user === 'lea')!;
  const joined = await story.chat.press('lea', whisper.ref, 'Join atlas-1');
  expect(story.words(joined)).toBe('You are on it: you hear of it when it is resolved.');
  expect(story.words(await story.chat.press('lea', whisper.ref, 'Join atlas-1'))).toBe(
    'You are on it already: you hear of it when it is resolved.',
  );
  const mine = story.unread('tom')[0]!;
  await story.advance('1m');
  expect(story.now(mine)).toContain('Stuck on it too: Lea Moreau');
  told(story);
  await fill(story, 'tom', await story.press('tom', mine, 'Resolve'), { how: 'Restarted it' });
  expect(told(story)).toEqual([
    '2026-11-02 09:01 #atlas >: atlas-1 · resolved',
    '2026-11-02 09:01 lea: atlas-1 · resolved',
    '2026-11-02 09:01 mia: atlas-1 · resolved',
  ]);
});
