import type { Escalation } from '../escalation/escalation.ts';
import { nameOf } from '../escalation/people.ts';
import {
  type Element,
  heading,
  list,
  type Message,
  message,
  note,
  paragraph,
  type Text,
  text,
} from '../message.ts';
import type { PersonId, Team } from '../team.ts';
import { isWorkday } from '../time/calendar.ts';
import { showDate } from '../time/zone.ts';
import type { CivilDate, Instant } from '../time.ts';
import { count, listed, oneLine } from '../wording.ts';
import { moment } from './moment.ts';
import { leaderNames, nobodyWasThere, progressWords, type RoundShown, standing } from './round.ts';

/** Everything that a team's day is shown from. */
export interface Day {
  team: Team;
  date: CivilDate;
  /** The day's rounds. */
  rounds: readonly Pick<RoundShown, 'round' | 'ritual' | 'prompts'>[];
  /** Duties that no round of the day stands for: what, and who has it. */
  duties: readonly { name: string; person: PersonId }[];
  /** `until`: when they are back, as `until Wed 4 Nov`; never why they are away. */
  away: readonly { person: PersonId; until?: string }[];
  /** The team's live escalations. */
  escalations: readonly Escalation[];
}

/** More open blockers than this are counted, not listed. */
const MOST = 10;

/** The day's board: one message a team and working day, edited in place, the root of everything else. Names are plain,
 * so that it calls nobody. */
export function presentBoard(day: Day, now: Instant): Message {
  const { team, date, rounds, escalations } = day;
  const title = `${team.name} · ${showDate(date)}`;
  const ordered = rounds.toSorted((a, b) => startOf(a) - startOf(b));
  return message(
    `${title}: ${count(rounds.length, 'ritual')}, ${count(escalations.length, 'open blocker')}`,
    heading(title),
    ordered.length > 0
      ? list(ordered.map((shown) => roundLine(shown, team, now)))
      : paragraph('No rituals on this day.'),
    peopleLines(day),
    blockerLines(day),
    note('This message keeps itself up to date. Everything else of this day is in its thread.'),
  );
}

type DayRound = Day['rounds'][number];

export function startOf({ round }: DayRound): Instant {
  return round.startsAt ?? round.opensAt;
}

function roundLine(shown: DayRound, team: Team, now: Instant): Text {
  const { round, ritual } = shown;
  const who = leaderNames({ round, team });
  const leads = who && (round.state === 'planned' || round.state === 'open') ? ` · on duty: ${who}` : '';
  const begins = { time: startOf(shown), as: 'time' } as const;
  return text(begins, ' ', { bold: ritual.name }, ': ', stateOf(shown, team, now), leads);
}

/** How far a round of the day is. */
export function stateOf(shown: DayRound, team: Team, now: Instant): Text {
  const { round, ritual } = shown;
  const why = round.closed ? ` (${round.closed.why.replace(/\.$/, '')})` : '';
  switch (round.state) {
    case 'planned':
      return ['planned'];
    case 'open':
      if (ritual.mode === 'live') return [round.startedAt === undefined ? 'starts soon' : 'going on now'];
      return text(progressWords(shown), ', open until ', moment(round.closesAt, now, team.calendar.zone));
    case 'closed':
      if (ritual.mode === 'live') return ['done'];
      return nobodyWasThere(shown) ? ['everybody is away'] : [`closed, ${progressWords(shown)}`];
    case 'skipped':
      return [`does not take place${why}`];
    case 'missed':
      return [`missed${why}`];
    case 'merged':
      return [`joined with another round${why}`];
  }
}

/** On a date on which the team does not work, nobody is missed. */
function peopleLines({ team, date, duties, away }: Day): Element[] {
  const names = away.map(({ person, until }) => nameOf(team, person) + (until ? ` (${until})` : ''));
  const onDuty = duties.map(({ name, person }) => `${nameOf(team, person)} (${name})`);
  return [
    ...(onDuty.length > 0 ? [paragraph({ bold: 'On duty:' }, ` ${listed(onDuty)}`)] : []),
    ...(isWorkday(team.calendar, date)
      ? [paragraph({ bold: 'Away:' }, ` ${names.length > 0 ? listed(names) : 'nobody'}`)]
      : []),
  ];
}

function blockerLines({ escalations }: Day): Element[] {
  if (escalations.length === 0) return [paragraph({ bold: 'Open blockers:' }, ' none')];
  const seen = escalations.filter((one) => !one.private).toSorted(worstFirst);
  const hidden = escalations.length - seen.length;
  const more = Math.max(0, seen.length - MOST);
  return [
    paragraph({ bold: 'Open blockers:' }, ` ${escalations.length}`),
    ...list([
      ...seen.slice(0, MOST).map(blockerLine),
      ...(more > 0 ? [[`and ${more} more`]] : []),
      ...(hidden > 0 ? [[count(hidden, 'private one', 'private ones')]] : []),
    ]),
  ];
}

/** Since when, not how long: the board of a past day is no longer edited. */
function blockerLine(escalation: Escalation): Text {
  const { id, raisedAt, what, startsOn } = escalation;
  const waits = startsOn !== undefined && escalation.resolveBy === undefined && escalation.state === 'open';
  const where = waits ? `from ${showDate(startsOn)}` : standing(escalation);
  return [{ bold: id }, ` · ${where} · since `, { time: raisedAt, as: 'both' }, ` · ${oneLine(what, 120)}`];
}

function worstFirst(a: Escalation, b: Escalation): number {
  return b.level - a.level || a.raisedAt - b.raisedAt;
}
