import type { Reply } from '../core/decision.ts';
import type { Digest } from '../core/record.ts';
import type { Team } from '../core/team.ts';
import { type Call, idOf, refused, said } from './call.ts';
import { approverOf, hold, send } from './digests.ts';

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
  const { person } = call.caller;
  const approver = approverOf(team);
  const may = person === approver || person === team.coordinator || team.admins.includes(person);
  if (!may)
    return {
      refusal: refused(
        'Only the approver, the coordinator or an admin decides about the digest. Please ask ',
        { person: approver ?? team.coordinator },
        '.',
      ),
    };
  if (digest.state === 'sent') return { refusal: refused('It has been sent already.') };
  if (digest.state === 'planned') return { refusal: refused('It is not ready yet.') };
  return { digest, team };
}
