import { formatDuration } from 'date-fns/formatDuration';
import type { SpanOf, Text } from '../message.ts';
import { dateAt, showInstant } from '../time/zone.ts';
import { type CivilDate, DAY, HOUR, type Instant, MINUTE, type Span, type Zone } from '../time.ts';
import { count } from '../wording.ts';

/** A length of time in words: "40 minutes", "1 hour 15 minutes", "3 days". Never less than a minute. */
export function lasting(span: Span): string {
  const minutes = Math.max(1, Math.round(span / MINUTE));
  const days = Math.floor(minutes / (24 * 60));
  if (days > 0) return formatDuration({ days });
  return formatDuration({ hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** How long something has been there, roughly: "40 minutes", "5 hours", "3 days". */
export function age(since: Instant, now: Instant): string {
  const span = Math.max(0, now - since);
  if (span < HOUR) return lasting(span);
  return span < DAY ? count(Math.floor(span / HOUR), 'hour') : count(Math.floor(span / DAY), 'day');
}

/** An instant for a reader in `zone`: the time alone when it is today, else with its day. */
export function moment(at: Instant, now: Instant, zone: Zone): SpanOf {
  return { time: at, as: isToday(at, now, zone) ? 'time' : 'both' };
}

/** "at 12:00" today, else "on Mon 2 Nov 12:00". */
export function atMoment(at: Instant, now: Instant, zone: Zone): Text {
  return [isToday(at, now, zone) ? 'at ' : 'on ', moment(at, now, zone)];
}

/** The time alone where the day has been named already, else with its day. */
export function timeOn(date: CivilDate, at: Instant, zone: Zone): SpanOf {
  return { time: at, as: dateAt(zone, at) === date ? 'time' : 'both' };
}

/** `moment` in plain words, for a notification. */
export function showMoment(at: Instant, now: Instant, zone: Zone): string {
  return showInstant(zone, at, isToday(at, now, zone) ? 'time' : 'both');
}

function isToday(at: Instant, now: Instant, zone: Zone): boolean {
  return dateAt(zone, at) === dateAt(zone, now);
}
