import { describe, expect, test } from 'vitest';
import type { Facts } from '../../src/core/decision.ts';
import { type Layer, layered, layerOf } from '../../src/core/definition/layers.ts';

function layers(shipped: Facts, team: Facts, chat: Facts = {}): Layer[] {
  return [
    { name: 'shipped', source: 'sync.yml', data: shipped },
    { name: 'team', source: 'atlas.yml', data: team },
    { name: 'chat', source: 'mia', data: chat },
  ];
}

test('a later layer wins field by field, also inside maps', () => {
  const all = layers(
    { name: 'A', schedule: { at: '09:00', on: 'weekdays' } },
    { schedule: { at: '10:00' } },
    { name: 'B' },
  );
  expect(layered(all)).toEqual({ name: 'B', schedule: { at: '10:00', on: 'weekdays' } });
});

test('a list is replaced as a whole', () => {
  expect(layered(layers({ agenda: ['a', 'b'] }, { agenda: ['c'] }))).toEqual({ agenda: ['c'] });
});

describe('fields that exclude each other do not meet', () => {
  test.each([
    [
      'a cron line and a time',
      { schedule: { at: '09:00', on: 'weekdays', until: 'x' } },
      { schedule: { cron: '0 9 * * 1' } },
      { schedule: { cron: '0 9 * * 1', until: 'x' } },
    ],
    [
      'a time and a cron line',
      { schedule: { cron: '0 9 * * 1' } },
      { schedule: { at: '10:00' } },
      { schedule: { at: '10:00' } },
    ],
    [
      'people and roles',
      { participants: { roles: ['qa'], optional: ['ux'] } },
      { participants: { people: ['mia'] } },
      { participants: { people: ['mia'], optional: ['ux'] } },
    ],
    [
      'everyone and roles',
      { participants: { roles: ['qa'] } },
      { participants: 'everyone' },
      { participants: 'everyone' },
    ],
    [
      'a rotation and a role',
      { facilitator: { role: 'qa' } },
      { facilitator: { rotation: 'duty' } },
      { facilitator: { rotation: 'duty' } },
    ],
  ])('%s', (_, shipped, team, result) => {
    expect(layered(layers(shipped, team))).toEqual(result);
  });

  test('a role is tried before the rotation of the layer below', () => {
    const all = layers({ facilitator: { rotation: 'duty', pick: 'fair' } }, { facilitator: { role: 'qa' } });
    expect(layered(all)).toEqual({ facilitator: { rotation: 'duty', pick: 'fair', role: 'qa' } });
  });
});

describe('the layer of a field', () => {
  const all = layers(
    { name: 'A', schedule: { at: '09:00', on: 'weekdays' } },
    { schedule: { cron: '0 9 * * 1' } },
    { name: 'B' },
  );

  test.each([
    ['name', 'chat'],
    ['schedule.cron', 'team'],
    ['schedule.at', undefined],
    ['lasts', undefined],
  ])('%s: %s', (field, name) => expect(layerOf(all, field)?.name).toBe(name));
});
