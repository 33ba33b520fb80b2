import { expect, test } from 'vitest';
import { checkQuestions } from '../../../src/core/definition/check-questions.ts';
import { figureNames, figureQuestions } from '../../../src/core/metrics/telling.ts';
import { question, standup } from '../fixtures.ts';

const INCIDENTS = question('incidents', { type: 'number', figure: 'incidents' });

test('a team can tell the usual numbers, what its questions are marked with, and what is in use', () => {
  const used = {
    id: 'x',
    team: 'atlas',
    name: 'hotfixes',
    date: '2026-10-19',
    value: 1,
    by: 'api',
    at: 0,
    version: 1,
  };
  expect(figureNames([standup({ questions: [INCIDENTS] })], [used, used])).toEqual([
    'defects',
    'rework',
    'releases',
    'incidents',
    'hotfixes',
  ]);
});

test('only number questions with a name on their answers are one', () => {
  const hidden = { ...INCIDENTS, anonymous: true };
  const words = { ...INCIDENTS, type: 'text' as const };
  expect(figureQuestions({ questions: [question('done'), hidden, words, INCIDENTS] })).toEqual([INCIDENTS]);
});

test.each([
  [{ type: 'text' as const }, 'type text'],
  [{ type: 'scale' as const, from: 1, to: 5 }, 'type scale'],
  [{ type: 'number' as const, anonymous: true }, 'an anonymous question'],
])('a question of %j cannot be marked as a figure', (more, found) => {
  const draft = { id: 'n', ask: 'N?', optional: true, anonymous: false, figure: 'defects', ...more };
  expect(checkQuestions([draft]).map(({ expected, found }) => ({ expected, found }))).toContainEqual({
    expected: 'figure only with a number question that is not anonymous',
    found,
  });
});

test('a number question can', () => {
  const draft = {
    id: 'n',
    ask: 'N?',
    type: 'number' as const,
    optional: true,
    anonymous: false,
    figure: 'defects',
  };
  expect(checkQuestions([draft])).toEqual([]);
});
