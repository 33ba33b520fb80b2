import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dateAt } from '../../src/core/time/zone.ts';
import { createReload, type KeptDefinition, type Loaded } from '../../src/engine/definitions/reload.ts';
import { loadDefinitions } from '../../src/sources/definitions.ts';
import { publicHolidays } from '../../src/sources/holidays.ts';
import { formatProblem } from '../../src/sources/problem.ts';
import { formIn, type Harness, harness, WORKSPACE } from '../harness.ts';

const SHIPPED = join(import.meta.dirname, '..', '..', 'rituals');

/** The files of the sample team and of the rituals it lists. */
function isUsed(path: string): boolean {
  const used = ['morning-sync', 'integration-check', 'weekly-planning', 'weekly-review', 'weekly-digest'];
  return !path.endsWith('.yml') || [...used, 'atlas'].includes(basename(path, '.yml'));
}
const holidays = publicHolidays();

/** Definition files of a folder of their own, which a story can edit while it runs. */
async function running(at: string) {
  const folder = await mkdtemp(join(tmpdir(), 'rondo-definitions-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(SHIPPED, folder, { recursive: true, filter: isUsed });
  const team = join(folder, 'teams', 'atlas.yml');
  await edit(team, (text) =>
    text.replace(/members:[\s\S]*?stakeholders:/, (members) =>
      members.replace(/^ {2}- \{ id: (tom|ana|raj|kim).*\n/gm, ''),
    ),
  );
  await edit(team, (text) => text.replace(/ {2}- integration-check\n[\s\S]*? {2}- weekly-digest\n/, ''));
  await edit(team, (text) => text.replace(/^digest:.*\n/m, ''));

  await edit(join(folder, 'morning-sync.yml'), (text) =>
    text.replace(/roles: \[.*\]/, 'roles: [product-owner, developer]'),
  );

  const first = await read(folder, at, [], new Set());
  expect(first.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const story = await harness({ at, teams: first.teams });
  const reload = createReload(story.engine.context, story.rhythm, (kept, known) =>
    read(folder, new Date(story.clock.now()).toISOString(), kept, known),
  );
  await again(story, reload);
  return {
    story,
    folder,
    team,
    ritual: join(folder, 'morning-sync.yml'),
    reload: () => again(story, reload),
  };
}

async function again(story: Harness, reload: ReturnType<typeof createReload>) {
  const result = await reload();
  await story.engine.beat.settle();
  return result;
}

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const before = await readFile(file, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`Nothing changed in ${file}.`);
  await writeFile(file, after);
}

async function read(
  folder: string,
  at: string,
  kept: readonly KeptDefinition[],
  known: ReadonlySet<string>,
): Promise<Loaded> {
  const { teams, broken, gone, good, problems } = await loadDefinitions({
    shipped: folder,
    today: dateAt('UTC', Date.parse(at)),
    kept,
    known,
    holidays,
  });
  const homes = teams.map((team) => ({
    team: team.id,
    workspace: WORKSPACE,
    platform: 'playground',
    users: new Map([...team.members, ...team.others].map(({ id }) => [id, id])),
  }));
  const lines = problems.map((problem) => ({
    file: problem.file,
    line: formatProblem(problem),
    severity: problem.severity,
  }));
  return { teams, homes, broken, gone, good, problems: lines };
}

const usual = /^Hi |closes in|^Atlas ·|^Morning sync ·|You facilitate|No answer so far/;

test('a ritual edited into nonsense leaves the last good one running, and tells the admins once', async () => {
  const { story, ritual, folder, reload } = await running('2026-11-02T06:00:00Z');
  const planning = join(folder, 'weekly-planning.yml');
  await story.until('2026-11-02T07:30:00Z');
  story.expectMessage('mia', /^You facilitate/);
  const good = await readFile(ritual, 'utf8');
  await edit(ritual, (text) =>
    text.replace('"09:00"', '"nine"').replace('lasts: 15 minutes', 'lasts: a while'),
  );
  for (const _ of [1, 2, 3]) expect((await reload()).ok).toBe(true);

  for (const admin of ['mia', 'ivo']) {
    const told = story.expectMessage(
      admin,
      /^The definitions have 2 mistakes\. The last good ones keep running\./,
    );
    expect(told.text).toMatch(/morning-sync\.yml:\d+:\d+: expected a wall time.*found "nine"/);
  }
  story.expectNothing();
  // Another slip in the same file, and the lines of the old ones have moved: that is no news.
  await edit(ritual, (text) => `# a comment\n${text.replace('answer_time: 2 hours', 'answer_time: long')}`);
  await reload();
  story.expectNothing();

  await story.until('2026-11-02T08:00:00Z');
  story.expectMessage('mia', /^Hi Mia, Morning sync is open until 12:00\./);
  story.ignore(usual);

  await writeFile(ritual, good.replace('closes: "12:00"', 'closes: "13:00"'));
  await reload();
  expect((await story.events('definitions')).map(({ what }) => what)).toEqual(['broken', 'mended']);
  await story.until('2026-11-03T08:00:00Z');
  story.expectMessage('mia', /^Hi Mia, Morning sync is open until 13:00\./);
  story.ignore(usual);

  // Two files are broken and one of them is mended: that is no news either, the other is known.
  await edit(ritual, (text) => text.replace('"09:00"', '"nine"'));
  await edit(planning, (text) => text.replace('"09:30"', '"half past"'));
  await reload();
  for (const admin of ['mia', 'ivo']) story.expectMessage(admin, /^The definitions have 2 mistakes\./);
  await story.advance('1m');
  await edit(planning, (text) => text.replace('"half past"', '"09:30"'));
  await reload();
  story.expectNothing();
  await edit(ritual, (text) => text.replace('"nine"', '"09:00"'));
  await reload();

  await story.advance('1m');

  // What breaks anew is news again.
  await edit(ritual, (text) => text.replace('"09:00"', '"nine"'));
  await reload();
  for (const admin of ['mia', 'ivo']) story.expectMessage(admin, /^The definitions have 1 mistake\./);
});

test('planned rounds follow an edit, a running round keeps what it began with', async () => {
  const { story, ritual, reload } = await running('2026-11-02T07:55:00Z');
  await story.until('2026-11-02T08:30:00Z');
  const prompt = story.all().find(({ to, text }) => to === 'mia' && text.startsWith('Hi Mia'))!;
  story.ignore(usual);
  await edit(ritual, (text) =>
    text
      .replace('at: "09:00"', 'at: "10:00"')
      .replace('ask: What is next and whose help do you need?', 'ask: What is the one thing today?'),
  );
  await reload();
  const form = formIn(await story.press('mia', prompt, 'Answer'));
  expect(JSON.stringify(form)).toContain('What is next and whose help do you need?');
  // At ten the round of this day is not begun a second time.
  await story.until('2026-11-03T08:59:00Z');
  story.ignore(/closes in|No answer so far|You facilitate/);
  story.expectNothing();
  await story.until('2026-11-03T09:00:00Z');
  expect(story.expectMessage('mia', /^Hi Mia/).text).toContain('What is the one thing today?');
  story.ignore(usual);
});

test('a ritual that vanishes opens no new rounds, what runs goes on, and the team lives on, however often the files are read', async () => {
  const { story, ritual, folder, reload } = await running('2026-11-02T07:55:00Z');
  await story.until('2026-11-02T08:30:00Z');
  story.ignore(usual);
  const good = await readFile(ritual, 'utf8');
  await rm(ritual);
  for (const _ of [1, 2]) {
    await reload();
    expect(story.rhythm.teams().map(({ id }) => id)).toEqual(['atlas']);
  }
  for (const admin of ['mia', 'ivo'])
    story.expectMessage(
      admin,
      /No file has ritual morning-sync any more\. What is running goes on; no new rounds are planned\./,
    );
  await story.answer('lea', { done: 'This', today: 'That' });
  story.expectMessage('#atlas >', /^Lea Moreau/);
  await story.until('2026-11-02T20:00:00Z');
  story.ignore(/closes in|No answer so far/);
  await story.until('2026-11-04T20:00:00Z');
  story.expectNothing();

  await writeFile(join(folder, 'morning-sync.yml'), good);
  await reload();
  await story.until('2026-11-05T08:00:00Z');
  story.expectMessage('mia', /^Hi Mia/);
  story.ignore(usual);
  expect(await story.store.read.rounds.find({ ritual: 'morning-sync', state: 'missed' })).toEqual([]);
});

test('when more than half of the definitions vanish at once, nothing changes and the admins are asked', async () => {
  const { story, folder, reload } = await running('2026-11-02T07:30:00Z');
  await story.until('2026-11-02T07:31:00Z');
  story.ignore(usual);
  for (const name of ['weekly-digest', 'weekly-planning', 'weekly-review', 'integration-check'])
    await rm(join(folder, `${name}.yml`));
  for (const _ of [1, 2]) {
    expect(await reload()).toMatchObject({
      ok: false,
      why: expect.stringMatching(/^4 of 6 definitions have vanished at once/),
    });
  }
  for (const admin of ['mia', 'ivo'])
    story.expectMessage(
      admin,
      /^4 of 6 definitions have vanished at once.*nothing was changed\. Put the files back/,
    );
  await story.until('2026-11-02T08:00:00Z');
  story.expectMessage('mia', /^Hi Mia/);
  story.ignore(usual);
});
