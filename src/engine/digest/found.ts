import type { Reply } from '../../core/decision.ts';
import { sendsAt } from '../../core/digest/period.ts';
import { approversOf } from '../../core/digest/readers.ts';
import { unique } from '../../core/escalation/people.ts';
import { series } from '../../core/message.ts';
import type { Digest } from '../../core/record.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { type Call, idOf, refused } from '../call.ts';

/** A digest that somebody acts on, and its team; or why they may not. */
export type Found = { digest: Digest; team: Team } | { refusal: Reply };

/** A digest that is still there, whoever asks. */
export async function digestOf({ tx, context }: Call, thing: string): Promise<Found> {
  const digest = await tx.digests.get(idOf(thing));
  const team = digest && context.rhythm.team(digest.team);
  return digest && team ? { digest, team } : { refusal: refused('This digest is no longer there.') };
}

/** One that goes out or not by the caller's word: not sent yet, and not told by a later one. */
export async function decidable(call: Call, thing: string): Promise<Found> {
  const found = await digestOf(call, thing);
  if ('refusal' in found) return found;
  const { digest, team } = found;
  const may = unique([...approversOf(team), team.coordinator, ...team.admins]);
  const refusal =
    onlyFor(call, may, 'the approver, the deputy, the coordinator or an admin decides about the digest') ??
    (await tooLate(call, digest, team));
  return refusal ? { refusal } : found;
}

/** Nothing where the caller is one of these. */
export function onlyFor({ caller }: Call, may: readonly PersonId[], words: string): Reply | undefined {
  if (may.includes(caller.person)) return undefined;
  const names = may.map((person) => ({ person }));
  return refused(`Only ${words}. Please ask `, series(names, ', ', ' or '), '.');
}

async function tooLate(call: Call, digest: Digest, team: Team): Promise<Reply | undefined> {
  if (digest.state === 'planned') return refused('It is not ready yet.');
  if (digest.state === 'sent') return refused('It has been sent already.');
  const next = await nextCut(call, digest);
  if (!next) return undefined;
  const day = { time: sendsAt(team, next), as: 'day' } as const;
  return refused('The digest of ', day, ' tells of this time too, so this one is not sent any more.');
}

/** A later digest that was cut covers what was held back. */
async function nextCut({ tx }: Call, { team, to, id, ritual }: Digest): Promise<Digest | undefined> {
  const later = await tx.digests.find({ team, to: { atLeast: to } }, { order: 'to' });
  return later.find((one) => one.id !== id && one.ritual === ritual);
}
