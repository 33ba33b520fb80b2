import { buttons, type Message, message, paragraph } from '../message.ts';
import { oneLine } from '../wording.ts';
import { moreFor } from './buttons.ts';
import type { Shown } from './present.ts';

/** What the button “More…” gives to whoever pressed it: the other things that they may do now. */
export function presentMore(shown: Shown): Message {
  const { id, what } = shown.escalation;
  const rest = moreFor(shown);
  return message(
    `${id}: what else you can do`,
    paragraph({ bold: id }, `: ${oneLine(what, 100)}`),
    paragraph(
      rest.length > 0 ? 'What else you can do:' : 'There is nothing else that you can do about it now.',
    ),
    buttons(rest),
  );
}
