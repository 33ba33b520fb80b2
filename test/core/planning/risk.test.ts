import { expect, test } from 'vitest';
import { decideRisk, gravest, nameRisk, scoreOf } from '../../../src/core/planning/risk.ts';
import { risksFor } from '../../../src/core/present/risk.ts';
import type { Risk } from '../../../src/core/record.ts';
import { atlas } from '../fixtures.ts';

const team = atlas();
const how = { by: 'tom', from: 'chat' };

function risk(id: string, more: Partial<Risk> = {}): Risk {
  return { id, team: 'atlas', what: id, by: 'raj', at: 10, open: true, version: 1, ...more };
}

test('the number is likelihood times impact, and what nobody has assessed stands on top', () => {
  expect(scoreOf({ likelihood: 'high', impact: 'high' })).toBe(9);
  expect(scoreOf({ likelihood: 'low', impact: 'medium' })).toBe(2);
  expect(scoreOf({ likelihood: 'high' })).toBeUndefined();
  const sorted = [
    risk('small', { likelihood: 'low', impact: 'low' }),
    risk('later', { likelihood: 'high', impact: 'low', at: 20 }),
    risk('big', { likelihood: 'high', impact: 'high' }),
    risk('new'),
    risk('older', { likelihood: 'low', impact: 'high' }),
  ].toSorted(gravest);
  expect(sorted.map(({ id }) => id)).toEqual(['new', 'big', 'older', 'later', 'small']);
});

test('two risks with the same beginning are two, and get names of their own', () => {
  const long = 'a '.repeat(100);
  const first = nameRisk({ what: `${long} first` }, how, team, [], 1).state;
  const second = nameRisk({ what: `${long} second` }, how, team, [first], 1).state;
  expect(second.id).not.toBe(first.id);
  expect(nameRisk({ what: `${long} SECOND!` }, how, team, [first, second], 1).state).toBe(second);
});

test('naming it again adds what was not known and changes nothing that was', () => {
  const known = risk('late', { what: 'The vendor is late', likelihood: 'low' });
  const { state, events } = nameRisk(
    { what: 'the vendor is late', likelihood: 'high', impact: 'high' },
    how,
    team,
    [known],
    5,
  );
  expect(state).toMatchObject({
    likelihood: 'low',
    impact: 'high',
    changed: { by: 'tom', at: 5 },
    by: 'raj',
  });
  expect(events).toMatchObject([{ what: 'named again' }]);
});

test('an assessment that takes something away takes it away, and the event says what stood there', () => {
  const known = risk('late', { likelihood: 'low', impact: 'high', owner: 'tom', mitigation: 'Call them' });
  const words = { likelihood: 'high', impact: 'high' } as const;
  const { state, events } = decideRisk(known, { ...how, by: 'lea', do: 'assess', words }, team, 5);
  expect(state.owner).toBeUndefined();
  expect(state.mitigation).toBeUndefined();
  expect(events[0]?.why).toBe('Before: likelihood low, impact high, watched by Tom, mitigation: Call them.');
});

test('a review looks at what is new, what has changed and what is due; the rest is counted', () => {
  const action = {
    id: 'a',
    team: 'atlas',
    what: 'Call',
    owner: 'tom',
    due: '2026-11-05',
    from: 'x',
    open: true,
    version: 1,
  };
  const shown = risksFor(
    [
      { risk: risk('new', { at: 200 }) },
      { risk: risk('changed', { changed: { by: 'tom', at: 150 } }) },
      { risk: risk('due'), action },
      { risk: risk('done'), action: { ...action, open: false } },
      { risk: risk('far'), action: { ...action, due: '2026-12-05' } },
    ],
    100,
    '2026-11-09',
  );
  expect(shown.fresh.map((one) => one.risk.id)).toEqual(['new']);
  expect(shown.changed.map((one) => one.risk.id)).toEqual(['changed']);
  expect(shown.due.map((one) => one.risk.id)).toEqual(['due']);
  expect(shown.rest).toBe(2);
});
