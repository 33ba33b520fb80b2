import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { ConfigError, loadConfig, readConfig } from '../src/config.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');

function problems(values: Record<string, string>): readonly string[] {
  try {
    readConfig(values);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test('without any setting Rondo starts', () => {
  expect(readConfig({})).toEqual({
    port: 3000,
    data: 'data/local',
    operators: [],
    log: 'info',
    strange: [],
  });
});

test('what is set is taken', () => {
  const config = readConfig({
    PORT: '8080',
    RONDO_DATA: '/var/lib/rondo',
    RONDO_RITUALS: '/etc/rondo',
    RONDO_URL: 'https://rondo.example.com/',
    RONDO_KEY: KEY,
    RONDO_OPERATORS: 'mia, ben',
    RONDO_ALARM_URL: 'http://10.0.0.5:8080/alarms?key=1',
    RONDO_HEARTBEAT_URL: 'https://localhost/ping',
    RONDO_LOG: 'debug',
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_APP_TOKEN: 'xapp-1',
  });
  expect(config).toEqual({
    port: 8080,
    data: '/var/lib/rondo',
    rituals: '/etc/rondo',
    url: 'https://rondo.example.com',
    key: Buffer.alloc(32, 7),
    operators: ['mia', 'ben'],
    alarmUrl: 'http://10.0.0.5:8080/alarms?key=1',
    heartbeatUrl: 'https://localhost/ping',
    log: 'debug',
    slack: { workspaces: [{ botToken: 'xoxb-1', appToken: 'xapp-1' }] },
    strange: [],
  });
});

test('an empty value counts as not set', () => {
  expect(readConfig({ PORT: '', RONDO_URL: '', SLACK_BOT_TOKEN: '' })).toEqual(readConfig({}));
});

test('every problem is named at once, with what was expected and what was found', () => {
  expect(
    problems({
      PORT: 'eighty',
      RONDO_URL: 'rondo.example.com',
      RONDO_OPERATORS: 'mia;ben',
      RONDO_LOG: 'loud',
      RONDO_DTA: 'x',
    }),
  ).toEqual([
    'PORT: expected a port number from 0 to 65535, found "eighty".',
    'RONDO_URL: expected an address that begins with http:// or https://, found "rondo.example.com".',
    'RONDO_OPERATORS: expected people\'s ids with commas between them, found "mia;ben".',
    'RONDO_LOG: expected one of trace, debug, info, warn, error, fatal, silent, found "loud".',
    expect.stringMatching(/^RONDO_DTA: there is no such setting\. There are PORT, RONDO_DATA, /),
  ]);
});

test.each(['65536', '-1', '3000.5', '1e3'])('%s is no port', (port) => {
  expect(problems({ PORT: port })).toHaveLength(1);
});

test('a key that is wrong is not shown', () => {
  const key = 'c2VjcmV0LXNlY3JldA==';
  const [problem] = problems({ RONDO_KEY: key });
  expect(problem).toBe(
    'RONDO_KEY: expected 32 bytes in base64 (make one with: openssl rand -base64 32), found 20 characters (not shown).',
  );
});

test.each(['ftp://alerts.example.com/s3cret', 's3cret', 'file:///s3cret', 'javascript:s3cret'])(
  'an alarm goes to http or https only, and the address is not shown: %s',
  (url) => {
    const found = problems({ RONDO_ALARM_URL: url, RONDO_HEARTBEAT_URL: url });
    expect(found).toHaveLength(2);
    expect(found.join()).toMatch(/begins with http:\/\/ or https:\/\/, found \d+ characters/);
    expect(found.join()).not.toContain('s3cret');
  },
);

test('a Slack workspace needs its bot token and a way in; what is wrong is named and never shown', () => {
  expect(problems({ SLACK_BOT_TOKEN: 'xoxb-s3cret' })).toEqual([
    expect.stringMatching(/^SLACK_APP_TOKEN: expected .* or the signing secret .* found neither/),
  ]);
  expect(problems({ SLACK_SIGNING_SECRET: 's3cret' })).toEqual([
    expect.stringMatching(/^SLACK_BOT_TOKEN: expected .* found nothing/),
  ]);
  const wrong = problems({
    SLACK_BOT_TOKEN: 's3cret',
    SLACK_APP_TOKEN: 'xoxb-s3cret',
    SLACK_CLIENT_ID: 's3cret',
  });
  expect(wrong).toHaveLength(3);
  expect(wrong.join()).not.toContain('s3cret');
});

test('further Slack workspaces carry a number', () => {
  const { slack } = readConfig({
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_SIGNING_SECRET: 'one',
    SLACK_BOT_TOKEN_10: 'xoxb-10',
    SLACK_APP_TOKEN_10: 'xapp-10',
    SLACK_BOT_TOKEN_2: 'xoxb-2',
    SLACK_SIGNING_SECRET_2: 'two',
    SLACK_API_URL: 'http://127.0.0.1:4000/api/',
  });
  expect(slack).toEqual({
    workspaces: [
      { botToken: 'xoxb-1', signingSecret: 'one' },
      { botToken: 'xoxb-2', signingSecret: 'two' },
      { botToken: 'xoxb-10', appToken: 'xapp-10' },
    ],
    apiUrl: 'http://127.0.0.1:4000/api/',
  });
  expect(problems({ SLACK_BOT_TOKEN_1: 'xoxb-1' })[0]).toMatch(
    /^SLACK_BOT_TOKEN_1: there is no such setting/,
  );
  expect(
    problems({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'x', SLACK_APP_TOKEN_2: 'xapp-2' }),
  ).toEqual([expect.stringMatching(/^SLACK_BOT_TOKEN_2: expected/)]);
});

test('a folder without a file .env is fine', () => {
  expect(loadConfig(resolve(import.meta.dirname, 'core'))).toMatchObject({ data: expect.any(String) });
});

test('the example file names every setting with its default or a good value, and sets nothing as it is', () => {
  const example = readFileSync(join(import.meta.dirname, '../.env.example'), 'utf8');
  expect(parseEnv(example)).toEqual({});
  const all = parseEnv(example.replace(/^#(?=[A-Z_]+=)/gm, ''));
  expect(problems({ ...all, RONDO_KEY: KEY })).toEqual([]);
  expect(Object.keys(all)).toEqual(
    expect.arrayContaining([
      'PORT',
      'RONDO_DATA',
      'RONDO_RITUALS',
      'RONDO_URL',
      'RONDO_KEY',
      'RONDO_OPERATORS',
      'RONDO_ALARM_URL',
      'RONDO_HEARTBEAT_URL',
      'RONDO_LOG',
    ]),
  );
});

test('metrics and readiness can have a port of their own, on this machine if no other address is named', () => {
  const internal = (port: string) => readConfig({ RONDO_INTERNAL_PORT: port }).internal;
  expect(internal('9464')).toEqual({ host: '127.0.0.1', port: 9464 });
  expect(internal('0.0.0.0:9464')).toEqual({ host: '0.0.0.0', port: 9464 });
  expect(internal('[::1]:9464')).toEqual({ host: '::1', port: 9464 });
  for (const wrong of ['http://x:1', '99999', 'x:', ':9464', '1:2:3'])
    expect(problems({ RONDO_INTERNAL_PORT: wrong }), wrong).toHaveLength(1);
});

test('spans are made when an exporter is set up in the usual way, and not otherwise', () => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };
  expect(readConfig(endpoint).tracing).toBe(true);
  expect(readConfig({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:4318' }).tracing).toBe(true);
  for (const off of [
    {},
    { ...endpoint, OTEL_SDK_DISABLED: 'true' },
    { ...endpoint, OTEL_TRACES_EXPORTER: 'none' },
  ])
    expect(readConfig(off).tracing).toBeUndefined();
});
