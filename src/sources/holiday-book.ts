import Holidays, { type HolidaysTypes } from 'date-holidays';
import { canonical, type Region } from '../core/definition/calendars.ts';
import { addDays } from '../core/time/zone.ts';
import type { CivilDate } from '../core/time.ts';

const YEARS_AHEAD = 2;
/** What started lately may still run over a holiday of last year. */
const DAYS_BACK = 31;

/** What the library knows of one region; for a name it does not know, the names there are instead. */
export type Found = Region | { known: readonly string[] };

/** Looks a region up, one month back and two years ahead of `today`, and up to the year after `until` if that is later: what
 * happens on its last days may run over a holiday of the next year. */
export function lookUp(region: string, today: CivilDate, until: CivilDate = today): Found {
  const [country = '', state, part] = region.split('-');
  const known = namesAround(new Holidays(), country, state);
  if (!known.includes(region)) return { known };
  const calendar = new Holidays(country, state ?? '', part ?? '');
  const days = new Map(
    yearsAround(today, until).flatMap((year) => [...publicDays(calendar.getHolidays(year))]),
  );
  return { days, zones: new Set(new Holidays(country).getTimezones().map(canonical)) };
}

type Library = InstanceType<typeof Holidays>;

/** The countries, the states of that country and the regions of that state, as a file names them. */
function namesAround(library: Library, country: string, state: string | undefined): string[] {
  const countries = library.getCountries() ?? {};
  const states = (country in countries && library.getStates(country)) || {};
  const parts = (state && state in states && library.getRegions(country, state)) || {};
  return [
    ...Object.keys(countries),
    ...Object.keys(states).map((name) => `${country}-${name}`),
    ...Object.keys(parts).map((name) => `${country}-${state}-${name}`),
  ];
}

function yearsAround(today: CivilDate, until: CivilDate): number[] {
  const first = yearOf(addDays(today, -DAYS_BACK));
  const last = Math.max(yearOf(today) + YEARS_AHEAD, yearOf(until) + 1);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function yearOf(date: CivilDate): number {
  return Number(date.slice(0, 4));
}

function publicDays(holidays: readonly HolidaysTypes.Holiday[]): Map<CivilDate, string> {
  const days = new Map<CivilDate, string>();
  for (const holiday of holidays)
    if (holiday.type === 'public') for (const date of datesOf(holiday)) days.set(date, holiday.name);
  return days;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The dates whose daytime, 09:00 to 17:00, the holiday covers: some start at sunset the evening before, some last half a day. */
function datesOf(holiday: HolidaysTypes.Holiday): CivilDate[] {
  const [, date = '', time = '', hours = '0'] = /^(\S+) (\S+)(?: ([+-]\d\d)\d\d)?/.exec(holiday.date) ?? [];
  const from = Date.parse(`${date}T${time}Z`) + Number(hours) * HOUR;
  const to = from + holiday.end.getTime() - holiday.start.getTime();
  const dates: CivilDate[] = [];
  for (let day = Math.floor(from / DAY) * DAY; day < to; day += DAY)
    if (from <= day + 9 * HOUR && day + 17 * HOUR <= to) dates.push(new Date(day).toISOString().slice(0, 10));
  return dates;
}
