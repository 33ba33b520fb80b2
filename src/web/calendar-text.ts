import ical, { ICalEventTransparency } from 'ical-generator';
import type { CalendarEvent, CalendarPage } from '../core/calendar-page.ts';
import { DAY } from '../core/time.ts';

/** A page in iCalendar format (RFC 5545), in UTC. The same page gives the same text. */
export function calendarText({ name, events }: CalendarPage): string {
  const calendar = ical({
    name,
    prodId: { company: 'Rondo', product: 'Rondo', language: 'EN' },
    ttl: 3_600,
  });
  for (const event of events) calendar.createEvent(eventOf(event));
  return `${calendar.toString()}\r\n`;
}

/** When an entry was written last is not known, and a calendar that says another time at every reading flickers. */
const STAMP = new Date(Date.UTC(2026, 0, 1));

function eventOf({ id, span, title, link, busy }: CalendarEvent) {
  const isDays = 'first' in span;
  return {
    id: `${id}@rondo`,
    start: new Date(isDays ? Date.parse(span.first) : span.from),
    end: new Date(isDays ? Date.parse(span.last) + DAY : span.to),
    allDay: isDays,
    stamp: STAMP,
    summary: title,
    ...(link === undefined ? {} : { url: link }),
    transparency: busy ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
  };
}
