import { expect, test } from 'vitest';
import { presentPrompt } from '../../../src/core/present/prompt.ts';
import { presentReminder } from '../../../src/core/present/reminder.ts';
import { question } from '../fixtures.ts';
import { asked, at, mia, prompt, questions, read, round, sync, team, update } from './scene.ts';

const two = () => {
  const other = round({ id: 'borealis/sync/2026-11-02', team: 'borealis' });
  const borealis = { ...team, id: 'borealis', name: 'Borealis' };
  return [
    asked(),
    asked({ round: other, team: borealis, prompt: prompt('mia', { round: other.id, due: at('11:00') }) }),
  ];
};
const done = asked({
  update: update('mia', { done: 'The export', today: 'The import' }),
  prompt: prompt('mia', { state: 'answered' }),
});

test('asks: what, until when, three ways to answer, why it came and how to stop it', () => {
  const message = presentPrompt([asked()], mia, at('09:00'));
  expect(message.summary).toBe('Morning sync: 3 questions, open until 12:00');
  expect(read(message)).toMatchInlineSnapshot(`
    "Hi Mia, Morning sync is open until 12:00.
    • What moved?
    • What is next?
    • What is stopping you? (optional)
    Use the form, or simply reply here in your own words.
    [Answer] [Nothing new] [I'm away today]
    (This came because you take part in Morning sync of Atlas. Off for a while: /rondo away. Anything else: /rondo help.)"
  `);
});

test('carries the prompt in its buttons, so that they work after a restart', () => {
  const { elements } = presentPrompt([asked()], mia, at('09:00'));
  const row = elements.flatMap((element) => (element.element === 'buttons' ? element.buttons : []));
  expect(row.map(({ id, thing }) => [id, thing])).toEqual([
    ['prompt.answer', 'prompt:atlas/sync/2026-11-02/mia'],
    ['prompt.nothing-new', 'prompt:atlas/sync/2026-11-02/mia'],
    ['prompt.away', 'prompt:atlas/sync/2026-11-02/mia'],
  ]);
});

test('asks for several rounds in one message', () => {
  const message = presentPrompt(two(), mia, at('09:00'));
  expect(message.summary).toBe(
    'Morning sync of Atlas and Morning sync of Borealis: 6 questions, open until 11:00',
  );
  expect(read(message)).toMatchInlineSnapshot(`
    "Hi Mia, one form for 2 rounds:
    • Morning sync of Atlas: 3 questions, open until 12:00
    • Morning sync of Borealis: 3 questions, open until 11:00
    [Answer] [Nothing new] [I'm away today]
    (This came because you take part in Morning sync of Atlas and Morning sync of Borealis. Off for a while: /rondo away. Anything else: /rondo help.)"
  `);
});

test('names the date when it asks the evening before', () => {
  expect(read(presentPrompt([asked()], mia, at('20:00', '2026-11-01')))).toContain(
    'Morning sync for Mon 2 Nov is open until Mon 2 Nov 12:00.',
  );
});

test('shows what was answered and can be edited until the due', () => {
  expect(read(presentPrompt([done], mia, at('10:00')))).toMatchInlineSnapshot(`
    "Thank you. Your answer for Morning sync is in. You can change it until 12:00.
    What moved?
    > The export
    What is next?
    > The import
    [Edit]
    (This came because you take part in Morning sync of Atlas. Off for a while: /rondo away. Anything else: /rondo help.)"
  `);
  expect(read(presentPrompt([done], mia, at('12:00')))).not.toContain('[Edit]');
});

test('never shows an anonymous answer', () => {
  const mood = question('mood', { ask: 'How is it going?', type: 'scale', anonymous: true });
  const one = {
    ...done,
    ritual: { ...sync, questions: [...questions, mood] },
    update: update('mia', { done: 'x', mood: 2 }),
  };
  expect(read(presentPrompt([one], mia, at('10:00')))).not.toContain('How is it going?');
});

test('offers a late answer after the due, and marks one that came', () => {
  const message = presentPrompt([asked()], mia, at('12:00'));
  expect(message.summary).toBe('Morning sync: closed, you can still answer late');
  expect(read(message)).toMatchInlineSnapshot(`
    "Morning sync closed at 12:00.
    You can still send your answer; it will be marked as late.
    [Answer late]
    (This came because you take part in Morning sync of Atlas. Off for a while: /rondo away. Anything else: /rondo help.)"
  `);
  const late = { ...done, update: update('mia', { done: 'x' }, { late: true }) };
  expect(read(presentPrompt([late], mia, at('13:00')))).toContain(
    'Your answer for Morning sync is in, marked as late.',
  );
});

test('says why nothing is asked', () => {
  const away = asked({ prompt: prompt('mia', { state: 'skipped', why: 'away until Thu 5 Nov' }) });
  expect(read(presentPrompt([away], mia, at('09:00')))).toMatchInlineSnapshot(`
    "No answer needed for Morning sync (away until Thu 5 Nov).
    [Answer anyway]
    (This came because you take part in Morning sync of Atlas. Off for a while: /rondo away. Anything else: /rondo help.)"
  `);
});

test('reminds with the time that is left', () => {
  const message = presentReminder([asked()], mia, at('11:30'));
  expect(message.summary).toBe('Morning sync closes in 30 minutes');
  expect(read(message)).toMatchInlineSnapshot(`
    "Morning sync closes in 30 minutes, at 12:00. A line or two is enough, and “nothing new” is an answer too.
    [Answer] [Nothing new] [I'm away today]
    (This came because you take part in Morning sync of Atlas. Off for a while: /rondo away. Anything else: /rondo help.)"
  `);
});

test('a reminder that is seen later shows how it stands', () => {
  expect(read(presentReminder([done], mia, at('11:40')))).toBe('Morning sync: your answer is in. Thank you.');
  expect(read(presentReminder([asked()], mia, at('12:01')))).toBe('Closed.');
});

test('a reminder for several rounds is about those still open', () => {
  const [, second] = two();
  expect(read(presentReminder([done, second!], mia, at('10:30')))).toContain(
    'Morning sync of Borealis closes in 30 minutes, at 11:00.',
  );
});

test('whoever cannot be at a meeting because of the hour is asked to write, and told what becomes of it', () => {
  const met = asked({
    ritual: { ...sync, mode: 'live', name: 'Weekly planning' },
    round: round({ startsAt: at('15:00') }),
    prompt: prompt('mia', { due: at('15:00'), optional: true }),
  });
  expect(read(presentPrompt([met], mia, at('09:00', '2026-10-30')))).toContain(
    'Hi Mia, Weekly planning is outside your hours, at Mon 2 Nov 15:00. What you write before then is read there, and you get the minutes.',
  );
});
