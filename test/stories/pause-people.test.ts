import { expect, test } from 'vitest';
import { atlas, type Change, only, people, sync } from '../atlas.ts';
import { type Harness, harness, type Seen } from '../harness.ts';
import { fill, raise, told } from './blockers.ts';

async function calm(...change: Change[]) {
  return harness({ at: '2026-11-04T09:30:00Z', teams: [await atlas(...change)] });
}

async function say(story: Harness, user: string, text: string): Promise<string> {
  return story.words(await story.slash(user, text));
}

test('a coordinator, a lead or an admin may pause the team, and nobody else', async () => {
  const story = await calm(only(), people('mia', 'tom'));
  expect(await say(story, 'tom', '/rondo pause')).toMatchInlineSnapshot(
    `"Only the coordinator, a lead or an admin of Atlas, or whoever runs this Rondo, may do that: Mia Sommer or Ivo Novak."`,
  );
  expect(await say(story, 'tom', '/rondo pause all')).toMatchInlineSnapshot(
    `"Only those who are an admin of every team may do that for all teams: Mia Sommer or Ivo Novak."`,
  );
  expect(await say(story, 'mia', '/rondo pause atlsa')).toMatchInlineSnapshot(
    `"Nothing was paused. Did you mean /rondo pause atlas?"`,
  );
  expect(await say(story, 'mia', '/rondo pause until yesterday')).toMatchInlineSnapshot(
    `"I could not read “yesterday” as a day. Try: until monday · until 2026-12-28. Nothing was paused."`,
  );
  expect(await say(story, 'mia', '/rondo pause until 2026-11-04')).toMatchInlineSnapshot(
    `"2026-11-04 is not ahead. Give a day from tomorrow on. Nothing was paused."`,
  );
  expect(await say(story, 'mia', '/rondo resume')).toBe('Atlas is not paused.');
  expect(await say(story, 'ivo', '/rondo pause')).toMatch(/^Atlas is paused from now on\./);
  expect(await say(story, 'tom', '/rondo resume')).toMatch(
    /^Only the coordinator, a lead or an admin of Atlas/,
  );
  expect(await say(story, 'mia', '/rondo resume')).toBe('Atlas goes on. Nothing was held.');
});

test('all teams are paused by an admin of every one where no operator is named, and the other team by its own', async () => {
  const mine = await atlas(only(), people('mia', 'tom'));
  const other = {
    ...mine,
    id: 'boreas',
    name: 'Boreas',
    channel: '#boreas',
    admins: ['tom'],
    coordinator: 'tom',
    members: mine.members.filter(({ id }) => id === 'tom'),
  };
  const story = await harness({
    at: '2026-11-04T09:30:00Z',
    teams: [{ ...mine, admins: ['ivo', 'tom'] }, other],
  });
  expect(await say(story, 'ivo', '/rondo pause all')).toMatch(
    /^Only those who are an admin of every team may do that for all teams: Tom Okafor\.$/,
  );
  expect(await say(story, 'ivo', '/rondo pause boreas')).toMatch(
    /^Only the coordinator, a lead or an admin of Boreas/,
  );
  expect(await say(story, 'tom', '/rondo pause all Winter')).toMatch(
    /^Atlas is paused from now on[\s\S]*\nBoreas is paused from now on/,
  );
  expect(await say(story, 'tom', '/rondo resume all')).toBe(
    'Atlas goes on. Nothing was held.\nBoreas goes on. Nothing was held.',
  );
});

test('while a team is paused, commands say so, and what ends a blocker or tells of absence still works', async () => {
  const story = await calm(sync, people('mia', 'tom', 'lea'));
  await raise(story, 'tom', { what: 'The map service is down', needs: ['lea'] });
  const card = story.unread('lea').find(({ text }) => /The map service/.test(text)) as Seen;
  told(story);
  await say(story, 'mia', '/rondo pause until monday Office move');
  await story.until('2026-11-04T10:00:00Z');
  for (const words of ['/standup', '/escalate The lift is stuck', '/rondo rituals'])
    expect(await say(story, 'tom', words)).toMatchInlineSnapshot(
      `"Atlas has been paused since 09:30 by @Mia Sommer, until Mon 9 Nov 08:00. Reason: Office move. So this was not done. You can still say that you are away or back, and take, resolve or cancel a blocker."`,
    );
  expect(story.words(await story.say('tom', 'I worked on the map'))).toMatch(
    /^Atlas has been paused since 09:30/,
  );
  expect(await say(story, 'tom', '/rondo help')).toMatch(/^What you can ask me/);
  expect(await say(story, 'tom', '/rondo away today')).toMatch(/^You are away today\./);
  expect(await say(story, 'tom', '/rondo back')).toMatch(/^Welcome back/);
  expect(story.words(await story.press('lea', card, 'escalation.acknowledge'))).toMatch(/^It is yours now\./);
  const form = await story.press('lea', card, 'escalation.resolve');
  expect(story.words(await fill(story, 'lea', form, { how: 'Restarted it' }))).toMatch(/^Resolved\./);
  await story.until('2026-11-04T12:00:00Z');
  story.expectNothing();
  expect(await story.store.read.escalations.get('atlas-1')).toMatchObject({
    state: 'resolved',
    owner: 'lea',
  });
  const still = { person: 'tom', to: { atLeast: story.clock.now() + 1 } };
  expect(await story.store.read.absences.count(still)).toBe(0);

  expect(await say(story, 'mia', '/rondo resume')).toMatchInlineSnapshot(
    `"Atlas goes on. Held: 3 waiting messages. Please choose what becomes of it in the message I sent you; without an answer by 13:00 I merge it."`,
  );
  const asked = story.expectMessage('mia', /^Atlas goes on/);
  expect(story.now(card)).toMatch(/[Rr]esolved/);
  await story.press('mia', asked, 'Merge');
  expect(told(story)).toMatchInlineSnapshot(`
    [
      "2026-11-04 12:00 #atlas >: atlas-1 · resolved",
      "2026-11-04 12:00 tom: atlas-1 · resolved",
    ]
  `);
  const why = (await story.store.read.events.find({ what: 'dropped' })).map((event) => event.why);
  expect(new Set(why)).toEqual(
    new Set(['The team was paused, and a newer word about the same thing goes out instead.']),
  );
});
