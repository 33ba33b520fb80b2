import { awayOn, shiftOf } from '../absence/availability.ts';
import type { Ritual } from '../ritual.ts';
import { whoTakesPart } from '../round/plan.ts';
import type { Absence, Member, Person, Team } from '../team.ts';
import { firstOpening, previousWorkday } from '../time/calendar.ts';
import { addDays, instantAt, weekdayOf } from '../time/zone.ts';
import { type CivilDate, HOUR, type Instant } from '../time.ts';

const MONDAY = 1;
/** How far the next day at work is looked for, in days. */
const FORESIGHT = 60;

/** The turn a round belongs to; `undefined` if no rotation names its facilitator. Rituals of one rotation share a `daily`
 * turn on a date and a `weekly` one in a week, whose date is the first day of the team's week. */
export function turnOf(
  team: Team,
  ritual: Ritual,
  date: CivilDate,
): { id: string; rotation: string; date: CivilDate } | undefined {
  const how = turnsOf(team, ritual).facilitator;
  if (!how?.rotation) return undefined;
  const rotation = `${team.id}/${how.rotation}`;
  const first = how.turns === 'weekly' ? weekStart(team, date) : date;
  const own = how.turns === 'round' ? `/${ritual.id}` : '';
  return { id: `${rotation}/${first}${own}`, rotation, date: first };
}

/** The ritual whose words a rotation goes by: a duty of that rotation says how long its turns last, how the next is picked and
 * who takes turns, for every ritual that names the rotation; else the ritual says it for itself. */
export function turnsOf(team: Team, ritual: Ritual): Ritual {
  const name = ritual.facilitator?.rotation;
  const duty =
    name === undefined
      ? undefined
      : team.rituals.find(({ kind, facilitator }) => kind === 'duty' && facilitator?.rotation === name);
  return duty ?? ritual;
}

/** When the turn of a date is fixed: the team's opening on the previous working day. */
export function turnFixedAt(team: Team, date: CivilDate): Instant {
  const before = previousWorkday(team.calendar, date);
  return firstOpening(team.calendar, before) ?? instantAt(team.calendar.zone, before, 0);
}

/** When a turn starts, and from then on counts: `at` on the team's clock. */
export function turnStartsAt(team: Team, ritual: Ritual, date: CivilDate): Instant {
  return instantAt(team.calendar.zone, date, ritual.schedule.at);
}

/** When silence passes the turn on: 30 minutes before a live meeting; never for an async round. */
export function passOnAt(team: Team, ritual: Ritual, date: CivilDate): Instant | undefined {
  return ritual.mode === 'live' ? turnStartsAt(team, ritual, date) - HOUR / 2 : undefined;
}

/** Whether silence can still pass a turn on: whoever got it less than half an hour before that instant keeps it. */
export function silenceCounts(passesAt: Instant, since: Instant): boolean {
  return passesAt - since >= HOUR / 2;
}

/** When somebody is told of what can wait: at once on a day at work, else with the first opening of their next one. */
export function toldAt(person: Person, absences: readonly Absence[], now: Instant): Instant {
  const today = shiftOf(person, now);
  for (let days = 0; days <= FORESIGHT; days += 1) {
    const date = addDays(today, days);
    if (awayOn(person, absences, date)) continue;
    return days === 0 ? now : (firstOpening(person.calendar, date) ?? now);
  }
  return now;
}

/** Who is in the ritual's rotation, in the order of the team file: its participants, or everybody who takes part. */
export function rosterOf(team: Team, ritual: Ritual): Member[] {
  const ids = new Set(whoTakesPart(team, turnsOf(team, ritual).participants).map(({ id }) => id));
  return team.members.filter((member) => member.participates && (ids.size === 0 || ids.has(member.id)));
}

/** The first day of a team's week: the working weekday that follows its longest run of free days (Monday to Friday:
 * Monday; Sunday to Thursday: Sunday), Monday where that leaves a choice. */
function weekStart(team: Team, date: CivilDate): CivilDate {
  const works = team.calendar.week.map((windows) => windows.length > 0);
  const free = works.map((_, weekday) => (works[weekday] ? freeDaysBefore(works, weekday) : -1));
  const longest = Math.max(...free);
  const first = free[MONDAY] === longest ? MONDAY : free.indexOf(longest);
  return addDays(date, -((weekdayOf(date) - first + 7) % 7));
}

function freeDaysBefore(works: readonly boolean[], weekday: number): number {
  let days = 0;
  while (days < 6 && !works[(weekday + 6 - days) % 7]) days += 1;
  return days;
}
