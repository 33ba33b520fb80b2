import { expect, test } from 'vitest';
import { openQuestions } from '../../../src/core/answers/open.ts';
import { question } from '../fixtures.ts';
import { asked, prompt, round, sync } from '../present/scene.ts';

const mood = question('mood', { anonymous: true });
const ritual = { ...sync, questions: [question('done'), mood] };
const ids = (one: Parameters<typeof openQuestions>[0]) => openQuestions(one).map(({ id }) => id);

test('an anonymous question is asked once, and not any more when the round is closed', () => {
  expect(ids(asked({ ritual }))).toEqual(['done', 'mood']);
  expect(ids(asked({ ritual, prompt: prompt('mia', { anonymous: ['mood'] }) }))).toEqual(['done']);
  expect(ids(asked({ ritual, round: round({ state: 'closed' }) }))).toEqual(['done']);
});
