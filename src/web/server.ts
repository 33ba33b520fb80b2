import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log, Routes } from '../ports.ts';
import { isFromElsewhere, isKnownHost, secure } from './guard.ts';
import { answerMetrics, answerReady, type Internal, isFromHere } from './internal.ts';

export interface WebNeeds extends Partial<Internal> {
  routes: readonly Routes[];
  log: Log;
  /** A port of its own for those who look after the machine: whoever reaches it may read the metrics. */
  inside?: true;
  /** Where people reach the pages from outside, if that is not this machine. */
  url?: string;
}

export interface Web {
  /** Listens on 127.0.0.1 where no other address of this machine is named; 0 takes any free port. Gives the address. Throws
   * `PortTaken`. */
  listen(port: number, host?: string): Promise<string>;
  /** Ends live streams, lets other answers finish for up to `patience` ms, and closes. */
  stop(patience?: number): Promise<void>;
}

/** A sentence for whoever starts Rondo. */
export class PortTaken extends Error {
  override name = 'PortTaken';

  constructor(port: number, setting: string, cause: unknown) {
    super(`Port ${port} is taken by another program. Stop that one, or set ${setting} to a free port.`, {
      cause,
    });
  }
}

/** The web port: health, metrics, and whatever the parts serve under their prefixes. */
export function createWeb({ routes, health, metrics, log, url, inside }: WebNeeds): Web {
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
    if (path === '/readyz' && health) return answerReady(health, response);
    if (path === '/metrics' && metrics && (inside || isFromHere(request)))
      return answerMetrics(metrics, response);
    const route = routeFor(routes, path);
    if (route?.signed) return route.handle(request, response);
    if (!isKnownHost(request, url)) return say(response, 403, 'This address is not one of this Rondo.');
    if (isFromElsewhere(request)) return say(response, 403, 'This was asked by another site.');
    if (!route) return say(response, 404, 'There is nothing here.');
    return route.handle(request, response);
  }

  function broken(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    const what = error instanceof Error ? error.stack : String(error);
    log.error({ method: request.method, path: pathOf(request), error: what }, 'A page failed.');
    if (response.headersSent) response.destroy();
    else say(response, 500, 'Something went wrong here. It is in the log.');
  }

  function listen(port: number, host = '127.0.0.1'): Promise<string> {
    const setting = inside ? 'RONDO_INTERNAL_PORT' : 'PORT';
    return new Promise((resolve, reject) => {
      server.once('error', (error) => reject(plainly(error, port, setting)));
      server.listen(port, host, () => resolve(`http://${inUrl(host)}:${portOf(server.address())}`));
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

function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function plainly(error: NodeJS.ErrnoException, port: number, setting: string): Error {
  return error.code === 'EADDRINUSE' ? new PortTaken(port, setting, error) : error;
}
