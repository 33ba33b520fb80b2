import type { Reply } from '../../core/decision.ts';
import { readersWords } from '../../core/digest/readers.ts';
import { type Call, said } from '../call.ts';
import { decidable } from './found.ts';
import { hold, send } from './sending.ts';

/** The approver's "send": at once. */
export async function sendDigest(call: Call, thing: string): Promise<Reply> {
  const found = await decidable(call, thing);
  if ('refusal' in found) return found.refusal;
  await send(call.context, call.tx, found.digest, call.now, call.caller.person);
  return said(`Sent to ${readersWords(found.team)}.`);
}

/** The approver's "hold": nothing leaves until somebody sends it. */
export async function holdDigest(call: Call, thing: string): Promise<Reply> {
  const found = await decidable(call, thing);
  if ('refusal' in found) return found.refusal;
  await hold(call.tx, found.digest, call.caller.person, call.now, 'the approver held it back');
  return said('Held back. It stays here until you send it.');
}
