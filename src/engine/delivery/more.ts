import type { StoredMessage } from '../../ports.ts';
import { type Call, idOf, type Press, refused } from '../call.ts';
import { createPresent } from './present.ts';

/** “… more” under a message that a platform had no room for: all of it, as it is now, to the one who asks. Only who can see
 * the message can ask. */
export const wholeMessage: Press = async (call, thing) => {
  const { context, tx, caller, now } = call;
  const message = await tx.messages.get(idOf(thing));
  if (!message || !canSee(call, message)) return refused('This message is not here any more.');
  const items = await tx.items.find({ message: message.id, state: 'sent' });
  const reader = { zone: caller.zone, ...(isDirect(message) ? { person: caller.person } : {}) };
  const made = await createPresent(context, tx)(items, reader, now);
  if (!made.message) return refused('There is nothing left to say about this.');
  return { reply: 'message', message: made.message };
};

function canSee({ caller, command }: Call, { workspace, recipient, address }: StoredMessage): boolean {
  if (recipient === `person:${caller.person}`) return true;
  const where = address && 'channel' in address.to ? address.to.channel : undefined;
  return workspace === command.workspace && where !== undefined && where === command.channel;
}

function isDirect({ recipient }: StoredMessage): boolean {
  return recipient.startsWith('person:');
}
