import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { calendarEntry } from '../core/absence/calendar-entry.ts';
import type { Instant } from '../core/time.ts';
import { CalendarError, type ReadCalendar } from '../ports.ts';
import { isPublicAddress } from './calendar-address.ts';
import type { Events } from './calendar-events.ts';
import { fetchGuarded, type Limits } from './calendar-fetch.ts';

/** How long the text of one calendar may be worked on, in ms. */
const PATIENCE = 10_000;

/** Reads calendars from the public internet. */
export function calendarReader(
  now: () => Instant,
  limits: Limits = { reachable: isPublicAddress },
): ReadCalendar {
  return async (url, before = {}) => {
    const fetched = await fetchGuarded(url, before, limits);
    if (fetched.state === 'same') return fetched;
    const { text, stamp } = fetched;
    return { state: 'read', ...(await parseApart(text, now(), limits.patience ?? PATIENCE)), stamp };
  };
}

const events = z.object({ entries: z.array(calendarEntry), empty: z.boolean() });

/** In a thread of its own, with little memory, which is ended when it takes too long. What the parser would print, titles
 * among it, goes nowhere. */
export function parseApart(text: string, now: Instant, patience: number): Promise<Events> {
  const worker = new Worker(new URL('./calendar-worker.ts', import.meta.url), {
    workerData: { text, now },
    stdout: true,
    stderr: true,
    env: { TZ: 'UTC' },
    resourceLimits: { maxOldGenerationSizeMb: 128 },
  });
  return new Promise<Events>((resolve, reject) => {
    const give = (why: string) => reject(new CalendarError(why));
    const late = setTimeout(() => give('It is too much to read.'), patience);
    worker.once('message', (message) => {
      const read = events.safeParse(message);
      if (read.success) resolve(read.data);
      else give('It could not be read.');
    });
    worker.once('error', () => give('It is no calendar in iCal format.'));
    worker.once('exit', () => {
      clearTimeout(late);
      give('It could not be read.');
    });
  }).finally(() => worker.terminate());
}
