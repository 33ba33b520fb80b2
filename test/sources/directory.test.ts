import { expect, test } from 'vitest';
import type { Directory } from '../../src/sources/directory.ts';
import { borea, load, problemsOf } from './folder.ts';

const entry = (user: string, handle: string, more: object = {}) => ({
  user,
  handle,
  name: handle,
  active: true,
  ...more,
});
const people = [
  entry('U01', 'nora', { zone: 'Europe/Oslo' }),
  entry('U02', 'pia', { zone: 'Europe/Lisbon', email: 'pia@firm.com' }),
  entry('U03', 'dana'),
  entry('U04', 'omar', { zone: 'Nowhere' }),
];
const directory: Directory[] = [{ platform: 'slack', workspace: 'T1', people }];
const slack: [string, string] = ['platform: playground', 'platform: slack'];

test('handles, e-mails and ids become users of the platform', async () => {
  const { places, problems } = await load(borea(slack, ['"@nora"', 'U01'], ['"@pia"', 'PIA@firm.com']), {
    directory,
  });
  expect(problems).toEqual([]);
  expect(places.get('borea')).toMatchObject([
    {
      platform: 'slack',
      workspace: 'T1',
      channel: '#borea',
      channels: new Map(),
      users: new Map([
        ['nora', 'U01'],
        ['pia', 'U02'],
        ['dana', 'U03'],
        ['omar', 'U04'],
      ]),
    },
  ]);
});

test('a user nobody has is refused with the nearest one', async () => {
  expect(
    await problemsOf(borea(slack, ['"@pia"', '"@pai"'], ['"@dana", ', '"@dnaa", "@omar", ']), { directory }),
  ).toEqual([
    'teams/borea.yml:9:33: expected a user of slack (T1), found "@pai" (did you mean "pia"?)',
    'teams/borea.yml:10:14: expected a user of slack (T1), found "@dnaa" (did you mean "dana"?)',
  ]);
});

test('a user that could be two is refused with both', async () => {
  const twice = [{ platform: 'slack', workspace: 'T1', people: [...people, entry('U09', 'pia')] }];
  expect(await problemsOf(borea(slack), { directory: twice })).toEqual([
    'teams/borea.yml:9:33: expected one user of slack (T1), by id (pia: U02, pia: U09), found "@pia", which means 2',
  ]);
});

test('the platform knows the zone of whoever the file gives none, and what it does not know is the zone of the team', async () => {
  const { teams } = await load(borea(slack, ['user: "@nora"', 'user: "@nora", zone: Europe/Rome']), {
    directory,
  });
  const zones = [...(teams[0]?.members ?? []), ...(teams[0]?.others ?? [])].map(
    ({ calendar }) => calendar.zone,
  );
  expect(zones).toEqual(['Europe/Rome', 'Europe/Lisbon', 'Europe/Berlin', 'Europe/Berlin']);
});

test('somebody who was deactivated is not active', async () => {
  const gone = [
    {
      platform: 'slack',
      workspace: 'T1',
      people: people.map((each) => ({ ...each, active: each.user !== 'U02' })),
    },
  ];
  const { teams } = await load(borea(slack), { directory: gone });
  expect(teams[0]?.members.map(({ active }) => active)).toEqual([true, false]);
});

test('with several workspaces the team says which', async () => {
  const two = [...directory, { platform: 'slack', workspace: 'T2', people }];
  expect(await problemsOf(borea(slack), { directory: two })).toEqual([
    'teams/borea.yml:1:1: expected the field "workspace" (one of T1, T2), found no such field',
  ]);
  expect(
    await problemsOf(borea(['platform: playground', 'platform: slack\nworkspace: T3']), { directory: two }),
  ).toEqual([
    expect.stringMatching(
      /^teams\/borea\.yml:4:12: expected the field "workspace" \(one of T1, T2\), found "T3"/,
    ),
  ]);
  const { places } = await load(borea(['platform: playground', 'platform: slack\nworkspace: T2']), {
    directory: two,
  });
  expect(places.get('borea')?.[0]?.workspace).toBe('T2');
});

test('a team on two platforms has a place on each', async () => {
  const files = borea(
    ['platform: playground', 'platform: [slack, teams]'],
    ['"#borea"', '{ slack: "#borea", teams: Borea }'],
    ['user: "@pia"', 'user: { slack: "@pia", teams: pia@firm.com }'],
  );
  const { places, teams } = await load(files, { directory });
  expect(teams[0]?.channel).toBe('#borea');
  expect(
    places.get('borea')?.map(({ platform, channel, users }) => [platform, channel, users.get('pia')]),
  ).toEqual([
    ['slack', '#borea', 'U02'],
    ['teams', 'Borea', 'pia@firm.com'],
  ]);
});
