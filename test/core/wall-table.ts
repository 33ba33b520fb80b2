import { type CivilDate, MINUTE, type Zone } from '../../src/core/time.ts';

/** Minutes of a span of days in one zone, and which of them a wall clock shows: made by asking the platform for every quarter of an
 * hour and writing down what it says, so that tests have something to check against that does no arithmetic on zones. */
export interface WallTable {
  zone: Zone;
  /** Dates of the span; the first and the last three are margin. */
  dates: CivilDate[];
  /** UTC minute of index 0. */
  start: number;
  length: number;
  /** First and last minute index at which the clock shows a wall minute; in a gap, the first that shows a later one. The index is
   * date number × 1440 + minute. */
  first: Int32Array;
  last: Int32Array;
  /** Wall index shown at each minute. */
  shown: Int32Array;
}

const MARGIN = 1440;

export function wallTable(zone: Zone, from: CivilDate, days: number): WallTable {
  const midnight = Date.parse(from) / MINUTE;
  const start = midnight - MARGIN;
  const length = days * 1440 + 2 * MARGIN;
  const shown = shownMinutes(zone, start, length, midnight);
  const first = new Int32Array(days * 1440).fill(-1);
  const last = new Int32Array(days * 1440).fill(-1);
  shown.forEach((wall, minute) => {
    if (wall < 0 || wall >= first.length) return;
    if (first[wall] === -1) first[wall] = minute;
    last[wall] = minute;
  });
  closeGaps(first);
  closeGaps(last);
  const dates = Array.from({ length: days }, (_, n) =>
    new Date(midnight * MINUTE + n * 1440 * MINUTE).toISOString().slice(0, 10),
  );
  return { zone, dates, start, length, first, last, shown };
}

function shownMinutes(zone: Zone, start: number, length: number, midnight: number): Int32Array {
  const clock = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const shown = new Int32Array(length);
  for (let quarter = 0; quarter < length; quarter += 15) {
    const text = clock.format((start + quarter) * MINUTE).replace(' ', 'T');
    const wall = Date.parse(`${text}Z`) / MINUTE - midnight;
    for (let minute = 0; minute < 15; minute += 1) shown[quarter + minute] = wall + minute;
  }
  return shown;
}

function closeGaps(minutes: Int32Array): void {
  for (let wall = minutes.length - 2; wall >= 0; wall -= 1)
    if (minutes[wall] === -1) minutes[wall] = minutes[wall + 1] ?? -1;
}
