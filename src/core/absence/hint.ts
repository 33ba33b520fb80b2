import type { Prompt } from '../round.ts';
import type { Absence, Person } from '../team.ts';
import { firstOpening, lastClose } from '../time/calendar.ts';
import { HOUR, type Instant, type Interval } from '../time.ts';
import { awayOn, shiftOf } from './availability.ts';

/** Somebody's status that only hints that they may be away asks them, once a day, before they are asked anything else. */

/** How long before the first question of the day, where that comes before or with the working day. */
const BEFORE = HOUR / 4;

/** When the question goes out, and until when it is of use. `undefined`: there is nothing to ask about, because they are
 * away anyway or nothing of today is still to be asked. */
export function whenToAsk(
  person: Person,
  absences: readonly Absence[],
  planned: readonly Prompt[],
  now: Instant,
): Interval | undefined {
  const today = shiftOf(person, now);
  const ends = lastClose(person.calendar, today);
  const opens = firstOpening(person.calendar, today);
  if (ends === undefined || opens === undefined || awayOn(person, absences, today)) return undefined;
  const ahead = planned.filter(({ at }) => at > now && shiftOf(person, at) === today).map(({ at }) => at);
  if (ahead.length === 0) return undefined;
  const first = Math.min(...ahead);
  return { from: Math.max(now, Math.min(opens, first - BEFORE)), to: ends };
}
