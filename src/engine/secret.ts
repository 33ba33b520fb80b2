import { createHash } from 'node:crypto';

/** What is stored of a secret that opens something: of an address, a link, a cookie, a token. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
