import { expect, test } from 'vitest';
import { keyOf, suggestions } from '../../../src/core/retro/alike.ts';

const texts = (...list: string[]) => list.map((text, at) => ({ id: String(at), text }));

test('texts that share the words that tell are proposed as one, whatever their form, order and case', () => {
  expect(suggestions(texts('Reviews wait too long', 'Lunch was great', 'WAITING long for review!'))).toEqual([
    ['0', '2'],
  ]);
  expect(suggestions(texts('Deploys', 'deploy'))).toEqual([['0', '1']]);
});

test('one shared word is not enough where both texts say more', () => {
  expect(suggestions(texts('Reviews take days', 'More reviews by designers'))).toEqual([]);
});

test('small words tell nothing', () => {
  expect(suggestions(texts('We have too much of this', 'This was not too much for us'))).toEqual([]);
  expect(suggestions(texts('', '', '???'))).toEqual([]);
});

test('a text stands in one proposal, and the largest comes first', () => {
  const found = suggestions(
    texts(
      'Slow builds',
      'Long meetings daily',
      'builds are slow',
      'Meetings too long',
      'The builds: so slow',
    ),
  );
  expect(found).toEqual([
    ['0', '2', '4'],
    ['1', '3'],
  ]);
});

test('what people have called different is not proposed again', () => {
  const list = texts('Slow builds', 'builds are slow');
  expect(suggestions(list, [keyOf(['1', '0'])])).toEqual([]);
});

test('writing without blanks between words is compared by its words, too', () => {
  expect(suggestions(texts('レビューが遅い', 'レビューは遅い'))).toEqual([['0', '1']]);
});
