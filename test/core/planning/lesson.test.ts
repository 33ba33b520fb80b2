import { expect, test } from 'vitest';
import { findLearned, learn, lessonIn, mayForget } from '../../../src/core/planning/lesson.ts';
import type { Lesson } from '../../../src/core/planning/objective.ts';
import { atlas } from '../fixtures.ts';

const team = atlas();
const how = { by: 'tom', from: 'chat' };

function lesson(text: string, more: Partial<Lesson> = {}): Lesson {
  return { id: text, team: 'atlas', text, kind: 'lesson', by: 'raj', at: 1, ...more };
}

test.each([
  ['Test on a phone', 'lesson', 'Test on a phone'],
  ['pattern: Test on a phone', 'pattern', 'Test on a phone'],
  ['  PATTERN :Two at a time', 'pattern', 'Two at a time'],
  ['success pattern: Two at a time', 'pattern', 'Two at a time'],
  ['patterns are nice', 'lesson', 'patterns are nice'],
])('“%s” is a %s', (words, kind, text) => {
  expect(lessonIn(words)).toEqual({ kind, text });
});

test('the same words are kept once; as a pattern they become one, and stay one', () => {
  const known = [lesson('Test on a phone')];
  expect(learn({ text: 'test on a phone!', kind: 'lesson' }, how, team, known, 9).state).toBeUndefined();
  const pattern = learn({ text: 'test on a phone!', kind: 'pattern' }, how, team, known, 9);
  expect(pattern).toMatchObject({ state: { kind: 'pattern', by: 'raj', at: 1 }, replaces: known[0] });
  expect(
    learn({ text: 'Test on a phone', kind: 'lesson' }, how, team, [pattern.state!], 9).state,
  ).toBeUndefined();
});

test('words are found in any order and case, newest first, and signs do not matter', () => {
  const all = [
    lesson('Test the release on a phone'),
    lesson('A phone for every release', { at: 5 }),
    lesson('Release late'),
  ];
  expect(findLearned(all, [], 'Phone, release?').map(({ text }) => text)).toEqual([
    'A phone for every release',
    'Test the release on a phone',
  ]);
  expect(findLearned(all, [], '')).toHaveLength(3);
});

test('whoever said it, the coordinator and the lead may take it back', () => {
  const may = team.members.map(({ id }) => id).filter((id) => mayForget(lesson('x'), team, id));
  expect(may).toEqual(['mia', 'raj', 'ivo']);
});
