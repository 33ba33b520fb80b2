import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formIn, type Harness, harness } from '../harness.ts';
import { begun, next, place, ROUND, reads, retroTeam, usual, vote, write } from './retro.ts';

const retroOf = (story: Harness) => story.store.read.retros.get(ROUND);

/** Takes out the cards that begin so. */
async function takeOut(story: Harness, who: string, ...beginnings: string[]): Promise<string> {
  const form = formIn(await story.press(who, place(story), 'Take a card out'));
  const choices = form.parts.flatMap((part) => (part.part === 'input' ? (part.input.choices ?? []) : []));
  const cards = beginnings.map((words) => choices.find(({ label }) => label.startsWith(words))!.value);
  return story.words(await story.submit(who, form, { cards }));
}

test('whoever leads takes out a card that hurts: one line says so, and its words are nowhere any more', async () => {
  const story = await begun();
  await write(story, 'raj', 'Pairing', 'Kim is a medlar\nLong meetings');
  await next(story, 'mia', 'Show the cards');
  expect(reads(story)).toContain('Kim is a medlar');
  expect(await takeOut(story, 'mia', 'Kim is')).toBe(
    'One card was taken out. The words are gone; the chat may remember what it has shown.',
  );
  expect(reads(story)).not.toContain('medlar');
  expect(reads(story)).toContain('One card was taken out.');
  const events = await story.events(`retro:${ROUND}`);
  expect(events.map(({ what, who, why }) => `${what} ${who} ${why}`).at(-1)).toBe(
    'card taken out mia One card was taken out.',
  );
  expect(await retroOf(story)).toMatchObject({ taken: 1, groups: [{}, {}] });
  await next(story, 'mia', 'Group them');
  expect(reads(story)).toMatch(/One card was taken out\./);
  usual(story);
  await story.close();
  expect(readFileSync(join(story.folder, 'rondo.db')).includes('Pairing')).toBe(true);
  expect(readFileSync(join(story.folder, 'rondo.db')).includes('medlar')).toBe(false);
});

test('only whoever leads can do it, only once cards are shown, and a second time does nothing', async () => {
  const story = await begun();
  await write(story, 'raj', 'Pairing', 'Long meetings');
  const press = { act: 'press', button: 'retro.take-out', thing: `retro:${ROUND}`, epoch: 0 } as const;
  expect(story.words(await story.command('early', 'mia', press, '#atlas'))).toMatch(
    /^There is no card that could be taken out/,
  );
  const [card] = await story.store.read.cards.find({ retro: ROUND });
  const sends = (id: string, who: string, cards: string[]) =>
    story.command(
      id,
      who,
      { act: 'submit', form: 'retro.take-out', thing: `retro:${ROUND}`, epoch: 0, values: { cards } },
      '#atlas',
    );
  expect(story.words(await sends('hidden', 'mia', [card!.id]))).toBe('That was taken out already.');
  await next(story, 'mia', 'Show the cards');
  expect(story.words(await sends('raj', 'raj', [card!.id]))).toMatch(/^Only whoever leads the retro/);
  expect(story.words(await sends('none', 'mia', []))).toMatch(/^Pick at least one/);
  expect(await story.store.read.cards.count({ retro: ROUND })).toBe(2);
  expect(story.words(await sends('once', 'mia', [card!.id]))).toMatch(/^One card was taken out\./);
  expect(story.words(await sends('twice', 'mia', [card!.id]))).toBe('That was taken out already.');
  expect(await retroOf(story)).toMatchObject({ taken: 1 });
  usual(story);
});

test('its votes go with it, and the topic that is talked about keeps its place', async () => {
  const story = await begun();
  await write(story, 'raj', 'Pairing\nQuiet hours', 'Long meetings');
  for (const label of ['Show the cards', 'Group them', 'Vote']) await next(story, 'mia', label);
  await vote(story, 'kim', 'Long', 'Quiet');
  await vote(story, 'tom', 'Long');
  await takeOut(story, 'mia', 'Quiet');
  expect(reads(story)).not.toContain('Quiet hours');
  await next(story, 'mia', 'End the vote');
  expect(reads(story)).toMatch(/Topic 1 of 2: Long meetings \(2 votes\)/);
  await takeOut(story, 'mia', 'Long');
  expect(reads(story)).toMatch(/Topic 1 of 2: A card that is gone/);
  expect(reads(story)).toContain('2 cards were taken out.');
  await next(story, 'mia', 'Next topic');
  expect(reads(story)).toMatch(/Topic 2 of 2: Pairing/);
  await takeOut(story, 'mia', 'Pairing');
  await next(story, 'mia', 'That was the last');
  expect(reads(story)).toContain('The retro is over.');
  expect(reads(story)).not.toMatch(/Pairing|Long|Quiet/);
  usual(story);
});

test('a card that was first read when the time was up can be taken out then, and off the list of the next retro', async () => {
  const story = await begun();
  await write(story, 'raj', 'Kim is a medlar\nPairing');
  await story.until('2026-11-05T12:00:00Z');
  const listed = async () =>
    (await story.store.read.topics.find({ team: 'atlas', open: true })).map(({ text }) => text);
  expect((await listed()).sort()).toEqual(['Kim is a medlar', 'Pairing']);
  const ended = story.all().find((one) => story.now(one).includes('The retro is over.'))!;
  const form = formIn(await story.press('mia', ended, 'Take a card out'));
  const card = (await story.store.read.cards.find({ retro: ROUND })).find(({ text }) => /medlar/.test(text))!;
  await story.submit('mia', form, { cards: [card.id] });
  expect(await listed()).toEqual(['Pairing']);
  expect(story.now(ended)).not.toContain('medlar');
  expect(story.now(ended)).toContain('One card was taken out.');
  usual(story);
});

test('the End form of a live retro asks for its agenda only: what cards and the list are about, the retro knows itself', async () => {
  const story = await harness({
    at: '2026-11-02T07:30:00Z',
    teams: [
      await retroTeam({ mode: 'live', announce: 60, lasts: 60, agenda: ['Welcome', 'The numbers'] }, [
        'mia',
        'tom',
      ]),
    ],
  });
  await story.until('2026-11-02T08:05:00Z');
  await story.slash('tom', '/retro Our deploys fail');
  await write(story, 'tom', 'Pairing');
  await story.until('2026-11-02T09:10:00Z');
  const form = formIn(await story.slash('mia', '/rondo end', '#atlas'));
  const points = form.parts.flatMap((part) => (part.part === 'input' ? (part.input.choices ?? []) : []));
  expect(points.map(({ label }) => label)).toEqual(['Welcome', 'The numbers']);
  await story.submit('mia', form, { covered: ['0'] });
  expect(await retroOf(story)).toMatchObject({ phase: 'ended' });
  const open = await story.store.read.topics.find({ team: 'atlas', open: true });
  expect(open.map(({ text, ritual }) => `${text} ${ritual ?? 'retro'}`).sort()).toEqual([
    'Our deploys fail retro',
    'Pairing retro',
    'The numbers weekly-planning',
  ]);
  // In a week the carried point is covered like any other, and does not come for ever.
  await story.until('2026-11-09T09:10:00Z');
  const again = formIn(await story.slash('mia', '/rondo end', '#atlas'));
  await story.submit('mia', again, { covered: ['0', '1', '2'] });
  const left = await story.store.read.topics.find({ team: 'atlas', open: true });
  expect(left.filter(({ ritual }) => ritual !== undefined)).toEqual([]);
  story.ignore(/./);
});
