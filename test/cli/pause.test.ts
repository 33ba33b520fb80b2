import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { pause, resume } from '../../src/cli/pause.ts';
import { atlas, only, people } from '../atlas.ts';
import { harness } from '../harness.ts';
import { raise, told } from '../stories/blockers.ts';

const rituals = join(import.meta.dirname, '../..', 'rituals');

afterEach(() => vi.restoreAllMocks());

async function printed(verb: () => Promise<void>): Promise<string> {
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  try {
    await verb();
    return out.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    out.mockRestore();
  }
}

test('the command line pauses and resumes while Rondo is down, and refuses while it runs', async () => {
  const teams = [await atlas(only(), people('mia', 'tom', 'lea'))];
  // Ahead of this machine's clock, as a playground's may be.
  const story = await harness({ at: '2031-11-05T09:00:00Z', teams });
  await raise(story, 'tom', { what: 'The map service is down', needs: ['lea'] });
  told(story);
  const where = { data: story.folder, rituals };
  await expect(pause(['atlas'], where)).rejects.toThrow(/^Rondo is running.*Say it in chat: \/rondo pause/);
  await story.close();

  await expect(pause(['atlsa'], where)).rejects.toThrow(/^Name a team first, or all\. Teams: atlas/);
  await expect(resume(['atlas', 'now'], where)).rejects.toThrow(/^Name one team, or all/);
  expect(await printed(() => resume(['atlas'], where))).toBe('Atlas is not paused.\n');
  expect(await printed(() => pause(['atlas', 'Restored', 'a', 'backup'], where))).toMatch(
    /^Atlas is paused from now on\. Nothing is sent to it/,
  );
  expect(await printed(() => pause(['all'], where))).toMatch(
    /^Atlas has been paused since 10:00 from the command line, until somebody resumes it\. Reason: Restored a backup\.$/m,
  );

  const next = await harness({ at: '2031-11-05T12:00:00Z', teams, before: story });
  await next.until('2031-11-05T12:01:00Z');
  next.expectNothing();
  await next.close();
  expect(await printed(() => resume(['atlas'], where))).toMatch(/^Atlas goes on\. /);
});

test('without a database there is nothing to pause', async () => {
  await expect(pause(['atlas'], { data: '/nowhere', rituals })).rejects.toThrow(/^There is no database in/);
});
