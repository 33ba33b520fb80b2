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
