import { expect, test } from 'vitest';
import type { RoundView } from '../../../src/core/round/asking.ts';
import { closeRound, isComplete, openRound, startMeeting } from '../../../src/core/round/course.ts';
import type { Round } from '../../../src/core/round.ts';
import { absence, atlas, meeting, standup } from '../fixtures.ts';
import { at, prompt, round } from '../present/scene.ts';

function view(one: Partial<Round> = {}, more: Partial<RoundView> = {}): RoundView {
  return {
    team: atlas(),
    ritual: standup(),
    round: round({ state: 'planned', ...one }),
    absences: [],
    ...more,
  };
}
const everybody = atlas().members.map(({ id }) => absence(id, '2026-11-01', '2026-11-03'));
const kinds = ({ effects }: ReturnType<typeof openRound>) =>
  effects.flatMap((effect) => (effect.do === 'tell' ? [[effect.item.kind, effect.item.to]] : []));

test('a round takes its copy of the definition and its place under the day’s board', () => {
  const opened = openRound(view(), at('09:00'));
  expect(opened.state).toMatchObject({ state: 'open', definition: { id: 'sync' } });
  expect(kinds(opened)).toEqual([['place', { channel: '#atlas', under: 'board:atlas/2026-11-02' }]]);
});

test('a loud ritual and one that is published elsewhere have a root of their own', () => {
  const loud = openRound(view({}, { ritual: standup({ loud: true }) }), at('09:00'));
  expect(kinds(loud)).toEqual([['place', { channel: '#atlas' }]]);
  const elsewhere = standup({ publish: { to: '#news', as: 'thread' } });
  expect(kinds(openRound(view({}, { ritual: elsewhere }), at('09:00')))).toEqual([
    ['place', { channel: '#news' }],
  ]);
});

test('a duty has no place of its own', () => {
  expect(kinds(openRound(view({}, { ritual: standup({ kind: 'duty' }) }), at('09:00')))).toEqual([]);
});

test('a round closes quietly when everybody is away, unless somebody has answered ahead', () => {
  const quiet = openRound(view({}, { absences: everybody }), at('09:00'));
  expect(quiet.state).toMatchObject({ state: 'closed', closed: { why: 'everybody is away' } });
  expect(kinds(quiet)).toEqual([]);
  const answered = view({ definition: standup() }, { absences: everybody });
  expect(openRound(answered, at('09:00')).state.state).toBe('open');
});

test('a round for nobody is skipped with the reason', () => {
  const bound = view({}, { ritual: standup({ with: 'dependencies' }), dependencies: [] });
  expect(openRound(bound, at('09:00')).state).toMatchObject({
    state: 'skipped',
    closed: { why: 'nobody has an open dependency' },
  });
});

test('a round whose whole time has passed is missed; a meeting that should be going on too', () => {
  expect(openRound(view(), at('11:59')).state.state).toBe('open');
  expect(openRound(view(), at('12:00')).state).toMatchObject({ state: 'missed' });
  const met = view({ startsAt: at('15:00'), closesAt: at('16:30') }, { ritual: meeting() });
  expect(openRound(met, at('15:05')).state.state).toBe('open');
  expect(openRound(met, at('15:06')).state.state).toBe('missed');
});

test('only a planned round opens, and only an open one starts or closes', () => {
  for (const state of ['closed', 'skipped', 'missed', 'merged'] as const) {
    const over = view({ state });
    expect(openRound(over, at('09:00')).state).toBe(over.round);
    expect(startMeeting(over, at('09:00')).state).toBe(over.round);
    expect(closeRound(over, at('09:00'), 'x').state).toBe(over.round);
  }
});

test('at the close the person on duty alone is told who was silent; a meeting gets its minutes', () => {
  const facilitator = { person: 'tom', why: 'next', since: at('09:00') };
  const open = view({ state: 'open', facilitator });
  expect(kinds(closeRound(open, at('12:00'), 'the time is up'))).toEqual([['silent', { person: 'tom' }]]);
  expect(kinds(closeRound(view({ state: 'open', facilitator: undefined }), at('12:00'), 'x'))).toEqual([]);
  const met = view({ state: 'open', facilitator, startsAt: at('15:00') }, { ritual: meeting() });
  expect(kinds(closeRound(met, at('16:30'), 'x')).map(([kind]) => kind)).toEqual(['minutes']);
});

test('a meeting starts once', () => {
  const met = view({ state: 'open', startsAt: at('15:00') }, { ritual: meeting() });
  const started = startMeeting(met, at('15:00'));
  expect(started.state.startedAt).toBe(at('15:00'));
  expect(startMeeting({ ...met, round: started.state }, at('15:01')).effects).toEqual([]);
});

test('a meeting that Rondo slept through began at its time, and its start is not told late', () => {
  const met = view({ state: 'open', startsAt: at('15:00') }, { ritual: meeting() });
  expect(kinds(startMeeting(met, at('15:05'))).map(([kind]) => kind)).toEqual(['started']);
  const late = startMeeting(met, at('15:06'));
  expect(late.state.startedAt).toBe(at('15:00'));
  expect(kinds(late)).toEqual([]);
  expect(startMeeting(met, at('15:06'), 'mia').state).toMatchObject({
    startedAt: at('15:06'),
    startedBy: 'mia',
  });
});

test('at a meeting’s start it is written down who is on leave, and who is only outside their hours is not', () => {
  const away = [absence('tom', '2026-11-02', '2026-11-02')];
  const met = view({ state: 'open', startsAt: at('15:00') }, { ritual: meeting(), absences: away });
  const skipped = startMeeting(met, at('15:00')).events.filter(({ what }) => what === 'skipped');
  expect(skipped).toMatchObject([
    { about: `prompt:${met.round.id}/tom`, person: 'tom', why: 'away until Tue 3 Nov' },
  ]);
});

test('a round is complete when nobody is outstanding or still to be asked', () => {
  const [answered, skipped] = [prompt('mia', { state: 'answered' }), prompt('tom', { state: 'skipped' })];
  expect(isComplete([answered, skipped])).toBe(true);
  expect(isComplete([answered, prompt('ana')])).toBe(false);
  expect(isComplete([answered, prompt('ana', { state: 'planned' })])).toBe(false);
  expect(isComplete([])).toBe(false);
});
