import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CalendarPage } from '../core/calendar-page.ts';
import { type Instant, MINUTE } from '../core/time.ts';
import type { Log, Routes } from '../ports.ts';
import { calendarText } from './calendar-text.ts';

export interface CalendarNeeds {
  /** What the address with this secret shows; `undefined` when there is none. */
  page: (secret: string) => Promise<CalendarPage | undefined>;
  now: () => Instant;
  log: Log;
}

/** 256 bits in base64url. */
const PATH = /^\/calendar\/([A-Za-z0-9_-]{43})\.ics$/;
/** So many wrong addresses a minute are looked up; after that only those that were right before. */
const MOST_WRONG = 60;
const MOST_RIGHT = 10_000;

/** Private calendars, each at its secret address. Everything else is not there: no answer tells what might be. Neither the
 * address nor what failed behind it is logged. */
export function calendarRoutes({ page, now, log }: CalendarNeeds): Routes {
  const wrong = { since: 0, count: 0 };
  const right = new Set<string>();

  function isGuessing(secret: string): boolean {
    const minute = Math.floor(now() / MINUTE);
    if (wrong.since !== minute) Object.assign(wrong, { since: minute, count: 0 });
    return wrong.count >= MOST_WRONG && !right.has(printOf(secret));
  }

  function learn(secret: string, found: boolean): void {
    const print = printOf(secret);
    if (!found) {
      wrong.count += 1;
      right.delete(print);
    } else if (right.size < MOST_RIGHT) right.add(print);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, secret] = PATH.exec((request.url ?? '').split('?', 1)[0] ?? '') ?? [];
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (secret === undefined || !isRead) return refuse(response, 404);
    if (isGuessing(secret)) return refuse(response, 429);
    const found = await page(secret);
    learn(secret, found !== undefined);
    if (!found) return refuse(response, 404);
    give(request, response, calendarText(found));
  }

  return {
    prefix: '/calendar',
    handle(request, response) {
      answer(request, response).catch((error: unknown) => {
        log.error(
          { error: error instanceof Error ? error.name : 'unknown' },
          'A calendar could not be shown.',
        );
        if (response.headersSent) response.destroy();
        else refuse(response, 500);
      });
    },
  };
}

function give(request: IncomingMessage, response: ServerResponse, text: string): void {
  const etag = `"${printOf(text)}"`;
  const headers = { etag, 'cache-control': 'private, max-age=300' };
  const known = (request.headers['if-none-match'] ?? '')
    .split(',')
    .map((one) => one.trim().replace(/^W\//, ''));
  if (known.includes(etag)) return void response.writeHead(304, headers).end();
  response.writeHead(200, {
    ...headers,
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': 'inline; filename="rondo.ics"',
    'content-length': Buffer.byteLength(text),
  });
  response.end(request.method === 'HEAD' ? undefined : text);
}

const WORDS: Readonly<Record<number, string>> = {
  404: 'There is nothing here.',
  429: 'Too many wrong addresses. Try again in a minute.',
  500: 'Something went wrong here. It is in the log.',
};

function refuse(response: ServerResponse, status: 404 | 429 | 500): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    ...(status === 429 ? { 'retry-after': '60' } : {}),
  });
  response.end(`${WORDS[status]}\n`);
}

function printOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
