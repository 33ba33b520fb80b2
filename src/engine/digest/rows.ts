import type { AuditEvent, Effect } from '../../core/decision.ts';
import type { Digest } from '../../core/record.ts';
import type { PersonId } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { carryOut } from '../commit.ts';

/** Digests as they are kept, with their log. */

/** More than are sent within a year, so that the yearly report finds the one before it. */
const A_YEAR = 150;

/** The newest one of its kind that went out: the team's digest, or a report of that ritual. */
export async function lastSent(
  tx: Tx,
  { team, ritual }: Pick<Digest, 'team' | 'ritual'>,
): Promise<Digest | undefined> {
  const sent = await tx.digests.find({ team, state: 'sent' }, { order: 'to', newest: true, limit: A_YEAR });
  return sent.find((one) => one.ritual === ritual);
}

export async function firstHeld(
  tx: Tx,
  { team, ritual }: Pick<Digest, 'team' | 'ritual'>,
): Promise<Digest | undefined> {
  const held = await tx.digests.find({ team, state: 'held' }, { order: 'date' });
  return held.find((one) => one.ritual === ritual);
}

export async function change(tx: Tx, digest: Digest, fields: Partial<Digest>): Promise<Digest> {
  const before = await tx.digests.get(digest.id);
  const changed = { ...digest, ...fields, version: (before?.version ?? digest.version) + 1 };
  await tx.digests.update(changed);
  return changed;
}

export async function note(
  tx: Tx,
  { team, id }: Digest,
  what: { what: string; who: PersonId; why: string },
  effects: readonly Effect[],
  at: Instant,
): Promise<void> {
  const about = `digest:${id}`;
  const event: AuditEvent = { team, about, ...what, at, from: 'engine' };
  await carryOut(tx, { events: [event], effects: [...effects, { do: 'refresh', thing: about }] }, at);
}
