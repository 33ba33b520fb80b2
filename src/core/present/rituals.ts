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
import type { Ritual } from '../ritual.ts';
import { participantsOf } from '../round/plan.ts';
import type { PersonId, Team } from '../team.ts';
import { instantAt } from '../time/zone.ts';
import type { CivilDate, Instant } from '../time.ts';

/** A ritual's date to come, and who facilitates it. */
export interface Next {
  team: Team;
  ritual: Ritual;
  date: CivilDate;
  /** On the team's clock. */
  at: Instant;
  facilitator?: PersonId;
  external?: string;
  /** The turn is not fixed yet: this is how it would come out now. */
  expected?: boolean;
}

/** More than these are left to the team's list. */
const MINE = 6;

/** What comes for the reader, on their own clock: what they are asked, where they meet, what they facilitate. */
export function presentMine(next: readonly Next[], person: PersonId, now: Instant): Element[] {
  const mine = next
    .flatMap((one) => mineOf(one, person))
    .filter(({ at }) => at >= now)
    .toSorted((a, b) => a.at - b.at);
  if (mine.length === 0) return [paragraph({ bold: 'Next for you:' }, ' nothing in the next seven days.')];
  const teams = new Set(mine.map(({ team }) => team.id));
  return [
    paragraph({ bold: 'Next for you' }, ', on your own clock:'),
    ...list(mine.slice(0, MINE).map((one) => mineLine(one, teams.size > 1))),
    ...(mine.length > MINE ? [paragraph(`And ${mine.length - MINE} more this week.`)] : []),
  ];
}

interface Mine extends Next {
  yours?: boolean;
}

/** Async: when the reader's own clock shows it. */
function mineOf(next: Next, person: PersonId): Mine[] {
  const { team, ritual, date, facilitator, expected } = next;
  const known = [...team.members, ...team.others].find(({ id }) => id === person);
  const yours = facilitator === person && !expected;
  const takesPart = participantsOf(team, ritual).some((one) => one.person.id === person);
  if (!known || (!takesPart && !yours)) return [];
  const own = instantAt(known.calendar.zone, date, ritual.schedule.at);
  const asks = ritual.mode === 'async' && ritual.kind !== 'duty' && ritual.kind !== 'digest' && takesPart;
  return [{ ...next, at: asks ? own : next.at, yours }];
}

function mineLine({ ritual, team, at, yours }: Mine, several: boolean): Text {
  const what = yours ? ': you facilitate' : ritual.mode === 'live' ? ': meeting' : '';
  return text({ time: at, as: 'both' }, ' ', { bold: ritual.name }, several ? ` of ${team.name}` : '', what);
}

/** A team's next seven days, each with whoever facilitates. */
export function presentTeamNext(team: Team, next: readonly Next[], more: readonly Element[] = []): Message {
  const title = `${team.name}: the next seven days`;
  return message(
    title,
    heading(title),
    next.length > 0
      ? list(next.map(nextLine))
      : paragraph(
          team.archived ? 'This team is archived: no new rounds are planned.' : 'Nothing is planned.',
        ),
    more,
  );
}

function nextLine({ team, ritual, at, facilitator, external, expected }: Next): Text {
  const leads: Text = facilitator
    ? expected
      ? [`, probably led by ${nameOf(team, facilitator)}`]
      : [', led by ', { person: facilitator }]
    : external
      ? [`, led by ${external}`]
      : [];
  return text({ time: at, as: 'both' }, ' ', { bold: ritual.name }, leads);
}

/** What people did to a round, as one line in a thread or to whoever has its duty. */
export function presentByHand(words: string, direct: boolean): Message {
  const why = text(
    'You get this because this duty is yours. ',
    { code: '/rondo duty' },
    ' shows your turns.',
  );
  return message(words, paragraph(words), direct ? note(why) : undefined);
}
