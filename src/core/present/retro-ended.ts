import {
  buttons,
  type Element,
  heading,
  type Message,
  message,
  paragraph,
  type Text,
  text,
} from '../message.ts';
import { titleOf } from '../retro/groups.ts';
import type { Group, Retro } from '../retro/retro.ts';
import type { RetroView } from '../retro/view.ts';
import { count, sentence } from '../wording.ts';
import { takingOut } from './retro-buttons.ts';
import { fromThis, groupLine, takenLine, titled } from './retro-lines.ts';

/** A retro that is over: what was talked about, what came out of it, what is left for the next one. */
export function presentEnded(retro: Retro, view: RetroView, title: string): Message {
  const discussed = retro.groups.filter((group) => group.discussed);
  const left = retro.groups.filter((group) => !group.discussed);
  return message(
    `${title}: over`,
    heading(title),
    paragraph({ bold: 'The retro is over.' }, ` ${sentence(retro.ended?.why ?? '')}`),
    retro.groups.length === 0
      ? paragraph('Nobody wrote a card this time, so there was nothing to talk about.')
      : undefined,
    titled(
      'Talked about',
      discussed.map((group) => votedLine(group, retro, view)),
    ),
    fromThis(view),
    retro.groups.length > 0 && view.actions.length === 0
      ? paragraph('No actions came out of it.')
      : undefined,
    leftLines(left, retro, view),
    takenLine(retro),
    buttons(takingOut(retro, view)),
  );
}

function votedLine(group: Group, { voters }: Retro, view: RetroView): Text {
  return text(titleOf(group, view, 400), voters === undefined ? '' : ` (${count(group.votes ?? 0, 'vote')})`);
}

function leftLines(left: readonly Group[], { left: kept = 0 }: Retro, view: RetroView): Element[] {
  if (left.length === 0) return [];
  const where =
    kept >= left.length
      ? 'It is on the list for the next retro: '
      : `${count(kept, 'topic')} of it ${kept === 1 ? 'is' : 'are'} on the list for the next retro: `;
  return [
    ...titled(
      'Not talked about',
      left.map((group) => groupLine(group, view)),
    ),
    paragraph(where, { code: '/retro' }),
  ];
}
