import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/core/present/help.ts';
import { verbs } from '../../src/engine/verbs.ts';

test('the help explains every verb there is, and no other', () => {
  expect(Object.keys(COMMANDS).toSorted()).toEqual(Object.keys(verbs).toSorted());
});
