import type { IncomingMessage, ServerResponse } from 'node:http';

/** What every answer says unless a page sets its own. */
const HEADERS = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

export function secure(response: ServerResponse): void {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
}

/** False when a page of another site has made its own name point to this machine. */
export function isKnownHost(request: IncomingMessage, url: string | undefined): boolean {
  const host = hostOf(`http://${request.headers.host ?? ''}`);
  return host !== undefined && (LOCAL.includes(host) || host === hostOf(url ?? ''));
}

/** A browser says when another site is behind a request that changes something. Platforms that call us are no browsers. */
export function isFromElsewhere(request: IncomingMessage): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method ?? 'GET')) return false;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = request.headers;
  return origin !== undefined && URL.parse(origin)?.host !== request.headers.host;
}

const LOCAL = ['localhost', '127.0.0.1', '[::1]'];

function hostOf(url: string): string | undefined {
  return URL.parse(url)?.hostname;
}
