import {
  type Element,
  heading,
  list,
  type Message,
  message,
  paragraph,
  type Text,
  text,
} from '../message.ts';
import type { Action, Topic } from '../record.ts';
import type { Ritual } from '../ritual.ts';
import type { Round, Update } from '../round.ts';
import type { Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import { type Instant, MINUTE } from '../time.ts';
import { sentence } from '../wording.ts';
import { actionLine, doneLines, type FollowUps } from './action.ts';
import { atMoment, lasting } from './moment.ts';
import { leaders } from './round.ts';
import { topicLines } from './topic.ts';
import { listedAnswers } from './update.ts';

export interface MeetingShown {
  round: Round;
  ritual: Ritual;
  team: Team;
  /** Open actions that earlier meetings left. */
  carried: readonly Action[];
  /** What people who cannot be there have written. */
  updates: readonly Update[];
  /** A review's. */
  followUps?: FollowUps;
  /** What a retro is to talk about. */
  topics?: readonly Topic[];
}

/** A live meeting's place in the channel before it starts: when, where, who leads, what it is about. */
export function presentAnnouncement(shown: MeetingShown, now: Instant): Message {
  const { round, ritual, team } = shown;
  const starts = atMoment(round.startedAt ?? round.startsAt ?? round.opensAt, now, team.calendar.zone);
  const title = titleOf(shown);
  return message(
    `${title}: ${announced(round)}`,
    heading(title),
    ritual.objective ? paragraph(ritual.objective) : undefined,
    paragraph(whenLine(shown, starts)),
    leadLine(shown),
    agendaLines(ritual),
    topicLines(shown.topics),
    carriedLines(shown),
    doneLines(shown.followUps?.done, team),
    inputLines(shown),
  );
}

/** Said in the thread when a meeting begins. */
export function presentStarted(shown: MeetingShown): Message {
  const { ritual, round } = shown;
  const lead = leaders({ round });
  const words = round.state === 'open' ? `${ritual.name} has started` : `${ritual.name} is over`;
  return message(
    words,
    paragraph(
      { bold: `${words}.` },
      ...(lead.length > 0 ? [' ', ...lead, ' facilitates.'] : []),
      ...(ritual.link ? [' ', ...joinLink(ritual)] : []),
    ),
    agendaLines(ritual),
    topicLines(shown.topics),
  );
}

function titleOf({ ritual, round }: MeetingShown): string {
  return `${ritual.name} · ${showDate(round.date)}`;
}

function announced(round: Round): string {
  if (round.state === 'planned' || round.state === 'open')
    return round.startedAt === undefined ? 'starts soon' : 'has started';
  return round.state === 'closed' ? 'is over' : 'does not take place';
}

function whenLine({ round, ritual }: MeetingShown, starts: Text): Text {
  const why = round.closed ? ` ${sentence(round.closed.why)}` : '';
  switch (round.state) {
    case 'planned':
    case 'open': {
      const begins = round.startedAt === undefined ? 'Starts ' : 'Started ';
      return text(begins, ...starts, ` and lasts ${lasting(ritual.lasts * MINUTE)}. `, ...joinLink(ritual));
    }
    case 'closed':
      return ['This meeting is over. The minutes are in the thread.'];
    case 'missed':
      return [`This meeting was missed.${why}`];
    default:
      return [`This meeting does not take place.${why}`];
  }
}

function joinLink({ link }: Ritual): Text {
  return link ? [{ link, text: 'Join the meeting' }] : [];
}

function leadLine({ round }: MeetingShown): Element | undefined {
  const lead = leaders({ round });
  return lead.length > 0 && round.facilitator
    ? paragraph({ bold: 'Facilitator:' }, ' ', lead, ` (${round.facilitator.why.replace(/\.$/, '')})`)
    : undefined;
}

function agendaLines({ agenda }: Ritual): Element[] {
  return agenda.length === 0 ? [] : [paragraph({ bold: 'Agenda' }), ...list(agenda.map((topic) => [topic]))];
}

function carriedLines({ carried, team, round }: MeetingShown): Element[] {
  const items = carried
    .toSorted((a, b) => a.due.localeCompare(b.due))
    .map((action) => actionLine(action, team, round.date));
  return items.length === 0 ? [] : [paragraph({ bold: 'Carried over' }), ...list(items)];
}

function inputLines({ updates, ritual, team }: MeetingShown): Element[] {
  const written = updates.filter(({ answers }) => Object.keys(answers).length > 0);
  if (written.length === 0) return [];
  return [
    paragraph({ bold: 'Sent in writing' }),
    ...written.flatMap((update) => listedAnswers(update, ritual, team)),
  ];
}
