import type { Command } from '../../../src/core/command.ts';
import type { Button } from '../../../src/core/message.ts';
import { portable } from '../render/buttons.ts';
import { LIMITS } from '../render/limits.ts';

const AGAIN = 'slack.say';

/** A button that says the same once more, with a trigger that opens a form: what is typed has none. Nothing comes back when
 * the words are too long for a button. */
export function sayAgain(label: string, words: string): Button | undefined {
  const button: Button = { id: AGAIN, label, thing: words, epoch: 0 };
  return portable({ button: AGAIN, thing: words, epoch: 0 }).length > LIMITS.button.value
    ? undefined
    : button;
}

/** What is said by a click on such a button; nothing when it is another one. */
export function said({ button, thing }: { button: string; thing: string }): Command['act'] | undefined {
  return button === AGAIN ? { act: 'say', text: thing } : undefined;
}
