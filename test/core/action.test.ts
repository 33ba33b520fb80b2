import { expect, test } from 'vitest';
import { decideAction } from '../../src/core/action.ts';
import { firstReminder } from '../../src/core/action-reminder.ts';
import type { Effect } from '../../src/core/decision.ts';
import type { Action } from '../../src/core/record.ts';
import { absence, atlas, member, utc } from './fixtures.ts';

const view = { team: atlas(), absences: [] };

function action(more: Partial<Action> = {}): Action {
  const id = 'atlas-1/follow-up-2';
  const from = 'escalation:atlas-1';
  return {
    id,
    team: 'atlas',
    what: 'Watch the disk',
    owner: 'tom',
    due: '2026-11-06',
    from,
    open: true,
    version: 1,
    ...more,
  };
}

/** When the reminder is armed, as ISO without seconds. */
function armedAt(effects: readonly Effect[]): string | undefined {
  const armed = effects.find((effect) => effect.do === 'arm');
  return armed && new Date(armed.job.due).toISOString().slice(0, 16);
}

test.each([
  ['ahead', '2026-11-06', '2026-11-02T12:00', '2026-11-06T09:00'],
  ['today, before its morning', '2026-11-06', '2026-11-06T08:00', '2026-11-06T09:00'],
  ['today, after its morning', '2026-11-06', '2026-11-06T10:00', '2026-11-09T09:00'],
  ['on a Saturday', '2026-11-07', '2026-11-02T12:00', '2026-11-09T09:00'],
  ['long past', '2026-10-01', '2026-11-02T12:00', '2026-11-03T09:00'],
])('due %s: the first reminder comes in the owner’s morning', (_, due, now, at) => {
  expect(armedAt([firstReminder(action({ due }), view, utc(now))])).toBe(at);
});

test('the clock of the owner counts: nine in the morning in Kolkata, and not on a holiday of their own', () => {
  const own = action({ owner: 'raj', due: '2026-11-09' });
  expect(armedAt([firstReminder(own, view, utc('2026-11-02T12:00'))])).toBe('2026-11-10T03:30');
});

test('whoever has left is not reminded: the coordinator is', () => {
  const members = view.team.members.map((one) => (one.id === 'tom' ? { ...one, active: false } : one));
  const gone = { ...view, team: atlas({ members }) };
  const { effects } = decideAction(action(), { do: 'remind' }, gone, utc('2026-11-06T09:00'));
  expect(effects.flatMap((effect) => (effect.do === 'tell' ? [effect.item.to] : []))).toEqual([
    { person: 'mia' },
  ]);
});

test.each([
  [
    'away',
    { ...view, absences: [absence('tom', '2026-11-06', '2026-11-09', 'Europe/Lisbon')] },
    '09:00',
    '2026-11-10T09:00',
  ],
  ['after the working day', view, '17:00', '2026-11-09T09:00'],
  ['paused', { ...view, paused: true }, '09:00', '2026-11-09T09:00'],
])('%s: the reminder waits for the next morning and is not counted', (_, seen, clock, at) => {
  const { state, effects, events } = decideAction(
    action(),
    { do: 'remind' },
    seen,
    utc(`2026-11-06T${clock}`),
  );
  expect(state).toEqual(action());
  expect(armedAt(effects)).toBe(at);
  expect(effects.some((effect) => effect.do === 'tell')).toBe(false);
  expect(events.map(({ what }) => what)).toEqual(['reminder put off']);
});

test('what is over is not reminded of, and stays as it is', () => {
  const done = action({ open: false, done: { by: 'tom', at: 1 } });
  const now = utc('2026-11-06T09:00');
  expect(decideAction(done, { do: 'remind' }, view, now)).toEqual({ state: done, events: [], effects: [] });
  const again = decideAction(done, { do: 'drop', by: 'tom', from: 'chat', why: 'No' }, view, now);
  expect([again.state, again.reply]).toEqual([
    done,
    { reply: 'said', text: ['Tom has marked it as done already.'] },
  ]);
});

test('its owner, the coordinator and the leads may change it, nobody else', () => {
  const may = (by: string) =>
    decideAction(action(), { do: 'done', by, from: 'chat' }, view, utc('2026-11-05T09:00')).state.open;
  expect(['tom', 'mia', 'ivo', 'ana', 'raj'].map(may)).toEqual([false, false, false, true, true]);
});

test('somebody whose hours are never open is asked again after sixty days, and nothing breaks', () => {
  const closed = { zone: 'Europe/Lisbon', week: [[], [], [], [], [], [], []], closed: new Map() };
  const team = atlas({ members: [member('tom', 'Europe/Lisbon', { calendar: closed })] });
  expect(armedAt([firstReminder(action(), { ...view, team }, utc('2026-11-02T12:00'))])).toBe(
    '2027-01-05T00:00',
  );
});
