import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request that is answered with a sentence. */
export class Declined extends Error {
  override name = 'Declined';
  readonly status: number;

  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}

const OWN_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Throws unless the request comes from a page of this very server on this machine: a foreign name in `Host` is a
 * rebound DNS name, a foreign `Origin` another page in the same browser. */
export function admit(request: IncomingMessage): void {
  const host = URL.parse(`http://${request.headers.host ?? ''}`);
  if (!host || !OWN_HOSTS.has(host.hostname)) {
    throw new Declined(
      403,
      'The playground answers to 127.0.0.1 and localhost only. Open it under that name.',
    );
  }
  const { origin } = request.headers;
  if (origin !== undefined && origin !== host.origin) {
    throw new Declined(403, 'The playground takes nothing from pages of other sites.');
  }
}

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of every answer: nothing inline, nothing from elsewhere, no frame around it. */
export function protect(response: ServerResponse): void {
  response.setHeader('content-security-policy', POLICY);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  response.setHeader('cache-control', 'no-store');
}

/** Bytes of a request; a message of 50,000 characters takes 200,000 at most. */
const LARGEST_BODY = 1_000_000;

/** The JSON body of a request. Throws `Declined` for another type, for too much, and for what is no JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new Declined(415, 'Send JSON, with the content type application/json.');
  }
  const chunks: Buffer[] = [];
  let size = 0;
  // Reading may end early, and the answer still has to go out on this connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Declined(413, 'That is too long. Send at most 1,000,000 bytes.');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new Declined(400, 'The body is not JSON.');
    throw cause;
  }
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(body));
}
