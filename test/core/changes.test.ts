import { expect, test } from 'vitest';
import { type Change, overtaken, pathsOf } from '../../src/core/changes.ts';
import type { Facts } from '../../src/core/decision.ts';

const change = (id: string, fields: Facts): Change => ({
  id,
  team: 'atlas',
  about: 'ritual:atlas/sync',
  fields,
  by: 'mia',
  at: 0,
  why: 'we agreed',
  open: true,
  version: 1,
});

test('fields of a map are named one by one', () => {
  expect(pathsOf({ loud: true, schedule: { at: '09:00', on: ['mon'] }, remind: ['1 hour'] })).toEqual([
    'loud',
    'schedule.at',
    'schedule.on',
    'remind',
  ]);
});

test.each<[Facts, Facts, boolean]>([
  [{ loud: true }, { loud: false }, true],
  [{ loud: true, link: 'x' }, { loud: false }, false],
  [{ schedule: { at: '09:00' } }, { schedule: { at: '10:00', on: 'weekdays' } }, true],
  [{ schedule: { at: '09:00', on: 'weekdays' } }, { schedule: { at: '10:00' } }, false],
  [{ participants: { roles: ['qa'] } }, { participants: 'everyone' }, true],
  [{ participants: 'everyone' }, { participants: { roles: ['qa'] } }, false],
])('an earlier change of %j is overtaken by %j: %s', (before, after, is) => {
  const earlier = [change('one', before)];
  expect(overtaken(earlier, { about: 'ritual:atlas/sync', fields: after })).toEqual(is ? earlier : []);
});

test('a change of something else is not overtaken', () => {
  expect(
    overtaken([change('one', { loud: true })], { about: 'ritual:atlas/other', fields: { loud: true } }),
  ).toEqual([]);
});
