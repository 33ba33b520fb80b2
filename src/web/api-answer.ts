import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const TITLES = {
  400: 'Wrong request',
  401: 'No valid token',
  403: 'Not allowed',
  404: 'Not here',
  405: 'Not this way',
  413: 'Too much',
  429: 'Too often',
  500: 'Something went wrong',
} as const;

/** An answer that is not what was asked for. */
export interface Problem {
  status: keyof typeof TITLES;
  detail: string;
  headers?: Readonly<Record<string, string>>;
}

export function refuse(response: ServerResponse, { status, detail, headers = {} }: Problem): void {
  response.writeHead(status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(`${JSON.stringify({ type: 'about:blank', title: TITLES[status], status, detail })}\n`);
}

/** Gives a text with its tag, or says that it is still the one that the caller has. */
export function give(
  request: IncomingMessage,
  response: ServerResponse,
  { type, text, status = 200, headers = {} }: Given,
): void {
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  const kept = { etag, 'cache-control': 'private, no-cache', ...headers };
  const known = (request.headers['if-none-match'] ?? '')
    .split(',')
    .map((one) => one.trim().replace(/^W\//, ''));
  if (status === 200 && known.includes(etag)) return void response.writeHead(304, kept).end();
  response.writeHead(status, { ...kept, 'content-type': type, 'content-length': Buffer.byteLength(text) });
  response.end(request.method === 'HEAD' ? undefined : text);
}

interface Given {
  type: string;
  text: string;
  status?: 200 | 201;
  headers?: Readonly<Record<string, string>>;
}

export const JSON_TYPE = 'application/json; charset=utf-8';
export const CSV_TYPE = 'text/csv; charset=utf-8';

/** The body as text; nothing where it is longer than so many bytes. */
export async function bodyOf(request: IncomingMessage, most: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
