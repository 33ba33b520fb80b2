import { z } from 'zod';
import type { Instant, Minute } from '../time.ts';
import { type Calendar, LONGEST_CLOSURE, NeverOpen, nextOpening, type Window } from './calendar.ts';
import { dueAt } from './deadline.ts';
import { isCivilDate, isZone } from './zone.ts';

/** Works out one line of JSON: `{calendar: {zone, hours: {mon: [["09:00", "17:00"]], …}, holidays: []}, deadline: {kind, n?,
 * minimum_hours?}, from: "2026-10-07T10:00:00+02:00"}`. Gives the due instant in UTC, or what is wrong with the line. */
export function deadlineLine(text: string): { due: string } | { error: string } {
  const json = parsed(text);
  if ('error' in json) return json;
  const line = lineShape.safeParse(json.value);
  if (!line.success) return { error: line.error.issues.map(sentence).join(' ') };
  const { calendar, deadline, from } = line.data;
  if (nextOpening(calendar, from) === undefined)
    return { error: `calendar: There are no open windows within ${LONGEST_CLOSURE} days of the start.` };
  try {
    return { due: utc(dueAt(deadline, calendar, from)) };
  } catch (problem) {
    if (problem instanceof NeverOpen) return { error: `calendar: ${problem.message}` };
    throw problem;
  }
}

function parsed(text: string): { value: unknown } | { error: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (problem) {
    if (problem instanceof SyntaxError) return { error: `This is not a line of JSON: ${problem.message}.` };
    throw problem;
  }
}

function sentence({ path, message }: z.core.$ZodIssue): string {
  return path.length > 0 ? `${path.join('.')}: ${message}` : message;
}

/** Whole seconds are written without a fraction. */
function utc(instant: Instant): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

const WEEK = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const NAMES: readonly string[] = WEEK;
const WINDOW = 'Write a window as a pair of times, such as ["09:00", "17:00"].';

const zone = z.string({ error: 'Name an IANA zone, such as "Europe/Berlin".' }).refine(isZone, {
  error: ({ input }) =>
    `There is no time zone called "${input}". Write an IANA name such as "Europe/Berlin".`,
});

const opening = z.tuple([z.string(), z.string()], { error: WINDOW }).transform(([from, to], context) => {
  const window = windowOf(from, to);
  if (typeof window !== 'string') return window;
  context.addIssue({ code: 'custom', message: window });
  return z.NEVER;
});

const openings = z
  .array(opening, { error: 'Write a list of windows, such as [["09:00", "12:00"], ["13:00", "17:00"]].' })
  .transform((windows) => windows.toSorted((a, b) => a.from - b.from))
  .refine((windows) => windows.every((window, n) => n === 0 || windows[n - 1]!.to <= window.from), {
    error: 'Two windows of this day overlap. Join them, or end one before the next begins.',
  });

const hours = z
  .record(
    z.string().refine((name) => NAMES.includes(name)),
    openings,
    {
      error: ({ code }) =>
        code === 'invalid_key'
          ? 'This is not a weekday. Write mon, tue, wed, thu, fri, sat or sun.'
          : 'Write windows per weekday, such as {"mon": [["09:00", "17:00"]]}.',
    },
  )
  .transform((days) => WEEK.map((name) => days[name] ?? []));

const date = z.string({ error: 'Write a date as "YYYY-MM-DD".' }).refine(isCivilDate, {
  error: ({ input }) => `"${input}" is not a date. Write "YYYY-MM-DD".`,
});

const calendar = z
  .object(
    { zone, hours, holidays: z.array(date, { error: 'Write a list of dates.' }).default([]) },
    { error: 'Say the calendar: {"zone", "hours", "holidays"}.' },
  )
  .transform(
    (read): Calendar => ({
      zone: read.zone,
      week: read.hours,
      closed: new Map(read.holidays.map((closed) => [closed, 'holiday'])),
    }),
  );

/** Far more than any policy needs, and still quick to count. */
const MOST = 10_000;
const amount = z
  .number({ error: 'n is missing: write how many.' })
  .positive({ error: 'n must be more than 0.' })
  .max(MOST, { error: `n must not be more than ${MOST}.` });

const minimum = z
  .number({ error: 'Write how many working hours must be left.' })
  .min(0, { error: 'Write 0 or more hours.' });

const deadline = z.discriminatedUnion(
  'kind',
  [
    z
      .object({ kind: z.literal('same_working_day'), minimum_hours: minimum.default(2) })
      .transform(({ kind, minimum_hours }) => ({ kind, minimumHours: minimum_hours })),
    z.object({
      kind: z.literal('working_days'),
      n: amount.int({ error: 'n must be a whole number of days.' }),
    }),
    z.object({ kind: z.literal('working_hours'), n: amount }),
    z.object({ kind: z.literal('elapsed_hours'), n: amount }),
  ],
  {
    error:
      'Say the deadline\'s kind: "same_working_day", "working_days", "working_hours" or "elapsed_hours".',
  },
);

const INSTANT = 'Write an instant with its distance from UTC, such as "2026-10-07T10:00:00+02:00".';
const from = z
  .union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })], {
    error: INSTANT,
  })
  .transform((text): Instant => Date.parse(text))
  .refine((instant) => instant >= Date.UTC(1970) && instant < Date.UTC(2200), {
    error: 'Write an instant between 1970 and 2199.',
  });

const lineShape = z.object(
  { calendar, deadline, from },
  { error: 'Write one JSON object a line, with "calendar", "deadline" and "from".' },
);

/** A window, or what is wrong with it. An end that is not after the start is on the next day. */
function windowOf(start: string, end: string): Window | string {
  const from = minuteOf(start);
  const to = end === '24:00' ? 1440 : minuteOf(end);
  if (from === undefined || to === undefined) return `"${start}" to "${end}" is not a window. ${WINDOW}`;
  if (from === to) return `"${start}" to "${end}" is empty. For a whole day write "00:00" to "24:00".`;
  return { from, to: to < from ? to + 1440 : to };
}

function minuteOf(text: string): Minute | undefined {
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  return hour === undefined || minute === undefined ? undefined : Number(hour) * 60 + Number(minute);
}
