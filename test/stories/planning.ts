import type { Reply } from '../../src/core/decision.ts';
import type { FormValues } from '../../src/core/form.ts';
import type { Button, Message } from '../../src/core/message.ts';
import type { Objective } from '../../src/core/planning/objective.ts';
import type { Team } from '../../src/core/team.ts';
import { type Change, only, people } from '../atlas.ts';
import { formIn, type Harness, type Seen } from '../harness.ts';
import { wholeRhythm } from '../rhythm.ts';

/** The sample team with these rituals, out of everything that is shipped; Mia, Tom and Lea take part, Ivo leads. */
export async function planning(rituals: readonly string[], ...changes: readonly Change[]): Promise<Team> {
  const all = [only(...rituals), people('mia', 'tom', 'lea'), ...changes];
  return all.reduce((team, change) => change(team), await wholeRhythm());
}

export function buttonsIn(message: Message): Button[] {
  return message.elements.flatMap((element) => (element.element === 'buttons' ? element.buttons : []));
}

/** Presses a button by its id, the one about a thing whose key ends so. */
export async function pressOn(
  story: Harness,
  who: string,
  one: Seen,
  id: string,
  about = '',
): Promise<Reply> {
  const shown = story.chat.posted.find(({ ref }) => ref === one.post.ref)!.message;
  const found = buttonsIn(shown).find((button) => button.id === id && button.thing.endsWith(about));
  if (!found) throw new Error(`No button ${id} about ${about}: ${JSON.stringify(buttonsIn(shown))}`);
  const reply = await story.chat.press(who, one.post.ref, id, found.thing);
  await story.engine.beat.settle();
  return reply;
}

/** Presses a button of a message that only its caller sees, as the platform sends it. */
export async function pressIn(
  story: Harness,
  who: string,
  reply: Reply,
  id: string,
  about = '',
): Promise<Reply> {
  if (reply.reply !== 'message') throw new Error(`Expected a message, found ${JSON.stringify(reply)}`);
  const found = buttonsIn(reply.message).find((button) => button.id === id && button.thing.endsWith(about));
  if (!found) throw new Error(`No button ${id} about ${about}: ${JSON.stringify(buttonsIn(reply.message))}`);
  return pressed(story, who, found);
}

let presses = 0;

/** A click with these facts, from wherever it comes. */
export async function pressed(
  story: Harness,
  who: string,
  { id, thing, epoch }: Pick<Button, 'id' | 'thing' | 'epoch'>,
): Promise<Reply> {
  presses += 1;
  return story.command(`press-${presses}`, who, { act: 'press', button: id, thing, epoch });
}

/** Fills the form of a reply. */
export async function filling(story: Harness, who: string, reply: Reply, values: FormValues): Promise<Reply> {
  const form = formIn(reply);
  const start = form.parts.flatMap((part) =>
    part.part === 'input' && part.input.value !== undefined ? [[part.input.id, part.input.value]] : [],
  );
  return story.submit(who, form, { ...Object.fromEntries(start), ...values });
}

/** Adds an objective through `/rondo objectives`. */
export async function objective(
  story: Harness,
  who: string,
  what: string,
  more: FormValues = {},
): Promise<Objective> {
  const list = await story.slash(who, '/rondo objectives');
  await filling(story, who, await pressIn(story, who, list, 'week.add'), { 'objective.what': what, ...more });
  return found(story, what);
}

export async function found(story: Harness, what: string): Promise<Objective> {
  const all = await story.store.read.objectives.find({ team: 'atlas' });
  const one = all.find((candidate) => candidate.what === what);
  if (!one) throw new Error(`No objective ${what}: ${all.map((other) => other.what).join(', ')}`);
  return one;
}

/** A message in the channel's threads, by its beginning. */
export function threaded(story: Harness, beginning: RegExp): Seen {
  return story.expectMessage('#atlas >', beginning);
}
