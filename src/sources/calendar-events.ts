import { createHash } from 'node:crypto';
import ical, { type CalendarResponse, type EventInstance, type VEvent } from 'node-ical';
import { z } from 'zod';
import {
  type CalendarEntry,
  calendarEntry,
  meaningOf,
  type Somebody,
} from '../core/absence/calendar-entry.ts';
import { isZone } from '../core/time/zone.ts';
import { DAY, type Instant, MINUTE } from '../core/time.ts';

/** From so many days back to so many ahead. */
const BACK = 60 * DAY;
const AHEAD = 400 * DAY;
/** More of them are a mistake, or an attack. */
const MOST_ENTRIES = 2_000;
/** Series that come again so soon mean no days away, and there may be millions of them. */
const RESTLESS = /^RRULE[^:\n]*:[^\n]*FREQ=(?:SECONDLY|MINUTELY|HOURLY)[^\n]*$/gim;

export interface Events {
  entries: CalendarEntry[];
  /** There is nothing at all in it. */
  empty: boolean;
}

/** The entries of a calendar, around now, that may say that somebody is away. Throws when the text is no calendar, or holds far
 * too much. */
export function eventsIn(text: string, now: Instant): Events {
  if (!/^\s*BEGIN:VCALENDAR/i.test(text)) throw new Error('no calendar');
  const unfolded = text
    .replace(/\r\n/g, '\n')
    .replace(/\n[ \t]/g, '')
    .replace(RESTLESS, '');
  const calendar = ical.sync.parseICS(unfolded);
  const events = Object.values(calendar).flatMap((one) => (isEvent(one) ? [one] : []));
  const window = { from: new Date(now - BACK), to: new Date(now + AHEAD) };
  const zone = zoneOf(calendar);
  const entries = events.flatMap((event) => {
    const versions = [event, ...Object.values(event.recurrences ?? {}).filter(isEvent)];
    if (versions.every((one) => meaningOf(entryOf({ ...plainSpan(one), event: one }, zone)) === 'nothing'))
      return [];
    return ical
      .expandRecurringEvent(event, { ...window, expandOngoing: true })
      .map((instance) => entryOf(instance, zone))
      .filter((entry) => meaningOf(entry) !== 'nothing' && calendarEntry.safeParse(entry).success);
  });
  if (entries.length > MOST_ENTRIES) throw new Error('too many entries');
  return { entries, empty: events.length === 0 };
}

function isEvent(one: unknown): one is VEvent {
  const read = z.object({ type: z.literal('VEVENT'), start: z.date() }).safeParse(one);
  return read.success;
}

/** The zone that times without one are in; none where the calendar does not say. */
function zoneOf(calendar: CalendarResponse): string | undefined {
  const named = calendar.vcalendar?.['WR-TIMEZONE'];
  return typeof named === 'string' && isZone(named) ? named : undefined;
}

type Instance = Pick<EventInstance, 'start' | 'end' | 'isFullDay' | 'isRecurring' | 'event'>;

function plainSpan(event: VEvent) {
  const isFullDay = event.datetype === 'date';
  return { start: event.start, end: event.end ?? event.start, isFullDay, isRecurring: false };
}

function entryOf(instance: Instance, zone: string | undefined): CalendarEntry {
  const { event, start, isRecurring } = instance;
  const { uid, status } = event;
  const which = isRecurring ? (event.recurrenceid ?? start).toISOString() : '';
  const organizer = somebody(event.organizer);
  return {
    key: print(`${uid}\n${which}`),
    series: print(uid),
    span: spanOf(instance, zone),
    title: plain(event.summary),
    cancelled: status === 'CANCELLED',
    tentative: status === 'TENTATIVE' || busyStatus(event) === 'TENTATIVE',
    shows: shows(event),
    ...(organizer ? { organizer } : {}),
    attendees: [event.attendee ?? []].flat().flatMap((one) => {
      const who = somebody(one);
      return who ? [{ ...who, declined: parameter(one, 'PARTSTAT') === 'DECLINED' }] : [];
    }),
  };
}

/** Whole dates stand at midnight of this machine's clock, whatever it is; so do times without a zone. */
function spanOf({ start, end, isFullDay, event }: Instance, zone: string | undefined): CalendarEntry['span'] {
  if (isFullDay) {
    const first = localDate(start);
    const last = localDate(new Date(end.getFullYear(), end.getMonth(), end.getDate() - 1));
    return { first, last: last < first ? first : last };
  }
  if (event.start.tz !== undefined) return { from: start.getTime(), to: end.getTime() };
  const floating = { starts: localWall(start), ends: localWall(end) };
  return zone === undefined ? floating : { ...floating, zone };
}

function localDate(date: Date): string {
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

function localWall(date: Date) {
  const midnight = new Date(date.getFullYear(), date.getMonth(), date.getDate());
  return { date: localDate(date), minute: Math.round((date.getTime() - midnight.getTime()) / MINUTE) };
}

/** Outlook says more than free or busy, in a field of its own. */
function shows(event: VEvent): CalendarEntry['shows'] {
  const status = busyStatus(event);
  if (status === 'OOF') return 'out';
  if (status === 'WORKINGELSEWHERE') return 'elsewhere';
  return status === 'FREE' || event.transparency === 'TRANSPARENT' ? 'free' : 'busy';
}

function busyStatus(event: VEvent): string {
  return plain(event['MICROSOFT-CDO-BUSYSTATUS']).toUpperCase();
}

function somebody(field: unknown): Somebody | undefined {
  const name = parameter(field, 'CN')?.replace(/^"|"$/g, '');
  const email = /^mailto:(.+)$/i.exec(plain(field))?.[1]?.toLowerCase();
  if (name === undefined && email === undefined) return undefined;
  return { ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }) };
}

const withParameters = z.object({ val: z.string(), params: z.record(z.string(), z.unknown()) });

/** A field's value, with parameters or without. */
function plain(field: unknown): string {
  if (typeof field === 'string') return field;
  return withParameters.safeParse(field).data?.val ?? '';
}

function parameter(field: unknown, name: string): string | undefined {
  const value = withParameters.safeParse(field).data?.params[name];
  return typeof value === 'string' ? value : undefined;
}

/** Nobody can tell the id from it. */
function print(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, 22);
}
