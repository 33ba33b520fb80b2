import { expect, test } from 'vitest';
import { presentAnnouncement, presentStarted } from '../../../src/core/present/meeting.ts';
import { presentMinutes } from '../../../src/core/present/minutes.ts';
import { presentTakeOver, presentTurn } from '../../../src/core/present/turn.ts';
import type { Turn } from '../../../src/core/rotation/rotation.ts';
import { meeting } from '../fixtures.ts';
import { action, at, escalation, MONDAY, mia, person, read, round, sync, team, update } from './scene.ts';

const planning = meeting({
  name: 'Weekly planning',
  objective: 'The week has a goal.',
  agenda: ['Objectives', 'Risks'],
  link: 'https://meet.example.org/atlas',
});
const held = round({ state: 'open', opensAt: at('14:30'), startsAt: at('15:00'), closesAt: at('16:30') });
const shown = {
  round: held,
  ritual: planning,
  team,
  carried: [
    action('b', { due: '2026-11-06', what: 'Order the keys', owner: 'tom' }),
    action('a', { due: '2026-10-30' }),
  ],
  updates: [update('ana', { learned: 'Start earlier' })],
};
const turn: Turn = {
  id: 'atlas/sync/2026-11-02',
  team: 'atlas',
  rotation: 'atlas/sync',
  date: MONDAY,
  person: 'mia',
  why: 'next in the list after Tom',
  fixedAt: at('09:00', '2026-10-30'),
  passed: [],
  version: 1,
};

test('a meeting is announced with time, link, leader, agenda, what is carried over and written input', () => {
  const message = presentAnnouncement(shown, at('14:30'));
  expect(message.summary).toBe('Weekly planning · Mon 2 Nov: starts soon');
  expect(read(message)).toMatchInlineSnapshot(`
    "Weekly planning · Mon 2 Nov
    The week has a goal.
    Starts at 15:00 and lasts 1 hour. Join the meeting (https://meet.example.org/atlas)
    Facilitator: @Tom (next in the list after Mia)
    Agenda
    • Objectives
    • Risks
    Carried over
    • Write the runbook (Mia, was due Fri 30 Oct)
    • Order the keys (Tom, due Fri 6 Nov)
    Sent in writing
    Ana
    • learned? Start earlier
    [Start] [Note] [Decision] [Action]"
  `);
});

test('the announcement follows the meeting', () => {
  const started = { ...shown, round: { ...held, startedAt: at('15:02') } };
  expect(read(presentAnnouncement(started, at('15:10')))).toContain('Started at 15:02');
  const over = {
    ...shown,
    round: { ...held, state: 'closed' as const, closed: { at: at('16:00'), why: 'it is done' } },
  };
  expect(read(presentAnnouncement(over, at('16:10')))).toContain(
    'This meeting is over. The minutes are in the thread.',
  );
  const missed = {
    ...shown,
    round: {
      ...held,
      state: 'missed' as const,
      closed: { at: at('17:00'), why: 'Rondo was not running at that time' },
    },
  };
  expect(read(presentAnnouncement(missed, at('17:00')))).toContain(
    'This meeting was missed. Rondo was not running at that time.',
  );
});

test('the start is told with the link and the agenda', () => {
  const begun = { ...shown, round: { ...held, startedAt: at('15:00') } };
  expect(read(presentStarted(begun))).toMatchInlineSnapshot(`
    "Weekly planning has started. @Tom facilitates. Join the meeting (https://meet.example.org/atlas)
    Agenda
    • Objectives
    • Risks
    [End] [Note] [Decision] [Action]"
  `);
});

test('the minutes hold what came out of it', () => {
  const minutes = {
    round: {
      ...held,
      state: 'closed' as const,
      startedAt: at('15:00'),
      closed: { at: at('15:50'), why: 'it is done' },
    },
    ritual: planning,
    team,
    decisions: [
      { id: 'd', team: 'atlas', what: 'We freeze on Thursday', by: 'mia', at: at('15:20'), from: 'round:x' },
    ],
    actions: [action('b', { due: '2026-11-06', what: 'Order the keys', owner: 'tom' }), action('a')],
    escalations: [escalation(3), escalation(4, { private: { people: [] }, what: 'secret' })],
    updates: shown.updates,
  };
  const message = presentMinutes(minutes);
  expect(message.summary).toBe('Minutes: Weekly planning · Mon 2 Nov: 1 decision, 2 actions and 2 blockers');
  expect(read(message)).toMatchInlineSnapshot(`
    "Minutes: Weekly planning · Mon 2 Nov
    Facilitated by Tom. It took 50 minutes; 1 hour was planned.
    Decisions
    • We freeze on Thursday (Mia)
    Actions
    • Mia: Write the runbook (by Wed 4 Nov)
    • Tom: Order the keys (by Fri 6 Nov)
    Blockers
    • atlas-3 · level 1 · The staging database is down
    • 1 private one
    Sent in writing
    Ana
    • learned? Start earlier"
  `);
  const empty = { ...minutes, decisions: [], actions: [], escalations: [], updates: [] };
  expect(read(presentMinutes(empty))).toContain('No decisions, actions or blockers were noted.');
});

test('a turn says when, what, why, and how to hand it on', () => {
  const message = presentTurn({ turn, ritual: { ...sync, agenda: ['Blockers'] }, team, round: round() }, mia);
  expect(message.summary).toBe('You facilitate Morning sync of Atlas on Mon 2 Nov');
  expect(read(message)).toMatchInlineSnapshot(`
    "You facilitate Morning sync of Atlas on Mon 2 Nov. It opens in the channel at 09:00.
    Why you: next in the list after Tom.
    On the agenda:
    • Blockers
    [Pass on]
    (You get this because you are in the rotation of Morning sync of Atlas. Not there? /rondo away hands it to the next in line. Swap it, or give it to somebody: /rondo duty.)"
  `);
});

test('a turn whose round opens outside the person’s hours says that nothing is to be done then', () => {
  const words = (zone: string) => {
    const there = { ...mia, calendar: { ...mia.calendar, zone } };
    return read(presentTurn({ turn, ritual: sync, team, round: round() }, there)).split('\n')[0];
  };
  expect(words('Europe/Berlin')).toMatch(/It opens in the channel at [\d:]+\.$/);
  expect(words('America/New_York')).toMatch(
    / You are not at work then: it opens by itself, and your part begins in your morning\.$/,
  );
  expect(words('Pacific/Auckland')).toMatch(
    / You are not at work then: it opens by itself, and you have nothing to do at that hour\.$/,
  );
});

test('a turn that was handed on says who has it now', () => {
  const handed = { turn: { ...turn, person: 'tom' }, ritual: sync, team };
  expect(read(presentTurn(handed, mia))).toBe(
    'Tom facilitates Morning sync of Atlas on Mon 2 Nov now. You have nothing to do.',
  );
});

test('a turn that comes from somebody else says why', () => {
  const over = { turn: { ...turn, person: 'tom' }, ritual: sync, team, round: round() };
  expect(read(presentTakeOver(over, person('tom'), 'Mia is away'))).toMatchInlineSnapshot(`
    "You take over Morning sync of Atlas on Mon 2 Nov. It opens in the channel at 09:00. You are not at work then: it opens by itself, and your part begins in your morning.
    Why: Mia is away. Thank you for stepping in.
    [Pass on]
    (You get this because you are in the rotation of Morning sync of Atlas. Not there? /rondo away hands it to the next in line. Swap it, or give it to somebody: /rondo duty.)"
  `);
});

test('a weekly duty is for the week', () => {
  const weekly = {
    ...sync,
    name: 'Quality champion',
    facilitator: { roles: [], people: [], pick: 'fair', turns: 'weekly' } as const,
  };
  expect(presentTurn({ turn, ritual: weekly, team }, mia).summary).toBe(
    'You facilitate Quality champion of Atlas in the week of Mon 2 Nov',
  );
});

test('the minutes tell a length only when somebody closed the meeting, and leave out who had nothing to say', () => {
  const closed = { ...held, state: 'closed', startedAt: at('15:00') } as const;
  const minutes = (closedAt: string) =>
    read(
      presentMinutes({
        ...shown,
        round: { ...closed, closesAt: at('16:30'), closed: { at: at(closedAt), why: 'x' } },
        decisions: [],
        actions: [],
        escalations: [],
        updates: [update('ana', {})],
      }),
    );
  expect(minutes('15:50')).toContain('It took 50 minutes; 1 hour was planned.');
  expect(minutes('16:30')).not.toContain('It took');
  expect(minutes('15:50')).not.toContain('Ana');
});
