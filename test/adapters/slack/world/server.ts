import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { checkLimits } from '../limits.ts';
import { METHODS } from './methods.ts';
import { blocksIn, record } from './record.ts';
import { type Answer, type Args, refusal } from './rules.ts';
import { channelIdOf, type State } from './state.ts';
import type { createLimits, createTrouble, Fault } from './trouble.ts';

export interface Behind {
  state: State;
  trouble: ReturnType<typeof createTrouble>;
  limits: ReturnType<typeof createLimits>;
  /** Every call that arrived, those that went wrong too. */
  calls: { method: string; args: Args }[];
  /** What tests have a method answer. */
  answers: Map<string, () => Answer>;
  /** Asks the emulator. */
  forward(method: string, args: Args): Promise<Answer>;
}

/** Slack as a server of this machine. Gives its address. */
export async function serve(behind: Behind) {
  const server = createServer((request, response) => {
    handle(behind, request, response).catch((error: unknown) => {
      behind.state.problems.push(`The fake Slack broke: ${error instanceof Error ? error.stack : error}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function handle(behind: Behind, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '';
  const body = await text(request);
  if (path.startsWith('/hooks/')) return answered(behind.state, path, body, response);
  const method = path.replace(/^\/api\//, '');
  const args = argsIn(request, body);
  behind.calls.push({ method, args });
  const fault = behind.trouble.next(method);
  if (fault !== 'fine') return goWrong(behind, fault, method, args, request, response);
  const wait = behind.limits.take(method, args);
  if (wait !== undefined) return send(behind.state, response, 429, { ok: false, error: 'ratelimited' }, wait);
  send(behind.state, response, 200, await answer(behind, method, args, request));
}

async function goWrong(
  behind: Behind,
  fault: Exclude<Fault, 'fine'>,
  method: string,
  args: Args,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const after = ('lost' in fault && fault.lost === 'after') || ('status' in fault && fault.when === 'after');
  if (after) await answer(behind, method, args, request);
  if ('lost' in fault) return void response.destroy();
  if ('limited' in fault)
    return send(behind.state, response, 429, { ok: false, error: 'ratelimited' }, fault.limited);
  if ('error' in fault) return send(behind.state, response, 200, { ok: false, ...fault });
  send(behind.state, response, fault.status, { ok: false, error: 'internal_error' });
}

async function answer(behind: Behind, method: string, args: Args, request: IncomingMessage): Promise<Answer> {
  const { state } = behind;
  const token = args.get('token') ?? request.headers.authorization?.replace(/^Bearer /, '');
  const wanted = method === 'apps.connections.open' ? state.appToken : state.token;
  if (token !== wanted) return { ok: false, error: 'invalid_auth' };
  if (state.revoked) return { ok: false, error: 'token_revoked' };
  const refused = refusal(state, method, args);
  if (refused) return refused;
  const broken = brokenForm(state, method, args);
  if (broken) return broken;
  const scripted = behind.answers.get(method);
  if (scripted) return scripted();
  const own = METHODS[method];
  if (own) return own(state, args);
  const found = await behind.forward(method, withId(state, args));
  record(state, method, args, found);
  return shownTo(state, method, args, found);
}

/** Blocks and views beyond what Slack takes are refused as Slack does, and fail the test besides. */
function brokenForm(state: State, method: string, args: Args): Answer | undefined {
  const view = args.get('view');
  const blocks = blocksIn(args);
  const payload = view ? JSON.parse(view) : blocks.length > 0 && { text: args.get('text'), blocks };
  if (!payload) return undefined;
  const problems = checkLimits(payload);
  if (problems.length === 0) return undefined;
  state.problems.push(...problems.map((problem) => `${method}: ${problem}`));
  return { ok: false, error: view ? 'invalid_arguments' : 'invalid_blocks' };
}

/** The emulator knows channels by id and by name without `#`. */
function withId(state: State, args: Args): Args {
  const id = channelIdOf(state, args.get('channel') ?? '');
  return id === undefined ? args : new Map([...args, ['channel', id]]);
}

function shownTo(state: State, method: string, args: Args, found: Answer): Answer {
  if (method === 'conversations.list') return { ...found, channels: channelsIn(state, found) };
  const plain = args.get('include_all_metadata') !== 'true' && Array.isArray(found.messages);
  return plain ? { ...found, messages: messagesIn(found).map(({ metadata: _, ...rest }) => rest) } : found;
}

function messagesIn({ messages }: Answer): Record<string, unknown>[] {
  return Array.isArray(messages) ? messages : [];
}

function channelsIn(state: State, { channels }: Answer): unknown[] {
  const listed: { id: string }[] = Array.isArray(channels) ? channels : [];
  return listed.flatMap((listedOne) => {
    const channel = state.channels.get(listedOne.id);
    if (!channel) return [];
    const name = state.people.get(state.bot)?.name ?? '';
    const is_member = channel.members?.includes(name) ?? true;
    if (channel.private && !is_member) return [];
    return [{ ...listedOne, is_member, is_archived: channel.archived ?? false }];
  });
}

/** What is sent to a response URL: `/hooks/<user>/<channel>/<id>`. */
function answered(state: State, path: string, body: string, response: ServerResponse): void {
  const [, , user = '', channel = ''] = path.split('/');
  const { text: words = '', blocks = [], replace_original = false } = JSON.parse(body);
  if (blocks.length > 0)
    state.problems.push(...checkLimits({ text: words, blocks }).map((problem) => `response_url: ${problem}`));
  state.whispers.push({ user, channel, text: words, blocks, replaces: replace_original });
  response.end('ok');
}

function argsIn(request: IncomingMessage, body: string): Args {
  if (!request.headers['content-type']?.includes('json')) return new Map(new URLSearchParams(body));
  const fields: Record<string, unknown> = JSON.parse(body || '{}');
  const plain = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return new Map(Object.entries(fields).map(([name, value]) => [name, plain(value)]));
}

function send(
  state: State,
  response: ServerResponse,
  status: number,
  body: Answer,
  retryAfter?: number,
): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-oauth-scopes': [...state.scopes].join(','),
    date: new Date(state.now()).toUTCString(),
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  });
  response.end(JSON.stringify(body));
}
