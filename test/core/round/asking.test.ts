import { expect, test } from 'vitest';
import { ask, counted, type RoundView, remind, settle, unconcerned } from '../../../src/core/round/asking.ts';
import { absence, atlas, standup } from '../fixtures.ts';
import { at, prompt, round } from '../present/scene.ts';

const planned = prompt('mia', { state: 'planned' });

function view(more: Partial<RoundView> = {}): RoundView {
  return { team: atlas(), ritual: standup(), round: round(), absences: [], ...more };
}

test('a prompt whose instant has come is told, with the reason stored', () => {
  const { state, effects, events } = ask(planned, view(), at('09:00'));
  expect(state).toMatchObject({ state: 'asked', askedAt: at('09:00'), due: at('12:00'), version: 2 });
  expect(effects).toMatchObject([
    { do: 'tell', item: { kind: 'prompt', to: { person: 'mia' }, due: at('09:00'), until: at('12:00') } },
  ]);
  expect(events[0]?.why).toBe('Morning sync of Atlas asks at Mon 2 Nov 09:00 in Europe/Berlin');
});

test('whether somebody is at work is looked at when the prompt fires', () => {
  const away = ask(planned, view({ absences: [absence('mia', '2026-11-02', '2026-11-03')] }), at('09:00'));
  expect(away.state).toMatchObject({ state: 'skipped', why: 'away until Wed 4 Nov' });
  expect(away.effects.every((effect) => effect.do === 'refresh')).toBe(true);

  const gone = ask(prompt('zoe', { state: 'planned' }), view(), at('09:00'));
  expect(gone.state).toMatchObject({ state: 'skipped', why: 'left the team' });
});

test('somebody from outside whom a ritual names is asked like a member', () => {
  const { members, ...team } = atlas();
  const [dana, ...rest] = members;
  const outside = view({ team: { ...team, members: rest, others: dana ? [dana] : [] } });
  expect(ask(planned, outside, at('09:00')).state.state).toBe('asked');
});

test('a prompt that was missed is sent late with its full answer time, or recorded', () => {
  const late = ask(planned, view(), at('11:00'));
  expect(late.state).toMatchObject({ state: 'asked', due: at('13:00') });
  expect(late.state.why).toMatch(/sent late/);
  expect(ask(planned, view(), at('12:00')).state).toMatchObject({ state: 'missed' });
  const dropped = view({ ritual: standup({ catchUp: 'drop' }) });
  expect(ask(planned, dropped, at('09:06')).state).toMatchObject({
    state: 'missed',
    why: 'Rondo was not running at Mon 2 Nov 09:00, and it was too late afterwards',
  });
});

test('a prompt that was answered, asked or settled is not asked again', () => {
  for (const state of ['asked', 'answered', 'skipped', 'missed'] as const) {
    const before = prompt('mia', { state });
    expect(ask(before, view(), at('09:00'))).toEqual({ state: before, events: [], effects: [] });
  }
});

test('only who has not answered is reminded; what comes late or after the due is dropped with a reason', () => {
  const asked = prompt('mia');
  const reminded = remind(asked, view(), at('11:30'), at('11:30'));
  expect(reminded.state.remindedAt).toBe(at('11:30'));
  expect(reminded.effects).toMatchObject([{ do: 'tell', item: { kind: 'reminder', until: at('12:00') } }]);

  expect(remind(prompt('mia', { state: 'answered' }), view(), at('11:30'), at('11:30')).effects).toEqual([]);
  const late = remind(asked, view(), at('11:30'), at('11:36'));
  expect([late.effects, late.events[0]?.what, late.events[0]?.why]).toEqual([
    [],
    'reminder dropped',
    'it would have come too late',
  ]);
  expect(remind(asked, view(), at('11:58'), at('12:00')).events[0]?.why).toBe('the round is over');
});

test('a settled prompt shows everywhere that nothing is waited for', () => {
  const { state, effects } = settle(prompt('mia'), view(), at('10:00'), 'skipped', 'away');
  expect(state).toMatchObject({ state: 'skipped', why: 'away' });
  expect(effects).toEqual([
    { do: 'refresh', thing: 'prompt:atlas/sync/2026-11-02/mia' },
    { do: 'refresh', thing: 'round:atlas/sync/2026-11-02' },
    { do: 'refresh', thing: 'board:atlas/2026-11-02' },
  ]);
});

test('a ritual for those with dependencies leaves the others out, on either side of one', () => {
  const bound = {
    id: 'a',
    team: 'atlas',
    waiting: 'mia',
    on: 'tom',
    what: 'x',
    since: 0,
    open: true,
    version: 1,
  };
  const some = view({ ritual: standup({ with: 'dependencies' }), dependencies: [bound] });
  expect(unconcerned(some, 'mia')).toBeUndefined();
  expect(unconcerned(some, 'tom')).toBeUndefined();
  expect(unconcerned(some, 'ana')).toBe('has no open dependency');
  expect(unconcerned({ ...some, dependencies: [{ ...bound, open: false }] }, 'mia')).toBeDefined();
});

test('somebody known to be away does not count before their time has come', () => {
  const tom = prompt('tom', { state: 'planned', at: at('10:00') });
  const absences = [absence('tom', '2026-11-02', '2026-11-02', 'Europe/Lisbon')];
  expect(counted([planned, tom], view({ absences }))).toEqual([planned]);
  expect(counted([planned, tom], view())).toEqual([planned, tom]);
});
