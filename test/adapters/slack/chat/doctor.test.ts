import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { askDoctor, type DoctorNeeds } from '../../../../adapters/slack/chat/doctor/doctor.ts';
import { OPTIONAL, REQUIRED } from '../../../../adapters/slack/chat/doctor/scopes.ts';
import { MINUTE, type Span } from '../../../../src/core/time.ts';
import type { SlackSetup } from '../world/slack.ts';
import { MONDAY, scene } from './scene.ts';

async function sick(setup: SlackSetup = {}, over: Partial<DoctorNeeds> = {}) {
  const { slack, clock } = await scene(setup);
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  const ask = () =>
    askDoctor({
      token: slack.token,
      appToken: slack.appToken,
      apiUrl: slack.url,
      channels: ['#atlas'],
      people: [{ name: 'Mia', user: '@mia' }],
      clock,
      log: quiet,
      ...over,
    });
  const wrong = async () =>
    (await ask()).flatMap(({ ok, what, todo }) => (ok ? [] : [`${what} ${todo ?? ''}`.trim()]));
  return { slack, ask, wrong };
}

test('where all is well, every line is good and names what was seen', async () => {
  const { slack, ask } = await sick({}, { groups: ['@on-duty'] });
  slack.state.groups.set('on-duty', []);
  expect(await ask()).toEqual([
    { ok: true, what: 'The bot token belongs to rondo in Acme.' },
    { ok: true, what: 'The app may do everything it needs.' },
    { ok: true, what: 'Rondo is in #atlas.' },
    { ok: true, what: `Mia is @mia (${slack.userId('mia')}), Europe/Berlin.` },
    { ok: true, what: 'The user group @on-duty is there.' },
    { ok: true, what: "This machine's clock agrees with Slack's." },
    { ok: true, what: 'Events come over Socket Mode, and Slack offers a connection.' },
  ]);
});

test('nothing is posted or changed', async () => {
  const { slack, ask } = await sick({}, { groups: ['on-duty'] });
  await ask();
  expect(slack.calls.map(({ method }) => method)).toEqual([
    'auth.test',
    'conversations.list',
    'auth.test',
    'users.list',
    'usergroups.list',
    'apps.connections.open',
  ]);
});

test('a token that was taken back is all that is said of the workspace', async () => {
  const { slack, wrong } = await sick();
  slack.state.revoked = true;
  expect(await wrong()).toEqual([
    expect.stringMatching(/^The bot token does not work\. .*token_revoked.*Install the app again/),
    expect.stringContaining('Slack offers no connection for events: token_revoked'),
  ]);
});

test('a permission that is missing is named with its use; one that is optional is no fault', async () => {
  const { ask, wrong } = await sick({
    scopes: REQUIRED.map(({ scope }) => scope).filter((scope) => scope !== 'im:history'),
  });
  expect(await wrong()).toEqual([
    expect.stringContaining('The app lacks im:history, to read what people write'),
  ]);
  const good = (await ask()).filter(({ ok }) => ok).map(({ what }) => what);
  expect(good).toContainEqual(expect.stringContaining('The app goes without channels:history'));
});

test('channels that are missing, archived or without Rondo are named with what to do', async () => {
  const { wrong } = await sick(
    {
      channels: [
        { name: 'old', archived: true },
        { name: 'atlas', members: ['mia'] },
      ],
    },
    { channels: ['#old', '#atlas', '#nowhere'] },
  );
  expect(await wrong()).toEqual([
    '#old is archived. Unarchive it, or name another channel in the team file.',
    'Rondo is not in #atlas. Type there: /invite @Rondo',
    expect.stringContaining('There is no #nowhere that Rondo can see.'),
  ]);
});

test('people who are unknown, gone or without a zone are named', async () => {
  const { slack, ask, wrong } = await sick(
    {},
    {
      people: [
        { name: 'Mia', user: 'mia@example.com' },
        { name: 'Tom', user: '@tom' },
        { name: 'Eve', user: '@eve' },
        { name: 'Ana', user: '@ana' },
      ],
    },
  );
  slack.person('tom').deleted = true;
  delete slack.person('ana').zone;
  expect(await wrong()).toEqual([
    expect.stringContaining('Tom: the account @tom is switched off'),
    expect.stringContaining('Eve: Slack knows no @eve.'),
  ]);
  expect(await ask()).toContainEqual({
    ok: true,
    what: `Ana is @ana (${slack.userId('ana')}).`,
    todo: 'Slack names no time zone: put “zone:” into the team file.',
  });
});

test('a user group that is not there, or may not be seen, is named', async () => {
  const { slack, wrong } = await sick({}, { groups: ['on-duty'] });
  expect(await wrong()).toEqual([expect.stringContaining('Slack has no user group @on-duty')]);
  slack.state.scopes.delete('usergroups:read');
  expect(await wrong()).toEqual([expect.stringContaining('lacks the permission usergroups:read')]);
});

test.each([
  [90_000, '90 seconds ahead of'],
  [-10 * MINUTE, '600 seconds behind'],
])('a clock that is %d ms off is named', async (off: Span, said) => {
  const clock = { now: () => MONDAY + off, wake: () => () => {} };
  const { wrong } = await sick({}, { clock });
  expect(await wrong()).toEqual([expect.stringContaining(said)]);
});

test('a clock that is less than a minute off is good', async () => {
  const clock = { now: () => MONDAY + 55_000, wake: () => () => {} };
  const { wrong } = await sick({}, { clock });
  expect(await wrong()).toEqual([]);
});

test('events over Socket Mode need a token that Slack takes', async () => {
  const { wrong } = await sick({}, { appToken: 'xapp-old' });
  expect(await wrong()).toEqual([
    expect.stringContaining('Slack offers no connection for events: invalid_auth'),
  ]);
});

test('events over HTTP need an address with https, and somebody to look from outside', async () => {
  const { slack, clock } = await scene();
  const events = async (url?: string) => {
    const quiet = { debug() {}, info() {}, warn() {}, error() {} };
    const at = url === undefined ? {} : { url };
    const all = await askDoctor({
      token: slack.token,
      apiUrl: slack.url,
      channels: [],
      people: [],
      clock,
      log: quiet,
      ...at,
    });
    return all.at(-1);
  };
  expect(await events()).toMatchObject({ ok: false, what: expect.stringContaining('RONDO_URL is not set') });
  expect(await events('http://rondo.example')).toMatchObject({ ok: false });
  expect(await events('https://rondo.example')).toMatchObject({
    ok: true,
    todo: expect.stringContaining('Verified'),
  });
});

test('the permissions are those of the manifest', () => {
  const manifest = parse(readFileSync(join(import.meta.dirname, '../../../../manifest.yml'), 'utf8'));
  const { bot, bot_optional = [] } = manifest.oauth_config.scopes;
  const named = [...REQUIRED, ...OPTIONAL].map(({ scope }) => scope);
  expect(new Set(named)).toEqual(new Set([...bot, ...bot_optional]));
  expect(bot).toEqual(expect.arrayContaining(REQUIRED.map(({ scope }) => scope)));
});
