import type { Ritual } from '../ritual.ts';
import { untilExpiry } from '../round/expiry.ts';
import type { Absence, Team } from '../team.ts';
import { occurrences } from '../time/schedule.ts';
import { addDays, dateAt, showDate } from '../time/zone.ts';
import type { CivilDate, Instant } from '../time.ts';
import { type Books, entered, rotationOf } from './books.ts';
import { chooseFacilitator } from './facilitation.ts';
import type { Rotation, Turn } from './rotation.ts';
import { turnOf, turnStartsAt, turnsOf } from './turn.ts';

/** A turn to come: fixed, or as the rotation would give it if nothing changed before. */
export interface Duty {
  turn: Turn;
  team: Team;
  /** The first ritual of the turn's next round; others may share the turn. */
  ritual: Ritual;
  /** The date of that round, and when it starts. */
  date: CivilDate;
  startsAt: Instant;
  /** Every date on which the turn has a round to come. */
  dates: readonly CivilDate[];
  rituals: readonly string[];
  fixed: boolean;
  /** The rotation as it would stand when the turn comes, the turns before it given. */
  before: Rotation;
  /** The rotation with this turn given. */
  given: Rotation;
}

/** What people have done to dates, by `ritual/slot`: left out, or moved to another date. */
export type ChangedDates = ReadonlyMap<string, CivilDate | 'off'>;

/** How far ahead turns can be changed, in days. */
export const HORIZON = 182;
/** A holiday does not move a round further than this, in days. */
const MOVED = 10;

/** A team's turns to come and not begun, in the order of time, each date's with those before it given. Nothing is fixed by
 * looking. */
export function dutiesAhead(
  team: Team,
  books: Books,
  absences: readonly Absence[],
  now: Instant,
  days = HORIZON,
  byHand: ChangedDates = new Map(),
): Duty[] {
  const last = addDays(dateAt(team.calendar.zone, now), days);
  const held = team.rituals
    .flatMap((ritual) => datesOf(team, ritual, now, last, byHand).map((date) => ({ ritual, date })))
    .map((one) => ({ ...one, startsAt: turnStartsAt(team, one.ritual, one.date) }))
    .toSorted((a, b) => a.startsAt - b.startsAt || (a.ritual.id < b.ritual.id ? -1 : 1));
  const found = new Map<string, Duty>();
  let ahead = books;
  for (const { ritual, date, startsAt } of held) {
    const id = turnOf(team, ritual, date)?.id ?? '';
    const known = found.get(id);
    if (known) found.set(id, withRound(known, ritual, date));
    const duty = known ? undefined : dutyOn(team, ritual, date, ahead, absences);
    if (!duty || duty.turn.countedAt !== undefined) continue;
    found.set(id, { ...duty, team, ritual, date, startsAt, dates: [date], rituals: [ritual.id] });
    ahead = entered(ahead, duty.turn, duty.given);
  }
  return [...found.values()];
}

/** "Weekly review of Atlas on Fri 4 Dec", or "in the week of Mon 30 Nov" for several rounds. */
export function dutyWords({ ritual, team, date, dates, turn }: Omit<Duty, 'before' | 'given'>): string {
  const when =
    turnsOf(team, ritual).facilitator?.turns === 'weekly' && new Set(dates).size > 1
      ? `in the week of ${showDate(turn.date)}`
      : `on ${showDate(date)}`;
  return `${ritual.name} of ${team.name} ${when}`;
}

function datesOf(
  team: Team,
  ritual: Ritual,
  now: Instant,
  last: CivilDate,
  byHand: ChangedDates,
): CivilDate[] {
  if (!ritual.facilitator?.rotation || ritual.kind === 'digest') return [];
  const from = addDays(dateAt(team.calendar.zone, now), -MOVED);
  const dates: CivilDate[] = [];
  for (const { slot, date: planned, skipped, mergedInto } of occurrences(
    untilExpiry(ritual),
    team.calendar,
    from,
  )) {
    if (slot > last && planned > last) break;
    const changed = byHand.get(`${ritual.id}/${slot}`);
    if (changed === 'off') continue;
    const date = changed ?? planned;
    const counts = !skipped && !mergedInto && date <= last && turnStartsAt(team, ritual, date) > now;
    if (counts) dates.push(date);
  }
  return dates;
}

function withRound(duty: Duty, ritual: Ritual, date: CivilDate): Duty {
  return {
    ...duty,
    dates: [...new Set([...duty.dates, date])],
    rituals: [...new Set([...duty.rituals, ritual.id])],
  };
}

/** Nothing where a role or a named person leads: there is no turn then. */
function dutyOn(
  team: Team,
  ritual: Ritual,
  date: CivilDate,
  books: Books,
  absences: readonly Absence[],
): Pick<Duty, 'turn' | 'fixed' | 'before' | 'given'> | undefined {
  const slot = turnOf(team, ritual, date);
  if (!slot) return undefined;
  const fixed = books.turns.get(slot.id);
  const name = ritual.facilitator?.rotation ?? ritual.id;
  const before = rotationOf(books, { team: team.id, rotation: name });
  if (fixed) return { turn: fixed, fixed: true, before, given: before };
  const { turn, rotation } = chooseFacilitator(team, ritual, date, { absences, rotation: before });
  return turn && rotation && { turn, fixed: false, before, given: rotation };
}
