import { createHmac } from 'node:crypto';
import { manualClock, type SettableClock } from '../../../../adapters/playground/clock.ts';
import { createSlack, type SlackNeeds } from '../../../../adapters/slack/listen/slack.ts';
import type { Command } from '../../../../src/core/command.ts';
import type { Reply } from '../../../../src/core/decision.ts';
import type { Log } from '../../../../src/ports.ts';
import { post, serveOn, stubApi } from './stub.ts';

export const SECRET = 'a signing secret';
export const NOW = Date.parse('2026-11-02T07:30:00Z');

const PEOPLE: Readonly<Record<string, string>> = { UMIA: 'mia', UBEN: 'ben' };
export const NAMES: Readonly<Record<string, string>> = { mia: 'Mia Sommer', ben: 'Ben Okafor' };

export interface Sent {
  at?: number;
  headers?: Record<string, string>;
  path?: string;
  type?: string;
}

export interface Answered {
  status: number;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what came back is looked at field by field
  json: any;
}

export function signed(body: string, at: number, secret = SECRET): Record<string, string> {
  const stamp = String(Math.floor(at / 1000));
  const digest = createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': stamp, 'x-slack-signature': `v0=${digest}` };
}

/** What listens to Slack, behind a real port, with scripted commands and a stand-in for the Web API. */
export async function scene(
  reply: (command: Command) => Reply | Promise<Reply> = () => ({ reply: 'said', text: [] }),
  over: Partial<SlackNeeds> = {},
) {
  const clock: SettableClock = manualClock(NOW);
  const commands: Command[] = [];
  const news: string[] = [];
  const lines: string[] = [];
  const note = (level: string) => (facts: object, line: string) =>
    void lines.push(`${level}: ${line} ${JSON.stringify(facts)}`);
  const log: Log = { debug: () => {}, info: () => {}, warn: note('warn'), error: note('error') };
  const stub = await stubApi();
  const slack = createSlack({
    installations: [
      { workspace: 'T1', bot: 'UBOT', botToken: 'xoxb-secret-token', signingSecret: SECRET },
      { workspace: 'T2', bot: 'UBOT2', botToken: 'xoxb-other', signingSecret: 'another secret' },
    ],
    apiUrl: stub.api,
    commands: {
      async handle(command) {
        commands.push(command);
        return reply(command);
      },
    },
    people: {
      personOf: (_, user) => PEOPLE[user],
      audience: () => ({
        reader: { zone: 'Europe/Berlin' },
        people: () => undefined,
        names: (person) => NAMES[person],
      }),
    },
    news: {
      onDirectoryChange: (workspace) => void news.push(`directory ${workspace}`),
      onChannel: (workspace, channel) => void news.push(`channel ${workspace} ${channel}`),
      onRevoked: (workspace, why) => void news.push(`revoked ${workspace}: ${why}`),
    },
    clock,
    log,
    ...over,
  });
  const origin = await serveOn((request, response) => slack.routes.handle(request, response));

  async function send(body: string, how: Sent = {}): Promise<Answered> {
    const headers = {
      'content-type': how.type ?? 'application/json',
      ...signed(body, how.at ?? clock.now()),
      ...how.headers,
    };
    const { status, words } = await post(`${origin}${how.path ?? '/slack/events'}`, headers, body);
    return { status, text: words, json: words.startsWith('{') ? JSON.parse(words) : undefined };
  }

  const form = 'application/x-www-form-urlencoded';
  return {
    clock,
    commands,
    news,
    lines,
    slack,
    origin,
    stub,
    send,
    /** As the Events API sends it. */
    event: (payload: object, how: Sent = {}) => send(JSON.stringify(payload), how),
    /** A click, a dialog or a shortcut. */
    interact: (payload: object, how: Sent = {}) =>
      send(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), {
        path: '/slack/interactive',
        type: form,
        ...how,
      }),
    slash: (fields: Record<string, string>, how: Sent = {}) =>
      send(new URLSearchParams(fields).toString(), { path: '/slack/commands', type: form, ...how }),
  };
}
