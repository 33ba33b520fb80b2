import { expect, test } from 'vitest';
import { changedRitual } from '../../../src/core/definition/chat-ritual.ts';
import { ritualFile, ritualForm } from '../../../src/core/definition/ritual-file.ts';
import { ritualOf } from '../../../src/core/definition/ritual-of.ts';

const BASE = { id: 'plan', name: 'Plan', kind: 'planning', schedule: { at: '09:00' } };
const agenda = ['Welcome', { topic: 'Risks', minutes: 10 }];

test('a topic of the agenda may say how many minutes it is given', () => {
  const ritual = ritualOf(ritualFile.parse({ ...BASE, agenda }));
  expect(ritual).toMatchObject({ agenda: ['Welcome', 'Risks'], boxes: { Risks: 10 } });
  expect(ritualOf(ritualFile.parse({ ...BASE, agenda: ['Risks'] }))).not.toHaveProperty('boxes');
});

const example = 'a topic, or a map like { topic: Risks, minutes: 10 }';
test.each([
  [0, 'a number from 1'],
  [481, 'a number up to 480'],
  [1.5, example],
  ['10', example],
])('%j minutes are refused', (minutes, expected) => {
  const read = ritualForm.read({ ...BASE, agenda: [{ topic: 'Risks', minutes }] });
  expect(read.error?.issues.map(({ message }) => message)).toEqual([expected]);
});

test('an agenda that is changed from chat brings its own minutes, and no earlier ones', () => {
  const ritual = ritualOf(ritualFile.parse({ ...BASE, agenda }));
  const plain = changedRitual(ritual, { agenda: ['Risks'] }, new Set());
  expect(plain.ok && plain.value).toMatchObject({ agenda: ['Risks'], boxes: {} });
  const timed = changedRitual(ritual, { agenda: [{ topic: 'Risks', minutes: 5 }] }, new Set());
  expect(timed.ok && timed.value.boxes).toEqual({ Risks: 5 });
  const other = changedRitual(ritual, { name: 'Other' }, new Set());
  expect(other.ok && other.value.boxes).toEqual({ Risks: 10 });
});
