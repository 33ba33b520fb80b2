import { expect, test } from 'vitest';
import { hasMinutes, presentMinutes } from '../../../src/core/present/minutes.ts';
import { meeting } from '../fixtures.ts';
import { escalation, read, round, team, update } from './scene.ts';

const nothing = { decisions: [], actions: [], escalations: [], updates: [] };

test('minutes without a leader have no empty paragraph', () => {
  const alone = { ...round({ state: 'closed' }), facilitator: undefined };
  const message = presentMinutes({ ...nothing, round: alone, ritual: meeting(), team });
  const empty = message.elements.filter(
    (element) => element.element === 'text' && element.text.join('').trim() === '',
  );
  expect(empty).toEqual([]);
  expect(read(message)).not.toMatch(/\n\s*\n/);
});

test('minutes hold something when something came out of the meeting or was sent in', () => {
  const held = { ...nothing, round: round({}) };
  expect(hasMinutes(held)).toBe(false);
  expect(hasMinutes({ ...held, updates: [update('mia', {})] })).toBe(false);
  expect(hasMinutes({ ...held, updates: [update('mia', { done: 'The flow' })] })).toBe(true);
  expect(hasMinutes({ ...held, escalations: [escalation(1)] })).toBe(true);
  const notes = [{ text: 'We release on Friday', by: 'tom', at: 0 }];
  expect(hasMinutes({ ...held, round: { ...held.round, notes } })).toBe(true);
});
