import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type Instant, MINUTE, SECOND } from '../../../src/core/time.ts';

/** How far a request's time may be from ours, before and after. Slack's own advice is five minutes; a time in the future
 * is refused as well, because a request dated ahead could be sent again until then. */
const WINDOW = 5 * MINUTE;

/** The secret that a good one was made with, or what is wrong with it. */
export type Signature = { by: string } | 'missing' | 'stale' | 'wrong';

/** With which of the secrets the raw body was signed, within the window around `now`. One HMAC for each secret,
 * compared in constant time. https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function checkSignature(
  secrets: readonly string[],
  headers: IncomingHttpHeaders,
  body: Buffer,
  now: Instant,
): Signature {
  const stamp = headers['x-slack-request-timestamp'];
  const given = headers['x-slack-signature'];
  if (typeof stamp !== 'string' || typeof given !== 'string') return 'missing';
  if (!/^\d{1,12}$/.test(stamp) || !/^v0=[\da-f]{64}$/.test(given)) return 'wrong';
  const signed = Buffer.from(given.slice(3), 'hex');
  const by = secrets.find((secret) => timingSafeEqual(sign(secret, stamp, body), signed));
  if (by === undefined) return 'wrong';
  return Math.abs(now - Number(stamp) * SECOND) > WINDOW ? 'stale' : { by };
}

function sign(secret: string, stamp: string, body: Buffer): Buffer {
  return createHmac('sha256', secret).update(`v0:${stamp}:`).update(body).digest();
}
