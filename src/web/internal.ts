import type { IncomingMessage, ServerResponse } from 'node:http';
import { isKnownHost } from './guard.ts';
import type { Exposition } from './metrics.ts';

/** What is for those who look after the machine, and for nobody else. */
export interface Internal {
  health: () => Promise<{ ready: boolean; reasons: readonly string[] }>;
  metrics?: () => Promise<Exposition>;
}

/** Headers that a proxy adds: such a request comes from elsewhere, whatever its connection says. */
const FORWARDED = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
];

/** Whether a request comes from this machine itself, and not through a proxy on it. */
export function isFromHere(request: IncomingMessage): boolean {
  const { remoteAddress = '' } = request.socket;
  const isLocal = /^(::ffff:)?127\.|^::1$/.test(remoteAddress);
  const isForwarded = FORWARDED.some((name) => request.headers[name] !== undefined);
  return isLocal && !isForwarded && isKnownHost(request, undefined);
}

/** Answers `/readyz`. */
export async function answerReady(health: Internal['health'], response: ServerResponse): Promise<void> {
  const { ready, reasons } = await health();
  respond(
    response,
    ready ? 200 : 503,
    'text/plain; charset=utf-8',
    `${ready ? 'ready' : reasons.join('\n')}\n`,
  );
}

/** Answers `/metrics`, as Prometheus reads it. */
export async function answerMetrics(
  metrics: () => Promise<Exposition>,
  response: ServerResponse,
): Promise<void> {
  const { type, text } = await metrics();
  respond(response, 200, type, text);
}

function respond(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(text);
}
