import { expect, test } from 'vitest';
import { BUDGET, daysToNext, isNag, moreWaits, type Nag, ration } from '../../src/core/nagging.ts';

function nag(name: string, more: Partial<Nag> = {}) {
  return { name, priority: 'prompt', pressing: false, ...more } as const;
}

const names = (nags: readonly { name: string }[]) => nags.map(({ name }) => name);

test.each([
  ['prompt:1', 'reminder', true],
  ['escalation:atlas-1', 'respond-reminder', true],
  ['escalation:atlas-1', 'warning', true],
  ['escalation:atlas-1', 'still-stuck', true],
  ['escalation:atlas-1', 'exhausted-reminder', true],
  ['action:atlas-1/follow-up-3', 'due', true],
  ['prompt:1', 'prompt', false],
  ['escalation:atlas-1', 'card', false],
  ['escalation:atlas-1', 'escalated', false],
  ['escalation:atlas-1', 'deputy', false],
  ['escalation:atlas-1', 'alarm', false],
  ['notice:alarm/x', 'alarm', false],
])('%s/%s is a nag: %s', (thing, kind, is) => {
  expect(isNag({ thing, kind, to: { person: 'mia' } })).toBe(is);
});

test('a channel is not nagged', () => {
  const to = { channel: '#atlas' };
  expect(isNag({ thing: 'escalation:atlas-1', kind: 'exhausted-reminder', to })).toBe(false);
});

test('the budget goes to the most urgent first, and the rest is left out', () => {
  const { going, spending, left } = ration(
    [nag('action', { priority: 'digest' }), nag('reminder'), nag('warning', { priority: 'deadline' })],
    BUDGET - 2,
  );
  expect([names(going), names(spending), names(left)]).toEqual([
    ['warning', 'reminder'],
    ['warning', 'reminder'],
    ['action'],
  ]);
});

test('a blocker at level 3 is never held, and spends; what quiet hours delayed is never held, and spends nothing', () => {
  const { going, spending, left } = ration(
    [nag('slept', { slept: true }), nag('plain'), nag('leadership', { pressing: true })],
    BUDGET - 1,
  );
  expect([names(going), names(spending), names(left)]).toEqual([
    ['leadership', 'slept'],
    ['leadership'],
    ['plain'],
  ]);
  expect(names(ration([nag('slept', { slept: true }), nag('plain')], BUDGET - 1).left)).toEqual([]);
});

test('the same reminder comes after one, two, four, and then every eight working days', () => {
  expect([1, 2, 3, 4, 5, 6].map(daysToNext)).toEqual([1, 2, 4, 8, 8, 8]);
});

test('the line about what was left out counts', () => {
  expect(moreWaits(1)).toMatchObject({ text: ['And 1 more thing waits for you: ', { code: '/rondo me' }] });
  expect(moreWaits(3)).toMatchObject({ text: ['And 3 more things wait for you: ', { code: '/rondo me' }] });
});
