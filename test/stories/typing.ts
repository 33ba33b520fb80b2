import type { Reply } from '../../src/core/decision.ts';
import type { Harness } from '../harness.ts';

/** Presses a button of a private message, given back as the reply to something: it is on nobody else's screen. */
export async function pressIn(story: Harness, user: string, reply: Reply, label: string): Promise<Reply> {
  if (reply.reply !== 'message') throw new Error(`Expected a message, found ${JSON.stringify(reply)}`);
  const all = reply.message.elements.flatMap((one) => (one.element === 'buttons' ? one.buttons : []));
  const button = all.find((one) => one.label === label);
  if (!button) throw new Error(`No button “${label}”; there are: ${labelsOf(reply).join(', ')}`);
  const { id, thing, epoch } = button;
  count += 1;
  return story.command(`press-${count}`, user, { act: 'press', button: id, thing, epoch });
}

let count = 0;

/** Writes to the bot, and sends what it shows. */
export async function sayAndSend(story: Harness, user: string, text: string): Promise<Reply> {
  return pressIn(story, user, await story.say(user, text), 'Send');
}

/** The buttons of a private message. */
export function labelsOf(reply: Reply): string[] {
  if (reply.reply !== 'message') return [];
  return reply.message.elements.flatMap((one) =>
    one.element === 'buttons' ? one.buttons.map(({ label }) => label) : [],
  );
}
