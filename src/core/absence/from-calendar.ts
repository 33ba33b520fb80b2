import type { Absence, AbsenceFeed, Member, PersonId, Team } from '../team.ts';
import type { CivilDate, Instant, Interval } from '../time.ts';
import { type CalendarEntry, isLong, lastDateOf, meaningOf, spanFor } from './calendar-entry.ts';
import { whomItConcerns } from './calendar-who.ts';

/** Makes absences of what a calendar says, and keeps to what people have said themselves. */

/** Somebody is away then, by one entry. */
export interface Wanted extends Interval {
  /** The absence's id, the same at every reading. */
  id: string;
  person: PersonId;
}

/** Somebody may be away then. */
export interface Unsure extends Interval {
  person: PersonId;
  /** A print of the entry's series, which is asked about once. */
  series: string;
  until: CivilDate;
}

export interface Reading {
  wanted: Wanted[];
  unsure: Unsure[];
}

/** What the entries of a feed say about the members of its team. */
export function readEntries(entries: readonly CalendarEntry[], feed: AbsenceFeed, team: Team): Reading {
  const members = new Map(team.members.map((member) => [member.id, member]));
  const found: Reading = { wanted: [], unsure: [] };
  for (const entry of entries) {
    const meaning = meaningOf(entry);
    if (meaning === 'nothing') continue;
    for (const { person, certain } of whomItConcerns(entry, feed, team.members)) {
      const member = members.get(person);
      if (!member) continue;
      if (meaning === 'away' && certain) found.wanted.push(wantedFor(entry, feed, member));
      else if (isLong(entry)) found.unsure.push(unsureFor(entry, member));
    }
  }
  return {
    wanted: found.wanted.filter(({ from, to }) => from < to),
    unsure: found.unsure.filter(({ from, to }) => from < to),
  };
}

function wantedFor(entry: CalendarEntry, feed: AbsenceFeed, { id: person, calendar }: Member): Wanted {
  return { id: `${prefixOf(person, feed)}${entry.key}`, person, ...spanFor(entry, calendar) };
}

function unsureFor(entry: CalendarEntry, { id: person, calendar }: Member): Unsure {
  const span = spanFor(entry, calendar);
  return { person, series: entry.series, until: lastDateOf(span, calendar), ...span };
}

/** What the ids of a person's absences out of a feed begin with. */
export function prefixOf(person: PersonId, { id }: Pick<AbsenceFeed, 'id'>): string {
  return `${person}/calendar/${id}/`;
}

export interface Changes {
  begun: Absence[];
  moved: Absence[];
  /** As they were. */
  gone: Absence[];
}

/** What is to be changed so that a person's absences out of a feed are what it says now. What has passed stays as it was; what
 * the person has ended themselves stays ended. `rows`: all that came out of this feed before. */
export function changesTo(rows: readonly Absence[], wanted: readonly Wanted[], now: Instant): Changes {
  const known = new Map(rows.map((row) => [row.id, row]));
  const changes: Changes = { begun: [], moved: [], gone: [] };
  const once = new Map(wanted.map((one) => [one.id, one]));
  for (const one of once.values()) {
    const row = known.get(one.id);
    if (!row && one.to > now) changes.begun.push(fresh(one));
    const moved = row && movedTo(row, one, now);
    if (moved) changes.moved.push(moved);
  }
  changes.gone.push(...rows.filter((row) => !once.has(row.id) && (row.to > now || row.overruled)));
  return changes;
}

function fresh({ id, person, from, to }: Wanted): Absence {
  return { id, person, from, to, source: 'calendar', by: person, version: 1 };
}

/** Nothing where it is as it was, or where all of it has passed. */
function movedTo(row: Absence, wanted: Interval, now: Instant): Absence | undefined {
  const { from, to } = allowed(row, wanted) ?? { from: row.from, to: Math.min(row.to, now) };
  if ((from === row.from && to === row.to) || (to <= now && row.to <= now)) return undefined;
  return { ...row, from, to, version: row.version + 1 };
}

/** What a person has ended does not come back by the same entry. One that begins after they said so, where it did not before,
 * is a new one; one that lasts longer than it did counts for what was added. */
function allowed({ overruled }: Absence, { from, to }: Interval): Interval | undefined {
  if (!overruled) return { from, to };
  const { at, spans } = overruled;
  if (from > at && spans.every((span) => span.from !== from)) return { from, to };
  const left = spans
    .toSorted((a, b) => a.from - b.from)
    .reduce((since, span) => (span.from <= since ? Math.max(since, span.to) : since), Math.max(from, at));
  return left < to ? { from: left, to } : undefined;
}

/** An absence out of a calendar or a status as its person has ended it: it is over, and does not come back by these. */
export function overrule(absence: Absence, now: Instant): Absence {
  const { from, to, overruled } = absence;
  const spans = [...(overruled?.spans ?? []), { from, to }];
  const version = absence.version + 1;
  return { ...absence, from: Math.min(from, now), to: now, overruled: { at: now, spans }, version };
}
