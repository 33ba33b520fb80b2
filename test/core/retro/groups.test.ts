import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apart, firstGroups, listedTopics, merged, titleOf } from '../../../src/core/retro/groups.ts';
import type { Group } from '../../../src/core/retro/retro.ts';
import { tallied, votesIn } from '../../../src/core/retro/voting.ts';

const single = (id: string): Group => ({ id, cards: [id] });
const topic = (id: string, from: string[] = [], at = 0) => ({
  id,
  team: 'atlas',
  text: `Topic ${id}`,
  why: '',
  from,
  at,
  open: true,
  version: 1,
});
const card = (id: string, text: string, column = 'Start') => ({ id, retro: 'r', column, text, version: 1 });

test('what keeps coming back comes first, then the list, then the cards', () => {
  const topics = [topic('late', [], 2), topic('early', [], 1), topic('again', ['a-1'], 3)];
  const groups = firstGroups({ columns: ['Start'] }, [card('x', 'Hello')], topics);
  expect(groups.map(({ id }) => id)).toEqual(['again', 'early', 'late', 'x']);
  expect(listedTopics(Array.from({ length: 30 }, (_, at) => topic(String(at), [], at)))).toHaveLength(15);
});

test('cards are put together in the place of the first, and a topic of the list leads them', () => {
  const groups = [single('a'), { id: 't', cards: [], topic: 't' }, single('b')];
  expect(merged(groups, ['a', 't'], 'Name')).toEqual([
    { id: 't', topic: 't', cards: ['a'], name: 'Name' },
    single('b'),
  ]);
  expect(merged(groups, ['a'])).toBeUndefined();
  expect(merged(groups, ['a', 'gone'])).toBeUndefined();
  expect(
    merged(
      [
        { id: 't', cards: [], topic: 't' },
        { id: 'u', cards: [], topic: 'u' },
      ],
      ['t', 'u'],
    ),
  ).toBeUndefined();
});

test('no card is lost or doubled, however groups are made and taken apart', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const step = fc.record({ together: fc.subarray(ids), split: fc.constantFrom(...ids) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let groups: Group[] = ids.map(single);
      for (const { together, split } of steps) {
        groups = merged(groups, together) ?? groups;
        groups = apart(groups, split) ?? groups;
        expect(groups.flatMap(({ cards }) => cards).sort()).toEqual(ids);
        expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
      }
    }),
  );
});

test('a group is called by its name, else by its first text, on one line', () => {
  const material = { cards: [card('x', 'y'.repeat(300))], topics: [topic('t')] };
  expect(titleOf({ id: 't', topic: 't', cards: ['x'] }, material)).toBe('Topic t');
  expect(titleOf({ id: 'x', cards: ['x'], name: 'Waiting' }, material)).toBe('Waiting');
  expect([...titleOf(single('x'), material, 70)]).toHaveLength(70);
});

test('most votes come first; with as many, a topic of the list, then what more cards say', () => {
  const groups = [
    single('a'),
    { id: 'b', cards: ['b', 'c'] },
    { id: 't', cards: [], topic: 't' },
    single('d'),
  ];
  const ballot = (person: string, ...votes: string[]) => ({
    id: person,
    retro: 'r',
    person,
    votes,
    version: 1,
  });
  const found = tallied(groups, [ballot('mia', 'd', 'gone'), ballot('tom', 'd', 'a')]);
  expect(found.map(({ id, votes }) => `${id} ${votes}`)).toEqual(['d 2', 'a 1', 't 0', 'b 0']);
});

test('a vote for the same topic counts once, one for a topic that is gone does not, and none is no ballot', () => {
  const retro = { groups: [single('a'), single('b')], votes: 1 };
  expect(votesIn(retro, ['a', 'a', 'gone'])).toEqual({ ok: true, votes: ['a'] });
  expect(votesIn(retro, ['gone'])).toMatchObject({ ok: false });
  expect(votesIn(retro, ['a', 'b'])).toEqual({ ok: false, why: 'You have 1 vote, and picked 2 topics.' });
});
