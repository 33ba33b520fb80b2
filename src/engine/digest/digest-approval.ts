import type { Reply } from '../../core/decision.ts';
import { series } from '../../core/message.ts';
import type { Digest } from '../../core/record.ts';
import type { Team } from '../../core/team.ts';
import { instantAt } from '../../core/time/zone.ts';
import { type Call, idOf, refused, said } from '../call.ts';
import { approversOf, hold, send } from './digests.ts';

/** The approver's "send": at once. */
export async function sendDigest(call: Call, thing: string): Promise<Reply> {
  const found = await allowed(call, thing);
  if ('refusal' in found) return found.refusal;
  await send(call.context, call.tx, found.digest, call.now, call.caller.person);
  return said('Sent to the stakeholders.');
}

/** The approver's "hold": nothing leaves until somebody sends it. */
export async function holdDigest(call: Call, thing: string): Promise<Reply> {
  const found = await allowed(call, thing);
  if ('refusal' in found) return found.refusal;
  await hold(call.tx, found.digest, call.caller.person, call.now, 'the approver held it back');
  return said('Held back. It stays here until you send it.');
}

async function allowed(
  call: Call,
  thing: string,
): Promise<{ digest: Digest; team: Team } | { refusal: Reply }> {
  const digest = await call.tx.digests.get(idOf(thing));
  const team = digest && call.context.rhythm.team(digest.team);
  if (!digest || !team) return { refusal: refused('This digest is no longer there.') };
  const refusal = mayNot(call, team) ?? (await tooLate(call, digest, team));
  return refusal ? { refusal } : { digest, team };
}

function mayNot({ caller }: Call, team: Team): Reply | undefined {
  const deciding = [...new Set([...approversOf(team), team.coordinator, ...team.admins])];
  if (deciding.includes(caller.person)) return undefined;
  const names = deciding.map((person) => ({ person }));
  return refused(
    'Only the approver, the deputy, the coordinator or an admin decides about the digest. Please ask ',
    series(names, ', ', ' or '),
    '.',
  );
}

async function tooLate(call: Call, digest: Digest, team: Team): Promise<Reply | undefined> {
  if (digest.state === 'planned') return refused('It is not ready yet.');
  if (digest.state === 'sent') return refused('It has been sent already.');
  const next = await nextCut(call, digest);
  if (!next) return undefined;
  const day = { time: instantAt(team.calendar.zone, next.date, team.digest.at), as: 'day' } as const;
  return refused('The digest of ', day, ' tells of this time too, so this one is not sent any more.');
}

/** A later digest that was cut covers what was held back. */
async function nextCut({ tx }: Call, { team, to, id }: Digest): Promise<Digest | undefined> {
  const later = await tx.digests.find({ team, to: { atLeast: to } }, { order: 'to' });
  return later.find((one) => one.id !== id);
}
