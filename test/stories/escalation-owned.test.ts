import { expect, test } from 'vitest';
import { atlas, only, people } from '../atlas.ts';
import { harness } from '../harness.ts';
import { fill, raise, told } from './blockers.ts';

test('taken at level 1, warned, climbed, solved at level 2: everybody who was told hears how, and every card shows it', async () => {
  const team = await atlas(only(), people('mia', 'tom', 'lea'));
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team] });
  await raise(story, 'mia', { what: 'The map service is down' });
  await story.until('2026-11-02T09:30:00Z');
  const card = story.unread('tom')[0]!;
  const others = [story.unread('lea')[0]!, story.unread('mia')[0]!, story.unread('#atlas >')[0]!];
  const board = story.unread('#atlas')[0]!;
  expect(told(story)).toEqual([
    '2026-11-02 09:00 #atlas >: atlas-1 · Level 1, team',
    '2026-11-02 09:00 #atlas: Atlas · Mon 2 Nov',
    '2026-11-02 09:00 lea: Can you help? If you take it, nobody else is asked.',
    '2026-11-02 09:00 mia: You raised this. Here you see how it goes on.',
    '2026-11-02 09:00 tom: Can you help? If you take it, nobody else is asked.',
  ]);

  // Taking it ends the asking, and the time to resolve it goes on.
  const taken = await story.press('tom', card, 'I take it');
  expect(story.words(taken)).toBe('It is yours now. Please resolve it by Mon 2 Nov 16:30.');
  expect(told(story)).toEqual(['2026-11-02 09:30 mia: Tom Okafor took this at 10:30.']);
  for (const one of [card, ...others])
    expect(story.now(one)).toMatch(/Owner: Tom Okafor\nResolve by: 1[67]:30\n/);
  expect(story.now(card)).not.toContain('[I take it]');

  await story.until('2026-11-02T17:00:00Z');
  const lead = story.unread('ivo')[0]!;
  expect(lead.text).toMatch(
    /Why here: The time of level 1 \(team\) has passed\.\nOwner: nobody yet\nAsked: @Ivo Novak\nAnswer by: Tue 3 Nov 11:00\nResolve by: Tue 3 Nov 17:30\n/,
  );
  expect(told(story)).toEqual([
    '2026-11-02 14:48 mia: Are you still stuck? If it is not resolved by 17:30, it goes one level up.',
    '2026-11-02 14:48 tom: Three quarters of the time have passed. If it is not resolved by 16:30, it goes one level up.',
    '2026-11-02 16:30 #atlas >: atlas-1 · Working thread',
    '2026-11-02 16:30 #atlas: atlas-1 · Level 2, mediation',
    '2026-11-02 16:30 ivo: Can you help? If you take it, nobody else is asked.',
    '2026-11-02 16:30 mia: This is at level 2 (mediation) now.',
    // Whoever had it is told; Lea, who was only asked, sees it on her card.
    '2026-11-02 16:30 tom: This is at level 2 (mediation) now.',
  ]);
  expect(story.now(others[0]!)).toMatch(/^atlas-1 · Level 2, mediation\n/);
  expect(story.now(board)).toContain('Open blockers: 1\n• atlas-1 · level 2');

  await story.press('ivo', lead, 'Send it');
  expect(told(story)).toEqual([
    '2026-11-02 17:00 #atlas-stakeholders: atlas-1 · Something is stopping team Atlas.',
    '2026-11-02 17:00 dana: atlas-1 · Something is stopping team Atlas.',
  ]);

  const form = await story.press('ivo', lead, 'Resolve');
  const how = { how: 'Restarted it', learning: 'Watch its disk' };
  expect(await fill(story, 'ivo', form, how)).toMatchObject({
    reply: 'invalid',
    errors: { plan: expect.stringMatching(/^Level 2 ends with an action plan/) },
  });
  const solved = await fill(story, 'ivo', form, { ...how, plan: 'Mia buys a disk' });
  expect(story.words(solved)).toBe('Resolved. Everybody who was told hears of it.');
  for (const one of [card, lead, ...others])
    expect(story.now(one)).toMatch(
      /^atlas-1 · resolved\n[\s\S]*Resolved: Ivo Novak, 1[78]:00\nHow: Restarted it\nLearned: Watch its disk\n/,
    );
  expect(story.now(board)).toContain('Open blockers: none');
  expect(told(story)).toEqual([
    '2026-11-02 17:00 #atlas >: atlas-1 · resolved',
    '2026-11-02 17:00 #atlas-stakeholders >: atlas-1 · What was stopping team Atlas is solved.',
    '2026-11-02 17:00 dana: atlas-1 · What was stopping team Atlas is solved.',
    '2026-11-02 17:00 lea: atlas-1 · resolved',
    '2026-11-02 17:00 mia: atlas-1 · resolved',
    '2026-11-02 17:00 tom: atlas-1 · resolved',
  ]);

  // No timer of it fires any more, and one that was on its way does nothing.
  expect(await story.store.read.jobs.list('escalation:atlas-1')).toEqual([]);
  await story.store.transact((tx) =>
    tx.jobs.arm({
      key: 'escalation:atlas-1:resolve:2',
      kind: 'escalation-timer',
      due: Date.parse('2026-11-03T16:30:00Z'),
      payload: { id: 'atlas-1', timer: 'resolve', arming: 2 },
    }),
  );
  await story.until('2026-11-05T17:00:00Z');
  expect(told(story)).toEqual([]);
  expect((await story.events('escalation:atlas-1')).map(({ what }) => what)).toEqual([
    'raised',
    'asked',
    'asked',
    'acknowledged',
    'warned',
    'climbed',
    'asked',
    'preview asked',
    'thread opened',
    'session offered',
    'sent out',
    'planned',
    'resolved',
  ]);
});
