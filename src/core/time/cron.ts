import type { Minute, Weekday } from '../time.ts';
import type { On, Schedule } from './schedule.ts';

interface Field {
  name: string;
  low: number;
  high: number;
  names?: readonly string[];
}

const MINUTES: Field = { name: 'minute', low: 0, high: 59 };
const HOURS: Field = { name: 'hour', low: 0, high: 23 };
const DAYS: Field = { name: 'day of the month', low: 1, high: 31 };
const MONTHS: Field = {
  name: 'month',
  low: 1,
  high: 12,
  names: ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
};
const WEEKDAYS: Field = {
  name: 'weekday',
  low: 0,
  high: 7,
  names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
};
const WEEK: readonly Weekday[] = [0, 1, 2, 3, 4, 5, 6];
/** Days of each month in a leap year: a later day of the month never comes. */
const LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

class CronError extends Error {
  override name = 'CronError';
}

/** Reads a five-field cron expression that names one time of day: `minute hour day month weekday`, with lists, ranges, steps and
 * names. Weekday 7 is Sunday. Gives the wall time and the date part, or a sentence that says what is wrong. */
export function parseCron(text: string): Pick<Schedule, 'at' | 'on'> | { error: string } {
  try {
    return read(text);
  } catch (problem) {
    if (problem instanceof CronError) return { error: problem.message };
    throw problem;
  }
}

function read(text: string): Pick<Schedule, 'at' | 'on'> {
  const fields = text.trim().split(/\s+/);
  const [minute, hour, day, month, weekday] = fields;
  if (fields.length !== 5 || !minute || !hour || !day || !month || !weekday)
    throw new CronError(
      `A cron expression has five fields (minute, hour, day, month, weekday), but "${text.trim()}" does not. Example: "0 9 * * 1-5".`,
    );
  const at = timeOf(minute, hour);
  return { at, on: datesOf(values(DAYS, day), values(MONTHS, month), values(WEEKDAYS, weekday)) };
}

function timeOf(minute: string, hour: string): Minute {
  const minutes = values(MINUTES, minute);
  const hours = values(HOURS, hour);
  if (minutes.length !== 1 || hours.length !== 1)
    throw new CronError(
      `"${minute} ${hour}" means several times a day. A ritual happens at one time: write one minute and one hour, such as "0 9".`,
    );
  return hours[0]! * 60 + minutes[0]!;
}

function datesOf(days: number[], months: number[], given: number[]): On {
  const weekdays = WEEK.filter((day) => given.includes(day) || (day === 0 && given.includes(7)));
  if (days.length === 0 && months.length === 0)
    return weekdays.length % 7 === 0 ? { on: 'every_day' } : { on: 'weekdays', days: weekdays };
  const never = weekdays.length === 0 && days.length > 0 && months.length > 0;
  if (never && !months.some((month) => days[0]! <= LONGEST[month - 1]!))
    throw new CronError(`No month in the expression has a day ${days[0]}. It would never happen.`);
  return { on: 'cron', days, months, weekdays };
}

/** The values a field allows, ascending; none for `*`, which allows all. */
function values(field: Field, text: string): number[] {
  if (text === '*' || text === '*/1') return [];
  const found = new Set(text.split(',').flatMap((part) => valuesOfPart(field, part)));
  return [...found].sort((a, b) => a - b);
}

function valuesOfPart(field: Field, part: string): number[] {
  const [range = '', step = '1', ...more] = part.split('/');
  if (more.length > 0 || !/^[1-9]\d*$/.test(step)) throw unreadable(field, part);
  const [low, high] = rangeOf(field, range, part.includes('/'));
  if (low > high)
    throw new CronError(`The ${field.name} range "${range}" runs backwards. Write two parts with a comma.`);
  return Array.from(
    { length: Math.floor((high - low) / Number(step)) + 1 },
    (_, n) => low + n * Number(step),
  );
}

/** First and last value of a part. A week may end on Sunday, whether it is written 7, 0 or sun. */
function rangeOf(field: Field, range: string, stepped: boolean): [number, number] {
  const highest = field === WEEKDAYS ? 6 : field.high;
  if (range === '*') return [field.low, highest];
  const [from = '', to, ...more] = range.split('-');
  if (more.length > 0) throw unreadable(field, range);
  const low = singleOf(field, from);
  if (to === undefined) return [low, stepped ? highest : low];
  const high = singleOf(field, to);
  return [low, field === WEEKDAYS && high === 0 && low > 0 ? 7 : high];
}

function singleOf(field: Field, text: string): number {
  const named = field.names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= field.low) return named;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= field.low && value <= field.high) return value;
  throw unreadable(field, text);
}

function unreadable(field: Field, text: string): CronError {
  return new CronError(
    `"${text}" does not fit the ${field.name}. Write ${field.low} to ${field.high}, or *.`,
  );
}
