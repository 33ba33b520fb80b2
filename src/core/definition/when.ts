import { z } from 'zod';
import { parseCron } from '../time/cron.ts';
import type { On, Unit } from '../time/schedule.ts';
import type { Minute } from '../time.ts';
import { date, lengthOf, minuteOf, wallTime, weekdayOf, weekdaysOf } from './times.ts';
import { written } from './written.ts';

const ON = 'weekdays, every day, [mon, thu], first monday, last friday or a day of the month like 15';

/** On which dates: one of the forms in `ON`. */
const on = z
  .union([z.string(), z.number(), z.array(z.string())], { error: ON })
  .transform((value, context): On => {
    const parsed =
      typeof value === 'number' ? dayOf(value) : Array.isArray(value) ? daysOf(value) : onOf(value);
    if (parsed) return parsed;
    context.addIssue({ code: 'custom', message: ON });
    return z.NEVER;
  });

function onOf(text: string): On | undefined {
  const plain = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  if (plain === 'weekdays') return { on: 'working_days' };
  if (plain === 'every day') return { on: 'every_day' };
  return nthOf(plain) ?? daysOf([plain]);
}

function nthOf(text: string): On | undefined {
  const [which = '', day = ''] = text.split(' ');
  const [nth, weekday] = [NTH[which], weekdayOf(day)];
  return nth === undefined || weekday === undefined ? undefined : { on: 'nth', nth, weekday };
}

const NTH: Record<string, number> = { first: 1, second: 2, third: 3, fourth: 4, fifth: 5, last: -1 };

function daysOf(texts: readonly string[]): On | undefined {
  const days = texts.map((text) => weekdaysOf(text.trim()));
  if (days.length === 0 || days.includes(undefined)) return undefined;
  return { on: 'weekdays', days: [...new Set(days.flatMap((each) => each ?? []))].sort() };
}

function dayOf(day: number): On | undefined {
  return Number.isInteger(day) && day >= 1 && day <= 31 ? { on: 'day', day } : undefined;
}

const UNITS: Record<string, Unit> = { day: 'days', week: 'weeks', month: 'months', year: 'years' };

function everyOf(text: string): { n: number; unit: Unit } | undefined {
  const [, n, name = ''] = /^(\d+)\s+([a-z]+?)s?$/i.exec(text) ?? [];
  const unit = UNITS[name.toLowerCase()];
  return unit && Number(n) > 0 ? { n: Number(n), unit } : undefined;
}

/** "0 9 * * 1-5" → its time and dates. */
const cron = z.string().transform((text, context): { at: Minute; on: On } => {
  const parsed = parseCron(text);
  if (!('error' in parsed)) return parsed;
  context.addIssue({ code: 'custom', message: `a cron line like "0 9 * * 1-5" (${parsed.error})` });
  return z.NEVER;
});

/** When a ritual happens. Every field may be left out here, because a team may override just one of them. */
export const schedule = z.strictObject({
  at: wallTime
    .optional()
    .describe('The time, like "09:00". Async: each person\'s own clock. Live: the team\'s.'),
  on: on
    .optional()
    .describe(`The dates: ${ON}. weekdays = the working days of the team's calendar (the default).`),
  every: written('a number of days, weeks, months or years, like 2 weeks', everyOf)
    .optional()
    .describe('How often, like 1 week (the default). More than one unit needs "from".'),
  from: date.optional().describe('The first date, and what "every 2 weeks" counts from.'),
  until: date.optional().describe('The last date; after it the ritual has ended.'),
  cron: cron.optional().describe('A cron line like "0 9 * * 1-5", instead of at, on and every.'),
  on_holiday: z
    .enum(['skip', 'previous', 'next'])
    .default('skip')
    .describe('On a day off: skip it, or move it to the previous or next working day.'),
});

/** "12:00" on the team's clock, or "3 hours" after a person's prompt. */
export const closes = written('a wall time like "12:00" or a length like "3 hours"', (text) => {
  const [at, after] = [minuteOf(text), lengthOf(text)];
  return at !== undefined ? { at } : after !== undefined ? { after } : undefined;
});
