import { shiftOf } from '../../core/absence/availability.ts';
import type { CalendarEntry } from '../../core/absence/calendar-entry.ts';
import { dayOn } from '../../core/absence/day.ts';
import { changesTo, prefixOf, readEntries, type Unsure } from '../../core/absence/from-calendar.ts';
import type { IncomingFeed } from '../../core/calendar-feed.ts';
import type { Absence, AbsenceFeed, Member } from '../../core/team.ts';
import { addDays, showInstant } from '../../core/time/zone.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../core/time.ts';
import { CalendarError, type CalendarStamp, type ReadCalendar, type Tx } from '../../ports.ts';
import type { Context } from '../context.ts';
import type { Alarms } from '../watch/alarm.ts';
import { feedsIn, hostOf, type Named, rowOf, rowOrNew, save, whose } from './calendar-state.ts';
import { followCalendar } from './follow-calendar.ts';
import { askAboutHint } from './hint.ts';

export interface CalendarsNeeds {
  context: Context;
  read: ReadCalendar;
  alarms: Pick<Alarms, 'raise' | 'over'>;
}

/** What this process remembers of a feed. */
interface Known {
  url: string;
  tried: Instant;
  /** What was read last: after “nothing changed” it is looked at again, because the days go on. */
  last?: { entries: readonly CalendarEntry[]; stamp: CalendarStamp; at: Instant };
}

/** A little under an hour, because the looks come every five minutes. */
const EVERY = HOUR - 2 * MINUTE;
/** So long what was read may stand in for a new reading, or an empty calendar may be a fault of its server. */
const PATIENCE = DAY;
/** Told once, not again while it lasts. */
const ONCE = 3_650 * DAY;
const FURTHEST_DAYS = 360;

/** One look: reads each calendar that was not read for an hour, one after the other, and makes it count. What could not be read
 * stays as it was; after a day of that the team's coordinator and admins and the person hear of it once. A calendar that has
 * become quite empty is believed after a day of being so. */
export function createCalendars(needs: CalendarsNeeds): () => Promise<void> {
  const known = new Map<string, Known>();
  return async () => {
    const named = feedsIn(needs.context);
    for (const one of named)
      if (isDue(known.get(one.id), one, needs.context.clock.now())) await look(needs, one, known);
    await forgetOthers(needs, new Set(named.map(({ id }) => id)));
  };
}

/** A clock that went back has lost count. */
function isDue(before: Known | undefined, { feed }: Named, now: Instant): boolean {
  return !before || before.url !== feed.url || now - before.tried >= EVERY || now < before.tried;
}

async function look(needs: CalendarsNeeds, one: Named, known: Map<string, Known>): Promise<void> {
  const { context } = needs;
  const before = known.get(one.id);
  const same = before?.url === one.feed.url ? before : undefined;
  const tried = { url: one.feed.url, tried: context.clock.now() };
  known.set(one.id, { ...tried, ...(same?.last ? { last: same.last } : {}) });
  try {
    const { last, empty } = await readOne(needs, one, same);
    if (empty && (await isSuddenlyEmpty(context, one))) return;
    known.set(one.id, { ...tried, last });
    await follow(context, one, last.entries);
    await needs.alarms.over(troubleKey(one));
  } catch (error) {
    if (!(error instanceof CalendarError))
      context.log.error({ calendar: one.id, error: String(error) }, BROKEN);
    await failed(needs, one, error instanceof CalendarError ? error.message : BROKEN);
  }
}

/** One calendar's trouble is not that of the others. */
const BROKEN = 'What it says could not be followed.';

async function readOne({ context, read }: CalendarsNeeds, { feed }: Named, before: Known | undefined) {
  const now = context.clock.now();
  const fresh = before?.last && now - before.last.at < PATIENCE ? before.last : undefined;
  const found = await read(feed.url, fresh?.stamp);
  if (found.state === 'read')
    return { last: { entries: found.entries, stamp: found.stamp, at: now }, empty: found.empty };
  if (!fresh) throw new CalendarError('Its host says that nothing has changed, and nothing was read before.');
  return { last: fresh, empty: false };
}

/** True as long as it is not believed. */
async function isSuddenlyEmpty({ store, clock }: Context, one: Named): Promise<boolean> {
  const now = clock.now();
  const row = await rowOf(store.read, one);
  if (!row?.entries) return false;
  const since = row.emptySince ?? now;
  if (now - since >= PATIENCE) return false;
  await store.transact((tx) => keep(tx, one, { emptySince: since, readAt: now }));
  return true;
}

/** Everything that one reading says, in one transaction. */
async function follow(context: Context, one: Named, entries: readonly CalendarEntry[]): Promise<void> {
  const { team, feed } = one;
  const reading = readEntries(entries, feed, team);
  const isMeant = ({ id }: Member) => feed.person === undefined || id === feed.person;
  await context.store.transact(async (tx) => {
    const now = context.clock.now();
    const before = Map.groupBy(await readBefore(tx, feed), ({ person }) => person);
    for (const member of team.members.filter(isMeant)) {
      const wanted = reading.wanted.filter(({ person }) => person === member.id);
      const changes = changesTo(before.get(member.id) ?? [], wanted, now);
      before.delete(member.id);
      await followCalendar(context, tx, member, changes, now);
      await ask(context, tx, member, reading.unsure, now);
    }
    await endAll(context, tx, [...before.values()].flat(), now);
    const { failing: _, emptySince: __, ...row } = await rowOrNew(tx, one);
    const found = reading.wanted.length + reading.unsure.length;
    await save(tx, { ...row, host: hostOf(feed), readAt: now, entries: found });
  });
}

/** All absences that ever came out of a feed and are kept. */
async function readBefore(tx: Tx, feed: Pick<AbsenceFeed, 'id' | 'person'>): Promise<Absence[]> {
  const rows = await tx.absences.find(feed.person === undefined ? {} : { person: feed.person });
  return rows.filter(({ id, person }) => id.startsWith(prefixOf(person, feed)));
}

/** The calendar does not speak for these people any more. */
async function endAll(context: Context, tx: Tx, rows: readonly Absence[], now: Instant): Promise<void> {
  for (const [person, absences] of Map.groupBy(rows, (absence) => absence.person)) {
    const known = context.rhythm.person(person);
    const { gone } = changesTo(absences, [], now);
    if (known) await followCalendar(context, tx, known, { begun: [], moved: [], gone }, now);
  }
}

/** The first entry of today that only may mean something, if it was not asked about. */
async function ask(
  context: Context,
  tx: Tx,
  member: Member,
  unsure: readonly Unsure[],
  now: Instant,
): Promise<void> {
  const today = shiftOf(member, now);
  const day = dayOn(member.calendar, today);
  const furthest = addDays(today, FURTHEST_DAYS);
  for (const { person, from, to, series, until } of unsure) {
    if (person !== member.id || from >= day.to || to <= day.from) continue;
    const last = until > furthest ? furthest : until;
    await askAboutHint(context, tx, member, { source: 'calendar', series, until: last }, now);
  }
}

/** What was read before stays. */
async function failed({ context, alarms }: CalendarsNeeds, one: Named, why: string): Promise<void> {
  const now = context.clock.now();
  const before = await rowOf(context.store.read, one);
  const since = before?.failing?.since ?? now;
  context.log.info({ calendar: one.id, host: hostOf(one.feed), why }, 'A calendar could not be read.');
  await context.store.transact((tx) => keep(tx, one, { failing: { since, why } }));
  const told = (await context.store.read.troubles.get(troubleKey(one)))?.open;
  if (now - since >= PATIENCE && !told) await alarms.raise(troubleOf(one, since, why));
}

function troubleOf(one: Named, since: Instant, why: string) {
  const { team, feed } = one;
  const { zone } = team.calendar;
  const also = [team.coordinator, ...team.admins, ...(feed.person === undefined ? [] : [feed.person])];
  return {
    key: troubleKey(one),
    text: `${whose(one)} (${hostOf(feed)}) could not be read since ${showInstant(zone, since, 'both')} (${zone}). ${why} What it said before still counts. Look at “absences:” in the file of ${team.name}.`,
    team: team.id,
    also: [...new Set(also)],
    lasts: true,
    every: ONCE,
  };
}

function troubleKey({ id }: { id: string }): string {
  return `calendar:${id}`;
}

/** Of calendars that no file names any more, nothing counts. */
async function forgetOthers({ context, alarms }: CalendarsNeeds, named: ReadonlySet<string>): Promise<void> {
  const rows = (await context.store.read.feeds.find({})).flatMap((row) => (row.way === 'in' ? [row] : []));
  for (const row of rows.filter(({ id }) => !named.has(id))) {
    await context.store.transact((tx) => forget(context, tx, row));
    await alarms.over(troubleKey(row));
  }
}

async function forget(context: Context, tx: Tx, { id, team, person }: IncomingFeed): Promise<void> {
  const feed = person === undefined ? { id: `team-${team}` } : { id: 'own', person };
  await endAll(context, tx, await readBefore(tx, feed), context.clock.now());
  await tx.feeds.delete(id);
}

async function keep(tx: Tx, one: Named, change: Partial<IncomingFeed>): Promise<void> {
  await save(tx, { ...(await rowOrNew(tx, one)), host: hostOf(one.feed), ...change });
}
