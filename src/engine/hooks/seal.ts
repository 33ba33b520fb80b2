import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

/** Encrypts a secret for the database: nonce, tag and text, in base64url. `about` is bound to it, so that it opens nothing else. */
export function seal(key: Buffer, about: string, secret: string): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(about));
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
}

/** The secret again. Throws where the key is another one, or somebody has changed it. */
export function unseal(key: Buffer, about: string, sealed: string): string {
  const all = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv(CIPHER, key, all.subarray(0, NONCE), { authTagLength: TAG })
    .setAAD(Buffer.from(about))
    .setAuthTag(all.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(all.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
}

/** What a receiver checks: `t` is when it was sent, in seconds; `v1` the HMAC-SHA256 of `t.body`, in hex. */
export function signature(secret: string, seconds: number, body: string): string {
  const v1 = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${v1}`;
}
