import type { Absence, Weekly } from '../team.ts';
import type { Calendar } from '../time/calendar.ts';
import { addDays, showDate, showInstant } from '../time/zone.ts';
import type { CivilDate, Instant } from '../time.ts';
import { listed } from '../wording.ts';
import { shiftOf } from './availability.ts';
import { dayOn } from './day.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** When an absence is, as it follows “you are away”: `today`, `until the end of Fri 6 Nov`, `from Mon 21 Dec to Thu 24 Dec`,
 * `every Friday afternoon`. Never why. */
export function whenAway(absence: Absence, calendar: Calendar, now: Instant): string {
  if (absence.weekly) return weeklyWords(absence.weekly);
  const { from, to } = absence;
  const today = shiftOf({ calendar }, now);
  const first = shiftOf({ calendar }, from);
  const last = shiftOf({ calendar }, to - 1);
  const begins =
    from === dayOn(calendar, first).from ? '' : ` from ${showInstant(calendar.zone, from, 'time')}`;
  const ends = to === dayOn(calendar, last).to ? '' : ` until ${showInstant(calendar.zone, to, 'time')}`;
  if (first === last && first >= today) return `${dayWords(first, today)}${from <= now ? '' : begins}${ends}`;
  const end = ends === '' ? showDate(last) : showInstant(calendar.zone, to, 'both');
  if (first <= today && (from <= now || begins === '')) return until(end, last, ends, today);
  return begins === ''
    ? `from ${showDate(first)} to ${end}`
    : `from ${showInstant(calendar.zone, from, 'both')} to ${end}`;
}

function until(end: string, last: CivilDate, ends: string, today: CivilDate): string {
  if (ends !== '') return `until ${end}`;
  if (last === today) return 'today';
  return `until the end of ${last === addDays(today, 1) ? 'tomorrow' : end}`;
}

function dayWords(date: CivilDate, today: CivilDate): string {
  if (date === today) return 'today';
  return date === addDays(today, 1) ? 'tomorrow' : `on ${showDate(date)}`;
}

function weeklyWords({ days, part, weeks, last }: Weekly): string {
  const names = listed(days.map(({ weekday }) => DAYS[weekday] ?? ''));
  const half = part ? ` ${part}` : '';
  const end = last === undefined ? '' : `, until ${showDate(last)}`;
  return `every ${weeks === 2 ? 'second ' : ''}${names}${half}${end}`;
}
