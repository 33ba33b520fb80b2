import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { exportTeam } from '../../src/cli/export.ts';
import { atlas, sync } from '../atlas.ts';
import { harness } from '../harness.ts';
import { raise } from '../stories/blockers.ts';

const rituals = join(import.meta.dirname, '../..', 'rituals');

test('everything a team has, a file for each list, without formulas and private blockers, and nothing is written over', async () => {
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [await atlas(sync)] });
  await raise(story, 'tom', { what: '=1+1', needs: ['lea'] });
  await raise(story, 'tom', { what: 'My contract ends', needs: ['lea'], private: true });
  story.ignore(/(?:)/);
  await story.store.transact(async (tx) => {
    for (let n = 0; n < 450; n += 1) {
      const action = { id: `a${n}`, team: 'atlas', what: 'x', owner: 'tom', due: '2026-11-06', from: '' };
      await tx.actions.insert({ ...action, open: true, version: 1 });
    }
  });
  const to = join(story.folder, 'out');
  onTestFinished(() => rmSync(to, { recursive: true, force: true }));
  const said = vi.spyOn(console, 'log').mockImplementation(() => {});
  onTestFinished(() => said.mockRestore());
  await exportTeam({ team: 'atlas', to, data: story.folder, rituals });
  expect(readdirSync(to)).toHaveLength(10);
  const read = (name: string) => readFileSync(join(to, `atlas-${name}.csv`), 'utf8');
  expect(read('escalations')).toContain("'=1+1");
  expect(read('escalations')).not.toContain('contract');
  expect(read('actions').trim().split('\r\n')).toHaveLength(451);
  expect(read('decisions').trim()).toBe('id,what,by,at,from');
  await expect(exportTeam({ team: 'atlas', to, data: story.folder, rituals })).rejects.toThrow(
    /atlas-teams\.csv cannot be written: it is there already/,
  );
});
