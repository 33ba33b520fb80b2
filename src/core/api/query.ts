import { daysBetween, isCivilDate } from '../time/zone.ts';
import type { CivilDate } from '../time.ts';
import { type Place, placeIn } from './paging.ts';
import type { ResourceName } from './resources.ts';

/** What was asked for after the question mark. */
export interface Query {
  since?: CivilDate;
  until?: CivilDate;
  after?: Place;
  limit: number;
  csv: boolean;
}

const USUAL = 50;
export const MOST_ROWS = 200;
/** Numbers over a longer span take too long to count. */
const MOST_DAYS = 400;

const KNOWN = ['since', 'until', 'limit', 'cursor', 'format'];

/** Reads the words of an address, or says in a sentence what is wrong with them. */
export function readQuery(
  name: ResourceName,
  words: ReadonlyMap<string, string>,
): { ok: true; query: Query } | { ok: false; why: string } {
  const strange = [...words.keys()].filter((word) => !KNOWN.includes(word));
  const [since, until, limit = String(USUAL), cursor, format = 'json'] = KNOWN.map((word) => words.get(word));
  const after = cursor === undefined ? undefined : placeIn(cursor);
  const wrong = [
    strange.length > 0 && `There is no ${strange.join(', ')} here. There are ${KNOWN.join(', ')}.`,
    ...[since, until].map((date) => !isDate(date) && `Expected a date like 2026-11-02, found ${date}.`),
    since && until && since >= until && 'until must be a later date than since; it is not part of the span.',
    !/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > MOST_ROWS
      ? `limit is a number from 1 to ${MOST_ROWS}.`
      : false,
    cursor !== undefined && !after && 'Take the cursor as it was given, or leave it out.',
    !['json', 'csv'].includes(format) && 'format is json or csv.',
  ].find((one) => typeof one === 'string');
  if (wrong) return { ok: false, why: wrong };
  if (name === 'metrics' && since && (!until || daysBetween(since, until) > MOST_DAYS))
    return { ok: false, why: `Numbers need since and until, at most ${MOST_DAYS} days apart.` };
  return {
    ok: true,
    query: {
      ...(since ? { since } : {}),
      ...(until ? { until } : {}),
      ...(after ? { after } : {}),
      limit: Number(limit),
      csv: format === 'csv',
    },
  };
}

function isDate(text: string | undefined): boolean {
  return text === undefined || isCivilDate(text);
}
