import { expect, test } from 'vitest';
import { atlas, only, people, sync } from '../atlas.ts';
import { formIn, harness } from '../harness.ts';
import { fill, raise, told } from './blockers.ts';
import { buttonsIn, choose, clocks, does, offers } from './leading.ts';

/** Mia, who coordinates, raises a blocker at ten on Monday in Berlin and asks Tom. Ivo leads. */
async function raised(change = only()) {
  const team = await atlas(change, people('mia', 'tom', 'lea'));
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team] });
  await raise(story, 'mia', { what: 'The map service is down', needs: ['tom'] });
  return story;
}

test('handed over: the new one is asked with the whole time to answer, the deadline stays', async () => {
  const story = await raised();
  await story.press('tom', story.unread('tom')[0]!, 'I take it');
  told(story);
  await story.until('2026-11-02T10:00:00Z');
  const form = await choose(story, 'tom', 'Hand over');
  const choices = formIn(form).parts.flatMap((part) =>
    part.part === 'input' ? (part.input.choices ?? []) : [],
  );
  expect(choices.map(({ label }) => label)).toEqual(['Mia Sommer', 'Lea Moreau', 'Ivo Novak', 'Dana']);
  expect(await fill(story, 'tom', form, { to: '' })).toMatchObject({ errors: { to: 'Pick somebody.' } });
  expect(await fill(story, 'tom', form, { to: 'tom' })).toMatchObject({
    errors: { to: '@Tom Okafor has it already. Pick somebody else.' },
  });
  expect(story.words(await fill(story, 'tom', form, { to: 'lea' }))).toBe(
    '@Lea Moreau is asked to take it over.',
  );
  expect(await clocks(story)).toMatchObject({
    state: 'open',
    respond: '2026-11-02T11:00:00.000Z',
    resolve: '2026-11-02T16:30:00.000Z',
  });
  await story.press('lea', story.expectMessage('lea', /^Can you take this over\?\n/), 'I take it');
  expect((await clocks(story)).state).toBe('acknowledged');
  told(story);
});

test('sent back down on Friday at 16:00 and on Thursday at 10:00, each with fresh clocks; a third time is refused', async () => {
  const story = await raised();
  await story.until('2026-11-06T15:00:00Z');
  // The team closed at 15:00, so the next level's day begins on Monday.
  expect(await clocks(story)).toMatchObject({ state: 'exhausted', level: 3 });
  expect(await does(story, 'dana', 'Send back down', { reason: 'Ivo can settle it' })).toMatch(
    /level 2 \(mediation\)/,
  );
  expect(await clocks(story)).toMatchObject({ state: 'open', level: 2, resolve: '2026-11-10T08:00:00.000Z' });
  await story.until('2026-11-09T09:00:00Z');
  await choose(story, 'ivo', 'I take it');
  await story.until('2026-11-12T09:00:00Z');
  expect((await clocks(story)).level).toBe(3);
  await does(story, 'dana', 'Send back down', { reason: 'Still for Ivo' });
  expect(await clocks(story)).toMatchObject({ state: 'open', level: 2, resolve: '2026-11-13T09:00:00.000Z' });
  expect(await offers(story, 'ivo')).not.toContain('Send back down');
  const { epoch } = (await story.store.read.escalations.get('atlas-1'))!;
  const third = await story.chat.act('ivo', {
    act: 'press',
    button: 'escalation.deescalate',
    thing: 'escalation:atlas-1',
    epoch,
  });
  expect([third.reply, story.words(third)]).toEqual([
    'refused',
    'It was sent back down twice, which is the most. It is to be resolved where it is now. @Mia Sommer or @Ivo Novak can resolve it.',
  ]);
  told(story);
});

test('reopened on the sixth day with a reason; on the eighth it is refused, and a new one that names it follows it', async () => {
  const story = await raised();
  await does(story, 'mia', 'Resolve', { how: 'Restarted it' });
  await story.until('2026-11-08T09:00:00Z');
  const form = await choose(story, 'mia', 'Reopen');
  expect(await fill(story, 'mia', form, { reason: ' ' })).toMatchObject({ reply: 'invalid' });
  expect(story.words(await fill(story, 'mia', form, { reason: 'It is down again' }))).toBe(
    'Open again. The people of this level are asked anew.',
  );
  expect((await clocks(story)).state).toBe('open');
  await does(story, 'mia', 'Resolve', { how: 'Bought a new one' });
  const { epoch } = (await story.store.read.escalations.get('atlas-1'))!;
  await story.until('2026-11-16T09:00:00Z');
  expect(await offers(story, 'mia')).toEqual(['Add a note', 'Close it']);
  const late = await story.chat.act('mia', {
    act: 'press',
    button: 'escalation.reopen',
    thing: 'escalation:atlas-1',
    epoch,
  });
  expect(story.words(late)).toBe(
    'It ended over seven days ago. Raise a new blocker and mention atlas-1: it is linked.',
  );
  await fill(story, 'mia', await story.slash('mia', '/escalate atlas-1 is down once more'), {
    what: 'atlas-1 is down once more',
    needs: ['tom'],
  });
  const again = await story.store.read.escalations.get('atlas-2');
  expect([again?.what, again?.after]).toEqual(['atlas-1 is down once more', 'atlas-1']);
  expect(story.words(await story.slash('tom', '/escalate atlas-2'))).toContain('Follows: atlas-1');
  told(story);
});

test('closed at level 2 only with a follow-up, which its owner is then asked about in the standup form until it is done', async () => {
  const story = await raised(sync);
  await does(story, 'mia', 'Escalate', { reason: 'The demo is at noon' });
  await does(story, 'ivo', 'Resolve', { how: 'Bought a second server', plan: 'Tom moves the maps there' });
  const form = await choose(story, 'ivo', 'Close it');
  expect(await fill(story, 'ivo', form, {})).toEqual({
    reply: 'invalid',
    errors: { followUp: 'From level 2 on a follow-up with an owner and a date is needed.' },
  });
  expect(await fill(story, 'ivo', form, { followUp: 'Watch the disk' })).toEqual({
    reply: 'invalid',
    errors: { owner: 'Pick who does it.', due: 'Pick a day.' },
  });
  const done = { followUp: 'Watch the disk', owner: 'tom', due: '2026-11-06' };
  expect(await fill(story, 'ivo', form, { ...done, due: '2026-11-01' })).toMatchObject({
    errors: { due: expect.stringMatching(/^This date has passed/) },
  });
  expect(story.words(await fill(story, 'ivo', form, done))).toBe('Closed.');
  expect(await story.store.read.actions.find({ team: 'atlas', open: true })).toMatchObject([
    { what: 'Watch the disk', owner: 'tom', due: '2026-11-06', from: 'escalation:atlas-1' },
  ]);

  await story.until('2026-11-03T10:30:00Z');
  const standup = formIn(await story.slash('tom', '/standup'));
  const asked = standup.parts.flatMap((part) => (part.part === 'input' ? [part.input] : []));
  const about = asked.find(({ label }) => label === 'Watch the disk')!;
  expect(about.hint).toBe('Due Fri 6 Nov.');
  expect(
    (await story.answer('tom', { done: 'Much', today: 'More', 'follow-up-3.state': 'done' })).reply,
  ).toBe('said');
  expect(await story.store.read.actions.find({ team: 'atlas', open: true })).toEqual([]);
  told(story);
});

test('at level 3 the form asks for a review too, and the card keeps all of it', async () => {
  const story = await raised();
  const up = await choose(story, 'ivo', 'Escalate');
  await fill(story, 'ivo', up, { reason: 'Only money helps', to: '3' });
  expect((await clocks(story)).level).toBe(3);
  await does(story, 'mia', 'Resolve', { how: 'Bought one', plan: 'Dana gives the money' });
  const form = await choose(story, 'mia', 'Close it');
  const followUp = { followUp: 'Plan the budget', owner: 'mia', due: '2026-11-20' };
  expect(await fill(story, 'mia', form, followUp)).toEqual({
    reply: 'invalid',
    errors: { review: 'Level 3 needs a review: what would have helped earlier?' },
  });
  await fill(story, 'mia', form, { ...followUp, review: 'A spare server' });
  const card = story.words(await story.slash('lea', '/escalate atlas-1'));
  expect(card).toContain('Follow-up: Plan the budget (Mia Sommer, by Fri 20 Nov)\nReview: A spare server');
  told(story);
});

test('a line typed after the id does it at once; a slip of the pen is named; a sentence raises a new one', async () => {
  const story = await raised();
  told(story);
  const slash = async (user: string, text: string) =>
    story.words(await story.slash(user, `/escalate ${text}`));
  expect(await slash('lea', 'atlas-1 note The vendor knows')).toBe('Noted. The others read it on the card.');
  expect(await slash('lea', 'atlas-1 resolve I restarted it')).toMatch(/^Only its owner, whoever raised it/);
  expect(await slash('mia', 'atlas-1 resolv I restarted it')).toBe(
    'I do not know “resolv”. Did you mean /escalate atlas-1 resolve I restarted it?',
  );
  expect(await slash('mia', 'atlas-1 hold the vendor')).toMatch(/^Nobody owns it yet/);
  expect(await slash('mia', 'atlsa-1')).toBe(
    'There is no escalation atlsa-1. Did you mean /escalate atlas-1? “/escalate list” shows the open ones.',
  );
  expect(await slash('mia', 'lst')).toMatch(/^Did you mean \/escalate list\?/);
  expect(await slash('mia', 'COVID-19 tests are gone')).toBe('form escalation.raise');
  expect(await slash('mia', 'atlas-1 resolve I restarted it')).toBe(
    'Resolved. Everybody who was told hears of it.',
  );
  expect(buttonsIn(await story.slash('lea', '/escalate atlas-1'))).toEqual(['Add a note']);
  told(story);
});
