import { expect, test } from 'vitest';
import { atlas, only, people } from '../atlas.ts';
import { formIn, type Harness, harness } from '../harness.ts';
import { fill, raise, told } from './blockers.ts';
import { choose, does } from './leading.ts';

const SECRET = 'My contract ends';

/** Tom raises a private blocker at ten on Monday in Berlin and picks Lea. Mia coordinates, Ivo leads. */
async function secret() {
  const team = await atlas(only('weekly-review', 'weekly-digest'), people('mia', 'tom', 'lea'));
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team] });
  await raise(story, 'tom', { what: SECRET, needs: ['lea'], private: true });
  return story;
}

const read = async (story: Harness, user: string, text: string) => story.words(await story.slash(user, text));

test('the form says who will read a private one at each level, by name', async () => {
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [await atlas(only())] });
  const { parts } = formIn(await story.slash('tom', '/escalate'));
  const line = parts.flatMap((part) => (part.part === 'text' ? part.text : [])).join('');
  expect(line).toBe(
    'A private one is read by you, Ivo Novak and the people you pick above; a role picked above does not count. ' +
      'Level 1 asks the people you pick, else Ivo Novak. Level 2 asks Ivo Novak. ' +
      'Level 3 asks Ivo Novak, and Dana only if you let them in. Everybody else only sees that there is one more.',
  );
});

test('who may read it does, on the card, in the list and in “why”; the others see a number', async () => {
  const story = await secret();
  expect(told(story).map((line) => line.replace(/.*:00 ([^:]+): .*/, '$1'))).toEqual(['lea', 'tom']);
  for (const user of ['tom', 'lea', 'ivo']) {
    expect(await read(story, user, '/escalate atlas-1')).toContain(SECRET);
    expect(await read(story, user, '/escalate list')).toContain(SECRET);
    expect(await read(story, user, '/rondo why atlas-1')).toContain('raised');
  }
  for (const text of [
    '/escalate atlas-1',
    '/escalate atlas-1 note hm',
    '/escalate list',
    '/rondo why atlas-1',
  ])
    expect(await read(story, 'mia', text)).not.toContain(SECRET);
  expect(await read(story, 'mia', '/escalate list')).toContain('1 private one besides.');
  expect(await read(story, 'mia', '/escalate atlas-1')).toBe(
    'This one is private. @Tom Okafor or @Ivo Novak can add you.',
  );
  await raise(story, 'mia', { what: 'No disk space', needs: ['tom'] });
  await story.advance('5m');
  const board = story.all().find(({ to }) => to === '#atlas')!;
  expect(story.now(board)).toContain('1 private one');
  expect(story.all().filter(({ to, text }) => to.startsWith('#') && text.includes(SECRET))).toEqual([]);
  told(story);
});

test('shared with somebody, they read all of it and hear how it ends', async () => {
  const story = await secret();
  told(story);
  const form = await choose(story, 'tom', 'Share it');
  expect(await fill(story, 'tom', form, { people: [] })).toMatchObject({
    errors: { people: expect.any(String) },
  });
  expect(story.words(await fill(story, 'tom', form, { people: ['mia'] }))).toBe(
    'They can read it now: @Mia Sommer.',
  );
  expect(story.expectMessage('mia', /^This private blocker was shared with you\./).text).toContain(SECRET);
  expect(await read(story, 'mia', '/escalate atlas-1')).toContain(
    'Can read it: Tom Okafor, Ivo Novak, Lea Moreau and Mia Sommer',
  );
  await does(story, 'tom', 'Resolve', { how: 'They renewed it', learning: 'Ask early' });
  story.expectMessage('mia', /^atlas-1 · resolved/);
  told(story);
});

test('the line for outsiders that the raiser wrote is what they read; the lead can word it anew', async () => {
  const team = await atlas(only(), people('mia', 'tom'), (before) => ({
    ...before,
    leadership: [{ person: 'ivo' }],
  }));
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team] });
  await raise(story, 'tom', { what: 'Jo broke the map', needs: ['mia'], outside: 'Maps load slowly' });
  await does(story, 'tom', 'Escalate', { reason: 'The demo is at noon' });
  await story.press('ivo', story.unread('ivo')[0]!, 'Send it');
  const line = story.expectMessage('#atlas-stakeholders', /Maps load slowly/);
  expect(line.text).not.toContain('Jo');
  await does(story, 'ivo', 'Line for outsiders', { text: 'Maps are back in an hour' });
  await story.advance('1m');
  expect(story.now(line)).toContain('Maps are back in an hour');
  // Dana was told that line and nothing else.
  const dana = story.words(await story.slash('dana', '/escalate atlas-1'));
  expect(dana).toBe(
    'Only team Atlas and those who were told about this blocker can read it. @Mia Sommer or @Ivo Novak can tell you more.',
  );
  expect(story.words(await story.slash('dana', '/rondo why atlas-1'))).not.toContain('Jo');
  told(story);
});

test('the digest counts it and says nothing of it, nor of what follows from it', async () => {
  const story = await secret();
  await does(story, 'tom', 'Resolve', { how: 'They renewed it', learning: 'Ask early' });
  await does(story, 'ivo', 'Close it', {
    followUp: 'Put the date in the calendar',
    owner: 'tom',
    due: '2026-11-04',
  });
  // What follows from a public one is carried into the review for all to read.
  await raise(story, 'tom', { what: 'The door is stuck', needs: ['lea'] });
  await does(story, 'tom', 'Resolve', { how: 'Pushed it' }, 'atlas-2');
  const lock = { followUp: 'Order a new lock', owner: 'lea', due: '2026-11-04' };
  await does(story, 'ivo', 'Close it', lock, 'atlas-2');
  await story.until('2026-11-06T15:00:00Z');
  const digest = story.all().find(({ to, text }) => to === '#atlas-stakeholders' && /digest/.test(text))!;
  expect(digest.text).toMatch(/2 raised, 2 resolved/);
  const posted = story.all().filter(({ to }) => to.startsWith('#'));
  expect(posted.filter((one) => /calendar/.test(one.text + story.now(one)))).toEqual([]);
  expect(posted.some((one) => /Order a new lock/.test(one.text + story.now(one)))).toBe(true);
  expect(digest.text).not.toMatch(/contract|renewed|calendar|atlas-1\b/i);
  told(story);
});
