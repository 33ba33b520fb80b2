import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { OPTIONAL, REQUIRED } from '../../../adapters/slack/chat/doctor/scopes.ts';
import { overHttp } from '../../../src/cli/slack-manifest.ts';
import { slashes } from '../../../src/engine/verbs.ts';
import { house, only } from './house.ts';
import { event, messageShortcut, shortcut } from './listen/payloads.ts';
import { scene } from './listen/scene.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const TEXT = readFileSync(join(ROOT, 'manifest.yml'), 'utf8');

interface Manifest {
  features: {
    shortcuts: { type: 'global' | 'message'; callback_id: string }[];
    slash_commands: { command: string; url?: string }[];
  };
  oauth_config: { scopes: { bot: string[]; bot_optional: string[] } };
  settings: {
    event_subscriptions: { bot_events: string[]; request_url?: string };
    interactivity: { request_url?: string };
    socket_mode_enabled: boolean;
  };
}

const manifest: Manifest = parse(TEXT);
const { features, oauth_config, settings } = manifest;
const commands = features.slash_commands.map(({ command }) => command);
const { bot_events: events } = settings.event_subscriptions;
const { bot, bot_optional } = oauth_config.scopes;

/** By Slack's own schema. */
function wrongIn(text: string): string[] {
  const schema = JSON.parse(readFileSync(join(import.meta.dirname, 'slack-manifest.2.0.0.json'), 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false });
  const check = ajv.compile(schema);
  check(parse(text));
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test('Slack’s own schema takes the manifest, and says when it is wrong', () => {
  expect(wrongIn(TEXT)).toEqual([]);
  expect(wrongIn(TEXT.replace('name: Rondo', `name: ${'Rondo '.repeat(20)}`))).not.toEqual([]);
  expect(wrongIn(TEXT.replace('type: global', 'type: everywhere'))).not.toEqual([]);
});

test('with an address it is valid too, and every way in leads there', () => {
  const text = overHttp(TEXT, 'https://rondo.example.com/');
  expect(wrongIn(text)).toEqual([]);
  const http: Manifest = parse(text);
  expect(http.settings.socket_mode_enabled).toBe(false);
  expect(http.settings.event_subscriptions.request_url).toBe('https://rondo.example.com/slack/events');
  expect(http.settings.interactivity.request_url).toBe('https://rondo.example.com/slack/interactive');
  for (const { url } of http.features.slash_commands)
    expect(url).toBe('https://rondo.example.com/slack/commands');
});

test.each(['http://rondo.example.com', 'rondo.example.com', 'https://', ''])(
  'an address that Slack does not send to is refused: “%s”',
  (url) => expect(() => overHttp(TEXT, url)).toThrow('https://'),
);

/** https://slack.com/help/articles/201259356 and the names that Slack refuses for apps. */
const RESERVED =
  'active apps archive away call close collapse dm dnd expand feed giphy help invite join keys kick leave me msg mute open part people prefs remind remove rename search shortcuts shrug star status topic trustpreview who';

test('no command has a name of Slack’s own', () => {
  const reserved = RESERVED.split(' ').map((name) => `/${name}`);
  expect(commands.filter((command) => reserved.includes(command))).toEqual([]);
});

test('every slash command is one that Rondo knows, and there are no others', async () => {
  const rondo = await house({ at: '2026-11-03T09:00:00Z', team: only('morning-sync') });
  for (const command of commands) {
    const views = rondo.slack.state.views.length;
    const { text } = await rondo.slash('mia', command, command === '/rondo' ? 'help' : '', '#atlas');
    if (text === undefined) await rondo.happens(command, () => rondo.slack.state.views[views]);
    else expect(text, command).not.toMatch(/do not know/);
  }
  expect((await rondo.slash('mia', '/nonsense', '', '#atlas')).text).toMatch(/do not know/);
  const known = ['rondo', ...Object.keys(slashes)].map((name) => `/${name}`);
  expect([...commands].sort()).toEqual(known.sort());
});

/** What the code reads shortcuts by: the keys of its table. */
function shortcutsRead(): string[] {
  const source = readFileSync(join(ROOT, 'adapters/slack/listen/shortcuts.ts'), 'utf8');
  const table = source.slice(source.indexOf('const SHORT_FOR'));
  return [...table.matchAll(/^\s+(\w+): .*=> .*name: /gm)].map(([, id]) => id ?? '').sort();
}

test('every shortcut becomes a command, and there are no others', async () => {
  const { interact, commands: heard } = await scene();
  for (const { type, callback_id } of features.shortcuts) {
    const payload =
      type === 'global' ? shortcut(callback_id) : messageShortcut(callback_id, { text: 'The map is down' });
    await interact(payload);
    expect(heard.pop()?.act, callback_id).toMatchObject({ act: 'slash' });
  }
  await interact(shortcut('of_another_app'));
  expect(heard).toEqual([]);
  expect(features.shortcuts.map(({ callback_id }) => callback_id).sort()).toEqual(shortcutsRead());
});

/** An event as Slack sends it, with the fields that ours have. */
function sample(type: string) {
  const [name = '', kind] = type.split('.');
  return event({
    type: name,
    user: 'UMIA',
    text: 'hello',
    ts: '1.2',
    tab: 'home',
    channel: kind === 'im' ? 'DMIA' : name === 'channel_rename' ? { id: 'CATLAS', name: 'atlas' } : 'CATLAS',
    ...(kind ? { channel_type: kind } : {}),
    ...(name === 'tokens_revoked' ? { tokens: { bot: ['UBOT'] } } : {}),
  });
}

/** Other events of Slack's list that a bot like this one may be thought to hear. */
const OTHERS =
  'user_status_changed user_huddle_changed user_profile_changed subteam_updated channel_created channel_deleted channel_left channel_unshared group_deleted group_left group_open im_created message.channels message.groups message.mpim reaction_added reaction_removed file_shared link_shared team_rename team_domain_changed app_rate_limited emoji_changed pin_added';

test('every event that is asked for is heard, and no other is waited for', async () => {
  const { event: send, commands: heard, news, lines } = await scene();
  for (const type of events) {
    const before = heard.length + news.length;
    expect((await send(sample(type))).status).toBe(200);
    expect(heard.length + news.length, type).toBe(before + 1);
  }
  const all = heard.length + news.length;
  for (const type of OTHERS.split(' ')) await send(sample(type));
  expect(heard.length + news.length).toBe(all);
  expect(lines.filter((line) => line.startsWith('error'))).toEqual([]);
});

test('the manifest asks for what the doctor looks at', () => {
  expect([...bot].sort()).toEqual(REQUIRED.map(({ scope }) => scope).sort());
  expect([...bot_optional].sort()).toEqual(OPTIONAL.map(({ scope }) => scope).sort());
});

/** What each method needs; of several scopes, each for its kind of conversation. https://docs.slack.dev/reference/methods */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  'apps.connections.open': [],
  'auth.test': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['im:history', 'channels:history', 'groups:history'],
  'conversations.list': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  'conversations.replies': ['im:history', 'channels:history', 'groups:history'],
  'dnd.teamInfo': ['dnd:read'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.update': ['usergroups:write'],
  'users.list': ['users:read', 'users:read.email'],
  'views.open': [],
  'views.publish': [],
};

/** What each event needs. https://docs.slack.dev/reference/events */
const EVENTS: Readonly<Record<string, string>> = {
  app_mention: 'app_mentions:read',
  channel_archive: 'channels:read',
  channel_rename: 'channels:read',
  channel_unarchive: 'channels:read',
  dnd_updated_user: 'dnd:read',
  group_archive: 'groups:read',
  group_rename: 'groups:read',
  group_unarchive: 'groups:read',
  member_joined_channel: 'channels:read',
  member_left_channel: 'channels:read',
  'message.im': 'im:history',
  team_join: 'users:read',
  user_change: 'users:read',
};
const WITHOUT_SCOPE = ['app_home_opened', 'app_uninstalled', 'tokens_revoked'];

test('what is called and heard needs no permission that is not asked for, and each one asked for is needed', () => {
  const sources = globSync('adapters/slack/**/*.ts', { cwd: ROOT });
  const words = sources.map((file) => readFileSync(join(ROOT, file), 'utf8')).join('\n');
  const called = words.matchAll(/(?:client|createClient\(\w+\))\.((?:[a-z]+\.){1,2}[a-zA-Z]+)\(/g);
  const methods = new Set([...called].map(([, name]) => name ?? ''));
  expect([...methods].sort()).toEqual(Object.keys(METHODS).sort());
  expect(events.filter((type) => !WITHOUT_SCOPE.includes(type)).sort()).toEqual(Object.keys(EVENTS).sort());
  const needed = new Set([...Object.values(METHODS).flat(), ...Object.values(EVENTS), 'commands']);
  expect([...needed].sort()).toEqual([...bot, ...bot_optional].sort());
});
