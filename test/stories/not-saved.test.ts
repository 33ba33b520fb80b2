import { expect, test } from 'vitest';
import { atlas, only } from '../atlas.ts';
import { harness } from '../harness.ts';

test('what could not be committed is not saved, and the person is told to try again', async () => {
  let full = false;
  const story = await harness({
    at: '2026-11-01T12:00:00Z',
    teams: [await atlas(only('morning-sync'))],
    storing: (store) => ({
      ...store,
      transact: (unit) =>
        full ? Promise.reject(new Error('database or disk is full')) : store.transact(unit),
    }),
  });
  full = true;
  const reply = await story.chat.slash('mia', undefined, '/rondo away tomorrow');
  full = false;
  expect(story.words(reply)).toMatch(/not saved.*try again/i);
  expect(await story.store.read.absences.find({})).toEqual([]);
  expect(story.log.lines.splice(0)).toEqual([expect.stringMatching(/A command was not saved/)]);
  expect(story.words(await story.slash('mia', '/rondo away tomorrow'))).toMatch(/You are away/);
});
