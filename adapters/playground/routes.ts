import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ChatError, type Routes } from '../../src/ports.ts';
import type { Playground } from './chat.ts';
import type { SettableClock, Stepper } from './clock.ts';
import { type Desk, deskOf } from './desk.ts';
import { admit, Declined, protect, readJson, sendJson } from './guard.ts';
import { type Fields, fieldsOf } from './input.ts';
import { type Live, liveFrom } from './live.ts';
import { travelWith, type Upcoming } from './travel.ts';

/** A slash command as the composer offers it: `command` is typed, `args` shows what may follow. */
export interface SlashHint {
  command: string;
  args?: string;
  help: string;
}

export interface PlaygroundRoutesSetup {
  playground: Playground;
  clock: SettableClock;
  stepper: Stepper;
  /** The next thing that people would notice, and its words. */
  upcoming: () => Promise<Upcoming | undefined>;
  slashes: readonly SlashHint[];
  /** Forgets everything and begins again, `playground.clear()` included. */
  startOver: () => Promise<void>;
  /** Is told what went wrong; the page only hears that it did. */
  log: (problem: unknown) => void;
}

/** The playground's page on the web port. `close` ends its live connections. */
export function playgroundRoutes(setup: PlaygroundRoutesSetup): Routes & { close(): void } {
  const travel = travelWith({
    ...setup,
    posts: () => setup.playground.posted.length,
    changed: () => live.touch(),
  });
  const live = liveFrom(setup.playground, travel.view, setup.log);
  const desk = deskOf(setup, travel);
  return {
    prefix: '/',
    handle: (request, response) => {
      serve(desk, live, request, response).catch((problem) => decline(response, problem, setup.log));
    },
    close: live.close,
  };
}

async function serve(
  desk: Desk,
  live: Live,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  protect(response);
  admit(request);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const query: Fields = Object.fromEntries(url.searchParams);
  const name = url.pathname.match(/^\/playground\/api\/(?<name>[a-z]+)$/)?.groups?.name;
  if (name === undefined) return serveFile(request, response, url.pathname);
  if (name === 'events' && request.method === 'GET') return live.open(request, response, desk.userOf(query));
  const [ask, act] = [own(desk.asks, name), own(desk.acts, name)];
  if (request.method === 'GET' && ask) return sendJson(response, 200, await ask(query));
  if (request.method === 'POST' && act) {
    return sendJson(response, 200, await act(fieldsOf(await readJson(request))));
  }
  throw new Declined(ask || act ? 405 : 404, 'The playground has nothing of that name.');
}

/** A name in an address is not a name of every object, such as `constructor`. */
function own<T>(all: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(all, name) ? all[name] : undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

async function serveFile(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  const name =
    path === '/' ? 'index.html' : path.match(/^\/playground\/(?<name>[a-z]+\.(css|js|svg))$/)?.groups?.name;
  if (name === undefined) throw new Declined(404, 'There is no such page.');
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw new Declined(405, 'This can only be read.');
  const content = await readFile(new URL(`./page/${name}`, import.meta.url)).catch(notFound);
  response.setHeader('content-type', TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
  response.end(content);
}

function notFound(problem: unknown): never {
  throw problem instanceof Error && 'code' in problem && problem.code === 'ENOENT'
    ? new Declined(404, 'There is no such page.')
    : problem;
}

function decline(response: ServerResponse, problem: unknown, log: (problem: unknown) => void): void {
  const known = problem instanceof Declined || (problem instanceof ChatError && problem.kind === 'refused');
  if (!known) log(problem);
  if (response.headersSent) {
    response.end();
    return;
  }
  const status = problem instanceof Declined ? problem.status : known ? 404 : 500;
  const sentence = known ? problem.message : 'Rondo could not do that, and nothing was saved. Try again.';
  if (status === 413) response.setHeader('connection', 'close');
  sendJson(response, status, { problem: sentence });
}
