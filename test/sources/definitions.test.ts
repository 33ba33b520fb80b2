import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadDefinitions } from '../../src/sources/definitions.ts';
import { BOREA, borea, folder, load, printed, problemsOf, SYNC, sync, TODAY } from './folder.ts';

test('fine files have no problems and give their team', async () => {
  const { teams, rituals, problems, broken } = await load(borea());
  expect(problems).toEqual([]);
  expect(broken).toEqual({ teams: [], rituals: [] });
  expect(teams.map(({ id }) => id)).toEqual(['borea']);
  expect(rituals.map(({ id }) => id)).toEqual(['sync']);
});

const TWENTY = `id: Big Team
nmae: Borea
platform: slak
channel: [a]
zone: Europe/Berln
hours:
  mon-thursday-fri: ["09:00-17:00"]
  tue: ["9-17"]
  wed: ["09:00-12:00", "11:00-13:00"]
holidays: Germany
days_off: [2026-02-30]
quiet: 22-6
members:
  - { id: nora, name: Nora, user: "@nora", roles: [lead], zone: Berlin/Europe }
  - { id: nora, name: "", user: "@pia", participates: perhaps }
  - { id: tom, name: Tom, roles: developer }
leadership: [dana]
admins: [nroa]
rituals:
  - sinc
  - { id: sync, schedule: { at: "25:00" } }
escalation:
  level1: { who: [nobody] }
  level2: { resolve: { working_hours: 1, working_days: 1 } }
  level4: {}
digest: { at: noon, silence: loud }
`;

test('a file with many mistakes lists all of them, each at its place', async () => {
  const problems = await problemsOf({ 'sync.yml': SYNC, 'teams/big.yml': TWENTY });
  const places = problems.map(
    (problem) => /^teams\/big\.yml:(\d+:\d+): (?:warning: )?expected /.exec(problem)?.[1],
  );
  expect(places).toEqual([
    '1:5',
    '2:1',
    '3:11',
    '4:10',
    '5:7',
    '7:3',
    '8:9',
    '9:24',
    '10:11',
    '11:12',
    '12:8',
    '14:65',
    '15:11',
    '15:23',
    '15:55',
    '16:5',
    '16:34',
    '17:14',
    '18:10',
    '20:5',
    '21:33',
    '23:19',
    '24:11',
    '24:22',
    '25:3',
    '26:15',
    '26:30',
  ]);
  expect(problems.slice(0, 9)).toEqual([
    'teams/big.yml:1:5: expected lower-case letters, digits and dashes, like weekly-review, found "Big Team"',
    expect.stringMatching(
      /2:1: expected one of the fields id, was, name, .*, found "nmae" \(did you mean "name"\?\)$/,
    ),
    'teams/big.yml:3:11: expected one of playground, slack, teams, or a list of them, found "slak" (did you mean "slack"?)',
    'teams/big.yml:4:10: expected a text, or a map like { slack: "#atlas", teams: "Atlas" }, found a list',
    'teams/big.yml:5:7: expected a time zone like Europe/Berlin, found "Europe/Berln" (did you mean "Europe/Berlin"?)',
    'teams/big.yml:7:3: expected a weekday or range like fri or mon-thu, found "mon-thursday-fri"',
    'teams/big.yml:8:9: expected a window like "09:00-17:00", found "9-17"',
    'teams/big.yml:9:24: expected a window that begins after 09:00-12:00 has ended, found "11:00-13:00"',
    'teams/big.yml:10:11: expected a country or country-region like DE or DE-BE, found "Germany"',
  ]);
});

test('a missing field is named at the map it is missing from', async () => {
  expect(await problemsOf(borea(['zone: Europe/Berlin\n', '']))).toEqual([
    'teams/borea.yml:1:1: expected the field "zone" (a time zone like Europe/Berlin), found no such field',
  ]);
});

test('broken YAML is reported with what was wrong before it, and not with what it hides', async () => {
  const text = BOREA.replace('platform: playground', 'platform: slak').replace('mon-fri: ["', 'mon-fri: [["');
  const problems = await problemsOf({ 'sync.yml': SYNC, 'teams/borea.yml': text });
  expect(problems[0]).toMatch(/^teams\/borea\.yml:3:11: expected one of playground/);
  expect(problems[1]).toMatch(/^teams\/borea\.yml:6:\d+: expected valid YAML, found a mistake: /);
  expect(problems.slice(1).every((problem) => problem.includes('valid YAML'))).toBe(true);
});

test('a field given twice and an alias without an anchor are reported with everything else', async () => {
  const text = BOREA.replace('channel:', 'name: Again\nchannel:').replace(
    'admins: [nora]',
    'admins: *nobody',
  );
  expect(
    await problemsOf({ 'sync.yml': SYNC, 'teams/borea.yml': text.replace('playground', 'slak') }),
  ).toEqual([
    expect.stringMatching(/3:11: expected one of playground/),
    'teams/borea.yml:4:1: expected each field once, found "name" a second time',
    'teams/borea.yml:12:1: expected a list, found nothing',
    'teams/borea.yml:12:9: expected an anchor that was set before, found "*nobody"',
  ]);
});

test.each([
  ['an empty file', ''],
  ['a text', 'hello'],
  ['a list', '- a\n- b'],
  ['several documents', `${SYNC}---\n${SYNC}`],
  [
    'aliases that explode',
    'a: &a [x]\n'.concat(
      ...'bcdefghij'.split('').map((n, i) => `${n}: &${n} [${`*${'abcdefghij'[i]}, `.repeat(9)}]\n`),
    ),
  ],
])('%s is a problem, not a crash', async (_, text) => {
  const { problems, teams } = await load({ 'sync.yml': SYNC, 'odd.yml': text, 'teams/odd.yml': text });
  expect(new Set(problems.map(({ file }) => file.split('/').at(-2)))).toContain('teams');
  expect(teams).toEqual([]);
});

test('a folder that cannot be read is a problem', async () => {
  const { problems } = await loadDefinitions({ shipped: '/nowhere/at/all', today: TODAY });
  expect(problems).toMatchObject([
    { file: '/nowhere/at/all', line: 1, column: 1, expected: 'a folder that can be read' },
  ]);
});

test('files of the own folder take the place of shipped ones with the same id', async () => {
  const own = await folder({ 'mine.yaml': SYNC.replace('name: Sync', 'name: My sync') });
  const { teams, problems, layers } = await load(borea(), { own });
  expect(problems).toEqual([]);
  expect(teams[0]?.rituals[0]?.name).toBe('My sync');
  expect(layers.get('borea/sync')?.[0]).toMatchObject({ name: 'own', source: join(own, 'mine.yaml') });
});

test('a wrong own file is not silently replaced by the shipped one', async () => {
  const own = await folder({ 'sync.yml': SYNC.replace('standup', 'standdown') });
  const { teams, broken } = await load(borea(), { own });
  expect(teams).toEqual([]);
  expect(broken).toEqual({ teams: ['borea'], rituals: ['sync'] });
});

test('what a team changes holds for that team only', async () => {
  const files = borea(['- sync', '- { id: sync, lasts: 20 minutes, schedule: { at: "10:00" } }']);
  const { teams, rituals } = await load(files);
  expect(teams[0]?.rituals[0]).toMatchObject({
    lasts: 20,
    schedule: { at: 600 },
    questions: [{ id: 'done' }],
  });
  expect(rituals[0]).toMatchObject({ lasts: 30, schedule: { at: 540 } });
});

test('mistakes that only a change makes stand at the change', async () => {
  const files = borea(['- sync', '- { id: sync, schedule: { every: 2 weeks } }']);
  expect(await problemsOf(files)).toEqual([
    'teams/borea.yml:13:36: expected the field "from" next to it (the date it counts from), found every 2 weeks without from',
  ]);
});

test('one wrong team does not keep the others from being used', async () => {
  const other = BOREA.replaceAll('borea', 'corvo').replaceAll('nora', 'nils').replaceAll('pia', 'paul');
  const { teams, broken } = await load({
    ...borea(['zone: Europe/Berlin', 'zone: Mars']),
    'teams/corvo.yml': other,
  });
  expect(teams.map(({ id }) => id)).toEqual(['corvo']);
  expect(broken.teams).toEqual(['borea']);
});

test('a reload that fails uses what was kept, and says what is broken and what is gone', async () => {
  const shipped = await folder({ ...borea(), 'teams/corvo.yml': BOREA.replaceAll('borea', 'corvo') });
  const first = await loadDefinitions({ shipped, today: TODAY });
  expect(first.problems).toEqual([]);
  const kept = JSON.parse(JSON.stringify(first.good));
  await writeFile(join(shipped, 'sync.yml'), 'id: sync\nname: [');
  const now = await loadDefinitions({ shipped, today: TODAY, kept });
  expect(now.teams).toEqual(first.teams);
  expect(now.broken).toEqual({ teams: ['borea', 'corvo'], rituals: ['sync'] });
  const later = await load({}, { kept });
  expect(later.teams.map(({ id }) => id)).toEqual(['borea', 'corvo']);
  expect(later.gone).toEqual({ teams: ['borea', 'corvo'], rituals: ['sync'] });
});

test('everything good is given as data that can be stored', async () => {
  const { good } = await load(sync());
  expect(good.map(({ kind, id }) => `${kind}:${id}`)).toEqual(['ritual:sync', 'team:borea']);
  expect(good[0]?.data).toMatchObject({ id: 'sync', schedule: { at: '09:00' } });
});

test('problems come in the order of the lines', async () => {
  const problems = printed(await load({ 'sync.yml': SYNC, 'teams/big.yml': TWENTY }));
  const lines = problems.map((problem) => Number(problem.split(':')[1]));
  expect(lines).toEqual([...lines].sort((a, b) => a - b));
});

test('what other files say about a person holds for a kept team too', async () => {
  const corvo = BOREA.replaceAll('borea', 'corvo').replace(
    'user: "@pia"',
    'user: "@pia", zone: Europe/Lisbon',
  );
  const { good } = await load(borea());
  const { teams } = await load({ 'sync.yml': SYNC, 'teams/corvo.yml': corvo }, { kept: good });
  expect(teams.map(({ id, members }) => [id, members[1]?.calendar.zone])).toEqual([
    ['corvo', 'Europe/Lisbon'],
    ['borea', 'Europe/Lisbon'],
  ]);
});
