import { expect, test } from 'vitest';
import { BUDGET } from '../../src/core/nagging.ts';
import { atlas, people, ritual, sync } from '../atlas.ts';
import { harness } from '../harness.ts';
import { raise, told } from './blockers.ts';

/** A ritual that reminds far too often: eight times before noon. */
const pushy = () =>
  atlas(
    sync,
    people('mia', 'tom'),
    ritual('morning-sync', () => ({
      remind: [170, 150, 130, 110, 90, 70, 50, 30],
      facilitator: undefined,
    })),
  );

test('after six reminders on a day the others are left out, and the next message to that person counts what waits', async () => {
  const story = await harness({ at: '2026-11-02T07:00:00Z', teams: [await pushy()] });
  await story.until('2026-11-02T10:40:00Z');
  expect(story.unread('mia').filter(({ text }) => /closes in/.test(text))).toHaveLength(BUDGET);
  const events = await story.events('prompt:atlas/morning-sync/2026-11-02/mia');
  expect(events.filter(({ what }) => what === 'dropped').map(({ why, person }) => [person, why])).toEqual(
    Array.from({ length: 2 }, () => [
      'mia',
      'It would have been more than 6 reminders to one person on one day. The next message to them counts it.',
    ]),
  );
  told(story);
  await raise(story, 'tom', { what: 'The map service is down', needs: ['mia'] });
  const [asked] = story.unread('mia');
  expect(asked?.text).toMatch(/And 1 more thing waits for you: \/rondo me\)$/);
  expect(story.words(await story.slash('mia', '/rondo me'))).toMatch(
    /1 of your rounds wait for an answer[\s\S]*Blockers that wait for you:\n• atlas-1 The map service is down/,
  );
  await story.press('mia', asked!, 'I take it');
  expect(story.now(asked!)).toMatch(/And 1 more thing waits for you: \/rondo me\)$/);
  told(story);
  await raise(story, 'tom', { what: 'The printer is on fire', needs: ['mia'] });
  expect(story.unread('mia')[0]?.text).not.toMatch(/more thing/);
  told(story);
});

test('what was answered in the meantime is not counted', async () => {
  const story = await harness({ at: '2026-11-02T07:00:00Z', teams: [await pushy()] });
  await story.until('2026-11-02T10:40:00Z');
  told(story);
  await story.answer('mia', { done: 'This', today: 'That' });
  await raise(story, 'tom', { what: 'The map service is down', needs: ['mia'] });
  expect(story.unread('mia')[0]?.text).toMatch(/^Can you help\?/);
  expect(story.unread('mia')[0]?.text).not.toMatch(/more thing/);
  told(story);
});
