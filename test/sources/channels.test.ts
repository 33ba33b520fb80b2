import { expect, test } from 'vitest';
import type { ChannelEntry } from '../../src/ports.ts';
import type { Directory } from '../../src/sources/directory.ts';
import { borea, load, printed } from './folder.ts';

const slack: [string, string] = ['platform: playground', 'platform: slack'];

const entry = (user: string, handle: string, more: object = {}) => ({
  user,
  handle,
  name: `${handle} ${user}`,
  active: true,
  ...more,
});

function workspace(channel: Partial<ChannelEntry> = {}, members: readonly string[] = []): Directory {
  return {
    platform: 'slack',
    workspace: 'T1',
    people: [
      entry('U01', 'nora'),
      entry('U02', 'pia'),
      entry('U03', 'dana'),
      entry('U04', 'omar'),
      entry('U05', 'Ray Ü'),
      entry('U06', 'gone', { active: false }),
    ],
    channels: [{ id: 'C01', name: 'borea', joined: true, archived: false, ...channel }],
    membersOf: async (id) => (id === 'C01' ? members : []),
  };
}

test('a channel is found by its name or its id', async () => {
  for (const written of ['#borea', '#Borea', 'C01']) {
    const found = await load(borea(slack, ['"#borea"', `"${written}"`]), { directory: [workspace()] });
    expect(found.problems).toEqual([]);
    expect(found.places.get('borea')?.[0]?.channels).toEqual(new Map([[written, 'C01']]));
  }
});

test('a channel that cannot be posted in is a warning, and the team runs', async () => {
  const missing = await load(borea(slack, ['"#borea"', '"#bora"']), { directory: [workspace()] });
  expect(printed(missing)).toEqual([
    'teams/borea.yml:4:10: warning: expected a channel of slack (T1) that Rondo is in, found "#bora" (did you mean "#borea"?)',
  ]);
  const [archived, alone] = [{ archived: true }, { joined: false }].map((how) =>
    load(borea(slack), { directory: [workspace(how)] }),
  );
  expect(printed((await archived)!)[0]).toMatch(/found "#borea", which is archived/);
  expect(printed((await alone)!)[0]).toMatch(/found "#borea", where it was not invited/);
  expect((await alone)?.teams.map(({ id }) => id)).toEqual(['borea']);
});

const followed: [string, string][] = [
  slack,
  [
    'members:\n  - { id: nora, name: Nora, user: "@nora", roles: [lead, developer] }\n  - { id: pia, name: Pia, user: "@pia", roles: [developer] }\n',
    'members:\n  channel: "#borea"\n  with:\n    - { id: nora, name: Nora, user: "@nora", roles: [lead, developer] }\n    - { id: pia, name: Pia, user: "@pia", roles: [developer] }\n',
  ],
];

test('everybody in the channel is a member, once, but nobody who left, leads or only wants to know', async () => {
  const found = await load(borea(...followed), {
    directory: [workspace({}, ['U01', 'U03', 'U05', 'U06', 'U99'])],
  });
  expect(printed(found)).toEqual([]);
  expect(found.teams[0]?.members.map(({ id, name, roles }) => [id, name, roles])).toEqual([
    ['nora', 'Nora', ['lead', 'developer']],
    ['pia', 'Pia', ['developer']],
    ['ray-u', 'Ray Ü U05', []],
  ]);
  expect(found.places.get('borea')?.[0]?.users.get('ray-u')).toBe('U05');
});

test('who joins and leaves the channel is in the team the next time it is read', async () => {
  const members = ['U01'];
  const directory = [workspace({}, members)];
  const ids = async () =>
    (await load(borea(...followed), { directory })).teams[0]?.members.map(({ id }) => id);
  expect(await ids()).toEqual(['nora', 'pia']);
  members.push('U05');
  expect(await ids()).toEqual(['nora', 'pia', 'ray-u']);
  members.pop();
  expect(await ids()).toEqual(['nora', 'pia']);
});

test('a guest in the channel is a member only where the file says so', async () => {
  const here = workspace({}, ['U02', 'U07', 'U08']);
  const guests = [entry('U07', 'gus', { guest: true }), entry('U08', 'gwen', { guest: true })];
  const gwen = '    - { id: gwen, name: Gwen, user: "@gwen" }\n';
  const files = borea(...followed, ['    - { id: pia', `${gwen}    - { id: pia`]);
  const found = await load(files, { directory: [{ ...here, people: [...here.people, ...guests] }] });
  expect(found.teams[0]?.members.map(({ id }) => id)).toEqual(['nora', 'gwen', 'pia']);
});

test('a handle makes nobody another person whom a file names', async () => {
  const here = workspace({}, ['U09']);
  const files = borea(...followed, ['"@dana"', '{ id: head, name: Dana, user: "@dana" }']);
  const found = await load(files, {
    directory: [{ ...here, people: [...here.people, entry('U09', 'head')] }],
  });
  expect(printed(found)).toEqual([]);
  expect(found.teams[0]?.members.map(({ id }) => id)).toEqual(['nora', 'pia', 'head-u09']);
});

test('the channel is kept as it is written, not who was in it', async () => {
  const { good } = await load(borea(...followed), { directory: [workspace({}, ['U05'])] });
  const kept = good.find(({ id }) => id === 'borea');
  expect(kept?.data.members).toMatchObject({ channel: '#borea', with: [{ id: 'nora' }, { id: 'pia' }] });
  const later = await load({}, { kept: good, directory: [workspace({}, ['U05'])] });
  expect(later.teams[0]?.members.map(({ id }) => id)).toEqual(['nora', 'pia', 'ray-u']);
});

test('a mistake under “with” is shown where it stands', async () => {
  const files = borea(...followed, ['roles: [lead, developer]', 'rolls: [lead, developer]']);
  const problems = printed(await load(files, { directory: [workspace()] }));
  expect(problems).toContainEqual(
    expect.stringMatching(/^teams\/borea\.yml:10:\d+: .*"rolls" \(did you mean "roles"\?\)/),
  );
});

test('those whom only the channel names are told apart, so that newcomers can be asked about; “joiners: add” does not', async () => {
  const directory = [workspace({}, ['U01', 'U04', 'U05'])];
  const asking = await load(borea(...followed), { directory });
  expect(asking.places.get('borea')?.[0]?.joined).toEqual(new Set(['ray-u']));
  const adds: [string, string] = ['channel: "#borea"\n  with:', 'channel: "#borea"\n  joiners: add\n  with:'];
  const adding = await load(borea(...followed, adds), { directory });
  expect(printed(adding)).toEqual([]);
  expect(adding.places.get('borea')?.[0]?.joined).toBeUndefined();
  expect(adding.teams[0]?.members.map(({ id }) => id)).toEqual(['nora', 'pia', 'ray-u']);
});
