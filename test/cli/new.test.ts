import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { definitionsIn } from '../../src/cli/definitions.ts';
import { newRitual, newTeam } from '../../src/cli/new.ts';
import { simulate } from '../../src/core/round/simulate.ts';
import { formatProblem } from '../../src/sources/problem.ts';

const NOW = Date.parse('2026-11-02T09:00:00Z');
const NOBODY = undefined;
let dir: string;
let printed: string[];

beforeEach(async () => {
  const root = await mkdtemp(join(tmpdir(), 'new-'));
  dir = join(root, 'own');
  printed = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line) => printed.push(String(line)));
  onTestFinished(async () => {
    log.mockRestore();
    await rm(root, { recursive: true });
  });
});

const BOREA = {
  name: 'Borea',
  zone: 'Europe/Berlin',
  member: ['Nora Berg <@nora> developer', 'Pia Holm <@pia> developer, qa'],
};

function team(more: Parameters<typeof newTeam>[0] = {}): Promise<void> {
  return newTeam({ ...BOREA, dir, ...more }, NOBODY, NOW);
}

function ritual(more: Parameters<typeof newRitual>[0]): Promise<void> {
  return newRitual({ dir, ...more }, NOBODY, NOW);
}

async function definitions() {
  return definitionsIn(dir, NOW);
}

/** What `check` says of the own folder. */
async function findings(severity: 'error' | 'warning'): Promise<string[]> {
  const { problems } = await definitions();
  return problems
    .filter((each) => each.severity === severity && each.file.startsWith(dir))
    .map(formatProblem);
}

/** A terminal where these lines are typed, and everything it showed. */
async function typing(
  run: (terminal: { input: PassThrough; output: PassThrough }) => Promise<void>,
  lines: string[],
) {
  const terminal = { input: new PassThrough(), output: new PassThrough() };
  terminal.input.end(lines.map((line) => `${line}\n`).join(''));
  const shown = text(terminal.output);
  const end = await run(terminal).then(
    () => 'written',
    (error: Error) => error.message,
  );
  terminal.output.end();
  return { end, shown: await shown };
}

test('a team out of options alone is accepted by check, and its first month can be simulated', async () => {
  await team();
  expect(await findings('error')).toEqual([]);
  const found = (await definitions()).teams.find(({ id }) => id === 'borea');
  expect(found).toMatchObject({ name: 'Borea', channel: '#borea', admins: ['nora'] });
  expect(found?.members.map(({ id, roles }) => [id, ...roles])).toEqual([
    ['nora', 'lead', 'developer'],
    ['pia', 'developer', 'qa'],
  ]);
  expect(found?.rituals.map(({ id }) => id)).toEqual(['morning-sync', 'weekly-planning', 'weekly-review']);
  const asked = simulate(found ? [found] : [], { from: '2026-11-02', days: 30 });
  expect(new Set(asked.flatMap(({ what, person }) => (what === 'prompt' ? [person] : [])))).toEqual(
    new Set(['nora', 'pia']),
  );
});

test('what was written is named, and what to do next', async () => {
  await team();
  const file = join(dir, 'teams', 'borea.yml');
  expect(printed[0]).toBe(`Wrote ${file}.`);
  expect(printed.at(-1)).toBe(`What to do next:
  1. Open ${file}: every field says what it does
  2. See its first month: npx rondo simulate --team borea --from 2026-11-02 --days 30 --rituals ${dir}
  3. Let Rondo read it. Put into .env: RONDO_RITUALS=${dir}
  4. Start it: npm start`);
});

test('every field of a new file has a comment, and its first line names the schema', async () => {
  await team({ stakeholders: '#news, @sam', rituals: 'weekly-review, weekly-digest', holidays: 'DE-BE' });
  await ritual({ name: 'Coffee', kind: 'planning', mode: 'async', on: 'first monday' });
  for (const name of ['teams/borea.yml', 'coffee.yml']) {
    const lines = (await readFile(join(dir, name), 'utf8')).split('\n');
    expect(lines[0]).toMatch(
      /^# yaml-language-server: \$schema=.*rituals\/schema\/(team|ritual)\.schema\.json$/,
    );
    const bare = lines.filter((line) => /^[a-z_]+:/.test(line) && !line.includes('#'));
    expect(bare.filter((line) => !/^(schedule|questions):$|^digest:/.test(line))).toEqual([]);
  }
});

test('a ritual whose roles nobody holds is for everyone, led by the lead', async () => {
  await team({ rituals: 'risk-review, mid-week-review, quality-champion' });
  expect(await findings('error')).toEqual([]);
  const [found] = (await definitions()).teams.filter(({ id }) => id === 'borea');
  for (const each of found?.rituals ?? []) expect(each.participants.everyone).toBe(true);
  expect(found?.rituals.map(({ facilitator }) => [facilitator?.roles, facilitator?.rotation])).toEqual([
    [['lead'], undefined],
    [['lead'], undefined],
    [[], 'quality-champion'],
  ]);
});

test.each([
  ['standup', undefined],
  ['checkin', undefined],
  ['planning', undefined],
  ['planning', 'async'],
  ['review', undefined],
  ['workshop', undefined],
  ['retro', 'async'],
  ['duty', undefined],
  ['digest', undefined],
] as const)('a new %s (%s) is accepted and takes place in a team that picks it', async (kind, mode) => {
  await ritual({ name: 'Our hour', kind, ...(mode && { mode }), at: '10:30', on: 'tue, thu' });
  await team({ rituals: 'our-hour' });
  expect(await findings('error')).toEqual([]);
  const found = (await definitions()).teams.filter(({ id }) => id === 'borea');
  expect(found[0]?.rituals[0]).toMatchObject({
    kind,
    ...(mode && { mode }),
    schedule: { at: 630, on: { on: 'weekdays', days: [2, 4] } },
  });
  const dates = simulate(found, { from: '2026-11-02', days: 14 }).flatMap((event) =>
    event.what === 'skipped' ? [] : [event.date],
  );
  expect([...new Set(dates)]).toEqual(['2026-11-03', '2026-11-05', '2026-11-10', '2026-11-12']);
});

test('names that mean something in YAML stay what they are', async () => {
  const name = 'Null: "Ü", #1 [x] {y}';
  await team({ name, id: '2026', channel: '#null', member: ['yes, "no": #1 <@true> on, null'] });
  await ritual({ name, id: 'null' });
  expect(await findings('error')).toEqual([]);
  const { teams, rituals } = await definitions();
  const found = teams.find(({ id }) => id === '2026');
  expect(found).toMatchObject({ name, channel: '#null', members: [{ name: 'yes, "no": #1' }] });
  expect(rituals.find(({ id }) => id === 'null')).toMatchObject({ name });
});

test('somebody who is in another team keeps their id there, and another person of that name gets one of their own', async () => {
  await team({ name: 'Sample', member: ['Mia S. <@Mia> developer', 'Tom Berg <@tomb>'] });
  const found = (await definitions()).teams.find(({ id }) => id === 'sample');
  expect(found?.members.map(({ id }) => id)).toEqual(['mia', 'tom-berg']);
});

test.each<[Parameters<typeof newTeam>[0], RegExp]>([
  [
    { zone: 'Europe/Berln' },
    /^--zone: expected a time zone like Europe\/Berlin, .*did you mean "Europe\/Berlin"/,
  ],
  [{ id: 'Bo rea' }, /^--id: expected lower-case letters, digits and dashes/],
  [{ name: 'Atlas' }, /^--id: there is a team atlas already/],
  [{ name: '北' }, /^--id is needed here/],
  [{ hours: 'mon-fri 9-17' }, /^--hours: expected a window like "09:00-17:00", found "9-17"/],
  [{ hours: 'someday 09:00-17:00' }, /^--hours: expected a weekday or range/],
  [{ hours: 'mon 09:00-12:00 11:00-13:00' }, /^--hours: expected a window that begins after/],
  [{ holidays: 'de' }, /^--holidays: expected a country or country-region/],
  [{ holidays: 'XX' }, /^--holidays: no public holidays are known for XX/],
  [{ platform: 'slak' }, /^--platform: expected one of playground, slack, teams.*did you mean "slack"/],
  [{ member: ['Nora'] }, /^--member: expected a name and a user like .*, found "Nora"/],
  [{ member: ['Nora <@n> Team Lead'] }, /^--member: expected lower-case letters/],
  [{ member: ['Nora <@n>', 'Nora <N>'] }, /^--member: N is in the team already/],
  [{ leadership: 'dana' }, /^--leadership: expected a person like @dana, .* nora, pia, found "dana"/],
  [{ leadership: '#bosses' }, /^--leadership: name at least one person/],
  [
    { rituals: 'morning-snyc' },
    /^--rituals: there is no ritual morning-snyc \(did you mean morning-sync\?\)/,
  ],
  [
    { rituals: 'stakeholder-pulse', stakeholders: '#news' },
    /^--rituals: stakeholder-pulse asks stakeholders/,
  ],
])('a wrong option is refused with the reason, and nothing is written: %o', async (wrong, reason) => {
  await expect(team(wrong)).rejects.toThrow(reason);
  await expect(readdir(dir)).rejects.toThrow(/ENOENT/);
});

test.each<[Parameters<typeof newRitual>[0], RegExp]>([
  [{ name: 'Weekly review' }, /^--id: there is a ritual weekly-review already/],
  [{ name: 'X', kind: 'party' }, /^--kind: expected one of standup/],
  [{ name: 'X', mode: 'dead' }, /^--mode: expected one of async, live/],
  [{ name: 'X', at: '25:00' }, /^--at: expected a wall time like "09:00", found "25:00"/],
  [{ name: 'X', on: 'someday' }, /^--on: expected weekdays, every day, .* found "someday"/],
  [{ name: 'X', on: '32' }, /^--on: expected weekdays, every day/],
  [{ kind: 'retro' }, /^There is no terminal to ask at, so say it all: --name is missing/],
])('a ritual with a wrong option is refused: %o', async (wrong, reason) => {
  await expect(ritual(wrong)).rejects.toThrow(reason);
  await expect(readdir(dir)).rejects.toThrow(/ENOENT/);
});

test('no file is ever overwritten, whatever it is called inside', async () => {
  await mkdir(join(dir, 'teams'), { recursive: true });
  const files = ['teams/borea.yml', 'coffee.yaml'];
  for (const name of files) await writeFile(join(dir, name), 'mine');
  await expect(team()).rejects.toThrow(
    /--id: there is a team borea already|There is a file .*borea\.yml already/,
  );
  await expect(ritual({ name: 'Coffee' })).rejects.toThrow(/already/);
  for (const name of files) expect(await readFile(join(dir, name), 'utf8')).toBe('mine');
  await rm(join(dir, 'coffee.yaml'));
  await rm(join(dir, 'teams/borea.yml'));
  await writeFile(join(dir, 'teams/borea.yml'), (await teamText()).replace('id: borea', 'id: other'));
  await expect(team()).rejects.toThrow(/There is a file .*borea\.yml already\. Nothing was written\./);
});

async function teamText(): Promise<string> {
  const other = `${dir}-other`;
  await team({ dir: other });
  return readFile(join(other, 'teams', 'borea.yml'), 'utf8');
}

test('a file that would be wrong only together with others is not written', async () => {
  await team();
  const clash = team({ name: 'Cirrus', member: ['Channel <@channel>'] });
  await expect(clash).rejects.toThrow(
    /^Nothing was written, because the file would be wrong:\n.*not a word of Rondo/,
  );
  expect(await readdir(join(dir, 'teams'))).toEqual(['borea.yml']);
});

test('at a terminal every question is asked, with what is usual, and a wrong answer is asked again with the reason', async () => {
  const { end, shown } = await typing(
    (terminal) => newTeam({ dir }, terminal, NOW),
    [
      '',
      'Atlas',
      '',
      'borea',
      '',
      '',
      'Europe/Berln',
      'Europe/Berlin',
      'mon-fri 9-17',
      'mon-thu 09:00-12:30 13:15-17:30, fri 09:00-15:00',
      'DE-BE',
      'Nora',
      'Nora Berg <@nora> developer',
      'Pia Holm <@nora>',
      'Pia Holm <@pia> lead',
      '',
      '@dana, @omar',
      '',
      'morning-snyc',
      '',
    ],
  );
  expect(end).toBe('written');
  expect(await findings('error')).toEqual([]);
  expect(shown).toContain('What is the team called?:   this one is needed.\n');
  expect(shown).toContain('Where does it talk? playground, slack, teams [playground]: ');
  expect(shown).toContain('Its channel [#borea]: ');
  expect(shown).toContain('(did you mean "Europe/Berlin"?).\n');
  expect(shown).toContain('found "9-17"');
  expect(shown).toContain('  @nora is in the team already.\n');
  expect(shown).toContain('[pia]: ');
  expect(shown).toContain('there is no ritual morning-snyc');
  const found = (await definitions()).teams.find(({ id }) => id === 'borea');
  expect(found).toMatchObject({ name: 'Atlas', admins: ['pia'] });
  expect(found?.leadership).toEqual([{ person: 'dana' }, { person: 'omar' }]);
  expect(found?.calendar.week[5]).toEqual([{ from: 540, to: 900 }]);
  expect(found?.calendar.closed.get('2027-03-08')).toBe('Internationaler Frauentag');
});

test('an id that is taken is not offered, and what the options said is not asked', async () => {
  const { end, shown } = await typing(
    (terminal) => newRitual({ dir, kind: 'retro' }, terminal, NOW),
    ['Weekly review', '', 'our-review', 'live', '15:30', 'last friday'],
  );
  expect(end).toBe('written');
  expect(shown).toContain('A short id that never changes:   this one is needed.');
  expect(shown).not.toContain('What is it?');
  expect((await definitions()).rituals.find(({ id }) => id === 'our-review')).toMatchObject({
    name: 'Weekly review',
    kind: 'retro',
    mode: 'live',
    schedule: { at: 930, on: { on: 'nth', nth: -1, weekday: 5 } },
  });
});

test('with all that has no usual value in the options nothing is asked, at a terminal either', async () => {
  const { end, shown } = await typing((terminal) => newTeam({ ...BOREA, dir }, terminal, NOW), []);
  expect([end, shown]).toEqual(['written', '']);
});

test('who leaves in the middle has written nothing', async () => {
  const { end } = await typing((terminal) => newTeam({ dir }, terminal, NOW), ['Borea', '']);
  expect(end).toBe('Stopped. Nothing was written.');
  await expect(readdir(dir)).rejects.toThrow(/ENOENT/);
});
