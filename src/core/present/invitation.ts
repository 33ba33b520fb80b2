import { list, type Message, message, note, paragraph } from '../message.ts';
import type { Ritual } from '../ritual.ts';
import type { Round } from '../round.ts';
import type { Person, Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import { type Instant, MINUTE } from '../time.ts';
import { atMoment, lasting } from './moment.ts';

/** To somebody from outside whom a meeting names: when and where it is, and its agenda; nothing of the team's own matters. */
export function presentInvitation(
  { round, ritual, team }: { round: Round; ritual: Ritual; team: Team },
  viewer: Person,
  now: Instant,
): Message {
  const title = `${ritual.name} of ${team.name} on ${showDate(round.date)}`;
  const held = round.state === 'planned' || round.state === 'open';
  const starts = atMoment(round.startedAt ?? round.startsAt ?? round.opensAt, now, viewer.calendar.zone);
  const begins = round.startedAt === undefined ? 'It starts ' : 'It started ';
  return message(
    title,
    paragraph(held ? 'You are welcome at ' : '', { bold: title }, '.'),
    ...(held
      ? [
          paragraph(
            begins,
            ...starts,
            ` and lasts ${lasting(ritual.lasts * MINUTE)}. `,
            ritual.link ? { link: ritual.link, text: 'Join the meeting' } : 'The team tells you where.',
          ),
          ...(ritual.agenda.length > 0 ? [list(ritual.agenda.map((topic) => [topic]))] : []),
        ]
      : [paragraph(round.state === 'closed' ? 'It is over.' : 'It does not take place.')]),
    note(
      `You get this because ${team.name} has named you for this meeting. You would rather not? Tell the team: it takes you off the list.`,
    ),
  );
}
