import { buttons, type Message, message, note, paragraph } from '../message.ts';
import { titleOf } from '../retro/groups.ts';
import { type Retro, takesCards, thingOfRetro } from '../retro/retro.ts';
import { closesAt } from '../retro/telling.ts';
import type { RetroView } from '../retro/view.ts';
import { type Instant, MINUTE } from '../time.ts';
import { count, oneLine } from '../wording.ts';
import { lasting, moment } from './moment.ts';
import { titleOfRetro } from './retro.ts';

/** Asks a person to write cards, or says that the time for it is over. It is the same for everybody, whether or not they have
 * written. */
export function presentInvitation(retro: Retro, view: RetroView, zone: string, now: Instant): Message {
  const title = titleOfRetro(retro);
  if (!takesCards(retro)) return over(title, 'The cards are shown in the thread by now.');
  return message(
    `${title}: write cards`,
    paragraph({ bold: title }, ' has begun. ', inOwnTime(retro, view, zone, now)),
    paragraph(`What do you think? ${retro.columns.join(' · ')}`),
    buttons([
      {
        id: 'retro.write',
        label: 'Write cards',
        style: 'primary',
        thing: thingOfRetro(retro),
        epoch: retro.step,
      },
    ]),
    why(view),
  );
}

/** Asks a person to vote, or says that the vote is over. */
export function presentVoteInvitation(retro: Retro, view: RetroView, zone: string, now: Instant): Message {
  const title = titleOfRetro(retro);
  if (retro.phase !== 'vote') return over(title, 'The votes are counted; the result stands in the thread.');
  return message(
    `${title}: vote`,
    paragraph(
      { bold: title },
      `: what should we talk about? You have ${count(retro.votes, 'vote')}. `,
      inOwnTime(retro, view, zone, now),
    ),
    buttons([
      { id: 'retro.vote', label: 'Vote', style: 'primary', thing: thingOfRetro(retro), epoch: retro.step },
    ]),
    why(view),
  );
}

/** Tells whoever leads the retro, and nobody else, that a topic's time is over; `step`: that of the topic. */
export function presentTimeUp(retro: Retro, view: RetroView, step: number): Message {
  if (step !== retro.step) {
    const words = 'The retro has gone on: the time for this topic is over.';
    return message(words, paragraph(words));
  }
  const group = retro.groups[retro.current];
  const topic = group ? oneLine(titleOf(group, view), 100) : 'this topic';
  const time = lasting((retro.minutes ?? 0) * MINUTE);
  return message(
    `${time} are over`,
    paragraph(
      { bold: `${time} are over` },
      ` for “${topic}”. Write down what you will do, or go on to the next topic.`,
    ),
    buttons([{ id: 'retro.next', label: 'Next topic', thing: thingOfRetro(retro), epoch: retro.step }]),
    note(
      `Only you get this, because you lead ${titleOfRetro(retro)}. Nothing happens if you take more time.`,
    ),
  );
}

function inOwnTime(retro: Retro, view: RetroView, zone: string, now: Instant) {
  const closes = closesAt(retro, view);
  if (closes === undefined) return 'You need not be there with the others.';
  return [
    'You need not be there with the others: the retro goes on until ',
    moment(closes, now, zone),
    '.',
  ] as const;
}

function over(title: string, words: string): Message {
  return message(`${title}: over`, paragraph({ bold: title }, `: ${words}`));
}

function why({ team, ritual }: RetroView) {
  const because = ritual ? `you take part in ${ritual.name}` : `you are in ${team.name}`;
  return note(`You get this because ${because}. It comes once, and nothing shows whether you did it.`);
}
