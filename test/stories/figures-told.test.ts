import { expect, test } from 'vitest';
import { type Harness, harness } from '../harness.ts';
import { planning } from './planning.ts';

/** Thursday, the day of the quality review. Mia coordinates, Ivo leads, Tom and Lea do neither. */
async function thursday(): Promise<Harness> {
  const team = await planning(['quality-review', 'quality-champion']);
  const story = await harness({ at: '2026-10-29T08:00:00Z', teams: [team] });
  await story.until('2026-10-29T08:01:00Z');
  story.ignore(/^You facilitate/);
  return story;
}

const said = async (story: Harness, who: string, words: string) =>
  story.words(await story.slash(who, `/rondo figure ${words}`));

const kept = (story: Harness) => story.store.read.figures.find({ team: 'atlas' }, { order: 'date' });

test('the coordinator tells a number, and says it again to correct it', async () => {
  const story = await thursday();
  expect(await said(story, 'mia', 'defects 3')).toBe(
    'Kept for Atlas: defects of Thu 29 Oct, 3. Say it again to correct it.',
  );
  expect(await said(story, 'ivo', 'defects 4')).toContain('Before it was 3.');
  expect(await said(story, 'ivo', 'defects 4')).toBe('This stands there already: defects of Thu 29 Oct, 4.');
  expect(await said(story, 'mia', 'releases 1,5 2026-10-20')).toContain('releases of Tue 20 Oct, 1.5');
  expect((await kept(story)).map(({ id, value, by }) => ({ id, value, by }))).toEqual([
    { id: 'atlas/releases/2026-10-20', value: 1.5, by: 'mia' },
    { id: 'atlas/defects/2026-10-29', value: 4, by: 'ivo' },
  ]);
  const events = await story.events('figure:atlas/defects/2026-10-29');
  expect(events.map(({ what, who, why }) => ({ what, who, why }))).toEqual([
    { what: 'told', who: 'mia', why: 'defects of 2026-10-29: 3.' },
    { what: 'corrected', who: 'ivo', why: 'defects of 2026-10-29: 4. Before: 3.' },
  ]);
  expect(await said(story, 'tom', '')).toMatch(/Thu 29 Oct: defects 4[\s\S]*Tue 20 Oct: releases 1\.5/);
});

test.each([
  ['defects', /Say it like this: \/rondo figure defects 3/],
  ['defects many', /Say it like this/],
  ['defects -3', /Say it like this/],
  ['defects 3 tomorrow', /“tomorrow” is no date/],
  ['defects 3 2026-10-30', /Fri 30 Oct is still to come/],
  ['defects 3 today and more', /Say it like this/],
  [
    'defect 3',
    /Nothing called defect is counted here\. Did you mean defects\? There are defects, rework and releases\./,
  ],
  ['=1+1 3', /Nothing called =1\+1 is counted here/],
])('“%s” is refused, and nothing is kept', async (words, why) => {
  const story = await thursday();
  expect(await said(story, 'mia', words)).toMatch(why);
  expect(await kept(story)).toEqual([]);
});

test('whoever has the duty of quality may tell numbers in their week, others are told who can', async () => {
  const team = await planning(['quality-review', 'quality-champion']);
  const story = await harness({ at: '2026-10-30T07:00:00Z', teams: [team] });
  await story.until('2026-11-02T09:00:00Z');
  const [turn] = await story.store.read.turns.find({ team: 'atlas', rotation: 'quality-champion' });
  const champion = turn?.person ?? '';
  const others = ['tom', 'lea'].filter((person) => person !== champion);
  expect(['mia', 'tom', 'lea']).toContain(champion);
  expect(await said(story, champion, 'rework 2')).toContain('rework of Mon 2 Nov, 2');
  for (const other of others)
    expect(await said(story, other, 'rework 5')).toMatch(
      /^Only whoever has the quality champion’s duty, .*Ivo/,
    );
  expect(await kept(story)).toMatchObject([{ name: 'rework', value: 2 }]);
  story.ignore(/(?:)/);
});

test('the answers to a marked question are summed up; a corrected answer corrects the sum, and what was said stays', async () => {
  const story = await thursday();
  await story.until('2026-10-29T12:00:00Z');
  await story.answer('mia', { state: 'All fine', defects: 2 });
  await story.answer('tom', { state: 'All fine', defects: 3 });
  expect(await kept(story)).toMatchObject([{ id: 'atlas/defects/2026-10-29', value: 5 }]);
  await story.answer('tom', { state: 'All fine', defects: 1 });
  expect(await kept(story)).toMatchObject([{ value: 3, round: 'atlas/quality-review/2026-10-29' }]);
  expect(await said(story, 'mia', 'defects 3')).toContain('Kept for Atlas');
  await story.answer('tom', { state: 'All fine', defects: 4 });
  const [only] = await kept(story);
  expect(only).toMatchObject({ value: 3, by: 'mia' });
  expect(only).not.toHaveProperty('round');
  story.ignore(/(?:)/);
});

test('when no answer holds a number any more, there is none', async () => {
  const story = await thursday();
  await story.until('2026-10-29T12:00:00Z');
  await story.answer('mia', { state: 'All fine', defects: 2 });
  await story.answer('mia', { state: 'All fine', defects: undefined });
  expect(await kept(story)).toEqual([]);
  story.ignore(/(?:)/);
});
