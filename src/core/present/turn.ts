import { nameOf } from '../escalation/people.ts';
import { type Element, list, type Message, message, note, paragraph, type SpanOf, text } from '../message.ts';
import type { Ritual } from '../ritual.ts';
import type { Turn } from '../rotation/rotation.ts';
import type { Round } from '../round.ts';
import type { Person, Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import { sentence } from '../wording.ts';
import { timeOn } from './moment.ts';

export interface TurnShown {
  turn: Turn;
  ritual: Ritual;
  team: Team;
  /** The turn's round; a weekly duty may have none. */
  round?: Round;
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
    handOn(shown),
  );
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
function dayWords({ turn, ritual, round }: TurnShown): string {
  const { on } = ritual.schedule;
  const once = on.on === 'nth' || on.on === 'day' || (on.on === 'weekdays' && on.days.length === 1);
  const wholeWeek = ritual.facilitator?.turns === 'weekly' && !(once && round);
  return wholeWeek ? `in the week of ${showDate(turn.date)}` : onDay({ turn, round });
}

function onDay({ turn, round }: Pick<TurnShown, 'turn' | 'round'>): string {
  return `on ${showDate(round?.date ?? turn.date)}`;
}

function startWords({ round, ritual }: TurnShown, viewer: Person): (SpanOf | undefined)[] {
  if (!round) return [];
  const at = timeOn(round.date, round.startsAt ?? round.opensAt, viewer.calendar.zone);
  return ritual.mode === 'live' ? ['It starts at ', at, '.'] : ['It opens in the channel at ', at, '.'];
}

function agenda({ agenda: topics }: Ritual): Element[] {
  return topics.length === 0 ? [] : [paragraph('On the agenda:'), ...list(topics.map((topic) => [topic]))];
}

function handOn({ ritual, team }: TurnShown): Element {
  const asks = text(
    `You get this because you are in the rotation of ${ritual.name} of ${team.name}. Not there? `,
    { code: '/rondo away' },
    ' hands it to the next in line. Anything else: ',
    { code: '/rondo help' },
    '.',
  );
  return note(asks);
}
