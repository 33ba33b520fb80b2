import { expect, test } from 'vitest';
import { decide } from '../../../src/core/escalation/decide.ts';
import {
  ATLAS,
  act,
  armed,
  at,
  away,
  cancelled,
  fire,
  happened,
  items,
  machine,
  raised,
  recipients,
  view,
  withLevel,
  withMember,
  words,
} from './atlas.ts';

const TEN = at('2026-11-02 10:12');
const CLOSE = at('2026-11-02 17:00');
const raisedNow = raised().state;
const owned = act(raisedNow, 'kim', { do: 'acknowledge' }, TEN).state;
const two = fire(raisedNow, 'resolve', CLOSE).state;
const TUESDAY = at('2026-11-03 10:00');
const ownedTwo = act(two, 'ivo', { do: 'acknowledge' }, TUESDAY).state;

test('an acknowledgement makes an owner and ends respondBy, never resolveBy', () => {
  const decision = act(raisedNow, 'kim', { do: 'acknowledge' }, TEN);
  expect(decision.state).toMatchObject({
    state: 'acknowledged',
    owner: 'kim',
    acknowledged: { by: 'kim', at: TEN },
    version: 2,
    epoch: 1,
  });
  expect(decision.state.respondBy).toBeUndefined();
  expect(decision.state.resolveBy).toBe(CLOSE);
  expect(cancelled(decision)).toEqual(['escalation:atlas-1:respond:1']);
  expect(recipients(decision, 'acknowledged')).toEqual(['raj']);
});

test('the second acknowledgement is told who was first, and when', () => {
  const second = act(owned, 'lea', { do: 'acknowledge', epoch: 1 }, at('2026-11-02 10:20'));
  expect(words(second)).toBe(
    'refused: @kim took this already (2026-11-02T09:12:00.000Z). Talk to them if you can help.',
  );
  expect(second.state).toBe(owned);
  expect(words(act(owned, 'kim', { do: 'acknowledge' }, TEN))).toContain('You have it already');
});

test('who was not asked is refused with the rule and the people who could', () => {
  const refused = act(raisedNow, 'tom', { do: 'acknowledge' }, TEN);
  expect(words(refused)).toBe(
    'refused: Only whoever was asked, a deputy who was asked, its owner, whoever is on duty or the coordinator can do this. @lea, @kim or @mia can do it.',
  );
  expect(refused.events).toEqual([]);
});

test('a button of an old epoch is refused with what has happened since', () => {
  const climbed = fire(owned, 'resolve', CLOSE).state;
  const old = act(climbed, 'kim', { do: 'acknowledge', epoch: 1 }, at('2026-11-02 17:05'));
  expect(words(old)).toContain(
    '@kim took this (2026-11-02T09:12:00.000Z). It climbed to level 2 (mediation) (2026-11-02T16:00:00.000Z).',
  );
  expect(old.state).toBe(climbed);
});

test('a button of the present epoch works although the version has moved on', () => {
  const noted = act(raisedNow, 'tom', { do: 'note', text: 'Looking' }, TEN).state;
  expect(noted).toMatchObject({ version: 2, epoch: 1 });
  expect(act(noted, 'kim', { do: 'acknowledge', epoch: 1 }, TEN).state.owner).toBe('kim');
});

test('the raiser escalates one level, with a reason', () => {
  expect(words(act(raisedNow, 'raj', { do: 'escalate', reason: ' ' }, TEN))).toContain(
    'Say in a sentence why',
  );
  const up = act(raisedNow, 'raj', { do: 'escalate', reason: 'Customers wait' }, TEN);
  expect(up.state).toMatchObject({ level: 2, epoch: 2, levelSince: TEN, resolveBy: at('2026-11-03 10:12') });
  expect(happened(up)).toContain('escalated');
});

test('only coordinator and lead jump a level', () => {
  expect(words(act(raisedNow, 'raj', { do: 'escalate', reason: 'x', to: 3 }, TEN))).toMatch(
    /Only the coordinator or the lead.*@mia or @ivo/,
  );
  expect(act(raisedNow, 'mia', { do: 'escalate', reason: 'x', to: 3 }, TEN).state.level).toBe(3);
  expect(words(act(two, 'mia', { do: 'escalate', reason: 'x', to: 1 }, TUESDAY))).toContain(
    'It is at level 2 (mediation) already',
  );
});

test('above level 3 there is nothing', () => {
  const three = act(raisedNow, 'mia', { do: 'escalate', reason: 'x', to: 3 }, TEN).state;
  expect(words(act(three, 'raj', { do: 'escalate', reason: 'x' }, TEN))).toContain(
    'There is no level above level 3 (leadership)',
  );
});

test('the authority of a level sends it down, twice at most', () => {
  expect(words(act(two, 'raj', { do: 'deescalate', reason: 'x' }, TUESDAY))).toContain('@ivo can do it');
  const down = act(ownedTwo, 'ivo', { do: 'deescalate', reason: 'Team can' }, TUESDAY);
  expect(down.state).toMatchObject({ level: 1, state: 'open', downs: 1, resolveBy: at('2026-11-03 17:00') });
  expect(down.state.owner).toBeUndefined();
  expect(recipients(down, 'deescalated')).toContain('raj');
  const again = { ...two, downs: 2 };
  expect(words(act(again, 'ivo', { do: 'deescalate', reason: 'x' }, TUESDAY))).toContain('twice');
});

test('reassigning clears the acknowledgement and restarts respondBy, resolveBy stays', () => {
  const given = act(owned, 'kim', { do: 'reassign', to: 'tom' }, at('2026-11-02 12:00'));
  expect(given.state).toMatchObject({
    state: 'open',
    owner: 'tom',
    respondBy: at('2026-11-02 13:00'),
    resolveBy: CLOSE,
    epoch: 2,
  });
  expect(given.state.acknowledged).toBeUndefined();
  expect(recipients(given, 'handover')).toEqual(['tom']);
  expect(act(given.state, 'tom', { do: 'acknowledge' }, at('2026-11-02 12:10')).state).toMatchObject({
    state: 'acknowledged',
    owner: 'tom',
  });
});

test('it is not handed to somebody who cannot be reached in time, has left, or has it', () => {
  const seen = view({ absences: [away('tom', '2026-11-02', '2026-11-04')] });
  expect(words(act(owned, 'kim', { do: 'reassign', to: 'tom' }, TEN, seen))).toContain(
    'They have no working time',
  );
  expect(words(act(owned, 'kim', { do: 'reassign', to: 'zoe' }, TEN))).toContain('not in the team any more');
  expect(words(act(owned, 'kim', { do: 'reassign', to: 'kim' }, TEN))).toContain('@kim has it already');
});

test('an owner who falls away before the deadline: the deputy owns it and has the time to answer', () => {
  const seen = view({ absences: [away('ivo', '2026-11-03 11:00', '2026-11-05')] });
  const gone = machine(ownedTwo, { do: 'ownerAway' }, at('2026-11-03 11:00'), seen);
  expect(gone.state).toMatchObject({
    state: 'open',
    owner: 'mia',
    former: { person: 'ivo' },
    respondBy: at('2026-11-03 13:00'),
    resolveBy: ownedTwo.resolveBy,
    epoch: 3,
  });
  expect(recipients(gone, 'handover')).toEqual(['mia']);
  expect(armed(gone).back?.due).toBe(at('2026-11-05 09:00'));
});

test('an owner whose day is over has not fallen away', () => {
  expect(machine(ownedTwo, { do: 'ownerAway' }, at('2026-11-03 16:59'), view()).state).toBe(ownedTwo);
  const before = view({ absences: [away('ivo', '2026-11-03 11:00', '2026-11-03 13:00')] });
  expect(machine(ownedTwo, { do: 'ownerAway' }, at('2026-11-03 11:00'), before).state).toBe(ownedTwo);
});

test('without a deputy everybody who was asked is asked again', () => {
  const seen = view({ absences: [away('kim', '2026-11-02 11:00', '2026-11-04')] });
  const gone = machine(owned, { do: 'ownerAway' }, at('2026-11-02 11:00'), seen);
  expect(gone.state.owner).toBeUndefined();
  expect(recipients(gone, 'handover')).toEqual(['lea']);
});

test('a hold changes nothing until it is granted; then the open time that is left is kept', () => {
  const until = at('2026-11-04 12:00');
  const asked = act(
    owned,
    'kim',
    { do: 'askHold', until, reason: 'Vendor delivers' },
    at('2026-11-02 14:00'),
  );
  expect(asked.state).toMatchObject({ state: 'acknowledged', resolveBy: CLOSE, epoch: 1 });
  expect(recipients(asked, 'hold-asked')).toEqual(['mia', 'ivo']);
  const held = act(asked.state, 'mia', { do: 'grantHold' }, at('2026-11-02 15:00'));
  expect(held.state).toMatchObject({ state: 'held', epoch: 2, hold: { left: 2 * 3_600_000, spent: 0 } });
  expect(held.state.resolveBy).toBeUndefined();
  expect(armed(held)).toMatchObject({ hold: { due: until } });
  const resumed = fire(held.state, 'hold', until);
  expect(resumed.state).toMatchObject({
    state: 'acknowledged',
    owner: 'kim',
    resolveBy: at('2026-11-04 14:00'),
    epoch: 3,
  });
});

test('the end of a hold gives at least one working hour', () => {
  const asked = act(
    owned,
    'kim',
    { do: 'askHold', until: at('2026-11-04 12:00'), reason: 'x' },
    at('2026-11-02 16:50'),
  ).state;
  const held = act(asked, 'mia', { do: 'grantHold' }, at('2026-11-02 16:55')).state;
  expect(fire(held, 'hold', at('2026-11-04 12:00')).state.resolveBy).toBe(at('2026-11-04 13:00'));
});

test('all holds of one escalation together last 30 days at most', () => {
  const ask = (until: string) => ({ do: 'askHold', until: at(until), reason: 'x' }) as const;
  expect(words(act(owned, 'kim', ask('2026-12-03'), TEN))).toContain('30 days');
  const asked = act(owned, 'kim', ask('2026-11-22 10:12'), TEN).state;
  const held = act(asked, 'mia', { do: 'grantHold' }, TEN).state;
  const back = fire(held, 'hold', at('2026-11-22 10:12')).state;
  expect(words(act(back, 'kim', ask('2026-12-03 10:12'), at('2026-11-23 09:00')))).toContain('30 days');
  expect(act(back, 'kim', ask('2026-12-02 10:12'), at('2026-11-23 09:00')).state.holdAsked).toBeDefined();
});

test('only an owner asks for a hold', () => {
  expect(
    words(act(raisedNow, 'lea', { do: 'askHold', until: at('2026-11-04'), reason: 'x' }, TEN)),
  ).toContain('Nobody owns it yet');
  expect(words(act(owned, 'raj', { do: 'askHold', until: at('2026-11-04'), reason: 'x' }, TEN))).toContain(
    '@kim can do it',
  );
});

test('a hold of an exhausted one ends where it was', () => {
  const exhausted = fire(
    fire(two, 'resolve', at('2026-11-03 17:00')).state,
    'resolve',
    at('2026-11-05 17:00'),
  ).state;
  const taken = act(exhausted, 'dana', { do: 'acknowledge' }, at('2026-11-06 09:00')).state;
  const asked = act(
    taken,
    'dana',
    { do: 'askHold', until: at('2026-11-10 09:00'), reason: 'Budget' },
    at('2026-11-06 09:05'),
  ).state;
  const held = act(asked, 'ivo', { do: 'grantHold' }, at('2026-11-06 09:10')).state;
  expect(fire(held, 'remind', at('2026-11-09 09:00')).state).toBe(held);
  const back = fire(held, 'hold', at('2026-11-10 09:00'));
  expect(back.state).toMatchObject({ state: 'exhausted', owner: 'dana' });
  expect(armed(back).remind?.due).toBe(at('2026-11-11 09:00'));
});

test('a plan stops no clock; with a date it asks for a hold until that morning', () => {
  const planned = act(owned, 'kim', { do: 'plan', text: 'Move to the new host', until: '2026-11-05' }, TEN);
  expect(planned.state).toMatchObject({
    resolveBy: CLOSE,
    plan: { text: 'Move to the new host' },
    holdAsked: { until: at('2026-11-05 09:00') },
  });
  expect(recipients(planned, 'hold-asked')).toEqual(['mia', 'ivo']);
  expect(act(owned, 'kim', { do: 'plan', text: 'Ask Ops' }, TEN).state.holdAsked).toBeUndefined();
});

const SOLVED = { do: 'resolve', how: 'x', plan: 'Watch the disk' } as const;

test('resolving stops all timers and tells everybody else who was told, where they were told', () => {
  const done = act(
    ownedTwo,
    'raj',
    { do: 'resolve', how: 'Restarted it', learning: 'Watch the disk', plan: 'Buy a bigger one' },
    TUESDAY,
  );
  expect(done.state).toMatchObject({
    state: 'resolved',
    live: false,
    epoch: 3,
    resolved: { by: 'raj', how: 'Restarted it', learning: 'Watch the disk' },
    plan: { text: 'Buy a bigger one', level: 2 },
  });
  expect(cancelled(done)).toEqual(
    expect.arrayContaining(['escalation:atlas-1:warn:2', 'escalation:atlas-1:resolve:2']),
  );
  expect(recipients(done, 'resolved')).toEqual(['lea', 'kim', 'ivo', '#atlas under escalation:atlas-1']);
  // Nobody had looked at their line yet, so outsiders never heard of it.
  expect(recipients(done, 'outside-ended')).toEqual([]);
  const heard = act(act(ownedTwo, 'ivo', { do: 'sendLine' }, TUESDAY).state, 'ivo', SOLVED, TUESDAY);
  expect(recipients(heard, 'outside-ended')).toEqual([
    '#atlas-stakeholders under escalation:atlas-1',
    'dana',
  ]);
  expect(armed(done)).toEqual({});
});

test('a timer that was on its way when it was resolved does nothing', () => {
  const done = act(two, 'raj', SOLVED, TUESDAY).state;
  for (const timer of ['respond', 'warn', 'resolve', 'word', 'session'] as const)
    expect(fire(done, timer, TUESDAY).state).toBe(done);
});

test('owner, raiser and the authority of the level resolve; others are told who could', () => {
  expect(words(act(owned, 'tom', { do: 'resolve', how: 'x' }, TEN))).toMatch(
    /Only its owner, whoever raised it or whoever decides/,
  );
  for (const by of ['kim', 'raj', 'lea'])
    expect(act(owned, by, { do: 'resolve', how: 'x' }, TEN).state.state).toBe('resolved');
});

test('the end of an ended one is told: who, when and how', () => {
  const done = act(owned, 'kim', { do: 'resolve', how: 'Restarted' }, TEN).state;
  expect(words(act(done, 'raj', { do: 'cancel', reason: 'x' }, TEN))).toContain(
    '@kim resolved this (2026-11-02T09:12:00.000Z): Restarted.',
  );
});

test('reopened within seven days it begins the same level anew; later a new one is needed', () => {
  const done = act(ownedTwo, 'ivo', SOLVED, TUESDAY).state;
  const back = act(done, 'raj', { do: 'reopen', reason: 'Down again' }, at('2026-11-09 10:00'));
  expect(back.state).toMatchObject({
    state: 'open',
    live: true,
    level: 2,
    targets: ['ivo'],
    resolveBy: at('2026-11-10 10:00'),
  });
  expect(back.state.resolved).toBeUndefined();
  expect(recipients(back, 'reopened')).toEqual(['lea', 'kim']);
  expect(words(act(done, 'raj', { do: 'reopen', reason: 'x' }, at('2026-11-10 10:01')))).toContain(
    'over seven days ago',
  );
  expect(words(act(done, 'tom', { do: 'reopen', reason: 'x' }, TUESDAY))).toContain('@raj or @mia can do it');
});

test('closing: level 2 needs a follow-up with owner and date, level 3 a review too', () => {
  const done = act(ownedTwo, 'ivo', SOLVED, TUESDAY).state;
  const followUp = { what: 'Watch the disk', owner: 'kim', due: '2026-11-20' };
  expect(words(act(done, 'mia', { do: 'close' }, TUESDAY))).toContain('followUp');
  expect(act(done, 'mia', { do: 'close', followUp }, TUESDAY).state).toMatchObject({
    state: 'closed',
    closed: { followUp },
  });
  const three = act({ ...done, level: 3 }, 'mia', { do: 'close', followUp }, TUESDAY);
  expect(words(three)).toContain('review');
  // The plan of level 2 is no decision of level 3.
  expect(words(three)).toContain('Level 3 ends with a decision');
});

test('solved at level 2 or 3 without its outcome: it is asked for at its input; the standup may leave it to the close', () => {
  expect(words(act(ownedTwo, 'ivo', { do: 'resolve', how: 'x' }, TUESDAY))).toBe(
    'invalid: {"plan":"Level 2 ends with an action plan, and none is recorded. Write it in a sentence."}',
  );
  const planned = act(ownedTwo, 'ivo', { do: 'plan', text: 'Watch the disk' }, TUESDAY).state;
  expect(act(planned, 'ivo', { do: 'resolve', how: 'x' }, TUESDAY).state.state).toBe('resolved');
  const inTheMorning = act(ownedTwo, 'raj', { do: 'resolve', how: 'x', later: true }, TUESDAY).state;
  expect(inTheMorning.state).toBe('resolved');
  const followUp = { what: 'Watch the disk', owner: 'kim', due: '2026-11-20' };
  expect(words(act(inTheMorning, 'mia', { do: 'close', followUp }, TUESDAY))).toContain('"plan"');
  expect(act(inTheMorning, 'mia', { do: 'close', followUp, plan: 'Watch it' }, TUESDAY).state).toMatchObject({
    state: 'closed',
    plan: { text: 'Watch it' },
  });
});

test('cancelling ends it with a reason, and the targets are told', () => {
  const off = act(raisedNow, 'raj', { do: 'cancel', reason: 'Works again' }, TEN);
  expect(off.state).toMatchObject({ state: 'cancelled', live: false, cancelled: { why: 'Works again' } });
  expect(recipients(off, 'cancelled')).toEqual(['lea', 'kim', '#atlas under board:atlas/2026-11-02']);
  expect(words(act(raisedNow, 'tom', { do: 'cancel', reason: 'x' }, TEN))).toMatch(
    /@raj, @mia, @ivo, @lea or @kim can do it/,
  );
});

test('a raiser who is away for more than five working days: the lead is asked once', () => {
  const week = view({ absences: [away('raj', '2026-11-02 10:00', '2026-11-09')] });
  expect(machine(raisedNow, { do: 'raiserAway' }, TEN, week).state).toBe(raisedNow);
  const long = view({ absences: [away('raj', '2026-11-02 10:00', '2026-11-11')] });
  const asked = machine(raisedNow, { do: 'raiserAway' }, TEN, long);
  expect(recipients(asked, 'raiser-away')).toEqual(['ivo']);
  expect(machine(asked.state, { do: 'raiserAway' }, TEN, long).state).toBe(asked.state);
});

test('whoever has left is told nothing any more', () => {
  const seen = view({ team: withMember(ATLAS, 'lea', { active: false }) });
  expect(recipients(act(raisedNow, 'raj', { do: 'resolve', how: 'x' }, TEN, seen), 'resolved')).not.toContain(
    'lea',
  );
});

test('whoever has left may do nothing, and is not named as somebody who could', () => {
  const seen = view({ team: withMember(ATLAS, 'lea', { active: false }) });
  const refused = act(raisedNow, 'lea', { do: 'acknowledge' }, TEN, seen);
  expect(words(refused)).toContain('refused');
  expect(words(refused)).not.toContain('@lea');
});

test('nobody but raiser, lead and those they added touches a private one', () => {
  const secret = raised({ needs: ['tom'] }, { raise: { private: true } }).state;
  expect(words(act(secret, 'kim', { do: 'note', text: 'x' }, TEN))).toContain(
    'This one is private. @raj or @ivo can add you.',
  );
  const shared = act(secret, 'raj', { do: 'share', people: ['kim'] }, TEN);
  expect(recipients(shared, 'shared')).toEqual(['kim']);
  expect(act(shared.state, 'kim', { do: 'note', text: 'x' }, TEN).state.note?.text).toBe('x');
  const climbed = fire(secret, 'resolve', CLOSE);
  expect(items(climbed).map(({ to }) => ('person' in to ? to.person : to.channel))).toEqual([
    'ivo',
    'raj',
    // The working thread of a private one: whoever mediates, who was named, and the raiser.
    'ivo',
    'tom',
    'raj',
  ]);
});

test('a decision is pure: the state given is not touched', () => {
  const before = JSON.stringify(raisedNow);
  act(raisedNow, 'kim', { do: 'acknowledge' }, TEN);
  fire(raisedNow, 'resolve', CLOSE);
  expect(JSON.stringify(raisedNow)).toBe(before);
});

test('what is unknown is refused', () => {
  expect(
    words(decide(undefined, { do: 'acknowledge', by: 'kim', from: 'playground' }, view(), TEN)),
  ).toContain('not known here');
});

test('deputies with a level’s authority are told apart from targets', () => {
  const team = withLevel(ATLAS, 1, { authority: ['coordinator'] });
  const { state } = raised({}, { view: view({ team }) });
  expect(words(act(state, 'lea', { do: 'resolve', how: 'x' }, TEN, view({ team })))).toContain('refused');
  expect(act(state, 'mia', { do: 'resolve', how: 'x' }, TEN, view({ team })).state.state).toBe('resolved');
});
