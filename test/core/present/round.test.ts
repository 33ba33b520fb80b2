import { expect, test } from 'vitest';
import { presentRound, type RoundShown } from '../../../src/core/present/round.ts';
import { presentSilent } from '../../../src/core/present/silent.ts';
import { presentUpdate } from '../../../src/core/present/update.ts';
import { question } from '../fixtures.ts';
import { at, escalation, prompt, questions, read, round, sync, team, update } from './scene.ts';

const prompts = [
  prompt('mia', { state: 'answered' }),
  prompt('tom', { state: 'answered' }),
  prompt('ana'),
  prompt('raj', { state: 'skipped', why: 'public holiday: Diwali' }),
  prompt('kim', { state: 'skipped', why: 'away' }),
  prompt('lea', { state: 'planned' }),
  prompt('ivo', { state: 'answered', optional: true }),
];
const shown: RoundShown = { round: round(), ritual: sync, team, prompts, updates: [], escalations: [] };
const closed = round({ state: 'closed', closed: { at: at('12:00'), why: 'its time is over' } });

test('an open round shows who is on duty and a count, and names nobody for silence', () => {
  const message = presentRound(shown, at('10:00'));
  expect(message.summary).toBe('Morning sync · Mon 2 Nov: 2 of 4 answered, plus 1 optional');
  expect(read(message)).toMatchInlineSnapshot(`
    "Morning sync · Mon 2 Nov
    Everybody knows what moved.
    On duty: @Tom (next in the list after Mia).
    2 of 4 answered, plus 1 optional. Open until 12:00."
  `);
  expect(read(message)).not.toMatch(/Ana|Lea|Raj/);
});

test('a closed round shows the final count, the blockers it raised with their level, and who was on duty', () => {
  const escalations = [
    escalation(3, { round: closed.id, level: 2 }),
    escalation(4, { round: closed.id, private: { people: [] }, what: 'secret' }),
    escalation(5, { round: 'atlas/sync/2026-10-30', what: 'old' }),
  ];
  expect(read(presentRound({ ...shown, round: closed, escalations }, at('12:00')))).toMatchInlineSnapshot(`
    "Morning sync · Mon 2 Nov
    Tom was on duty.
    2 of 4 answered, plus 1 optional. Closed at 12:00.
    2 blockers raised:
    • atlas-3 · level 2 · The staging database is down
    • 1 private one"
  `);
});

test('a round without anybody at work closes quietly', () => {
  const away = prompts.map((one) => ({ ...one, state: 'skipped' as const }));
  const everybody = round({ state: 'closed', closed: { at: at('09:00'), why: 'everybody is away' } });
  expect(read(presentRound({ ...shown, round: everybody, prompts: away }, at('09:00')))).toContain(
    'Everybody is away, so nobody was asked.',
  );
});

test.each([
  ['skipped', 'Morning sync does not take place. Public holiday: Reformation Day.'],
  ['missed', 'Morning sync was missed. Public holiday: Reformation Day.'],
] as const)('a %s round says why', (state, words) => {
  const over = round({ state, closed: { at: at('09:00'), why: 'public holiday: Reformation Day' } });
  expect(read(presentRound({ ...shown, round: over }, at('10:00')))).toContain(words);
});

test('a summary holds all answers in one message', () => {
  const ritual = { ...sync, publish: { to: 'channel', as: 'summary' } as const };
  const updates = [
    update(
      'tom',
      { done: 'Schema', blocked: { what: 'No key', needs: ['ux', 'ana'], when: { by: '2026-11-05' } } },
      { late: true, at: at('11:00') },
    ),
    update('mia', { done: 'The export', today: 'The import' }, { editedAt: at('10:00') }),
    update('ana', {}, { at: at('12:00') }),
  ];
  expect(read(presentRound({ ...shown, ritual, updates }, at('12:30')))).toMatchInlineSnapshot(`
    "Morning sync · Mon 2 Nov
    Everybody knows what moved.
    On duty: @Tom (next in the list after Mia).
    2 of 4 answered, plus 1 optional. Open until 12:00.
    Mia · edited
    • What moved? The export
    • What is next? The import
    Tom · late
    • What moved? Schema
    • What is stopping you? No key (can help: ux or Ana · needed by Thu 5 Nov)
    Ana
    • Nothing new."
  `);
});

test('anonymous answers are shown after the close, from four on, without their order', () => {
  const mood = question('mood', { ask: 'How is it going?', type: 'scale', anonymous: true });
  const wish = question('wish', { ask: 'One wish?', anonymous: true });
  const ritual = { ...sync, questions: [mood, wish] };
  const moods = [5, 3, 4, 3].map((answer) => ({ question: 'mood', answer }));
  const wishes = ['Quiet', 'Focus', 'Quiet', 'Air'].map((answer) => ({ question: 'wish', answer }));
  const after = { ...shown, ritual, round: closed, anonymous: [...moods, ...wishes] };
  expect(read(presentRound(after, at('12:30')))).toContain(
    'How is it going? 3.8 of 5 on average, 4 anonymous answers.\nOne wish? 4 anonymous answers:\n• Air\n• Focus\n• Quiet (2 times)',
  );
  expect(read(presentRound({ ...after, round: round() }, at('11:00')))).not.toContain('anonymous');
  expect(read(presentRound({ ...after, anonymous: moods.slice(1) }, at('12:30')))).not.toContain('anonymous');
});

test('an update quotes its answers by question and calls nobody', () => {
  const all = [
    ...questions,
    question('waits', { ask: 'Whom are you waiting for?', type: 'dependency' }),
    question('risk', { ask: 'What could go wrong?', type: 'risk' }),
    question('energy', { ask: 'Energy?', type: 'scale' }),
    question('office', { ask: 'In the office?', type: 'yes_no' }),
    question('with', { ask: 'With whom?', type: 'people' }),
    question('thanks', { ask: 'Thanks?', type: 'kudos' }),
    question('mood', { ask: 'How is it going?', type: 'scale', anonymous: true }),
  ];
  const own = update(
    'mia',
    {
      done: 'The export\nand <b>tests</b>',
      blocked: { what: 'No key', needs: ['tom', 'ux'], when: 'now', link: 'https://example.org/4' },
      waits: { on: 'ana', what: 'the draft', until: '2026-11-04' },
      risk: { what: 'Storm', likelihood: 'low', impact: 'high' },
      energy: 4,
      office: false,
      with: ['tom', 'ana'],
      thanks: { to: ['raj'], what: 'the rescue' },
      mood: 1,
    },
    { late: true, editedAt: at('13:00') },
  );
  const message = presentUpdate(own, { ...sync, questions: all }, team, { blocked: 'atlas-3' });
  expect(message.summary).toBe('Mia: The export and <b>tests</b>');
  expect(read(message)).toMatchInlineSnapshot(`
    "Mia · late · edited
    What moved?
    > The export
    > and <b>tests</b>
    What is stopping you?
    > No key
    atlas-3 · can help: Tom or ux · needed at once · link (https://example.org/4)
    Whom are you waiting for?
    > the draft
    waiting for Ana · until Wed 4 Nov
    What could go wrong?
    > Storm
    likelihood low · impact high
    Energy? 4 of 5
    In the office? No
    With whom? Tom and Ana
    Thanks?
    > the rescue
    to Raj"
  `);
  expect(JSON.stringify(message)).not.toContain('"person"');
});

test('an update without words says that nothing is new', () => {
  expect(read(presentUpdate(update('mia', {}), sync, team))).toBe('Mia\nNothing new.');
});

test('written input to a meeting without questions is shown by its topics', () => {
  const ritual = { ...sync, mode: 'live' as const, questions: [], agenda: ['Lessons', 'Next week'] };
  const form = Object.fromEntries(['Lessons', 'Next week'].map((topic, n) => [`topic-${n + 1}`, topic]));
  expect(read(presentUpdate(update('mia', form), ritual, team))).toContain('Lessons');
});

test('the person on duty sees who was silent, until they answer', () => {
  const optional = prompt('ivo', { optional: true });
  expect(
    read(presentSilent({ ...shown, round: closed, prompts: [...prompts, optional] })),
  ).toMatchInlineSnapshot(`
    "Morning sync of Atlas · Mon 2 Nov. No answer so far from:
    • Ana
    They can still answer late. A friendly word often helps: silence can mean that somebody is stuck.
    (You get this list because you are on duty, and nobody else does. It ends with the duty.)"
  `);
  const full = prompts.map((one) => ({ ...one, state: 'answered' as const }));
  expect(read(presentSilent({ ...shown, prompts: full }))).toContain('everybody who was asked has answered.');
});
