import { expect, test } from 'vitest';
import type { Presence } from '../../src/core/team.ts';
import { atlas, type Change, only, people, ritual, sync } from '../atlas.ts';
import { harness } from '../harness.ts';

const quiet = ritual('morning-sync', () => ({ facilitator: undefined }));
const two = (...changes: Change[]) => atlas(sync, people('mia', 'tom'), quiet, ...changes);
/** Open until 17:00 in Berlin, with reminders that long before. */
const allDay = (...remind: number[]) => ritual('morning-sync', () => ({ closes: { at: 1020 }, remind }));
/** Mia works from 22:00 to 06:00. */
const nights: Change = (team) => ({
  ...team,
  members: team.members.map((one) =>
    one.id === 'mia'
      ? {
          ...one,
          quiet: { from: 0, to: 0 },
          calendar: {
            ...one.calendar,
            week: [0, 1, 2, 3, 4, 5, 6].map((day) => (day > 0 && day < 6 ? [{ from: 1320, to: 1800 }] : [])),
          },
        }
      : one,
  ),
});

test('a half day off that was announced ends an open question when it begins: nobody is waited for, nobody is reminded', async () => {
  const story = await harness({ at: '2026-11-01T18:00:00Z', teams: [await two(allDay(60))] });
  await story.slash('mia', '/rondo away tomorrow afternoon');
  await story.until('2026-11-02T11:00:00Z');
  const prompt = story.expectMessage('mia', /^Hi Mia/);
  await story.answer('tom', { done: 'This', today: 'That' });
  expect(story.now(story.expectMessage('#atlas', /^Atlas/))).toMatch(/1 of 2 answered/);
  await story.until('2026-11-02T12:20:00Z');
  expect(story.now(prompt)).toMatch(/No answer needed/);
  await story.until('2026-11-02T20:00:00Z');
  expect(story.words(await story.slash('mia', '/rondo why morning-sync'))).toMatch(
    /skipped \(morning-sync, 2026-11-02\): Away\./,
  );
  const board = story.all().find(({ to, text }) => to === '#atlas' && /^Atlas/.test(text));
  expect(story.now(board!)).toMatch(/closed, 1 of 1 answered/);
  story.expectNothing('mia');
  story.ignore(/(?:)/);
});

test('nobody is reminded in hours in which they have said since that they are away', async () => {
  const story = await harness({ at: '2026-11-01T18:00:00Z', teams: [await two(allDay(300))] });
  await story.until('2026-11-02T08:05:00Z');
  story.expectMessage('mia', /^Hi Mia/);
  const from = Date.parse('2026-11-02T10:00:00Z');
  const span = { from, to: from + 2 * 3_600_000 };
  // A dentist, out of her calendar.
  await story.store.transact((tx) =>
    tx.absences.insert({
      id: 'mia/calendar/own/1',
      person: 'mia',
      ...span,
      source: 'calendar',
      by: 'mia',
      version: 1,
    }),
  );
  await story.until('2026-11-02T12:30:00Z');
  story.expectNothing('mia');
  const events = await story.events('prompt:atlas/morning-sync/2026-11-02/mia');
  expect(events.map(({ what, why }) => `${what}: ${why}`).at(-1)).toMatch(
    /^reminder dropped: away until Mon 2 Nov 13:15/,
  );
  story.ignore(/(?:)/);
});

test('a meeting that everybody has left before it starts closes quietly', async () => {
  const meeting = ritual('weekly-planning', () => ({
    facilitator: undefined,
    participants: { everyone: true, roles: [], people: [] },
  }));
  const team = await atlas(only('weekly-planning'), people('mia', 'tom'), meeting);
  const story = await harness({ at: '2026-11-01T18:00:00Z', teams: [team] });
  await story.until('2026-11-02T08:40:00Z');
  story.expectMessage('#atlas >', /^Weekly planning/);
  await story.slash('mia', '/rondo away');
  await story.slash('tom', '/rondo away');
  await story.until('2026-11-02T12:00:00Z');
  expect(story.unread('#atlas >').map(({ text }) => text)).toEqual([]);
  const [round] = await story.store.read.rounds.find({ team: 'atlas', date: '2026-11-02' });
  expect(round).toMatchObject({ state: 'closed', closed: { why: 'everybody is away' } });
  story.ignore(/^Atlas/);
});

test('when everybody leaves while the question is open, the round closes without a word in the channel', async () => {
  const story = await harness({
    at: '2026-11-01T18:00:00Z',
    teams: [await atlas(sync, people('mia', 'tom'))],
  });
  await story.until('2026-11-02T09:05:00Z');
  story.ignore(/(?:)/);
  await story.slash('mia', '/rondo away');
  await story.slash('tom', '/rondo away');
  await story.until('2026-11-02T15:00:00Z');
  story.expectNothing();
  const [round] = await story.store.read.rounds.find({ team: 'atlas', date: '2026-11-02' });
  expect(round).toMatchObject({ state: 'closed' });
});

test('“I’m away today” in a night shift means that shift, before and after midnight, and not the next one', async () => {
  const at23 = ritual('morning-sync', () => ({
    facilitator: undefined,
    schedule: { at: 1380, on: { on: 'working_days' }, every: { n: 1, unit: 'weeks' }, onHoliday: 'skip' },
    closes: { after: 360 },
  }));
  const team = await atlas(sync, people('mia'), nights, at23);
  const story = await harness({ at: '2026-11-02T12:00:00Z', teams: [team] });
  await story.until('2026-11-03T00:30:00Z');
  const prompt = story.expectMessage('mia', /^Hi Mia/);
  expect(story.words(await story.press('mia', prompt, "I'm away today"))).toMatch(/^You are away today/);
  const [row] = await story.store.read.absences.find({ person: 'mia' });
  expect(row?.to).toBe(Date.parse('2026-11-03T05:00:00Z'));
  await story.until('2026-11-04T00:30:00Z');
  story.expectMessage('mia', /^Hi Mia/);
  await story.until('2026-11-04T10:00:00Z');
  const thing = 'prompt:atlas/morning-sync/2026-11-03/mia';
  const late = { act: 'press', button: 'prompt.away', thing, epoch: 0 } as const;
  expect(story.words(await story.command('l1', 'mia', late))).toMatch(/^This button was for Tue 3 Nov/);
  story.ignore(/(?:)/);
});

test('a status without an end counts until the end of a night shift', async () => {
  const team = await two(nights);
  const story = await harness({ at: '2026-11-02T20:30:00Z', teams: [team] });
  await story.redefine([team], new Map<string, Presence>([['mia', { outOfOffice: {} }]]));
  const [row] = await story.store.read.absences.find({ person: 'mia' });
  expect(row?.to).toBe(Date.parse('2026-11-03T05:00:00Z'));
  story.ignore(/(?:)/);
});
