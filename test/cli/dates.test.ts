import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { deadline } from '../../src/cli/deadline.ts';
import { simulate } from '../../src/cli/simulate.ts';
import { atlas, only } from '../atlas.ts';
import { harness } from '../harness.ts';

const rituals = join(import.meta.dirname, '../..', 'rituals');

afterEach(() => vi.restoreAllMocks());

/** What a verb writes, by way of the console too. */
async function printed(verb: () => Promise<void>): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  vi.spyOn(console, 'log').mockImplementation((text) => void lines.push(String(text)));
  await verb();
  vi.restoreAllMocks();
  return lines.join('');
}

test('a deadline knows the holidays around its own date, years ago too', async () => {
  const at = '2024-12-24T10:00:00+01:00';
  const due = await printed(() => deadline({ team: 'atlas', level: '2', at, rituals, json: true }));
  expect(due).toMatch(/2024-12-27T/);
});

test('simulate knows the holidays of the dates it was asked for, near or far', async () => {
  const said = await printed(() => simulate({ team: 'atlas', from: '2029-12-20', days: '10', rituals }));
  expect(said).toContain('Weihnachtstag');
  const far = { team: 'atlas', from: '2026-11-02', days: '2620', rituals, json: true };
  const skipped = (await printed(() => simulate(far))).split('\n').filter((line) => /"skipped"/.test(line));
  expect(skipped.some((line) => /2033-12-26/.test(line) && /Weihnachtstag/.test(line))).toBe(true);
});

test('simulate goes on from the turns and dependencies of a database', async () => {
  const team = await atlas(only('morning-sync', 'integration-check'));
  const story = await harness({ at: '2026-11-05T06:00:00Z', teams: [team] });
  await story.store.transact(async (tx) => {
    await tx.dependencies.insert({
      id: 'd-1',
      team: 'atlas',
      waiting: 'mia',
      on: 'tom',
      what: 'The key',
      since: story.clock.now(),
      open: true,
      version: 1,
    });
  });
  await story.until('2026-11-05T09:00:00Z');
  story.ignore(/(?:)/);
  const [turn] = await story.store.read.turns.find({ team: 'atlas' }, { order: 'date', newest: true });
  await story.close();
  const said = await printed(() =>
    simulate({ team: 'atlas', from: '2026-11-06', days: '1', rituals, data: story.folder, json: true }),
  );
  const events = said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const check = events.filter((one) => one.ritual === 'integration-check').map((one) => one.what);
  expect(check).toContain('meeting');
  expect(turn?.date).toBe('2026-11-06');
  const lead = events.find((one) => one.ritual === 'morning-sync' && one.what === 'opened');
  expect(lead.facilitator).toBe(turn?.person);
});

/** Every event of a simulation that begins where the database stands. */
async function foretold(data: string, more: { from: string; days: string }) {
  const said = await printed(() => simulate({ team: 'atlas', rituals, data, json: true, ...more }));
  return said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('simulate knows what was left out, moved and skipped in chat, and who leaves', async () => {
  const team = await atlas(only('morning-sync', 'weekly-review'));
  const story = await harness({ at: '2026-11-04T09:00:00Z', teams: [team] });
  expect(story.words(await story.slash('mia', '/rituals skip morning-sync 2026-11-10 the summit'))).toMatch(
    /does not/,
  );
  expect(
    story.words(
      await story.slash(
        'mia',
        '/rituals move weekly-review 2026-11-13 to 2026-11-12 15:00 the room is taken',
      ),
    ),
  ).toMatch(/moves to/);
  await story.slash('mia', '/rondo duty skip kim 2026-11-01 to 2026-11-30');
  await story.store.transact(async (tx) => {
    const change = { id: 'c1', team: 'atlas', about: 'member:atlas/tom', by: 'mia', at: story.clock.now() };
    await tx.changes.insert({
      ...change,
      fields: { left: '2026-11-11' },
      why: 'Tom leaves',
      open: true,
      version: 1,
    });
  });
  story.ignore(/(?:)/);
  await story.close();
  const events = await foretold(story.folder, { from: '2026-11-09', days: '7' });
  const of = (ritual: string, what: string) =>
    events.filter((one) => one.ritual === ritual && one.what === what);
  expect(of('morning-sync', 'opened').map(({ date }) => date)).toEqual([
    '2026-11-09',
    '2026-11-11',
    '2026-11-12',
    '2026-11-13',
  ]);
  expect(of('morning-sync', 'skipped').find(({ person }) => person === undefined)?.why).toMatch(/the summit/);
  expect(of('weekly-review', 'meeting').map(({ at }) => new Date(at).toISOString())).toEqual([
    '2026-11-12T14:00:00.000Z',
  ]);
  expect(events.filter(({ facilitator }) => facilitator === 'kim')).toEqual([]);
  const toms = events.filter(({ person, facilitator }) => person === 'tom' || facilitator === 'tom');
  expect(toms.length).toBeGreaterThan(0);
  expect(toms.every(({ date }) => date < '2026-11-11')).toBe(true);
});

test('a team that was archived in chat has nothing to simulate', async () => {
  const story = await harness({ at: '2026-11-04T09:00:00Z', teams: [await atlas(only('morning-sync'))] });
  await story.slash('mia', '/rondo archive');
  story.ignore(/(?:)/);
  await story.close();
  await expect(foretold(story.folder, { from: '2026-11-09', days: '7' })).rejects.toThrow(
    'Atlas is archived, so no rounds are planned.',
  );
});
