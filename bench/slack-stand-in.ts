/** A Slack that keeps its limits, remembers what was posted, and can lose answers. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { slackPace } from '../adapters/slack/chat/pace.ts';
import { MINUTE } from '../src/core/time.ts';
import { createPacer } from '../src/engine/delivery/pacer.ts';
import type { Clock } from '../src/ports.ts';

export interface Posted {
  id: string;
  channel: string;
  ts: string;
  metadata: unknown;
  /** Everything it shows. */
  shown: string;
  at: number;
}

/** The same rates as ours, with a little more burst for what the network bunches together. */
export const BURST = slackPace.workspace.burst + 5;
const LIMITS = {
  workspace: { ...slackPace.workspace, burst: BURST },
  channel: { ...slackPace.channel, burst: slackPace.channel.burst + 1 },
};
/** Tier 3: reading a conversation, and opening one. */
const TIER_3 = { count: 50, per: MINUTE, burst: 50 };
/** How long Slack thinks, in ms of the real world. */
const THINKING = 20;

export async function openStandIn(
  clock: Clock,
  loseAnswer: () => boolean,
  heard: (method: string) => void = () => {},
) {
  const posts: Posted[] = [];
  const pacer = createPacer({ slack: LIMITS, open: { workspace: TIER_3 }, read: { workspace: TIER_3 } });
  let calls = 0;
  let refused = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = (request.url ?? '').replace('/api/', '');
    const args = new URLSearchParams(await text(request));
    heard(method);
    if (method === 'chat.postMessage') calls += 1;
    const wait = waitFor(method, args.get('channel') ?? '');
    if (wait !== undefined) {
      if (method === 'chat.postMessage') refused += 1;
      response.writeHead(429, { 'retry-after': String(Math.max(1, Math.ceil(wait / 1_000))) }).end();
      return;
    }
    const body = METHODS[method]?.(args) ?? { ok: false, error: 'unknown_method' };
    await new Promise((resolve) => setTimeout(resolve, THINKING));
    if (method === 'chat.postMessage' && loseAnswer()) return void response.destroy();
    response.writeHead(200, {
      'content-type': 'application/json',
      'x-oauth-scopes': 'chat:write,im:write,im:history',
    });
    response.end(JSON.stringify(body));
  }

  /** How long the call has to wait, in ms of the fast clock; nothing when it may go on. */
  function waitFor(method: string, channel: string): number | undefined {
    const workspace = LANES[method];
    if (workspace === undefined) return undefined;
    const now = clock.now();
    const at = pacer.look(now).take({ workspace, channel: channel.replace(/^D/, 'U'), call: 'post' });
    return at === undefined ? undefined : at - now;
  }

  const METHODS: Record<string, (args: URLSearchParams) => object> = {
    'chat.postMessage': post,
    'views.open': () => ({ ok: true }),
    'conversations.open': (args) => ({
      ok: true,
      channel: { id: conversationWith(args.get('users') ?? '') },
    }),
    'conversations.history': (args) => ({
      ok: true,
      messages: posts
        .filter(({ channel }) => channel === args.get('channel'))
        .map(({ ts, metadata }) => ({ ts, metadata })),
    }),
  };

  function post(args: URLSearchParams): object {
    const metadata = JSON.parse(args.get('metadata') ?? '{}');
    const channel = conversationWith(args.get('channel') ?? '');
    const ts = `${Math.floor(clock.now() / 1_000)}.${String(posts.length).padStart(6, '0')}`;
    const shown = args.get('blocks') ?? args.get('text') ?? '';
    posts.push({ id: metadata.event_payload.id, channel, ts, metadata, shown, at: clock.now() });
    return { ok: true, channel, ts };
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/`,
    posts,
    counted: () => ({ calls, refused }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const LANES: Readonly<Record<string, string>> = {
  'chat.postMessage': 'slack',
  'conversations.open': 'open',
  'conversations.history': 'read',
};

function conversationWith(user: string): string {
  return user.replace(/^U/, 'D');
}
