import { expect, test } from 'vitest';
import { checkRitual } from '../../../src/core/definition/check-ritual.ts';
import { ritualFile } from '../../../src/core/definition/ritual-file.ts';
import { ritualOf } from '../../../src/core/definition/ritual-of.ts';

const file = { id: 'team-retro', name: 'Team retro', kind: 'retro', schedule: { at: '10:00' } };
const read = (more: object) => ritualFile.parse({ ...file, ...more });
const found = (more: object) => checkRitual(read(more)).map(({ path }) => path.join('.'));

test('a format or own columns make a retro with cards; without them it is a meeting', () => {
  expect(ritualOf(read({ format: 'mad-sad-glad' })).retro).toEqual({ columns: ['Mad', 'Sad', 'Glad'] });
  const own = { columns: ['Keep', 'Change'], votes: 5, topic_time: '8 minutes' };
  expect(ritualOf(read(own)).retro).toEqual({ columns: ['Keep', 'Change'], votes: 5, minutes: 8 });
  expect(ritualOf(read({})).retro).toBeUndefined();
});

test('in writing it needs neither questions nor an agenda', () => {
  expect(found({ mode: 'async', format: 'sailboat' })).toEqual([]);
  expect(found({ mode: 'async' })).toEqual(['mode']);
});

test('what does not fit together is named at its field', () => {
  expect(found({ format: 'sailboat', columns: ['A', 'B'] })).toEqual(['columns']);
  expect(found({ kind: 'review', format: 'sailboat', votes: 2 })).toEqual(['format', 'votes']);
  expect(found({ votes: 2 })).toEqual(['votes']);
  expect(found({ columns: ['A', 'B', 'A'] })).toEqual(['columns.2']);
  for (const wrong of [
    { columns: ['A'] },
    { format: 'boat' },
    { votes: 0 },
    { columns: ['A', 'x'.repeat(61)] },
  ])
    expect(ritualFile.safeParse({ ...file, ...wrong }).success).toBe(false);
});
