import { expect, test } from 'vitest';
import { type Day, presentBoard } from '../../../src/core/present/board.ts';
import { meeting } from '../fixtures.ts';
import { at, escalation, MONDAY, prompt, read, round, sync, team } from './scene.ts';

const review = meeting({ name: 'Weekly planning', mode: 'live' });
const live = round({
  id: 'atlas/review/2026-11-02',
  ritual: 'review',
  state: 'planned',
  opensAt: at('14:30'),
  startsAt: at('15:00'),
  closesAt: at('16:30'),
  facilitator: undefined,
});
const prompts = [prompt('mia', { state: 'answered' }), prompt('tom')];
const day: Day = {
  team,
  date: MONDAY,
  rounds: [
    { round: live, ritual: review, prompts: [] },
    { round: round(), ritual: sync, prompts },
  ],
  duties: [{ name: 'Quality champion', person: 'raj' }],
  away: [{ person: 'ana', until: 'until Wed 4 Nov' }, { person: 'lea' }],
  escalations: [
    escalation(4, { raisedAt: at('09:00') }),
    escalation(2, { level: 2, raisedAt: at('10:00', '2026-10-30'), what: 'No access to the\ncustomer data' }),
    escalation(5, { private: { people: [] }, what: 'secret' }),
  ],
};

test('the board shows the day at a glance and calls nobody', () => {
  const message = presentBoard(day, at('10:00'));
  expect(message.summary).toBe('Atlas · Mon 2 Nov: 2 rituals, 3 open blockers');
  expect(read(message)).toMatchInlineSnapshot(`
    "Atlas · Mon 2 Nov
    • 09:00 Morning sync: 1 of 2 answered, open until 12:00 · on duty: Tom
    • 15:00 Weekly planning: planned
    On duty: Raj (Quality champion)
    Away: Ana (until Wed 4 Nov) and Lea
    Open blockers: 3
    • atlas-2 · level 2 · since Fri 30 Oct 10:00 · No access to the customer data
    • atlas-4 · level 1 · since Mon 2 Nov 09:00 · The staging database is down
    • 1 private one
    (This message keeps itself up to date. Everything else of this day is in its thread.)"
  `);
  expect(JSON.stringify(message)).not.toContain('"person"');
  expect(read(message)).not.toContain('secret');
});

test('an empty day says so', () => {
  expect(
    read(presentBoard({ ...day, rounds: [], duties: [], away: [], escalations: [] }, at('10:00'))),
  ).toMatchInlineSnapshot(`
    "Atlas · Mon 2 Nov
    No rituals on this day.
    Away: nobody
    Open blockers: none
    (This message keeps itself up to date. Everything else of this day is in its thread.)"
  `);
});

test.each([
  [
    { state: 'closed', closed: { at: at('12:00'), why: 'its time is over' } },
    'Morning sync: closed, 1 of 2 answered',
  ],
  [
    { state: 'skipped', closed: { at: at('09:00'), why: 'public holiday: Reformation Day' } },
    'Morning sync: does not take place (public holiday: Reformation Day)',
  ],
  [
    { state: 'missed', closed: { at: at('14:00'), why: 'Rondo was not running at that time' } },
    'Morning sync: missed (Rondo was not running at that time)',
  ],
  [{ state: 'planned' }, 'Morning sync: planned · on duty: Tom'],
] as const)('a round that is %o has its word', (more, words) => {
  expect(
    read(presentBoard({ ...day, rounds: [{ round: round(more), ritual: sync, prompts }] }, at('15:00'))),
  ).toContain(words);
});

test('a round without anybody at work is one quiet line', () => {
  const everybody = round({ state: 'closed', closed: { at: at('09:00'), why: 'everybody is away' } });
  const away = prompts.map((one) => ({ ...one, state: 'skipped' as const }));
  expect(
    read(presentBoard({ ...day, rounds: [{ round: everybody, ritual: sync, prompts: away }] }, at('10:00'))),
  ).toContain('09:00 Morning sync: everybody is away\n');
});

test('a meeting is about to start, going on, or done', () => {
  const states = [
    live,
    { ...live, state: 'open' as const },
    { ...live, state: 'open' as const, startedAt: at('15:00') },
    { ...live, state: 'closed' as const },
  ];
  const words = states.map((one) =>
    read(presentBoard({ ...day, rounds: [{ round: one, ritual: review, prompts: [] }] }, at('15:01'))),
  );
  expect(words.map((one) => /planning: (.*)/.exec(one)?.[1])).toEqual([
    'planned',
    'starts soon',
    'going on now',
    'done',
  ]);
});

test('more than ten blockers are counted, the worst first', () => {
  const escalations = Array.from({ length: 12 }, (_, n) =>
    escalation(n, { level: n === 11 ? 3 : 1, raisedAt: at('08:00') + n }),
  );
  const text = read(presentBoard({ ...day, escalations }, at('10:00')));
  expect(text).toContain('Open blockers: 12\n• atlas-11 · level 3');
  expect(text).toContain('• and 2 more');
});

test('a blocker that waits for its date, is on hold or only told says so', () => {
  const escalations = [
    escalation(1, { startsOn: '2026-11-05', resolveBy: undefined }),
    escalation(2, { state: 'held', raisedAt: at('10:01') }),
    escalation(3, { when: 'just_telling', raisedAt: at('10:02') }),
  ];
  const text = read(presentBoard({ ...day, escalations }, at('11:00')));
  expect(text).toMatch(
    /atlas-1 · from Thu 5 Nov .*\n• atlas-2 · level 1, on hold .*\n• atlas-3 · for information/,
  );
});
