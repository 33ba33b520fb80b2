import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Receiver } from '@slack/bolt';
import type { Clock, Log, Routes } from '../../../src/ports.ts';
import { parseBody, readBody } from './body.ts';
import { framesOf } from './quiet.ts';
import { checkSignature } from './signature.ts';
import { workspaceOf } from './workspace.ts';

/** Answers Slack's request, once; later calls do nothing. */
export type Acknowledge = (body?: object) => void;

/** Takes what Slack sent. Acknowledges it, at the latest when the promise is fulfilled. */
export type Take = (payload: object, acknowledge: Acknowledge) => Promise<void>;

export interface ReceiverNeeds {
  /** The signing secret of each workspace's app, where it has one: what it signs is about that workspace. */
  secrets: ReadonlyMap<string, string | undefined>;
  take: Take;
  clock: Clock;
  log: Log;
}

/** Slack's requests on the project's own web port. It reads and verifies each body once, with one HMAC: the receiver that
 * comes with Bolt takes over two thirds of the time of a click. For Bolt it is a receiver that has nothing to start. */
export function createReceiver({ secrets, take, clock, log }: ReceiverNeeds): Receiver & Routes {
  const different = [...new Set([...secrets.values()].flatMap((secret) => secret || []))];

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (body === 'gone') return;
    if (body === 'too long') return refuseLong(response);
    const signature = checkSignature(different, request.headers, body, clock.now());
    if (typeof signature === 'string') return refuseUnsigned(signature, response);
    const payload = parseBody(body, request.headers['content-type']);
    if (!payload) return say(response, 400, 'This is no payload of Slack.');
    if ('ssl_check' in payload) return acknowledge(response);
    if ('challenge' in payload && 'type' in payload && payload.type === 'url_verification')
      return acknowledge(response, { challenge: String(payload.challenge) });
    if (isAboutAnother(payload, signature.by)) return refuseUnsigned('wrong', response);
    await take(payload, (words) => acknowledge(response, words));
    acknowledge(response);
  }

  /** Whoever knows one workspace's secret speaks for that workspace only. */
  function isAboutAnother(payload: object, secret: string): boolean {
    const workspace = workspaceOf(payload) ?? '';
    return secrets.has(workspace) && secrets.get(workspace) !== secret;
  }

  function refuseUnsigned(signature: 'missing' | 'wrong' | 'stale', response: ServerResponse): void {
    log.warn(
      { signature },
      'A request to the address for Slack was refused, because it was not signed well.',
    );
    say(response, 401, 'This is not signed by Slack, or not just now.');
  }

  async function receiveSafely(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await receive(request, response);
    } catch (error) {
      log.error(framesOf(error), 'Something that Slack sent was not handled.');
      acknowledge(response);
    }
  }

  return {
    prefix: '/slack',
    signed: true,
    handle(request, response) {
      const refusal = unfit(request);
      if (refusal) refusal(response);
      else void receiveSafely(request, response);
    },
    init: () => {},
    start: async () => {},
    stop: async () => {},
  };
}

const PATHS = new Set(['/slack/events', '/slack/commands', '/slack/interactive']);

function unfit({ url = '', method }: IncomingMessage): ((response: ServerResponse) => void) | undefined {
  const [path = '', query = ''] = url.split('?', 2);
  if (!PATHS.has(path)) return (response) => say(response, 404, 'There is nothing here.');
  if (method === 'GET' && query.includes('ssl_check=1')) return acknowledge;
  return method === 'POST' ? undefined : (response) => say(response, 405, 'Slack posts here.');
}

/** The rest of the body is not read. */
function refuseLong(response: ServerResponse): void {
  response.setHeader('connection', 'close');
  say(response, 413, 'This is longer than anything that Slack sends.');
}

function acknowledge(response: ServerResponse, body?: object): void {
  if (response.headersSent || response.destroyed) return;
  if (body === undefined) response.writeHead(200, { 'content-length': 0 }).end();
  else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function say(response: ServerResponse, status: number, words: string): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${words}\n`);
}
