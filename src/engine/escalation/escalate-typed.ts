import { tooLong } from '../../core/answers/reading.ts';
import type { Reply } from '../../core/decision.ts';
import { nearest } from '../../core/definition/nearest.ts';
import { type Escalation, thingOf } from '../../core/escalation/escalation.ts';
import type { FormVerb } from '../../core/escalation/forms-more.ts';
import { LONGEST_WORDS } from '../../core/escalation/lacking.ts';
import { type Call, refused } from '../call.ts';
import { askerOf, openForm } from './escalate-forms.ts';
import { act } from './escalations.ts';

/** What can be typed after an id. A hold needs a date, so its form opens with the reason in it. */
const TYPED: Readonly<Record<string, { form: FormVerb; at?: 'text' | 'how' | 'reason' }>> = {
  note: { form: 'note', at: 'text' },
  resolve: { form: 'resolve', at: 'how' },
  escalate: { form: 'escalate', at: 'reason' },
  hold: { form: 'askHold' },
};

/** `/escalate atlas-12 note The vendor answered`. Undefined when the word after the id is no verb, nor nearly one: then it is
 * the beginning of a sentence. Without words after it the verb opens its form. */
export async function typedOn(
  call: Call,
  escalation: Escalation,
  verb: string,
  words: string,
): Promise<Reply | undefined> {
  const name = verb.toLowerCase();
  const known = Object.hasOwn(TYPED, name) ? TYPED[name] : undefined;
  if (!known) return meant(escalation, name, words);
  const thing = thingOf(escalation);
  const { form, at } = known;
  if (!words || !at) return openForm(call, form, thing, escalation.epoch, words);
  const long = tooLong(words, LONGEST_WORDS);
  if (long) return refused(long);
  const reply = await act(call, escalation.id, { ...askerOf(call, escalation.epoch), ...deed(at, words) });
  // A typed line has no inputs to say it at.
  return reply.reply === 'invalid' ? openForm(call, form, thing, escalation.epoch, words) : reply;
}

function deed(at: 'text' | 'how' | 'reason', words: string) {
  if (at === 'text') return { do: 'note', text: words } as const;
  return at === 'how'
    ? ({ do: 'resolve', how: words } as const)
    : ({ do: 'escalate', reason: words } as const);
}

function meant({ id }: Escalation, verb: string, words: string): Reply | undefined {
  const near = nearest(verb, Object.keys(TYPED));
  if (!near) return undefined;
  return refused(
    `I do not know “${verb}”. Did you mean `,
    { code: `/escalate ${id} ${near}${words ? ` ${words}` : ''}` },
    '?',
  );
}
