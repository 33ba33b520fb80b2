import { createHmac, randomBytes } from 'node:crypto';
import { HOME, isPage, MOST_WAYS, WAY_LASTS, type Way } from '../../core/access.ts';
import type { PersonId } from '../../core/team.ts';
import { DAY, type Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { hashOf } from '../secret.ts';

/** Signs the secrets of this process's links, so that a message that waits needs no secret of its own. After a restart links
 * that were not opened yet are no longer shown; those that people have already still work. */
const SEAL = randomBytes(32);

/** Opens a way in for somebody. `undefined`: they have too many open ones. */
export async function openWay(
  tx: Tx,
  person: PersonId,
  to: string,
  now: Instant,
): Promise<{ way: Way; secret: string } | undefined> {
  const recent = await tx.ways.find({ person, until: { atLeast: now - DAY } });
  if (recent.filter(({ until }) => until > now).length >= MOST_WAYS) return undefined;
  await forgetOld(tx, person, now);
  const seed = randomBytes(32).toString('base64url');
  const secret = secretOf(seed);
  const page = isPage(to) ? to : HOME;
  const way: Way = { id: hashOf(secret), person, to: page, until: now + WAY_LASTS, seed, version: 1 };
  await tx.ways.insert(way);
  return { way, secret };
}

/** The secret of a way that this process has opened; `undefined` for those of another life. */
export function secretIn({ id, seed }: Way): string | undefined {
  const secret = seed && secretOf(seed);
  return secret && hashOf(secret) === id ? secret : undefined;
}

/** Good: not used, and its time is not over. */
export function isGood(way: Way, now: Instant): boolean {
  return way.used === undefined && way.until > now;
}

function secretOf(seed: string): string {
  return createHmac('sha256', SEAL).update(seed).digest('base64url');
}

async function forgetOld(tx: Tx, person: PersonId, now: Instant): Promise<void> {
  for (const { id } of await tx.ways.find({ person, until: { below: now - DAY } })) await tx.ways.delete(id);
}
