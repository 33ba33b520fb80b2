import { createHash, timingSafeEqual } from 'node:crypto';
import { KNOWN_FOR } from '../../core/access.ts';
import { SECOND } from '../../core/time.ts';

/** 256 bits in base64url. */
export const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** Where the pages have https, the cookie is bound to exactly this host. */
function nameFor(secure: boolean): string {
  return secure ? '__Host-rondo' : 'rondo';
}

/** The secret in a cookie header; nothing where there is none that could be one. */
export function readCookie(header: string | undefined, secure: boolean): string | undefined {
  const start = `${nameFor(secure)}=`;
  const found = (header ?? '').split(/;\s*/).find((part) => part.startsWith(start));
  const secret = found?.slice(start.length) ?? '';
  return SECRET.test(secret) ? secret : undefined;
}

/** It outlives the session, so that the same browser can ask for a new way in; the server knows when the session is over. */
export function writeCookie(secret: string, secure: boolean): string {
  return cookie(secret, KNOWN_FOR / SECOND, secure);
}

export function forgetCookie(secure: boolean): string {
  return cookie('', 0, secure);
}

function cookie(value: string, seconds: number, secure: boolean): string {
  const parts = [`${nameFor(secure)}=${value}`, 'Path=/', `Max-Age=${seconds}`, 'HttpOnly', 'SameSite=Lax'];
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ');
}

/** What a form of these pages carries: only who holds the cookie can work it out. */
export function tokenFor(secret: string): string {
  return createHash('sha256').update(`form ${secret}`).digest('base64url');
}

export function isTokenFor(secret: string, token: unknown): boolean {
  const [right, given] = [Buffer.from(tokenFor(secret)), Buffer.from(typeof token === 'string' ? token : '')];
  return right.length === given.length && timingSafeEqual(right, given);
}
