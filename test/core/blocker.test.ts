import { expect, test } from 'vitest';
import { alike, meaningOf, normalise, readsAsNone, sameLink, sameWords } from '../../src/core/blocker.ts';

test.each([
  '',
  '  ',
  '-',
  '--',
  '—',
  '.',
  '...',
  '/',
  'n/a',
  'N/A',
  'n.a.',
  'NA',
  'none',
  'None.',
  'no',
  'No!',
  'nope',
  'Nothing',
  'nothing.',
  'nil',
  'keine',
  'Nichts',
  'nein',
  'all good',
  'All good 👍',
  'nothing blocking',
  'Nothing blocking me',
  'no blockers',
  'No blockers today',
  'not blocked',
  "I'm not blocked",
  'nada',
  'rien',
  '👍',
  '👍🏽 ✅',
  'none at the moment',
  'all clear',
  'Ok',
])('“%s” says that nothing is in the way', (words) => {
  expect(readsAsNone(words)).toBe(true);
});

test.each([
  'none of the tests pass',
  'no access to staging',
  'nothing works',
  'the build',
  'Not able to log in',
  'nobody reviews my branch',
  'API down',
  'no blockers but the review is late',
  'good luck needed',
  '🔥',
  '😱🔥',
  '👍🔥',
])('“%s” is something in the way', (words) => {
  expect(readsAsNone(words)).toBe(false);
});

test('texts are compared without case, signs and spaces', () => {
  expect(normalise('  The DB — is  down! ')).toBe('the db is down');
  expect(sameWords('The DB is down.', 'the db is down')).toBe(true);
  expect(sameWords('The DB is down', 'The DB is slow')).toBe(false);
  expect(sameWords('!!', '??')).toBe(false);
  expect(sameWords('🔥', ' 🔥!')).toBe(true);
  expect(sameWords('🔥', '😱')).toBe(false);
});

test('links are compared without fragment, trailing slash and the case of the host', () => {
  expect(sameLink('https://Jira.example/A-1/', 'https://jira.example/A-1#note')).toBe(true);
  expect(sameLink('https://jira.example/A-1', 'https://jira.example/a-1')).toBe(false);
  expect(sameLink('https://board.example/#/card/1', 'https://board.example/#/card/2')).toBe(false);
  expect(sameLink('', '')).toBe(false);
  expect(sameLink(undefined, undefined)).toBe(false);
});

test('blockers with half of their telling words in common are alike, the same subject alone is not enough', () => {
  expect(alike('The staging database is down again', 'staging database down')).toBe(true);
  expect(alike('The staging database is down', 'Waiting for the review of the login page')).toBe(false);
  expect(alike('database', 'database')).toBe(false);
});

test('when an answer is needed decides what is opened', () => {
  const blocker = { what: 'API down', needs: [] };
  expect(meaningOf({ ...blocker, what: 'none', when: 'now' })).toBe('nothing');
  expect(meaningOf({ ...blocker, when: 'just_telling' })).toBe('told');
  expect(meaningOf({ ...blocker, when: { by: '2026-11-04' } })).toBe('later');
  expect(meaningOf({ ...blocker, when: 'now' })).toBe('now');
  expect(meaningOf({ ...blocker, when: 'today' })).toBe('now');
});
