import {
  type Button,
  buttons,
  type Element,
  heading,
  list,
  type Message,
  message,
  paragraph,
  type Text,
  text,
} from '../message.ts';
import type { Action, DecisionRecord, Topic } from '../record.ts';
import type { Ritual } from '../ritual.ts';
import { whyInPublic } from '../rotation/in-public.ts';
import type { Round, Update } from '../round.ts';
import type { Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import { type Instant, MINUTE } from '../time.ts';
import { sentence } from '../wording.ts';
import { actionLine, doneLines, type FollowUps } from './action.ts';
import { keptLines } from './minutes.ts';
import { atMoment, lasting } from './moment.ts';
import { type PlanningShown, planningLines, writtenBesides } from './planning.ts';
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
  /** What it is about of the team's plans. */
  planning?: PlanningShown;
  /** What waits to be talked about besides the agenda. */
  topics?: readonly Topic[];
  /** What was kept of it so far. */
  decisions?: readonly DecisionRecord[];
  actions?: readonly Action[];
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
    topicLines(shown.topics?.filter((topic) => !topic.ritual)),
    planningLines(shown.planning, shown),
    carriedLines(shown),
    doneLines(shown.followUps?.done, team),
    inputLines(shown),
    round.startedAt === undefined ? keptSoFar(shown) : undefined,
    buttons(meetingButtons(round)),
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
    keptSoFar(shown),
    buttons(meetingButtons(round)),
  );
}

/** While it is announced or going on: start or end it, and what anybody may keep of it. */
function meetingButtons({ id, state, startedAt }: Round): Button[] {
  if (state !== 'open') return [];
  const common = { thing: `round:${id}`, epoch: 0 };
  const turn: Button =
    startedAt === undefined
      ? { id: 'meeting.start', label: 'Start', style: 'primary', ...common }
      : { id: 'meeting.end', label: 'End', ...common };
  return [
    turn,
    { id: 'meeting.note', label: 'Note', ...common },
    { id: 'meeting.decision', label: 'Decision', ...common },
    { id: 'meeting.action', label: 'Action', ...common },
  ];
}

/** What was kept already; once it is over the minutes hold it. */
function keptSoFar({ round, team, decisions = [], actions = [] }: MeetingShown): Element[] {
  return round.state === 'open' ? keptLines({ round, team, decisions, actions }) : [];
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
    ? paragraph({ bold: 'Facilitator:' }, ' ', lead, ` (${whyInPublic(round.facilitator.why)})`)
    : undefined;
}

function agendaLines({ agenda, boxes = {} }: Ritual): Element[] {
  const lines = agenda.map((topic) =>
    Object.hasOwn(boxes, topic) ? [`${topic} (${lasting((boxes[topic] ?? 0) * MINUTE)})`] : [topic],
  );
  return lines.length === 0 ? [] : [paragraph({ bold: 'Agenda' }), ...list(lines)];
}

/** What an earlier round did not get to, and the actions that are still open. */
function carriedLines({ carried, team, round, topics = [] }: MeetingShown): Element[] {
  const waiting = topics.filter(({ ritual }) => ritual !== undefined).map((topic): Text => [topic.text]);
  const open = carried
    .toSorted((a, b) => a.due.localeCompare(b.due))
    .map((action) => actionLine(action, team, round.date));
  const items = [...waiting, ...open];
  return items.length === 0 ? [] : [paragraph({ bold: 'Carried over' }), ...list(items)];
}

function inputLines(shown: MeetingShown): Element[] {
  const { ritual, team } = shown;
  const written = writtenBesides(shown);
  if (written.length === 0) return [];
  return [
    paragraph({ bold: 'Sent in writing' }),
    ...written.flatMap((update) => listedAnswers(update, ritual, team)),
  ];
}
