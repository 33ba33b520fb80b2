import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Token } from '../core/access.ts';
import { openApi } from '../core/api/document.ts';
import { cursorOf, type Place } from '../core/api/paging.ts';
import { type Query, readQuery } from '../core/api/query.ts';
import {
  isResource,
  RESOURCES,
  type Resource,
  type ResourceName,
  type Scope,
} from '../core/api/resources.ts';
import { type FigureSaid, figureShape } from '../core/api/shapes.ts';
import { csvOf } from '../core/api/table.ts';
import type { Instant } from '../core/time.ts';
import type { Log, Routes } from '../ports.ts';
import { bodyOf, CSV_TYPE, give, JSON_TYPE, type Problem, refuse } from './api-answer.ts';
import { createPace } from './api-pace.ts';

export interface ApiNeeds {
  /** The token behind a secret; nothing where it does not count. */
  tokenOf: (secret: string) => Promise<Token | undefined>;
  list: (
    name: ResourceName,
    token: Token,
    query: Omit<Query, 'csv'>,
  ) => Promise<{ rows: readonly object[]; next?: Place }>;
  tell: (
    token: Token,
    figure: FigureSaid,
  ) => Promise<{ ok: true; made: boolean } | { ok: false; why: string }>;
  now: () => Instant;
  log: Log;
}

const PREFIX = '/api/v1';
/** In bytes. */
const LONGEST_BODY = 10_000;

/** What one team has, for programs that come with its token. What goes wrong is said as a problem, and logged without the token
 * and without what was sent. */
export function apiRoutes(needs: ApiNeeds): Routes {
  const pace = createPace(needs.now);
  let document: string | undefined;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const name = url.pathname.slice(PREFIX.length + 1);
    if (name === 'openapi.json' && isRead(request)) {
      document ??= `${JSON.stringify(openApi(), null, 2)}\n`;
      return give(request, response, { type: JSON_TYPE, text: document });
    }
    const token = await tokenIn(request);
    if ('status' in token) return refuse(response, token);
    if (name === 'figures') return figures(request, response, token);
    if (!isResource(name)) return refuse(response, { status: 404, detail: NO_LIST });
    if (!isRead(request)) return refuse(response, onlyBy('GET'));
    return list(request, response, { name, token, words: new Map(url.searchParams) });
  }

  async function tokenIn({ headers }: IncomingMessage): Promise<Token | Problem> {
    const [, secret] = /^Bearer\s+(rondo_[\w-]{43})$/i.exec(headers.authorization ?? '') ?? [];
    const token = secret === undefined ? undefined : await needs.tokenOf(secret);
    const tooOften = { 'retry-after': String(pace.wait()) };
    if (token && pace.takes(token.id)) return token;
    if (token)
      return { status: 429, detail: 'This token has asked too often in this minute.', headers: tooOften };
    if (!pace.takesWrong())
      return { status: 429, detail: 'Too many wrong tokens in this minute.', headers: tooOften };
    const headersOf401 = { 'www-authenticate': 'Bearer' };
    return { status: 401, detail: NO_TOKEN, headers: headersOf401 };
  }

  async function list(
    request: IncomingMessage,
    response: ServerResponse,
    { name, token, words }: { name: ResourceName; token: Token; words: ReadonlyMap<string, string> },
  ): Promise<void> {
    const { scope }: Resource = RESOURCES[name];
    if (scope && !token.scopes.includes(scope)) return refuse(response, lacks(scope));
    const read = readQuery(name, words);
    if (!read.ok) return refuse(response, { status: 400, detail: read.why });
    const { csv, ...query } = read.query;
    const { rows, next } = await needs.list(name, token, query);
    const cursor = next && cursorOf(next);
    if (!csv) {
      const text = `${JSON.stringify({ data: rows, ...(cursor ? { next: cursor } : {}) })}\n`;
      return give(request, response, { type: JSON_TYPE, text });
    }
    const headers = {
      'content-disposition': `attachment; filename="${token.team}-${name}.csv"`,
      ...(cursor ? { 'x-next-cursor': cursor } : {}),
    };
    return give(request, response, { type: CSV_TYPE, text: csvOf(name, rows), headers });
  }

  async function figures(request: IncomingMessage, response: ServerResponse, token: Token): Promise<void> {
    if (request.method !== 'POST') return refuse(response, onlyBy('POST'));
    if (!token.scopes.includes('write:figures')) return refuse(response, lacks('write:figures'));
    const body = await bodyOf(request, LONGEST_BODY);
    if (body === undefined)
      return refuse(response, {
        status: 413,
        detail: 'One figure is sent at a time.',
        headers: { connection: 'close' },
      });
    const read = figureShape.safeParse(jsonIn(body));
    if (!read.success) {
      const wrong = read.error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; ');
      return refuse(response, { status: 400, detail: wrong });
    }
    const told = await needs.tell(token, read.data);
    if (!told.ok) return refuse(response, { status: 400, detail: told.why });
    const text = `${JSON.stringify(read.data)}\n`;
    return give(request, response, { type: JSON_TYPE, text, status: told.made ? 201 : 200 });
  }

  return {
    prefix: PREFIX,
    signed: true,
    handle(request, response) {
      answer(request, response).catch((error: unknown) => {
        const what = error instanceof Error ? error.stack : String(error);
        needs.log.error({ method: request.method, error: what }, 'The API could not answer.');
        if (response.headersSent) response.destroy();
        else refuse(response, { status: 500, detail: 'It is in the log.' });
      });
    },
  };
}

const NO_LIST = `There is no such list. There are ${Object.keys(RESOURCES).join(', ')}.`;
const NO_TOKEN =
  'Send “Authorization: Bearer …” with a token that counts. One is made in chat with /rondo token new.';

function isRead({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

function onlyBy(method: string): Problem {
  return { status: 405, detail: `This answers to ${method} only.`, headers: { allow: method } };
}

function lacks(scope: Scope): Problem {
  return { status: 403, detail: `This token has not the scope ${scope}.` };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The shape says what was expected instead.
    return undefined;
  }
}
