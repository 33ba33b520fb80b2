import { lookup } from 'node:dns/promises';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { createGunzip } from 'node:zlib';
import { CalendarError, type CalendarStamp } from '../ports.ts';

/** What a call may reach, and how much and how long it may take. */
export interface Limits {
  /** Whether an IP address may be called. */
  reachable: (address: string) => boolean;
  /** The IP addresses behind a name. */
  resolve?: (host: string) => Promise<readonly string[]>;
  /** In bytes, as sent and as unpacked. */
  size?: number;
  /** In ms, for the whole call. */
  patience?: number;
}

export type Fetched = { state: 'same' } | { state: 'read'; text: string; stamp: CalendarStamp };

const SIZE = 2 * 1024 * 1024;
const PATIENCE = 10_000;
const MOST_REDIRECTS = 3;

/** Gets a file from the public internet, and from nowhere else: every address behind the name must be public, the call goes to
 * an address that was looked at, and a redirect is looked at anew. Throws `CalendarError`, whose message names no address. */
export async function fetchGuarded(url: string, before: CalendarStamp, limits: Limits): Promise<Fetched> {
  const signal = AbortSignal.timeout(limits.patience ?? PATIENCE);
  try {
    return await follow(url, before, limits, signal);
  } catch (error) {
    if (error instanceof CalendarError) throw error;
    throw new CalendarError(signal.aborted ? 'It took too long to answer.' : whyNot(error));
  }
}

async function follow(
  first: string,
  before: CalendarStamp,
  limits: Limits,
  signal: AbortSignal,
): Promise<Fetched> {
  let url = first;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const response = await call(new URL(url), before, limits, signal);
    const next = redirected(response);
    if (next === undefined) return read(response, limits.size ?? SIZE, signal);
    response.destroy();
    const target = URL.parse(next, url);
    if (!target) throw new CalendarError('It sends on to something that is no address.');
    url = target.href;
  }
  throw new CalendarError(`It sends on more than ${MOST_REDIRECTS} times.`);
}

async function call(
  url: URL,
  { etag, modified }: CalendarStamp,
  limits: Limits,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const address = await addressOf(url, limits, signal);
  const family = isIP(address);
  const pinned: LookupFunction = (_host, { all }, done) =>
    all ? done(null, [{ address, family }]) : done(null, address, family);
  const headers = {
    accept: 'text/calendar, text/plain;q=0.5',
    'accept-encoding': 'gzip',
    'user-agent': 'Rondo',
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(modified === undefined ? {} : { 'if-modified-since': modified }),
  };
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    request(url, { headers, lookup: pinned, agent: false, signal })
      .on('response', resolve)
      .on('error', reject)
      .end();
  });
}

/** An address of the host that may be called. Without https only an address of this machine itself is, where that is allowed. */
async function addressOf(url: URL, limits: Limits, signal: AbortSignal): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const secure = url.protocol === 'https:';
  if (!secure && !(url.protocol === 'http:' && LOOPBACK.includes(host)))
    throw new CalendarError('It is not reached by https.');
  if (url.username || url.password) throw new CalendarError('Its address holds a user name or password.');
  const found = isIP(host) ? [host] : await resolved(host, limits, signal);
  if (found.length === 0) throw new CalendarError('Nobody knows its host.');
  if (!found.every((one) => limits.reachable(one)))
    throw new CalendarError(
      'Its host is on a private network. Only calendars on the public internet are read.',
    );
  return found[0] ?? '';
}

const LOOPBACK = ['127.0.0.1', '::1'];

async function resolved(host: string, { resolve = addressesOf }: Limits, signal: AbortSignal) {
  const late = new Promise<never>((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  );
  return Promise.race([resolve(host), late]);
}

async function addressesOf(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

function redirected({ statusCode = 0, headers }: IncomingMessage): string | undefined {
  return [301, 302, 303, 307, 308].includes(statusCode) ? (headers.location ?? '') : undefined;
}

async function read(response: IncomingMessage, size: number, signal: AbortSignal): Promise<Fetched> {
  const { statusCode, headers } = response;
  if (statusCode === 304) {
    response.destroy();
    return { state: 'same' };
  }
  if (statusCode !== 200) {
    response.destroy();
    throw new CalendarError(`Its host answers ${statusCode}.`);
  }
  const text = await textOf(response, size, signal);
  const { etag, 'last-modified': modified } = headers;
  const stamp = { ...(etag === undefined ? {} : { etag }), ...(modified === undefined ? {} : { modified }) };
  return { state: 'read', text, stamp };
}

/** Counted while it comes, before and after unpacking. */
async function textOf(response: IncomingMessage, size: number, signal: AbortSignal): Promise<string> {
  const packing = response.headers['content-encoding'] ?? 'identity';
  if (packing !== 'gzip' && packing !== 'identity') {
    response.destroy();
    throw new CalendarError('Its host packs it in a way that cannot be read.');
  }
  const stop = () => response.destroy(new Error('too late'));
  signal.addEventListener('abort', stop, { once: true });
  const unpacked = packing === 'gzip' ? response.pipe(createGunzip()) : response;
  response.on('error', (error) => unpacked.destroy(error));
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of unpacked) {
      length += chunk.length;
      if (length > size) throw new CalendarError(`It is larger than ${Math.round(size / 1024)} kB.`);
      chunks.push(chunk);
    }
  } finally {
    signal.removeEventListener('abort', stop);
    response.destroy();
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** An error's own words may hold the address; its code does not. */
function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'Nobody knows its host.';
  return `Its host cannot be reached${code && /^[A-Z_0-9]+$/.test(code) ? ` (${code})` : ''}.`;
}
