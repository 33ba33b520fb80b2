import { expect, test } from 'vitest';
import type { EscalationView, PersonCommand } from '../../../src/core/escalation/command.ts';
import { decide } from '../../../src/core/escalation/decide.ts';
import type { Escalation } from '../../../src/core/escalation/escalation.ts';
import { ROLE_WORDS } from '../../../src/core/escalation/permission.ts';
import { notAllowed, type RefusalName } from '../../../src/core/escalation/refusal.ts';
import { TABLE } from '../../../src/core/escalation/table.ts';
import { plainText } from '../../../src/core/present/plain.ts';
import { DAY, type Instant } from '../../../src/core/time.ts';
import { act, at, away, fire, raiseCommand, raised, view } from './atlas.ts';

const TEN = at('2026-11-02 10:05');
const LATER = at('2026-11-04 09:00');
const by = (person: string) => ({ by: person, from: 'playground' });
const open = raised().state;
const waiting = raised({ when: { by: '2026-11-20' } }).state;
const secret = raised({}, { raise: { private: true } }).state;
const owned = act(open, 'kim', { do: 'acknowledge' }, TEN).state;
const asked = act(owned, 'kim', { do: 'askHold', until: LATER, reason: 'Vendor' }, TEN).state;
const held = act(asked, 'mia', { do: 'grantHold' }, TEN).state;
const two = fire(open, 'resolve', at('2026-11-02 17:00')).state;
const three = fire(two, 'resolve', at('2026-11-03 17:00')).state;
const resolved = act(owned, 'kim', { do: 'resolve', how: 'Restarted it' }, TEN).state;
const closed = act(resolved, 'mia', { do: 'close' }, TEN).state;
const cancelled = act(open, 'raj', { do: 'cancel', reason: 'Gone' }, TEN).state;
const ask = (until: Instant) => ({ ...by('kim'), do: 'askHold', until, reason: 'x' }) as const;

type Meeting = [
  of: Escalation | undefined,
  when: PersonCommand,
  reads: string,
  how?: { now?: Instant; seen?: EscalationView },
];

/** For each refusal somebody who meets it, and what they read. */
const MET: Record<RefusalName, Meeting[]> = {
  unknown: [
    [
      undefined,
      { ...by('raj'), do: 'note', text: 'x' },
      'This blocker is not known here. “/escalate list” shows the open ones.',
    ],
  ],
  'it was raised already': [
    [open, raiseCommand(), 'This blocker was raised already. /escalate atlas-1 shows it.'],
  ],
  'somebody was first': [
    [
      owned,
      { ...by('lea'), do: 'acknowledge' },
      '@kim took this already (Mon 2 Nov 10:05). Talk to them if you can help.',
    ],
    [
      owned,
      { ...by('kim'), do: 'acknowledge' },
      'You have it already (since Mon 2 Nov 10:05). Resolve it when it is solved, or hand it over.',
    ],
  ],
  'it is over': [
    [
      resolved,
      { ...by('lea'), do: 'acknowledge' },
      '@kim resolved this (Mon 2 Nov 10:05): Restarted it. If it is back, @raj or the coordinator can reopen it.',
    ],
    [
      closed,
      { ...by('lea'), do: 'acknowledge' },
      '@mia closed this (Mon 2 Nov 10:05). If it is back, @raj or the coordinator can reopen it.',
    ],
    [
      closed,
      { ...by('lea'), do: 'acknowledge' },
      '@mia closed this (Mon 2 Nov 10:05). Raise a new blocker if it is back, and mention atlas-1: it is linked.',
      { now: TEN + 7 * DAY + 1 },
    ],
    [
      cancelled,
      { ...by('lea'), do: 'acknowledge' },
      '@raj cancelled this (Mon 2 Nov 10:05): Gone. Raise it again if it is back.',
    ],
  ],
  'it is held': [
    [
      held,
      { ...by('mia'), do: 'reassign', to: 'tom' },
      'It is on hold until Wed 4 Nov 09:00, so its clocks stand still. @mia or @ivo can end the hold.',
    ],
  ],
  'it is not held': [
    [
      open,
      { ...by('mia'), do: 'endHold' },
      'It is not on hold. Only its owner can ask for a hold. @lea, @kim or @mia can take it.',
    ],
    [owned, { ...by('mia'), do: 'endHold' }, 'It is not on hold. @kim can ask for a hold.'],
  ],
  'there is no higher level': [
    [
      three,
      { ...by('raj'), do: 'escalate', reason: 'x' },
      'There is no level above level 3 (leadership). @dana, @mia or @ivo can decide.',
    ],
  ],
  'that is not up': [
    [
      two,
      { ...by('mia'), do: 'escalate', reason: 'x', to: 2 },
      'It is at level 2 (mediation) already. Pick a higher level, or send it back down.',
    ],
  ],
  'there is no lower level': [
    [
      open,
      { ...by('kim'), do: 'deescalate', reason: 'x' },
      'There is no level below level 1 (team). Resolve it, or cancel it with a reason.',
    ],
  ],
  'it went down twice': [
    [
      { ...three, downs: 2 },
      { ...by('dana'), do: 'deescalate', reason: 'x' },
      'It was sent back down twice, which is the most. It is to be resolved where it is now. @raj or @dana can resolve it.',
    ],
  ],
  'nobody by that name': [
    [
      open,
      { ...by('mia'), do: 'reassign', to: 'zoe' },
      'They are not in the team any more. Pick one of @mia, @tom, @raj, @lea, @kim or @ivo.',
    ],
  ],
  'they may not see it': [
    [
      secret,
      { ...by('ivo'), do: 'reassign', to: 'tom' },
      'It is private, and they may not see it yet. @raj or @ivo can add them.',
    ],
  ],
  'they have it': [
    [owned, { ...by('mia'), do: 'reassign', to: 'kim' }, '@kim has it already. Pick somebody else.'],
  ],
  'they cannot be reached in time': [
    [
      open,
      { ...by('mia'), do: 'reassign', to: 'tom' },
      'They have no working time before Mon 2 Nov 17:00. Pick somebody else, or escalate it.',
      { seen: view({ absences: [away('tom', '2026-11-02 09:00', '2026-11-03 00:00')] }) },
    ],
  ],
  'its clocks do not run': [
    [
      { ...waiting, owner: 'kim' },
      ask(LATER),
      'Its clocks do not run yet, so there is nothing to hold. Escalate it if it cannot wait.',
    ],
  ],
  'nobody has it': [
    [
      open,
      ask(LATER),
      'Nobody owns it yet, and only its owner can ask for a hold. @lea, @kim or @mia can take it.',
    ],
  ],
  'that has passed': [
    [owned, ask(TEN - 1), 'That moment has passed. Ask for a hold until a later one.'],
    [
      asked,
      { ...by('mia'), do: 'grantHold' },
      'The hold that was asked for would be over by now. @kim can ask for a later one.',
      { now: LATER },
    ],
  ],
  'it would be held too long': [
    [
      owned,
      ask(TEN + 31 * DAY),
      'All holds of one blocker together may last 30 days, and that would be longer. Pick an earlier day.',
    ],
  ],
  'no hold was asked for': [
    [owned, { ...by('mia'), do: 'grantHold' }, 'Nobody asked for a hold. @kim can ask for one.'],
    [
      open,
      { ...by('mia'), do: 'declineHold' },
      'Nobody asked for a hold. Only its owner can ask for one. @lea, @kim or @mia can take it.',
    ],
  ],
  'it ended over a week ago': [
    [
      resolved,
      { ...by('raj'), do: 'reopen', reason: 'x' },
      'It ended over seven days ago. Raise a new blocker and mention atlas-1: it is linked.',
      { now: TEN + 8 * DAY },
    ],
  ],
  'it was cancelled': [
    [
      cancelled,
      { ...by('raj'), do: 'reopen', reason: 'x' },
      'It was cancelled, and that cannot be taken back. Raise it again.',
    ],
  ],
  'it is not over': [
    [owned, { ...by('mia'), do: 'close' }, 'It is still open. @kim, @raj or @lea can resolve it.'],
  ],
  'it is not private': [
    [
      open,
      { ...by('raj'), do: 'share', people: ['tom'] },
      'It is not private: your team can read it already, with /escalate atlas-1.',
    ],
  ],
  'all of them see it': [
    [
      secret,
      { ...by('raj'), do: 'share', people: ['ivo'] },
      'They see it already, or are not in the team any more. Pick somebody who cannot read it yet.',
    ],
  ],
  'they are on it': [
    [open, { ...by('raj'), do: 'join' }, 'You are on it already: you hear of it when it is resolved.'],
  ],
  'no line waits': [
    [open, { ...by('ivo'), do: 'sendLine' }, 'No line for outsiders waits to be sent. @ivo can change it.'],
    [
      act(two, 'ivo', { do: 'sendLine' }, TEN).state,
      { ...by('ivo'), do: 'sendLine' },
      'The line for outsiders went out already. @ivo can change it.',
    ],
  ],
  'there was no session': [
    [
      open,
      { ...by('kim'), do: 'minutes', notes: { facts: 'x' } },
      'There is no session to write notes of. @lea or @kim can record a plan.',
    ],
  ],
  'no session is planned': [
    [
      open,
      { ...by('ivo'), do: 'book' },
      'There is no session to book: one comes with level 2 (mediation). Escalate it to have one.',
    ],
    [
      three,
      { ...by('ivo'), do: 'book' },
      'The session belonged to level 2 (mediation). Talk to those concerned, or send it back down.',
    ],
  ],
  'that time is booked': [
    [
      act(two, 'ivo', { do: 'book' }, TEN).state,
      { ...by('ivo'), do: 'book' },
      '@ivo booked the session for Tue 3 Nov 09:00 already. Pick another time to move it.',
    ],
  ],
  'no time is offered': [
    [
      { ...two, session: { mediator: 'ivo', people: ['ivo', 'raj'] } },
      { ...by('ivo'), do: 'book' },
      'No time that suits the mediator is left before the deadline. Pick one with “Another time”.',
    ],
  ],
  'that time has come': [
    [
      two,
      { ...by('ivo'), do: 'book', start: TEN },
      'That time has passed. Pick a later one with “Another time”.',
    ],
  ],
  'it would be after its deadline': [
    [
      two,
      { ...by('ivo'), do: 'book', start: at('2026-11-03 16:45') },
      'The session would end after the deadline, Tue 3 Nov 17:00. Pick an earlier time, or ask for a hold.',
    ],
  ],
  'its raiser is here': [
    [
      open,
      { ...by('ivo'), do: 'takeOver' },
      '@raj is here and speaks for it. Talk to them, or resolve or cancel it if you may.',
    ],
  ],
};

/** Somebody by name, or what to do instead. */
const INSTEAD =
  /@\w+ can |can reopen it|\/escalate|(Pick|Resolve|Talk|Ask|Raise|Escalate|Say) |you hear of it/;

const meetings = Object.entries(MET).flatMap(([name, all]) => all.map((met) => ({ name, met })));

test.each(meetings)('“$name” says the rule, and who could do it or what to do instead', ({ met }) => {
  const [of, when, reads, { now = TEN, seen = view() } = {}] = met;
  const { reply, state, effects, events } = decide(of, when, seen, now);
  expect(reply?.reply).toBe('refused');
  const said = reply?.reply === 'refused' ? plainText(reply.text, 'Europe/Berlin', (id) => id) : '';
  expect(said).toBe(reads);
  expect(said).toMatch(/^[@A-Z].{14,}\.$/);
  expect(said).not.toMatch(/ {2}| \.|undefined|Nobody here can/);
  expect(said).toMatch(INSTEAD);
  expect([state, effects, events]).toEqual([of, [], []]);
});

const allowed = Object.entries(TABLE).flatMap(([event, states]) =>
  Object.values(states).flatMap((rows) =>
    rows.flatMap((row) => ('who' in row && row.who ? [[event, row.who] as const] : [])),
  ),
);
const once = [...new Map(allowed.map((one) => [JSON.stringify(one), one])).values()];

test.each(once)('whoever may not %s reads which roles may (%s), and their names', (_, who) => {
  const since: Escalation = {
    ...owned,
    deputised: { at: TEN, people: ['tom'] },
    former: { person: 'lea', at: TEN },
    preview: { at: TEN, person: 'ivo', from: TEN, lasts: 0 },
    session: { mediator: 'ivo', people: ['ivo', 'raj'] },
  };
  const said = plainText(notAllowed(who, since, view()), 'Europe/Berlin', (id) => id);
  for (const role of who) expect(said).toContain(ROLE_WORDS[role]);
  expect(said).toMatch(/^Only .+ can do this\. @\w+.* can do it\.$/);
});

test('where nobody of those roles is left, whoever runs Rondo is named', () => {
  const gone = { ...owned, owner: 'zoe' };
  expect(plainText(notAllowed(['owner'], gone, view()), 'UTC', (id) => id)).toBe(
    'Only its owner can do this. Nobody here can do it now: ask the people who run Rondo.',
  );
});
