import { nameOf } from '../escalation/people.ts';
import {
  type Button,
  buttons,
  type Element,
  list,
  type Message,
  message,
  note,
  paragraph,
  type SpanOf,
  text,
} from '../message.ts';
import type { Ritual } from '../ritual.ts';
import type { Turn } from '../rotation/rotation.ts';
import { passOnAt, silenceCounts, turnsOf } from '../rotation/turn.ts';
import type { Round } from '../round.ts';
import type { Person, Team } from '../team.ts';
import { firstOpening, isOpen } from '../time/calendar.ts';
import { showDate } from '../time/zone.ts';
import { sentence } from '../wording.ts';
import { type HandOver, handOverLines } from './hand-over.ts';
import { timeOn } from './moment.ts';

export interface TurnShown {
  turn: Turn;
  ritual: Ritual;
  team: Team;
  /** The turn's round; a weekly duty may have none. */
  round?: Round;
  handOver?: HandOver;
  /** The viewer only leads this one round of somebody else's turn. */
  standIn?: boolean;
}

/** Tells somebody that it is their turn: when, what, why they, and how to hand it on. Once somebody else has it, it
 * says so. */
export function presentTurn(shown: TurnShown, viewer: Person): Message {
  const gone = goneTo(shown, viewer);
  if (gone) return gone;
  const words = `You facilitate ${ritualWords(shown)} ${dayWords(shown)}`;
  return message(
    words,
    paragraph({ bold: sentence(words) }, ' ', ...startWords(shown, viewer)),
    paragraph(`Why you: ${shown.turn.why.replace(/\.$/, '')}.`),
    agenda(shown.ritual),
    handOver(shown),
    buttons(turnButtons(shown, viewer)),
    handOn(shown),
  );
}

/** Tells somebody that a turn has come to them from somebody else; `reason` is a sentence or a phrase. */
export function presentTakeOver(shown: TurnShown, viewer: Person, reason: string): Message {
  const gone = goneTo(shown, viewer);
  if (gone) return gone;
  const words = `You take over ${ritualWords(shown)} ${onDay(shown)}`;
  return message(
    words,
    paragraph({ bold: sentence(words) }, ' ', ...startWords(shown, viewer)),
    paragraph(`Why: ${reason.replace(/\.$/, '')}. Thank you for stepping in.`),
    agenda(shown.ritual),
    handOver(shown),
    buttons(turnButtons(shown, viewer)),
    handOn(shown),
  );
}

/** What whoever has a turn can do about it until it begins: say yes, where silence would pass it on, or pass it on. */
export function turnButtons(shown: TurnShown, viewer: Person): Button[] {
  const { turn, standIn } = shown;
  if (turn.person !== viewer.id || turn.countedAt !== undefined || standIn) return [];
  const common = { thing: `turn:${turn.id}`, epoch: 0 };
  const accept: Button = { id: 'duty.accept', label: "I'll do it", style: 'primary', ...common };
  return [...(silencePasses(shown) ? [accept] : []), { id: 'duty.pass', label: 'Pass on', ...common }];
}

/** When silence passes the turn on, or that it was answered; nothing where silence keeps it. */
function answerWords(shown: TurnShown): string {
  if (silencePasses(shown))
    return ' If you say nothing, it passes on to the next in line half an hour before.';
  return shown.turn.accepted && shown.ritual.mode === 'live' ? ' You said that you will do it.' : '';
}

function silencePasses({ turn, ritual, team, round, standIn }: TurnShown): boolean {
  if (turn.accepted || turn.countedAt !== undefined || standIn) return false;
  const at = passOnAt(team, ritual, round?.date ?? turn.date);
  return at !== undefined && (!round?.facilitator || silenceCounts(at, round.facilitator.since));
}

function ritualWords({ ritual, team }: TurnShown): string {
  return `${ritual.name} of ${team.name}`;
}

function goneTo(shown: TurnShown, viewer: Person): Message | undefined {
  const { turn, team } = shown;
  if (turn.person === viewer.id) return undefined;
  const who = turn.person === undefined ? 'Nobody' : nameOf(team, turn.person);
  const words = `${who} facilitates ${ritualWords(shown)} ${onDay(shown)} now. You have nothing to do.`;
  return message(words, paragraph(words));
}

/** The day is named, never "today": the message may be read, or edited, on a later one. A turn that holds for several
 * rounds of a week names the week. */
function dayWords({ turn, ritual, team, round }: TurnShown): string {
  const { on } = ritual.schedule;
  const once = on.on === 'nth' || on.on === 'day' || (on.on === 'weekdays' && on.days.length === 1);
  const weekly =
    turnsOf(team, ritual).facilitator?.turns === 'weekly' && (ritual.kind === 'duty' || !(once && round));
  return weekly ? `in the week of ${showDate(turn.date)}` : onDay({ turn, round });
}

function onDay({ turn, round }: Pick<TurnShown, 'turn' | 'round'>): string {
  return `on ${showDate(round?.date ?? turn.date)}`;
}

function startWords(shown: TurnShown, viewer: Person): (SpanOf | undefined)[] {
  const { round, ritual } = shown;
  // A duty opens nothing: it lasts.
  if (!round || ritual.kind === 'duty') return [];
  const at = timeOn(round.date, round.startsAt ?? round.opensAt, viewer.calendar.zone);
  if (ritual.mode === 'live') return ['It starts at ', at, '.', answerWords(shown)];
  return ['It opens in the channel at ', at, '.', asleep(round, viewer)];
}

/** A round opens by itself. Whoever is asked later that day has the rest of it before them. */
function asleep({ date, opensAt }: Round, { calendar }: Person): string | undefined {
  if (isOpen(calendar, opensAt)) return undefined;
  const begins = firstOpening(calendar, date);
  return begins !== undefined && opensAt < begins
    ? ' You are not at work then: it opens by itself, and your part begins in your morning.'
    : ' You are not at work then: it opens by itself, and you have nothing to do at that hour.';
}

function agenda({ agenda: topics }: Ritual): Element[] {
  return topics.length === 0 ? [] : [paragraph('On the agenda:'), ...list(topics.map((topic) => [topic]))];
}

function handOver({ handOver: known, team }: TurnShown): Element[] {
  return known ? handOverLines(known, team) : [];
}

function handOn({ ritual, team }: TurnShown): Element {
  const asks = text(
    `You get this because you are in the rotation of ${ritual.name} of ${team.name}. Not there? `,
    { code: '/rondo away' },
    ' hands it to the next in line. Swap it, or give it to somebody: ',
    { code: '/rondo duty' },
    '.',
  );
  return note(asks);
}
