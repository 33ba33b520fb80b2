import { expect, test } from 'vitest';
import { promptsOf, promptsThing } from '../../src/core/answers/asked.ts';
import { heading, join, message, note, paragraph, series, text } from '../../src/core/message.ts';
import { age, lasting } from '../../src/core/present/moment.ts';
import { plain } from '../../src/core/present/plain.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/time.ts';
import { listed, oneLine, sentence } from '../../src/core/wording.ts';
import { asked, at, prompt } from './present/scene.ts';

const why = note('Why it came.');

test('conditional spans fall out of a text', () => {
  const missing: string | undefined = undefined;
  expect(text('a', missing, false, '', ['b', { bold: 'c' }])).toEqual(['a', 'b', { bold: 'c' }]);
});

test('a series puts its last gap in the last place', () => {
  expect(series(['a', 'b', 'c'], ', ', ' and ')).toEqual(['a', ', ', 'b', ' and ', 'c']);
  expect(series(['a', 'b'], ', ', ' and ')).toEqual(['a', ' and ', 'b']);
  expect(series([])).toEqual([]);
});

test('messages are joined with a line between them, and a shared note is said once', () => {
  const joined = join([
    message('One', paragraph('1'), why),
    message('Two', paragraph('2'), why, note('Mine.')),
  ]);
  expect(joined.summary).toBe('One · Two');
  expect(joined.elements).toEqual([
    paragraph('1'),
    { element: 'divider' },
    paragraph('2'),
    note('Mine.'),
    why,
  ]);
});

test('a single message is joined into itself', () => {
  const one = message('One', heading('H'), why, why);
  expect(join([one])).toBe(one);
});

test('plain text shows every kind of element and span', () => {
  const shown = plain(
    message(
      's',
      heading('H'),
      paragraph({ bold: 'b' }, ' ', { code: 'c' }, ' ', { person: 'mia' }, ' ', { channel: 'atlas' }, ' ', {
        link: 'https://x.org',
        text: 'x',
      }),
      paragraph({ time: at('09:30'), as: 'time' }, ', ', { time: at('09:30'), as: 'day' }, ', ', {
        time: at('09:30'),
        as: 'both',
      }),
      { element: 'fields', fields: [{ label: 'L', value: ['v'] }] },
      { element: 'list', items: [['i'], ['j']] },
      { element: 'quote', text: 'q\nr', by: 'mia' },
      { element: 'image', url: 'https://x.org/i.png', alt: 'chart' },
      { element: 'buttons', buttons: [{ id: 'b', label: 'Go', thing: 't', epoch: 0 }] },
      { element: 'divider' },
      why,
    ),
    'Europe/Lisbon',
    (id) => id.toUpperCase(),
  );
  expect(shown).toBe(
    [
      'H',
      'b c @MIA #atlas x (https://x.org)',
      '08:30, Mon 2 Nov, Mon 2 Nov 08:30',
      'L: v',
      '• i\n• j',
      '> q\n> r\n> (MIA)',
      '[chart] https://x.org/i.png',
      '[Go]',
      '---',
      '(Why it came.)',
    ].join('\n'),
  );
});

test('one line is cut between whole characters', () => {
  expect(oneLine('a\n b\t c')).toBe('a b c');
  expect(oneLine('👩‍👩‍👧‍👦'.repeat(5), 3)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…');
  expect(oneLine('The staging database is down', 27)).toBe('The staging database is…');
  expect(oneLine('The staging database is down', 22)).toBe('The staging database…');
});

test('lengths of time are told in words', () => {
  expect([0, 30 * MINUTE, HOUR, 75 * MINUTE, 26 * HOUR].map(lasting)).toEqual([
    '1 minute',
    '30 minutes',
    '1 hour',
    '1 hour 15 minutes',
    '1 day',
  ]);
  expect([MINUTE * 40, 5.9 * HOUR, 3 * DAY + HOUR].map((span) => age(0, span))).toEqual([
    '40 minutes',
    '5 hours',
    '3 days',
  ]);
});

test('names are listed as people say them, and reasons become sentences', () => {
  expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'], 'or')]).toEqual([
    '',
    'a',
    'a and b',
    'a, b or c',
  ]);
  expect([sentence('everybody is away'), sentence('Done!'), sentence('')]).toEqual([
    'Everybody is away.',
    'Done!',
    '',
  ]);
});

test('several prompts are one thing, and come back out of it', () => {
  const two = [asked(), asked({ prompt: prompt('mia', { round: 'borealis/sync/2026-11-02' }) })];
  const ids = two.map((one) => one.prompt.id);
  expect(promptsOf(promptsThing(two))).toEqual(ids);
  expect(promptsOf(promptsThing(two.slice(0, 1)))).toEqual(ids.slice(0, 1));
  expect(promptsOf(ids.join(','))).toEqual(ids);
  expect(promptsOf('round:atlas/sync/2026-11-02')).toEqual([]);
});
