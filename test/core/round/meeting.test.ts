import { expect, test } from 'vitest';
import type { RoundView } from '../../../src/core/round/asking.ts';
import { mayRun, startByHand, whyNotEnd } from '../../../src/core/round/meeting.ts';
import type { Round } from '../../../src/core/round.ts';
import { absence, atlas, meeting, who } from '../fixtures.ts';
import { at, round } from '../present/scene.ts';

const NOW = at('14:40');
const tom = { person: 'tom', why: 'next', since: 0 };

function view(one: Partial<Round> = {}, more: Partial<RoundView> = {}): RoundView {
  const held = round({
    state: 'open',
    startsAt: at('15:00'),
    closesAt: at('16:30'),
    facilitator: tom,
    ...one,
  });
  const ritual = meeting({ participants: who({ people: ['tom', 'ana', 'raj'] }) });
  const team = atlas({ coordinator: 'lea', admins: ['kim'] });
  return { team, ritual, round: held, absences: [], ...more };
}
const runners = (one: RoundView) =>
  ['mia', 'tom', 'ana', 'raj', 'lea', 'ivo', 'kim', 'dana'].filter((id) => mayRun(one, id, NOW));

test('who facilitates runs a meeting, and the coordinator, the lead and admins', () => {
  expect(runners(view())).toEqual(['tom', 'lea', 'ivo', 'kim']);
  expect(runners(view({ facilitator: { ...tom, also: ['ana'] } }))).toEqual([
    'tom',
    'ana',
    'lea',
    'ivo',
    'kim',
  ]);
});

test('when nobody who facilitates is there, everybody who takes part runs it', () => {
  const all = ['tom', 'ana', 'raj', 'lea', 'ivo', 'kim'];
  expect(runners(view({ facilitator: undefined }))).toEqual(all);
  expect(runners(view({ facilitator: { external: 'Dana Ruiz', why: 'x', since: 0 } }))).toEqual(all);
  expect(runners(view({}, { absences: [absence('tom', '2026-11-02', '2026-11-02')] }))).toEqual(all);
});

test('each state of a meeting answers whoever wants to start or end it', () => {
  const words = (reply: ReturnType<typeof whyNotEnd>) =>
    reply && 'text' in reply
      ? reply.text.map((span) => (typeof span === 'string' ? span : '·')).join('')
      : reply;
  const start = (one: RoundView, by = 'tom') => words(startByHand(one, by, NOW).reply);
  const end = (one: RoundView, by = 'tom') => words(whyNotEnd(one, by, NOW));
  const going = view({ startedAt: at('14:35'), startedBy: 'ivo' });
  const over = view({
    state: 'closed',
    startedAt: at('14:00'),
    endedBy: 'ivo',
    closed: { at: at('14:30'), why: 'x' },
  });
  const alone = view({ state: 'closed', startedAt: at('14:00'), closed: { at: at('14:30'), why: 'x' } });
  expect(start(view({ state: 'planned' }))).toBe(
    'Weekly review is announced ·. You can start it from then on.',
  );
  expect(start(view(), 'ana')).toBe(
    'Only Tom, who facilitates, the coordinator, the lead or an admin can start Weekly review.',
  );
  expect(start(view({ date: '2026-11-03' }))).toBe(
    'Weekly review is for Tue 3 Nov. It can be started on that day.',
  );
  expect(start(view())).toBe('· has started.');
  expect(start(going)).toBe('· has been going on since ·. Ivo started it.');
  expect(start(over)).toBe('· is over. Ivo ended it at ·. The minutes are in the thread.');
  expect(start(alone)).toBe('· is over. It ended by itself at ·. The minutes are in the thread.');
  expect(start(view({ state: 'skipped' }))).toBe(
    'Weekly review does not take place, so nothing was changed.',
  );
  expect(end(view())).toBe('Weekly review has not started, so there is nothing to end. · starts it.');
  expect(end(going, 'ana')).toMatch(/^Only Tom, who facilitates/);
  expect(end(going)).toBeUndefined();
  expect(end(over)).toMatch(/^· is over/);
});

test('a start by hand says who did it; what cannot start stays as it is', () => {
  const begun = startByHand(view(), 'tom', NOW);
  expect(begun.state).toMatchObject({ startedAt: NOW, startedBy: 'tom' });
  expect(begun.events).toMatchObject([{ what: 'started', who: 'tom' }]);
  for (const one of [view({ state: 'planned' }), view({ startedAt: 1 }), view({ state: 'closed' })])
    expect(startByHand(one, 'tom', NOW)).toMatchObject({ state: one.round, events: [], effects: [] });
});
