import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log, Routes } from '../ports.ts';
import { isFromElsewhere, isKnownHost, secure } from './guard.ts';

export interface WebNeeds {
  routes: readonly Routes[];
  health: () => Promise<{ ready: boolean; reasons: readonly string[] }>;
  log: Log;
  /** Where people reach the pages from outside, if that is not this machine. */
  url?: string;
}

export interface Web {
  /** Listens on 127.0.0.1; 0 takes any free port. Gives the address. Throws `PortTaken`. */
  listen(port: number): Promise<string>;
  /** Ends live streams, lets other answers finish for up to `patience` ms, and closes. */
  stop(patience?: number): Promise<void>;
}

/** A sentence for whoever starts Rondo. */
export class PortTaken extends Error {
  override name = 'PortTaken';

  constructor(port: number, cause: unknown) {
    super(`Port ${port} is taken by another program. Stop that one, or set PORT to a free port.`, { cause });
  }
}

/** The one web port: health, and whatever the parts serve under their prefixes. */
export function createWeb({ routes, health, log, url }: WebNeeds): Web {
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    open.add(response);
    response.on('close', () => ended(response));
    answer(request, response).catch((error: unknown) => broken(request, response, error));
  });

  function ended(response: ServerResponse): void {
    open.delete(response);
    // A browser would keep the connection for its next request, which never comes.
    if (!server.listening) setImmediate(() => server.closeIdleConnections());
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    secure(response);
    const path = pathOf(request);
    if (path === '/healthz') return say(response, 200, 'alive');
    if (path === '/readyz') return ready(response);
    const route = routeFor(routes, path);
    if (route?.signed) return route.handle(request, response);
    if (!isKnownHost(request, url)) return say(response, 403, 'This address is not one of this Rondo.');
    if (isFromElsewhere(request)) return say(response, 403, 'This was asked by another site.');
    if (!route) return say(response, 404, 'There is nothing here.');
    return route.handle(request, response);
  }

  async function ready(response: ServerResponse): Promise<void> {
    const state = await health();
    return say(response, state.ready ? 200 : 503, state.ready ? 'ready' : state.reasons.join('\n'));
  }

  function broken(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    const what = error instanceof Error ? error.stack : String(error);
    log.error({ method: request.method, path: pathOf(request), error: what }, 'A page failed.');
    if (response.headersSent) response.destroy();
    else say(response, 500, 'Something went wrong here. It is in the log.');
  }

  function listen(port: number): Promise<string> {
    return new Promise((resolve, reject) => {
      server.once('error', (error) => reject(plainly(error, port)));
      server.listen(port, '127.0.0.1', () => resolve(`http://127.0.0.1:${portOf(server.address())}`));
    });
  }

  async function stop(patience = 5_000): Promise<void> {
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const response of open) if (isStream(response)) response.end();
    server.closeIdleConnections();
    const late = setTimeout(() => server.closeAllConnections(), patience);
    await closed;
    clearTimeout(late);
  }

  return { listen, stop };
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}

/** The longest prefix that the path is, or is below of. */
function routeFor(routes: readonly Routes[], path: string): Routes | undefined {
  const fitting = routes.filter(({ prefix }) => {
    const folder = prefix.endsWith('/') ? prefix : `${prefix}/`;
    return path === prefix || path.startsWith(folder);
  });
  return fitting.sort((a, b) => b.prefix.length - a.prefix.length)[0];
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`${text}\n`);
}

function isStream(response: ServerResponse): boolean {
  return String(response.getHeader('content-type') ?? '').startsWith('text/event-stream');
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address ? address.port : 0;
}

function plainly(error: NodeJS.ErrnoException, port: number): Error {
  return error.code === 'EADDRINUSE' ? new PortTaken(port, error) : error;
}
