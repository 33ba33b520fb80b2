import { heading, type Message, message, note, paragraph, type Text, text } from '../message.ts';
import type { PersonId, Team } from '../team.ts';

/** A private address, which is shown once; without a team it is the person's own. */
export interface NewAddress {
  address: string;
  team?: string;
}

/** What whoever asked for addresses is told, and nobody else. */
export function presentAddresses(made: readonly NewAddress[], how: { replaced: boolean }): Message {
  return message(
    'Your calendar addresses',
    heading('Your calendar addresses'),
    paragraph(
      'Put an address into your calendar program with “subscribe” or “add from URL”. It shows the next 90 days and follows every change.',
    ),
    made.map(({ address, team }) =>
      paragraph({ bold: team === undefined ? 'Your own rounds and duties' : `All of ${team}` }, ': ', {
        code: address,
      }),
    ),
    paragraph(
      'Whoever has an address can read it without a password, so keep it to yourself. Keep it now: I do not store it and cannot show it again.',
    ),
    how.replaced ? paragraph('The addresses you had before do not work any more.') : undefined,
    note(
      'Only you see this. New ones, which end these: ',
      { code: '/rondo calendar new' },
      '. None at all: ',
      { code: '/rondo calendar off' },
      '.',
    ),
  );
}

/** Said to somebody who has all addresses already. */
export function presentKnown(known: readonly { at: number }[]): Text {
  const since = Math.min(...known.map(({ at }) => at));
  return text(
    'You have had your calendar addresses since ',
    { time: since, as: 'day' },
    '. I do not store them, so I cannot show them again. Lost? ',
    { code: '/rondo calendar new' },
    ' makes new ones, and the old ones stop at once.',
  );
}

/** Said where this Rondo cannot be reached from outside. */
export function noAddresses(teams: readonly Team[], person: PersonId): Text {
  const team = teams[0]?.id ?? '';
  return text(
    'This Rondo has no public address, so calendar programs cannot reach it. Whoever runs it can set RONDO_URL, or make you a file: ',
    { code: `npx rondo calendar --team ${team} --person ${person} > rondo.ics` },
    '.',
  );
}
