import { expect, test } from 'vitest';
import { dueByDefault, readAction } from '../../../src/core/round/agreeing.ts';
import { atlas, calendar, meeting, member } from '../fixtures.ts';
import { at, round } from '../present/scene.ts';

const TODAY = '2026-11-02';
const team = atlas();
const read = (words: string) => readAction(words, team, 'mia', TODAY);

test.each([
  ['Order the keys', { text: 'Order the keys', owner: 'mia' }],
  ['@tom Order the keys', { text: 'Order the keys', owner: 'tom' }],
  ['@Tom: order the keys by friday.', { text: 'order the keys', owner: 'tom', due: '2026-11-06' }],
  ['Order the keys, by tomorrow @tom', { text: 'Order the keys', owner: 'tom', due: '2026-11-03' }],
  ['Order the keys @tom by 2026-11-20', { text: 'Order the keys', owner: 'tom', due: '2026-11-20' }],
  ['@tom Ask @ana about the keys', { text: 'Ask @ana about the keys', owner: 'tom' }],
  ['Ask @ana about the keys', { text: 'Ask @ana about the keys', owner: 'mia' }],
  ['Sort the list by name', { text: 'Sort the list by name', owner: 'mia' }],
  [
    'Write to team@example.org until next monday',
    { text: 'Write to team@example.org', owner: 'mia', due: '2026-11-02' },
  ],
])('“%s” says who does what until when', (words, expected) => {
  expect(read(words)).toEqual({ ok: true, ...expected });
});

test('a full name is found; a first name that two share means nobody', () => {
  const two = atlas({
    members: [member('tom', 'UTC', { name: 'Tom Okafor' }), member('tim', 'UTC', { name: 'Tom Weber' })],
  });
  expect(readAction('@Tom Okafor Order the keys', two, 'tim', TODAY)).toMatchObject({
    owner: 'tom',
    text: 'Order the keys',
  });
  expect(readAction('@tom Order', two, 'tim', TODAY)).toMatchObject({ ok: false });
  const left = atlas({ members: [member('tom', 'UTC', { active: false })] });
  expect(readAction('@tom Order', left, 'tim', TODAY)).toMatchObject({
    ok: false,
    why: /nobody called “tom” in Atlas/,
  });
});

test('words that are missing, people who are unknown and days that have passed are said', () => {
  expect(read('@tom')).toMatchObject({ ok: false, why: /^Say what is to be done/ });
  expect(read('@tmo Order')).toMatchObject({ ok: false, why: /Did you mean @tom\?/ });
  expect(read('Order by 2026-11-01')).toMatchObject({ ok: false, why: /^2026-11-01 has passed/ });
  expect(read('Order by 2026-11-02')).toMatchObject({ ok: true, due: TODAY });
});

test('without a day it is due at the next round of the ritual, past what is skipped, else in five working days', () => {
  const ritual = meeting();
  const held = round({ ritual: 'review', date: '2026-11-06', slot: '2026-11-06' });
  const view = (more: object) => ({
    team: atlas({ rituals: [ritual], ...more }),
    ritual,
    round: held,
    absences: [],
  });
  const now = at('15:30', '2026-11-06');
  expect(dueByDefault(view({}), now)).toBe('2026-11-13');
  const closed = calendar('Europe/Berlin', { closed: { '2026-11-13': 'Holiday' } });
  expect(dueByDefault(view({ calendar: closed }), now)).toBe('2026-11-20');
  expect(dueByDefault(view({ rituals: [] }), now)).toBe('2026-11-13');
  expect(dueByDefault(view({ rituals: [], calendar: closed }), now)).toBe('2026-11-16');
});
