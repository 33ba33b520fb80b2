import { expect, test } from 'vitest';
import type { EscalationCommand } from '../../../src/core/escalation/command.ts';
import { decide } from '../../../src/core/escalation/decide.ts';
import type { Escalation, EscalationState, TimerName } from '../../../src/core/escalation/escalation.ts';
import { type EventName, type StateName, TABLE } from '../../../src/core/escalation/table.ts';
import { ATLAS, act, at, away, fire, raiseCommand, raised, view, withMember } from './atlas.ts';

const TEN = at('2026-11-02 10:05');
const open = raised().state;
const acknowledged = act(open, 'kim', { do: 'acknowledge' }, TEN).state;
const asked = act(
  acknowledged,
  'kim',
  { do: 'askHold', until: at('2026-11-04 09:00'), reason: 'Vendor' },
  TEN,
).state;
const held = act(asked, 'mia', { do: 'grantHold' }, TEN).state;
const two = fire(open, 'resolve', at('2026-11-02 17:00')).state;
const three = fire(two, 'resolve', at('2026-11-03 17:00')).state;
const exhausted = fire(three, 'resolve', at('2026-11-05 17:00')).state;
const resolved = act(acknowledged, 'kim', { do: 'resolve', how: 'Restarted' }, TEN).state;
const closed = act(resolved, 'mia', { do: 'close' }, TEN).state;
const cancelled = act(open, 'raj', { do: 'cancel', reason: 'Gone' }, TEN).state;

const SAMPLES: Record<EscalationState, Escalation> = {
  open,
  acknowledged,
  held,
  exhausted,
  resolved,
  closed,
  cancelled,
};
const STATES: readonly StateName[] = [
  'none',
  'open',
  'acknowledged',
  'held',
  'exhausted',
  'resolved',
  'closed',
  'cancelled',
];

const person = (by: string) => ({ by, from: 'playground' });
const timer = (name: TimerName) => (escalation?: Escalation) =>
  ({ do: 'timer', timer: name, arming: escalation?.armings[name] ?? 1 }) as const;

/** Each event as somebody who may: what comes of it in each state (`no`: refused, `-`: ignored), at the same moment. */
const MATRIX: Record<EventName, [(escalation?: Escalation) => EscalationCommand, string]> = {
  raise: [() => raiseCommand(), 'open no no no no no no no'],
  acknowledge: [() => ({ ...person('mia'), do: 'acknowledge' }), 'no acknowledged no no exhausted no no no'],
  escalate: [() => ({ ...person('mia'), do: 'escalate', reason: 'x' }), 'no open open open no no no no'],
  deescalate: [() => ({ ...person('dana'), do: 'deescalate', reason: 'x' }), 'no no no no open no no no'],
  reassign: [() => ({ ...person('mia'), do: 'reassign', to: 'tom' }), 'no open open no exhausted no no no'],
  askHold: [
    () => ({ ...person('kim'), do: 'askHold', until: at('2026-11-20'), reason: 'x' }),
    'no no acknowledged no no no no no',
  ],
  grantHold: [() => ({ ...person('mia'), do: 'grantHold' }), 'no no no no no no no no'],
  declineHold: [() => ({ ...person('mia'), do: 'declineHold' }), 'no no no no no no no no'],
  endHold: [() => ({ ...person('mia'), do: 'endHold' }), 'no no no acknowledged no no no no'],
  plan: [
    (one) => ({ ...person(one?.level === 3 ? 'dana' : 'kim'), do: 'plan', text: 'x' }),
    'no open acknowledged held exhausted no no no',
  ],
  resolve: [
    () => ({ ...person('raj'), do: 'resolve', how: 'x', plan: 'x' }),
    'no resolved resolved resolved resolved no no no',
  ],
  reopen: [() => ({ ...person('raj'), do: 'reopen', reason: 'x' }), 'no no no no no open open no'],
  close: [() => ({ ...person('mia'), do: 'close' }), 'no no no no no closed no no'],
  cancel: [
    () => ({ ...person('raj'), do: 'cancel', reason: 'x' }),
    'no cancelled cancelled cancelled cancelled no no no',
  ],
  note: [
    () => ({ ...person('tom'), do: 'note', text: 'x' }),
    'no open acknowledged held exhausted resolved closed cancelled',
  ],
  word: [() => ({ ...person('ivo'), do: 'word', text: 'x' }), 'no open acknowledged held exhausted no no no'],
  sendLine: [() => ({ ...person('ivo'), do: 'sendLine' }), 'no no no no exhausted no no no'],
  book: [() => ({ ...person('ivo'), do: 'book' }), 'no no no no no no no no'],
  minutes: [
    () => ({ ...person('dana'), do: 'minutes', notes: { facts: 'x' } }),
    'no no no no exhausted no no no',
  ],
  share: [() => ({ ...person('raj'), do: 'share', people: ['tom'] }), 'no no no no no no no no'],
  join: [() => ({ ...person('tom'), do: 'join' }), 'no open acknowledged held exhausted no no no'],
  takeOver: [() => ({ ...person('ivo'), do: 'takeOver' }), 'no no no no no no no no'],
  keep: [() => ({ ...person('ivo'), do: 'keep' }), 'no no no no no no no no'],
  takeBack: [() => ({ ...person('tom'), do: 'takeBack' }), 'no no no no no no no no'],
  'start timer': [timer('start'), '- - - - - - - -'],
  'respond timer': [timer('respond'), '- open - - - - - -'],
  'warn timer': [timer('warn'), '- open acknowledged - - - - -'],
  'resolve timer': [timer('resolve'), '- open open - - - - -'],
  'remind timer': [timer('remind'), '- - - - exhausted - - -'],
  'hold timer': [timer('hold'), '- - - acknowledged - - - -'],
  'back timer': [timer('back'), '- - - - - - - -'],
  'word timer': [timer('word'), '- - - - exhausted - - -'],
  'session timer': [timer('session'), '- - - - - - - -'],
  'sessionOver timer': [timer('sessionOver'), '- - - - - - - -'],
  ownerAway: [() => ({ do: 'ownerAway' }), '- - - - - - - -'],
  previewerAway: [() => ({ do: 'previewerAway' }), '- - - - - - - -'],
  raiserAway: [() => ({ do: 'raiserAway' }), '- - - - - - - -'],
  recompute: [() => ({ do: 'recompute' }), '- - - - - - - -'],
  pause: [() => ({ do: 'pause' }), '- open acknowledged held exhausted - - -'],
  unpause: [() => ({ do: 'unpause' }), '- - - - - - - -'],
};

for (const [event, [command, expected]] of Object.entries(MATRIX))
  test(`${event}: ${expected}`, () => {
    expect(STATES.map((state) => outcome(state, command)).join(' ')).toBe(expected);
  });

function outcome(state: StateName, command: (escalation?: Escalation) => EscalationCommand): string {
  const escalation = state === 'none' ? undefined : SAMPLES[state];
  const decision = decide(escalation, command(escalation), view(), TEN);
  if (decision.reply?.reply === 'refused') return 'no';
  const changed = decision.state !== escalation;
  return changed && decision.state ? decision.state.state : '-';
}

/** What only applies when something else has happened first. */
test.each<[EventName, Escalation, EscalationCommand, EscalationState]>([
  ['grantHold', asked, { ...person('ivo'), do: 'grantHold' }, 'held'],
  ['declineHold', asked, { ...person('ivo'), do: 'declineHold' }, 'acknowledged'],
  [
    'share',
    raised({}, { raise: { private: true } }).state,
    { ...person('raj'), do: 'share', people: ['tom'] },
    'open',
  ],
  ['deescalate', two, { ...person('ivo'), do: 'deescalate', reason: 'x' }, 'open'],
  [
    'start timer',
    raised({ when: { by: '2026-11-04' } }).state,
    { do: 'timer', timer: 'start', arming: 1 },
    'open',
  ],
  ['sendLine', two, { ...person('ivo'), do: 'sendLine' }, 'open'],
  ['word timer', two, { do: 'timer', timer: 'word', arming: 1 }, 'open'],
  ['book', two, { ...person('ivo'), do: 'book' }, 'open'],
  ['minutes', two, { ...person('ivo'), do: 'minutes', notes: { facts: 'x' } }, 'open'],
  ['session timer', two, { do: 'timer', timer: 'session', arming: 1 }, 'open'],
  ['resolve timer', three, { do: 'timer', timer: 'resolve', arming: 3 }, 'exhausted'],
])('%s applies where its condition holds', (_, before, command, after) => {
  const decision = decide(before, command, view(), TEN);
  expect(decision.state.version).toBe(before.version + 1);
  expect(decision.state.state).toBe(after);
});

test('an owner who falls away, and one who comes back', () => {
  const seen = view({ absences: [away('kim', '2026-11-02 10:10', '2026-11-03')] });
  const replaced = decide(acknowledged, { do: 'ownerAway' }, seen, at('2026-11-02 10:10')).state;
  expect(replaced).toMatchObject({ state: 'open', former: { person: 'kim' } });
  const offered = decide(replaced, timer('back')(replaced), view(), at('2026-11-03 09:00')).state;
  expect(offered.former?.back).toBe(at('2026-11-03 09:00'));
  expect(act(offered, 'kim', { do: 'takeBack' }, at('2026-11-03 09:01')).state).toMatchObject({
    state: 'acknowledged',
    owner: 'kim',
  });
});

test('a raiser who has left: the lead takes over', () => {
  const seen = view({ team: withMember(ATLAS, 'raj', { active: false }) });
  const left = decide(open, { do: 'raiserAway' }, seen, TEN).state;
  expect(left.raiserGone).toEqual({ at: TEN });
  expect(act(left, 'ivo', { do: 'takeOver' }, TEN, seen).state.raiser).toBe('ivo');
});

test('every state has an answer to every event, whatever its conditions', () => {
  for (const [event, states] of Object.entries(TABLE))
    for (const state of STATES) expect(states[state].at(-1)?.if, `${event} in ${state}`).toBeUndefined();
});
