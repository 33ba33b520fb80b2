import type { Reply } from '../../src/core/decision.ts';
import type { FormValues } from '../../src/core/form.ts';
import type { Harness } from '../harness.ts';
import { fill } from './blockers.ts';

/** Presses a button of the card that `/escalate ID` shows. */
export async function choose(story: Harness, user: string, label: string, id = 'atlas-1'): Promise<Reply> {
  await story.slash(user, `/escalate ${id}`);
  return pressLast(story, user, label);
}

/** As `choose`, and fills the form that opens. */
export async function does(
  story: Harness,
  user: string,
  label: string,
  values: FormValues,
  id = 'atlas-1',
): Promise<string> {
  return story.words(await fill(story, user, await choose(story, user, label, id), values));
}

/** Presses a button of what this person alone was shown last. */
export async function pressLast(story: Harness, user: string, label: string): Promise<Reply> {
  const whisper = story.chat.room.whispers.findLast((one) => one.user === user);
  if (!whisper) throw new Error(`${user} was shown nothing yet.`);
  const reply = await story.chat.press(user, whisper.ref, label);
  await story.engine.beat.settle();
  return reply;
}

/** The buttons of the card that `/escalate ID` shows this person. */
export async function offers(story: Harness, user: string, id = 'atlas-1'): Promise<string[]> {
  return buttonsIn(await story.slash(user, `/escalate ${id}`));
}

export function buttonsIn(reply: Reply): string[] {
  if (reply.reply !== 'message') return [];
  return reply.message.elements.flatMap((element) =>
    element.element === 'buttons' ? element.buttons.map(({ label }) => label) : [],
  );
}

/** Everything of an escalation's clocks that can be seen, as ISO instants. */
export async function clocks(story: Harness, id = 'atlas-1') {
  const { state, level, respondBy, warnAt, resolveBy, hold } = (await story.store.read.escalations.get(id))!;
  const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());
  return {
    state,
    level,
    respond: iso(respondBy),
    warn: iso(warnAt),
    resolve: iso(resolveBy),
    hold: iso(hold?.until),
  };
}
