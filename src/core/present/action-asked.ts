import { nameOf } from '../escalation/people.ts';
import { buttons, type Message, message, note, paragraph } from '../message.ts';
import type { Action } from '../record.ts';
import type { PersonId, Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import { oneLine } from '../wording.ts';
import { actionButtons, answersFor, endOf, passedOn } from './action.ts';

/** What one person is asked about an action by another, and what they answered. */

/** Somebody is asked to take an action over; afterwards, how that went. `number`: which question this is. */
export function presentOffer(action: Action, team: Team, viewer: PersonId, number: number): Message {
  const { offer } = action;
  if (!action.open) return over(action, team);
  if (offer?.number !== number || offer.owner !== action.owner || offer.settled)
    return answered(action, team, viewer);
  const who = nameOf(team, offer.by);
  const words = `${who} asks whether you can do this: ${oneLine(action.what)}, due ${showDate(action.due)}.`;
  return message(
    words,
    paragraph(words),
    buttons(answersFor(action, team, viewer)),
    note(
      `You get this because ${who} picked you. I ask once; if you do not answer, it stays with ${nameOf(team, action.owner)}.`,
    ),
  );
}

function answered(action: Action, team: Team, viewer: PersonId): Message {
  if (action.owner === viewer) return given(action, 'It is yours now');
  return action.offer?.settled?.as === 'declined' && action.offer.to === viewer
    ? line(`You said no; it stays with ${nameOf(team, action.owner)}: ${oneLine(action.what)}`)
    : passedOn(action, team);
}

/** Somebody who looks after the team has given it to the reader. */
export function presentGiven(action: Action, team: Team, viewer: PersonId, by: PersonId): Message {
  if (!action.open) return over(action, team);
  if (action.owner !== viewer) return passedOn(action, team);
  const message = given(action, `${nameOf(team, by)} gave you this`);
  const why = `You get this because it is yours from now on. “Hand over” asks somebody else, “Not needed” takes it off the list.`;
  return { ...message, elements: [...message.elements, note(why)] };
}

function given(action: Action, words: string): Message {
  const all = `${words}: ${oneLine(action.what)}, due ${showDate(action.due)}.`;
  return message(all, paragraph(all), buttons(actionButtons(action)));
}

/** The coordinator is asked whether an action can go that followed from an escalation. */
export function presentDropAsked(action: Action, team: Team, viewer: PersonId, number: number): Message {
  const { dropAsked } = action;
  if (!action.open) return over(action, team);
  if (dropAsked?.number !== number) return line(`It stays on the list: ${oneLine(action.what)}`);
  const words = `${nameOf(team, dropAsked.by)} does not need this any more: ${oneLine(action.what)}`;
  return message(
    words,
    paragraph(words),
    { element: 'quote', text: dropAsked.why, by: dropAsked.by },
    buttons(answersFor(action, team, viewer)),
    note(
      `You get this because it followed from an escalation to level 2 or 3, and you look after those of ${team.name}. Without your word it stays on the list.`,
    ),
  );
}

/** What somebody who asked, or had it, is told. */
export function presentAnswered(action: Action, team: Team, as: string, by: PersonId): Message | undefined {
  const who = nameOf(team, by);
  const words = ANSWERS[as]?.(who);
  return words === undefined
    ? undefined
    : message(
        `${words}: ${oneLine(action.what)}`,
        paragraph(`${words}: ${oneLine(action.what)}`),
        note('You get this because you asked, or because it was yours. Nothing is left to do for you here.'),
      );
}

const ANSWERS: Readonly<Record<string, (who: string) => string>> = {
  declined: (who) => `${who} cannot take this over, so it stays where it is`,
  unanswered: (who) => `${who} leaves the team and cannot take this over, so it stays where it is`,
  taken: (who) => `${who} has this now`,
  dropped: (who) => `${who} agrees that this can go`,
  kept: (who) => `${who} wants to keep this, so it stays on the list`,
};

function over(action: Action, team: Team): Message {
  return line(endOf(action, team));
}

function line(words: string): Message {
  return message(words, paragraph(words));
}
