import { expect, test } from 'vitest';
import { BOREA, borea, load, problemsOf, SYNC, sync } from './folder.ts';

/** Expects exactly one error, with this text after `file:line:column: `. */
async function expectOne(
  files: Parameters<typeof problemsOf>[0],
  place: string,
  text: string,
): Promise<void> {
  const errors = (await problemsOf(files)).filter((problem) => !problem.includes(': warning: '));
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(`${place}: ${text}`);
}

test('a team file that lies among the rituals gets one error that says where it belongs', async () => {
  expect(await problemsOf({ 'sync.yml': SYNC, 'borea.yml': BOREA })).toEqual([
    'borea.yml:1:1: expected a ritual file, found what looks like a team file: put it into the folder teams/',
  ]);
});

test('a ritual file that lies in teams/ gets one error that says where it belongs', async () => {
  expect(await problemsOf({ 'teams/sync.yml': SYNC, 'teams/borea.yml': BOREA })).toEqual([
    'teams/sync.yml:1:1: expected a team file, found what looks like a ritual file: put it into the folder above teams/',
  ]);
});

test('a choice is as long as a chat takes it', async () => {
  const question = (length: number) =>
    `- { id: mood, ask: How was it?, type: choice, options: [Fine, ${'x'.repeat(length)}] }`;
  const files = (length: number) => sync(['- { id: done, ask: What moved? }', question(length)]);
  expect(await problemsOf(files(150))).toEqual([]);
  await expectOne(files(151), 'sync.yml:6:65', 'expected a text of at most 150 characters, found "xxx');
});

test('two members of one id are refused', async () => {
  const files = borea(['id: pia', 'id: nora'], ['[lead, pia]', '[lead, developer]']);
  await expectOne(files, 'borea.yml:9:11', 'expected an id that no other member has, found "nora"');
});

test('an id that means something else in a policy is refused', async () => {
  const files = borea(['id: pia', 'id: affected'], ['[lead, pia]', '[lead, developer]']);
  await expectOne(files, 'borea.yml:9:11', 'expected an id that is not a word of Rondo, found "affected"');
});

test('an id that is also a role is refused', async () => {
  const files = borea(['id: pia', 'id: developer'], ['[lead, pia]', '[lead, developer]']);
  await expectOne(
    files,
    'borea.yml:9:11',
    'expected an id that is not also the name of a role, found "developer"',
  );
});

test('a team without a lead is refused', async () => {
  await expectOne(
    borea(['[lead, developer]', '[developer]']),
    'borea.yml:8:3',
    'expected a member with the role "lead", found nobody who leads',
  );
});

test('a team without leadership is refused, and a channel alone does not lead', async () => {
  const expected = 'expected the field "leadership" with at least one person, found nobody';
  await expectOne(borea(['leadership: ["@dana", "@omar"]\n', '']), 'borea.yml:1:1', expected);
  await expectOne(borea(['["@dana", "@omar"]', '["#board"]']), 'borea.yml:10:13', expected);
});

test('a team without an admin is refused', async () => {
  const expected = 'expected the field "admins" with at least one member, found nobody';
  await expectOne(borea(['admins: [nora]\n', '']), 'borea.yml:1:1', expected);
  await expectOne(borea(['[nora]', '[]']), 'borea.yml:11:9', expected);
});

test('an admin who is not a member is refused', async () => {
  await expectOne(
    borea(['[nora]', '[nroa]']),
    'borea.yml:11:10',
    'expected the id of a member, found "nroa" (did you mean "nora"?)',
  );
});

test('a coordinator nobody is, is refused even in a team that runs already', async () => {
  const files = borea(['admins:', 'coordinator: piaa\nadmins:']);
  const problems = await problemsOf(files, { known: new Set(['borea']) });
  expect(problems).toEqual([
    'teams/borea.yml:11:14: expected a member, a role that somebody holds, found "piaa" (did you mean "pia"?)',
  ]);
});

test('a coordinator may be a role', async () => {
  const { teams } = await load(borea(['admins:', 'coordinator: developer\nadmins:']));
  expect(teams[0]?.coordinator).toBe('nora');
});

test('a stakeholder that is neither channel, person nor member is refused', async () => {
  const files = borea(['admins:', 'stakeholders: ["#news", "@eve", eve@firm.com, pia, peter]\nadmins:']);
  await expectOne(
    files,
    'borea.yml:11:52',
    'expected a channel like "#news", a person like "@dana" or the id of a member, found "peter"',
  );
});

test('each platform needs a channel, and each member a user on one of them', async () => {
  const files = borea(
    ['platform: playground', 'platform: [slack, teams]'],
    ['channel: "#borea"', 'channel: { slack: "#borea" }'],
    ['user: "@pia"', 'user: { playground: "@pia" }'],
  );
  expect(await problemsOf(files)).toEqual([
    'teams/borea.yml:4:10: expected a channel for teams, found none',
    'teams/borea.yml:9:33: expected a user on slack or teams, found none',
  ]);
});

test('a ritual there is no file for is refused', async () => {
  await expectOne(
    borea(['- sync', '- snyc']),
    'borea.yml:13:5',
    'expected the id of a ritual there is a file for, found "snyc" (did you mean "sync"?)',
  );
});

test('a ritual picked twice is refused', async () => {
  await expectOne(
    borea(['- sync', '- sync\n  - { id: sync }']),
    'borea.yml:14:11',
    'expected each ritual once, found "sync" a second time',
  );
});

test('two rituals or two teams of one id are refused', async () => {
  const problems = await problemsOf({ ...borea(), 'zync.yml': SYNC, 'teams/corvo.yml': BOREA });
  expect(problems).toEqual(
    [
      expect.stringMatching(
        /^zync\.yml:1:5: expected an id that no other ritual has, found "sync", which is in .*\/sync\.yml too$/,
      ),
      expect.stringMatching(
        /^teams\/corvo\.yml:1:5: expected an id that no other team has, found "borea", which is in/,
      ),
    ].sort((a, b) => String(b).localeCompare(String(a))),
  );
});

test('a rename of something that is still there is refused', async () => {
  const problems = await problemsOf({
    ...borea(),
    'old.yml': SYNC.replace('id: sync', 'id: old\nwas: sync'),
  });
  expect(problems).toEqual([
    expect.stringMatching(
      /^old\.yml:2:6: expected an id that is not used any more, found "sync", which is in/,
    ),
  ]);
});

test('a rename needs no more than the old id', async () => {
  const problems = await problemsOf({ ...borea(), 'new.yml': SYNC.replace('id: sync', 'id: new\nwas: old') });
  expect(problems).toEqual([]);
});

test('the old id of a renamed team and ritual is kept', async () => {
  const { teams } = await load({
    'sync.yml': SYNC.replace('id: sync', 'id: sync\nwas: old'),
    'teams/b.yml': BOREA.replace('id: borea', 'id: borea\nwas: north'),
  });
  expect(teams[0]).toMatchObject({ was: 'north', rituals: [{ was: 'old' }] });
});

test('a role nobody holds refuses a new team and warns a running one', async () => {
  const files = sync(['questions:', 'participants: { roles: [developer, qaa] }\nquestions:']);
  const text = 'expected a role that somebody in the team holds (participants.roles of sync), found "qaa"';
  await expectOne(files, 'borea.yml:13:5', text);
  const { problems, teams } = await load(files, { known: new Set(['borea']) });
  expect(problems).toMatchObject([{ severity: 'warning' }]);
  expect(teams).toHaveLength(1);
});

test('people who are not members are refused wherever a ritual names them', async () => {
  const change =
    '- { id: sync, participants: { people: [pai] }, facilitator: { people: [nora, omar] }, observers: [ghost] }';
  expect(await problemsOf(borea(['- sync', change]))).toEqual([
    'teams/borea.yml:13:42: expected the id of a member, found "pai" (did you mean "pia"?)',
    'teams/borea.yml:13:80: expected the id of a member, found "omar"',
    'teams/borea.yml:13:101: expected a member, a role that somebody holds, found "ghost"',
  ]);
});

test('a facilitator role nobody holds is refused', async () => {
  await expectOne(
    borea(['- sync', '- { id: sync, facilitator: { role: qa } }']),
    'borea.yml:13:38',
    'expected a role that somebody in the team holds, found "qa"',
  );
});

test('an escalation level that names nobody is refused', async () => {
  const files = borea(['who: [lead, pia]', 'who: [lead, pia], tell: [channel, bord], deputies: [dan]']);
  expect(await problemsOf(files)).toEqual([
    expect.stringMatching(
      /:15:47: expected a member, a role that somebody holds, .*channel, stakeholders, found "bord"/,
    ),
    expect.stringMatching(
      /:15:65: expected a member, a role that somebody holds, .*coordinator, found "dan"/,
    ),
  ]);
});

test('a level or an approver that rests on one person is a warning', async () => {
  const files = borea(
    ['who: [lead, pia]', 'who: [lead]'],
    ['["@dana", "@omar"]', '["@dana"]'],
    ['admins:', 'digest: { approver: pia }\nadmins:'],
  );
  const { problems, teams } = await load(files);
  expect(teams).toHaveLength(1);
  expect(problems.map(({ line, severity, found }) => ({ line, severity, found }))).toEqual([
    { line: 10, severity: 'warning', found: 'only dana' },
    { line: 11, severity: 'warning', found: 'only pia' },
    { line: 16, severity: 'warning', found: 'only nora' },
  ]);
});

test('a digest after a ritual the team does not have is refused', async () => {
  await expectOne(
    borea(['admins:', 'digest: { after: synch }\nadmins:']),
    'borea.yml:11:18',
    'expected a ritual of this team, found "synch" (did you mean "sync"?)',
  );
});

test('a calendar that never opens within 366 days is refused', async () => {
  const expected = 'expected hours that leave an open window within 366 days, found none';
  await expectOne(borea(['{ mon-fri: ["09:00-17:00"] }', '{ mon-fri: [] }']), 'borea.yml:6:8', expected);
  await expectOne(
    borea(['roles: [developer] }', 'roles: [developer], hours: {} }']),
    'borea.yml:9:68',
    expected,
  );
});

test('a ritual that can never occur is refused', async () => {
  const expected = 'expected a schedule that comes up within five years in this team';
  await expectOne(borea(['- sync', '- { id: sync, schedule: { on: [sun] } }']), 'borea.yml:13:27', expected);
  await expectOne(sync(['at: "09:00"', 'at: "09:00", until: 2026-10-30']), 'borea.yml:13:5', expected);
});

test('a region nobody knows is refused', async () => {
  const files = borea(
    ['hours:', 'holidays: DE-BX\nhours:'],
    ['roles: [developer] }', 'roles: [developer], holidays: QQ }'],
  );
  expect(await problemsOf(files)).toEqual([
    expect.stringMatching(
      /:6:11: expected a country or region like DE or DE-BE, found "DE-BX" \(did you mean "DE-B."\?\)/,
    ),
    expect.stringMatching(/:10:71: expected a country or region like DE or DE-BE, found "QQ"/),
  ]);
});

test('a live ritual outside the hours of somebody is a warning that names them', async () => {
  const files = borea(
    ['- sync', '- { id: sync, mode: live, schedule: { at: "16:00" } }'],
    ['user: "@pia", roles: [developer]', 'user: "@pia", roles: [developer], zone: Asia/Tokyo'],
  );
  const { problems } = await load(files);
  expect(problems).toMatchObject([
    {
      line: 13,
      column: 45,
      severity: 'warning',
      found: '16:00 Europe/Berlin, outside those of Pia (Tue 3 Nov 00:00)',
    },
  ]);
});

test('people who do not take part are not asked to be awake', async () => {
  const files = borea(
    ['- sync', '- { id: sync, mode: live, schedule: { at: "16:00" } }'],
    [
      'user: "@pia", roles: [developer]',
      'user: "@pia", roles: [developer], zone: Asia/Tokyo, participates: false',
    ],
  );
  expect(await problemsOf(files)).toEqual([]);
});

const OTHER = BOREA.replaceAll('borea', 'corvo')
  .replace('id: nora', 'id: nils')
  .replace('"@nora"', '"@nils"')
  .replace('admins: [nora]', 'admins: [nils]');

test('two files that disagree on the zone of one person are refused', async () => {
  const zoned = (text: string, zone: string) => text.replace('user: "@pia"', `user: "@pia", zone: ${zone}`);
  const files = { ...sync(), 'teams/borea.yml': zoned(BOREA, 'Asia/Calcutta') };
  expect(await problemsOf({ ...files, 'teams/corvo.yml': zoned(OTHER, 'Asia/Kolkata') })).toEqual([]);
  expect(await problemsOf({ ...files, 'teams/corvo.yml': zoned(OTHER, 'Asia/Tokyo') })).toEqual([
    expect.stringMatching(
      /^teams\/corvo\.yml:9:47: expected Asia\/Calcutta, as .*borea\.yml says about "pia", found "Asia\/Tokyo"/,
    ),
  ]);
});

test('a zone that one file gives holds in the team whose file is silent', async () => {
  const { teams } = await load({
    ...sync(),
    'teams/corvo.yml': OTHER.replace('user: "@pia"', 'user: "@pia", zone: Europe/Lisbon'),
  });
  expect(teams.map(({ members }) => members[1]?.calendar.zone)).toEqual(['Europe/Lisbon', 'Europe/Lisbon']);
});

test('one id for two users, and one user for two ids, are refused', async () => {
  expect(await problemsOf({ ...sync(), 'teams/corvo.yml': OTHER.replace('"@pia"', '"@pia.k"') })).toEqual([
    expect.stringMatching(
      /corvo\.yml:9:33: expected the user "pia", as .*borea\.yml says about "pia" .*found "pia\.k"/,
    ),
  ]);
  expect(await problemsOf({ ...sync(), 'teams/corvo.yml': OTHER.replace('"@nils"', '"@Nora"') })).toEqual([
    expect.stringMatching(
      /corvo\.yml:8:35: expected a user of their own \(.*borea\.yml gives this one to "nora"\), found "nora"/,
    ),
  ]);
});

test('a leader by handle is the person other teams know by that handle', async () => {
  const { teams } = await load({ ...sync(), 'teams/corvo.yml': OTHER.replace('"@omar"', '"@nora"') });
  expect(teams[1]?.leadership).toEqual([{ person: 'dana' }, { person: 'nora' }]);
  expect(teams[1]?.others.map(({ id }) => id)).toEqual(['dana', 'nora']);
});

const QUESTIONS = `questions:
  - { id: done, ask: What moved?, prefill: dnoe }
  - { id: done, ask: Again? }
  - { id: mood, ask: Mood?, type: scale, from: 1, to: 5, anonymous: true }
  - { id: why, ask: Why?, ask_if: { id: mood, below: 3 } }
  - { id: later, ask: Later?, ask_if: { id: last, answered: true } }
  - { id: secret, ask: Secret?, anonymous: true, prefill: done, ask_if: { id: done, answered: true } }
  - { id: stuck, ask: Stuck?, type: blocker, anonymous: true }
  - { id: which, ask: Which?, type: choice, options: [one] }
  - { id: range, ask: Range?, type: scale, from: 5, to: 1 }
  - { id: text, ask: Text?, options: [a, b], from: 1, ask_if: { id: done, below: 3 } }
  - { id: both, ask: Both?, ask_if: { id: done, is: x, answered: true } }
  - { id: last, ask: Last?, type: scale }
`;

test('questions that point nowhere, contradict themselves or could be traced are refused', async () => {
  const files = sync(['questions:\n  - { id: done, ask: What moved? }\n', QUESTIONS]);
  const problems = await problemsOf(files);
  expect(problems.map((problem) => problem.replace('sync.yml:', ''))).toEqual([
    '6:44: expected the id of a question of this ritual, found "dnoe" (did you mean "done"?)',
    '7:11: expected an id that no other question of this ritual has, found "done"',
    '9:41: expected a question that is not anonymous, found "mood"',
    '10:45: expected the id of an earlier question, found "last"',
    '11:59: expected no prefill where answers are anonymous, found "done"',
    '11:73: expected no ask_if on an anonymous question (it would show who answered), found ask_if',
    '12:57: expected no anonymous blocker question (somebody has to be able to follow it up), found true',
    '13:54: expected at least two options for a choice, found a list',
    '14:57: expected a number above 5, found 1',
    '15:38: expected options only with type: choice, found type text',
    '15:52: expected from and to only with a scale or number, found type text',
    '15:82: expected "is" or "answered", because "done" is not a number, found below',
    '16:37: expected exactly one of below, is and answered, found 2 of them',
    '17:5: expected from and to for a scale, found neither',
  ]);
});

test('a schedule that contradicts itself is refused', async () => {
  expect(
    await problemsOf(
      sync(['at: "09:00"', 'cron: "0 9 * * 1-5", at: "09:00", every: 2 weeks, until: 2026-01-01']),
    ),
  ).toEqual([
    expect.stringMatching(/4:38: expected no "at" next to "cron"/),
    expect.stringMatching(/4:54: expected no "every" next to "cron"/),
    expect.stringMatching(/4:54: expected the field "from" next to it/),
    expect.stringMatching(/teams\/borea\.yml:13:5: expected a schedule that comes up/),
  ]);
  await expectOne(
    sync(['at: "09:00"', 'on: weekdays']),
    'sync.yml:4:11',
    'expected the field "at" (a wall time like "09:00") or "cron", found neither',
  );
  await expectOne(
    sync(['at: "09:00"', 'cron: "0 9 * *"']),
    'sync.yml:4:19',
    'expected a cron line like "0 9 * * 1-5"',
  );
});

test('an async ritual that asks nothing is refused', async () => {
  const without: [string, string] = ['questions:\n  - { id: done, ask: What moved? }\n', 'facilitator: {}\n'];
  expect(await problemsOf(sync(without))).toEqual([
    'sync.yml:1:1: expected questions or an agenda, because it is async, found neither',
    'sync.yml:5:14: expected at least one of role, roles, people, external, rotation, found none of them',
  ]);
});
