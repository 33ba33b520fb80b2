import { lookup } from 'node:dns/promises';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { PostOut } from '../ports.ts';
import { isPublicAddress } from './calendar-address.ts';

/** What a post may reach, and how long it may take. */
export interface PostLimits {
  reachable?: (address: string) => boolean;
  resolve?: (host: string) => Promise<readonly string[]>;
  /** In ms, for the whole call. */
  patience?: number;
}

/** A post that did not get there. Its message names no address. */
class HookError extends Error {
  override name = 'HookError';
}

/** Posts to the public internet by https, and nowhere else: every address behind the name must be public, and the call goes to one
 * that was looked at. It follows nothing, and reads no more of the answer than its status. */
export function hookPoster(limits: PostLimits = {}): PostOut {
  const { reachable = isPublicAddress, resolve = addressesOf, patience = 10_000 } = limits;
  return async (text, { headers, body }) => {
    const url = URL.parse(text);
    if (url?.protocol !== 'https:') throw new HookError('It is not reached by https.');
    const signal = AbortSignal.timeout(patience);
    const late = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new HookError(TOO_LATE)), { once: true });
    });
    // It may come after everything else is over.
    late.catch(() => {});
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const found = isIP(host) ? [host] : await Promise.race([resolve(host).catch(() => []), late]);
    const [address] = found;
    if (address === undefined) throw new HookError('Nobody knows its host.');
    if (!found.every(reachable)) throw new HookError('Its host is on a private network.');
    const how = {
      method: 'POST',
      agent: false,
      signal,
      lookup: pinnedTo(address),
    } as const;
    return Promise.race([
      statusOf(url, { ...how, headers: { ...headers, 'user-agent': 'Rondo' } }, body),
      late,
    ]);
  };
}

const TOO_LATE = 'It took too long to answer.';

function pinnedTo(address: string): LookupFunction {
  const family = isIP(address);
  return (_host, { all }, done) => (all ? done(null, [{ address, family }]) : done(null, address, family));
}

function statusOf(url: URL, how: https.RequestOptions, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    https
      .request(url, how)
      .on('response', (response) => {
        response.destroy();
        resolve(response.statusCode ?? 0);
      })
      .on('error', (error) => reject(new HookError(whyNot(error))))
      .end(body);
  });
}

/** An error's own words may hold the address; its code does not. */
function whyNot(error: NodeJS.ErrnoException): string {
  return /^[A-Z_0-9]+$/.test(error.code ?? '') ? `Its host cannot be reached (${error.code}).` : TOO_LATE;
}

async function addressesOf(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}
