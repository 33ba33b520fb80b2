import { nameOf } from '../escalation/people.ts';
import { type Button, buttons, heading, list, type Message, message, note, paragraph } from '../message.ts';
import { type Left, thingOfLeaving } from '../people/leaving.ts';
import type { PersonId, Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import type { CivilDate } from '../time.ts';
import { count } from '../wording.ts';

/** The coordinator is asked, because the chat has deactivated somebody, or they have left the team's channel. */
export function presentLeavingOffer(
  team: Team,
  person: PersonId,
  because: 'deactivated' | 'channel',
  things: readonly string[],
): Message {
  const name = nameOf(team, person);
  const why =
    because === 'deactivated' ? 'was deactivated in the chat' : `has left the channel of ${team.name}`;
  const title = `${name} ${why}`;
  return message(
    title,
    paragraph(
      { bold: name },
      ` ${why}, and still holds ${count(things.length, 'thing')} in ${team.name}. Who takes over?`,
    ),
    list(things.slice(0, SHOWN).map((what) => [what])),
    things.length > SHOWN ? paragraph(`… and ${things.length - SHOWN} more.`) : undefined,
    buttons([
      {
        id: 'leaving.open',
        label: 'Hand over',
        thing: thingOfLeaving(team.id, person),
        epoch: 0,
        style: 'primary',
      },
    ]),
    REASON,
  );
}

const SHOWN = 8;
const REASON = note('You get this because you look after the team. It comes once.');

const BECAUSE = 'You get this because you look after the team, or because you said it.';

/** To whoever gets something: all of it in one message. */
export function presentInheritance(
  team: Team,
  from: PersonId,
  by: PersonId,
  things: readonly string[],
  viewer?: PersonId,
): Message {
  const name = nameOf(team, from);
  const title = `${name} leaves ${team.name}: ${count(things.length, 'thing')} for you`;
  // Whoever has gone can hardly be asked.
  const ask = by === from && from !== team.coordinator ? team.coordinator : by;
  return message(
    title,
    paragraph(
      by === from
        ? `${name} leaves ${team.name} and has given you this:`
        : `${name} leaves ${team.name}. ${nameOf(team, by)} has given you what was theirs:`,
    ),
    list(things.map((what) => [what])),
    ask === viewer
      ? undefined
      : paragraph('Does one of these not fit? Talk to ', { bold: nameOf(team, ask) }, '.'),
    note('You get this because you have something now that was somebody else’s. It comes once.'),
  );
}

/** What was done, with the way back. `over`: it was taken back, or it is too late to. */
export function presentLeft(team: Team, left: Left, over?: string): Message {
  const { person, date, moves } = left;
  const name = nameOf(team, person);
  const title = `${name} has left ${team.name}`;
  const stays = staysButton(team, person, `Take it all back? ${name} gets back what nobody has finished.`);
  return message(
    title,
    heading(title),
    paragraph(
      moves.length > 0
        ? `Since ${showDate(date)}. ${count(moves.length, 'thing')} changed hands, and everybody who got one is told:`
        : `Since ${showDate(date)}. Nothing had to change hands.`,
    ),
    list(moves.map(({ what, to }) => [`${what} → `, { bold: nameOf(team, to) }])),
    over === undefined ? buttons([stays]) : paragraph(over),
    note(over === undefined ? `You can take it back for seven days. ${BECAUSE}` : BECAUSE),
  );
}

/** Said when the day is still to come, and told to whoever coordinates. */
export function presentLeavePlanned(team: Team, person: PersonId, date: CivilDate): Message {
  const name = nameOf(team, person);
  const title = `${name} leaves ${team.name} on ${showDate(date)}`;
  return message(
    title,
    paragraph(
      `${title}. Until then nothing changes. From that day on they are given no turns and asked nothing. On that morning I look again at what they hold, hand it over as planned, and tell everybody who gets something.`,
    ),
    buttons([staysButton(team, person, `${name} stays, and nothing is handed over?`)]),
    note(BECAUSE),
  );
}

/** To whoever had taken something over from somebody who stays after all. */
export function presentReturned(team: Team, person: PersonId, things: readonly string[]): Message {
  const name = nameOf(team, person);
  const title = `${name} stays in ${team.name}`;
  return message(
    title,
    paragraph(`${title} after all, and has this back. You need do nothing more about it:`),
    list(things.map((what) => [what])),
    note('You get this because you had taken it over.'),
  );
}

function staysButton(team: Team, person: PersonId, confirm: string): Button {
  return {
    id: 'leaving.stays',
    label: 'They stay',
    thing: thingOfLeaving(team.id, person),
    epoch: 0,
    confirm,
  };
}
