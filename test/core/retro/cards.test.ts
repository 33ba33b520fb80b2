import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cardLines, cardsIn, inOrder } from '../../../src/core/retro/cards.ts';

const retro = { columns: ['Start', 'Stop'] };

test('every line is a card, without list marks and blanks around it', () => {
  expect(cardLines(' - One\r\n\n* Two  words\n•  Three\n–\n-5 degrees')).toEqual([
    'One',
    'Two words',
    'Three',
    '–',
    '-5 degrees',
  ]);
});

test('a card never holds a line break or a mark that turns the direction of writing, whatever was typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      for (const line of cardLines(typed)) {
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        expect(line.trim()).toBe(line);
        expect(line).not.toBe('');
      }
    }),
  );
});

test('what is there word for word in the same column is not taken twice; in another column it is', () => {
  const there = [{ column: 'Start', text: 'Pairing' }];
  expect(cardsIn(retro, there, { 'column-0': 'Pairing\nMobbing\nMobbing', 'column-1': 'Pairing' })).toEqual({
    ok: true,
    cards: [
      { column: 'Start', text: 'Mobbing' },
      { column: 'Stop', text: 'Pairing' },
    ],
  });
});

test('a form with nothing, with too long a card or with too many is refused whole', () => {
  expect(cardsIn(retro, [], { 'column-1': ' \n' })).toMatchObject({
    ok: false,
    errors: { 'column-0': expect.stringMatching(/at least one/) },
  });
  expect(cardsIn(retro, [], { 'column-0': '😀'.repeat(400) })).toMatchObject({ ok: true });
  expect(cardsIn(retro, [], { 'column-0': 'Good', 'column-1': '😀'.repeat(401) })).toMatchObject({
    ok: false,
    errors: { 'column-1': expect.stringMatching(/^Card 1 here is longer/) },
  });
  const many = Array.from({ length: 31 }, (_, at) => `Card ${at}`).join('\n');
  expect(cardsIn(retro, [], { 'column-0': many })).toMatchObject({ ok: false });
  expect(cardsIn(retro, [], { 'column-0': 7, 'column-1': ['x'] })).toMatchObject({ ok: false });
});

test('cards are shown by column and alphabet, whatever order they came in', () => {
  const card = (id: string, column: string, text: string) => ({ id, retro: 'r', column, text, version: 1 });
  const cards = [
    card('a', 'Stop', 'b'),
    card('b', 'Start', 'z'),
    card('c', 'Stop', 'a'),
    card('d', 'Start', 'é'),
  ];
  const order = ['d', 'b', 'c', 'a'];
  expect(inOrder(retro, cards).map(({ id }) => id)).toEqual(order);
  expect(inOrder(retro, cards.toReversed()).map(({ id }) => id)).toEqual(order);
});
