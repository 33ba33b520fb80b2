import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dateAt } from '../../src/core/time/zone.ts';
import { applyChange } from '../../src/engine/definitions/changes.ts';
import { createReload, type Loaded } from '../../src/engine/definitions/reload.ts';
import { loadDefinitions } from '../../src/sources/definitions.ts';
import { publicHolidays } from '../../src/sources/holidays.ts';
import { harness, WORKSPACE } from '../harness.ts';

const SHIPPED = join(import.meta.dirname, '..', '..', 'rituals');
const AT = '2026-11-02T05:00:00Z';
const holidays = publicHolidays();

/** Rondo with files of its own: the sample team and its morning sync. */
async function running() {
  const folder = await mkdtemp(join(tmpdir(), 'rondo-team-files-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const used = (path: string) =>
    !path.endsWith('.yml') || /^(atlas|morning-sync)$/.test(basename(path, '.yml'));
  await cp(SHIPPED, folder, { recursive: true, filter: used });
  const team = join(folder, 'teams', 'atlas.yml');
  await edit(team, (text) =>
    text
      .replace(
        /^rituals:[\s\S]*?^escalation:/m,
        'rituals:\n  - { id: morning-sync, loud: true }\nescalation:',
      )
      .replace(/^digest:.*\n/m, ''),
  );
  const load = async (kept: Loaded['good'], known: ReadonlySet<string>): Promise<Loaded> => {
    const today = dateAt('UTC', Date.parse(AT));
    const found = await loadDefinitions({ shipped: folder, today, known, kept, holidays });
    const homes = [...found.places].map(([id, places]) => ({
      team: id,
      workspace: WORKSPACE,
      platform: 'playground',
      users: new Map([...(places[0]?.users ?? [])].map(([person, user]) => [person, user.slice(1)])),
    }));
    const problems = found.problems.map(({ file, severity }) => ({ file, severity, line: file }));
    return { ...found, homes, problems };
  };
  const first = await load([], new Set());
  const story = await harness({ at: AT, teams: first.teams });
  const reload = createReload(story.engine.context, story.rhythm, load);
  await reload();
  await story.engine.beat.settle();
  return { story, folder, team, reload };
}

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const before = await readFile(file, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`Nothing changed in ${file}.`);
  await writeFile(file, after);
}

test('a renamed team has not vanished: nothing is alarmed, and the old one runs no more', async () => {
  const { story, team, reload } = await running();
  await story.until('2026-11-02T10:00:00Z');
  story.ignore(/./);
  await edit(team, (text) =>
    text.replace('id: atlas', 'id: apollo\nwas: atlas').replace('name: Atlas', 'name: Apollo'),
  );
  expect(await reload()).toMatchObject({ ok: true });
  expect(await reload()).toMatchObject({ ok: true });
  await story.engine.beat.settle();
  expect(story.rhythm.teams().map(({ id }) => id)).toEqual(['apollo']);
  expect(story.rhythm.team('atlas')?.id).toBe('apollo');
  expect(await story.store.read.definitions.get('team:atlas')).toBeUndefined();
  expect(story.unread().filter(({ text }) => /No file has/.test(text))).toEqual([]);
  await story.until('2026-11-03T10:00:00Z');
  expect(await story.store.read.rounds.find({ team: 'apollo', date: '2026-11-03' })).toHaveLength(1);
  story.ignore(/./);
});

test('a ritual shows the layer of each of its settings: shipped, the team’s file, chat by whom and when', async () => {
  const { story } = await running();
  await story.store.transact((tx) =>
    applyChange(story.engine.context, tx, {
      team: 'atlas',
      about: 'ritual:atlas/morning-sync',
      fields: { schedule: { at: '10:30' } },
      by: 'mia',
      at: story.clock.now(),
      why: 'nine is too early',
    }),
  );
  await story.engine.beat.settle();
  const words = story.words(await story.slash('mia', '/rituals morning-sync'));
  expect(words).toMatch(/name: shipped \(.*morning-sync\.yml\)/);
  expect(words).toMatch(/loud: the team’s file \(.*atlas\.yml\)/);
  expect(words).toMatch(/schedule\.at: chat, by Mia Sommer on Mon 2 Nov/);
  expect(words).toMatch(/Mia Sommer set schedule\.at: nine is too early\./);
  story.ignore(/./);
});

test('a change from chat holds while the file under it changes', async () => {
  const { story, folder, reload } = await running();
  await story.store.transact((tx) =>
    applyChange(story.engine.context, tx, {
      team: 'atlas',
      about: 'ritual:atlas/morning-sync',
      fields: { schedule: { at: '10:30' } },
      by: 'mia',
      at: story.clock.now(),
      why: 'nine is too early',
    }),
  );
  await edit(join(folder, 'morning-sync.yml'), (text) => text.replace(/^name:.*$/m, 'name: Daily'));
  await reload();
  await story.engine.beat.settle();
  expect(story.rhythm.team('atlas')!.rituals[0]).toMatchObject({ name: 'Daily', schedule: { at: 630 } });
  story.ignore(/./);
});
