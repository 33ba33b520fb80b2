import { expect, test } from 'vitest';
import { atlas, people, sync } from '../atlas.ts';
import { harness, sentAt } from '../harness.ts';
import { holderOf, reviewers } from './duty.ts';

test('silence before a meeting passes the turn on half an hour before, once, and both know', async () => {
  const story = await reviewers('2026-11-11T20:00:00Z');
  await story.until('2026-11-12T09:00:00Z');
  const notice = story.expectMessage(
    'mia',
    /^You facilitate Weekly review of Atlas on Fri 13 Nov\. It starts at 14:00\. If you say nothing, it passes on to the next in line half an hour before\./,
  );
  await story.until('2026-11-13T12:29:00Z');
  expect(await holderOf(story, '2026-11-09')).toBe('mia');
  await story.until('2026-11-13T12:30:00Z');
  const over = story.expectMessage(
    'tom',
    /^You take over Weekly review of Atlas on Fri 13 Nov\.[\s\S]*instead of Mia Sommer: did not say that they will do it/,
  );
  expect(sentAt(over)).toBe('2026-11-13 12:30');
  expect(story.now(notice)).toMatch(/^Tom Okafor facilitates/);
  await story.until('2026-11-13T13:00:00Z');
  expect(await holderOf(story, '2026-11-09')).toBe('tom');
  expect(story.words(await story.slash('mia', '/rondo why weekly-review'))).toMatch(
    /passed over \(weekly-review, 2026-11-13\): Did not say that they will do it\./,
  );
  story.ignore(/^Atlas|^Weekly review/);
  const late = {
    act: 'press',
    button: 'duty.pass',
    thing: 'turn:atlas/weekly-review/2026-11-09',
    epoch: 0,
  } as const;
  expect(story.now(over)).not.toContain('[Pass on]');
  expect(story.words(await story.command('late', 'tom', late))).toMatch(/^This turn has begun or is over/);
});

test('whoever has said that they will do it keeps it; saying it twice changes nothing', async () => {
  const story = await reviewers('2026-11-11T20:00:00Z');
  await story.until('2026-11-12T09:00:00Z');
  const notice = story.expectMessage('mia', /^You facilitate/);
  const press = {
    act: 'press',
    button: 'duty.accept',
    thing: 'turn:atlas/weekly-review/2026-11-09',
    epoch: 0,
  } as const;
  expect(story.words(await story.command('one', 'mia', press))).toMatch(/^Thank you\./);
  expect(story.words(await story.command('two', 'mia', press))).toBe('You have said so already. Thank you.');
  expect(story.words(await story.command('three', 'tom', press))).toMatch(/^Mia Sommer has this turn/);
  expect(story.now(notice)).toContain('You said that you will do it.');
  expect(story.now(notice)).not.toContain("[I'll do it]");
  await story.until('2026-11-13T13:01:00Z');
  expect(await holderOf(story, '2026-11-09')).toBe('mia');
  story.ignore(/^Atlas|^Weekly review/);
  story.expectNothing();
});

test('after downtime over the start nothing moves, and in the half hour before it still does', async () => {
  for (const [up, holder] of [
    ['2026-11-13T13:10:00Z', 'mia'],
    ['2026-11-13T12:45:00Z', 'tom'],
  ] as const) {
    const before = await reviewers('2026-11-11T20:00:00Z');
    await before.until('2026-11-12T09:00:00Z');
    before.expectMessage('mia', /^You facilitate/);
    await before.close();
    const story = await harness({ at: up, teams: before.rhythm.teams(), before });
    await story.advance('1m');
    expect([up, await holderOf(story, '2026-11-09')]).toEqual([up, holder]);
    story.ignore(/(?:)/);
    before.ignore(/(?:)/);
  }
});

test('silence keeps the turn of a round without a meeting', async () => {
  const story = await harness({
    at: '2026-11-02T08:30:00Z',
    teams: [await atlas(sync, people('mia', 'tom'))],
  });
  await story.until('2026-11-03T08:01:00Z');
  const [turn] = await story.store.read.turns.find({ date: '2026-11-03' });
  expect(turn).toMatchObject({ countedAt: Date.parse('2026-11-03T08:00:00Z') });
  const notice = story
    .all()
    .find(({ text }) => /^You facilitate Morning sync of Atlas on Tue 3 Nov/.test(text));
  expect(notice?.to).toBe(turn?.person);
  expect(notice?.text).toContain('[Pass on]');
  expect(notice?.text).not.toContain("[I'll do it]");
  story.ignore(/(?:)/);
});
