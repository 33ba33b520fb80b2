import { expect, test } from 'vitest';
import { atlas, people, sync } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';

const three = () => atlas(sync, people('mia', 'tom', 'lea'));
const me = async (story: Harness, user: string, words = '') =>
  story.words(await story.slash(user, `/rondo me ${words}`));

test('“/rondo me” says how one is set, when one is asked, and what is stored', async () => {
  const story = await harness({ at: '2026-11-02T07:00:00Z', teams: [await three()] });
  await story.until('2026-11-02T10:00:00Z');
  await story.answer('tom', { done: 'The schema', today: 'Tests' });
  const shown = await me(story, 'tom');
  expect(shown).toMatch(/Your settings in Atlas/);
  expect(shown).toMatch(
    /Your clock: Europe\/Lisbon \(from the team file, or from your profile in the chat\)/,
  );
  expect(shown).toMatch(/Your hours: Mon–/);
  expect(shown).toMatch(/Morning sync: 09:00, on working days/);
  expect(shown).toMatch(/What is stored about you\n1 answer to a round/);
  expect(shown).toMatch(/Anonymous answers have no name/);
  expect(await me(story, 'mia')).toMatch(/Your clock: Europe\/Berlin \(the team’s/);
  story.ignore(/(?:)/);
});

test('one’s own clock, hours and quiet time are set in chat, count at once, and “reset” takes them back', async () => {
  const story = await harness({ at: '2026-11-02T05:00:00Z', teams: [await three()] });
  expect(await me(story, 'tom', 'zone Asia/Kolkata')).toMatch(/^Saved for Atlas/);
  expect(await me(story, 'tom', 'hours mon-thu 08:00-12:00 13:00-16:00, fri 08:00-12:00')).toMatch(/^Saved/);
  expect(await me(story, 'tom', 'quiet 19:00-07:30')).toMatch(/^Saved/);
  await story.advance('1m');
  const shown = await me(story, 'tom');
  expect(shown).toMatch(/Asia\/Kolkata \(set in chat\)/);
  expect(shown).toMatch(/Mon–Thu 08:00–12:00 and 13:00–16:00; Fri 08:00–12:00 \(set in chat\)/);
  expect(shown).toMatch(/19:00 to 07:30/);
  expect(await me(story, 'tom', 'reset')).toMatch(/as in the team file again/);
  await story.advance('1m');
  expect(await me(story, 'tom')).toMatch(/Europe\/Lisbon/);
  expect(await me(story, 'tom', 'reset')).toMatch(/You have set nothing/);
  story.ignore(/(?:)/);
});

test('what cannot be used is refused with what was expected, and changes nothing', async () => {
  const story = await harness({ at: '2026-11-02T05:00:00Z', teams: [await three()] });
  expect(await me(story, 'tom', 'zone Mars/Olympus')).toMatch(
    /That cannot be used: zone: expected .*Nothing was changed/,
  );
  expect(await me(story, 'tom', 'hours mon-fri')).toMatch(/“mon-fri” has no times/);
  expect(await me(story, 'tom', 'hours someday 09:00-17:00')).toMatch(/That cannot be used/);
  expect(await me(story, 'tom', 'zones Europe/Paris')).toMatch(/Did you mean “zone”\?/);
  expect(await me(story, 'tom', 'quiet')).toMatch(/Say what it should be/);
  expect(await me(story, 'tom', 'constructor')).toMatch(/I cannot show or set/);
  expect(await me(story, 'tom')).toMatch(/Europe\/Lisbon/);
});

test('“/rondo me data” shows one’s own rows and nobody else’s', async () => {
  const story = await harness({ at: '2026-11-02T07:00:00Z', teams: [await three()] });
  await story.until('2026-11-02T10:00:00Z');
  await story.answer('tom', { done: 'The secret schema', today: 'Tests' });
  await story.answer('mia', { done: 'The budget', today: 'Mail' });
  const shown = await me(story, 'tom', 'data');
  expect(shown).toMatch(/The secret schema/);
  expect(shown).not.toMatch(/The budget/);
  expect(await me(story, 'tom', 'data updates')).toMatch(/^Your answers to rounds: 1\n• 2026-11-02/);
  expect(await me(story, 'tom', 'data updates 2')).toMatch(/There are no more/);
  expect(await me(story, 'tom', 'data toString')).toMatch(/There is updates, blockers/);
  story.ignore(/(?:)/);
});

test('“/rondo me data” shows what one has said that the team keeps, how one is to be treated, and that addresses exist', async () => {
  const story = await harness({ at: '2026-11-02T07:00:00Z', teams: [await three()] });
  await story.until('2026-11-02T10:00:00Z');
  const by = { team: 'atlas', at: story.clock.now() };
  await story.store.transact(async (tx) => {
    for (const person of ['tom', 'mia']) {
      await tx.lessons.insert({
        ...by,
        id: `l-${person}`,
        text: `Lesson of ${person}`,
        kind: 'lesson',
        by: person,
      });
      await tx.decisions.insert({
        ...by,
        id: `e-${person}`,
        what: `Decision of ${person}`,
        by: person,
        from: 'test',
      });
      const topic = { text: `Topic of ${person}`, why: 'said', from: [], by: person, open: true, version: 1 };
      await tx.topics.insert({ ...by, ...topic, id: `t-${person}` });
      await tx.feeds.insert({ way: 'out', id: `secret-${person}`, person, at: by.at, version: 1 });
    }
    const [round] = await tx.rounds.find({ team: 'atlas' });
    const notes = ['tom', 'mia'].map((person) => ({ text: `Note of ${person}`, by: person, at: by.at }));
    await tx.rounds.update({ ...round!, notes, version: round!.version + 1 });
    const skips = ['tom', 'mia'].map((person) => ({
      person,
      from: '2026-11-03',
      to: `2026-11-0${person.length + 1}`,
    }));
    await tx.rotations.insert({
      id: 'atlas/duty',
      team: 'atlas',
      name: 'duty',
      accounts: {},
      skips,
      version: 1,
    });
  });
  const shown = await me(story, 'tom', 'data');
  for (const kind of ['Lesson', 'Decision', 'Topic', 'Note']) expect(shown).toContain(`${kind} of tom`);
  expect(shown).not.toMatch(/ of mia|secret-/);
  expect(shown).toMatch(/1 time in which you are not picked\n• 2026-11-03 atlas\/duty: until 2026-11-04/);
  expect(shown).toMatch(/1 calendar\n• 2026-11-02 an address to read your own turns and meetings at/);
  expect(await me(story, 'tom', 'data lessons')).toMatch(/^Your lessons you told: 1|^Your lessons/);
  story.ignore(/(?:)/);
});
