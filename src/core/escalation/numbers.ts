import type { AuditEvent } from '../decision.ts';
import type { LevelNumber } from '../team.ts';
import type { Calendar } from '../time/calendar.ts';
import type { Instant, Interval } from '../time.ts';
import { type Delivery, deliveryOf, type Open, openAt } from './backlog.ts';
import { REOPEN_WITHIN } from './ending.ts';
import { type Escalation, thingOf } from './escalation.ts';
import { type Length, lengthIn, type Times, timesOf, within } from './lengths.ts';
import { standingIn } from './standing.ts';
import { clocked, holdsIn, type Settled, type Stay, staysIn } from './stays.ts';
import type { Telling } from './timeline.ts';

/** What the figures of a team are made from. */
export interface Material {
  escalations: readonly Escalation[];
  /** Events until now, of the kinds in `COUNTED` at least. Those about other things do not matter. */
  events: readonly AuditEvent[];
  /** What was to be told about them. */
  tellings: readonly Telling[];
  calendar: Calendar;
}

/** The kinds of events that the figures look at. */
export const COUNTED: readonly string[] = [
  'raised',
  'acknowledged',
  'reminded',
  'reminder dropped',
  'climbed',
  'escalated',
  'held',
  'resumed',
  'paused',
  'unpaused',
  'exhausted',
  'resolved',
  'reopened',
  'cancelled',
];

/** `met` of `of`. */
export interface Share {
  met: number;
  of: number;
}

/** What happened at one level in the span. */
export interface LevelFigures {
  /** From the beginning of the level's clocks to the first acknowledgement there; in the span is the acknowledgement.
   * Nobody took it: not in it. Taken before the clocks began: 0. */
  acknowledge: Times;
  /** Stays whose `respondBy` was met or missed in the span; a level whose answer was not awaited has none. */
  answered: Share;
  /** From the beginning of the clocks of the level at which it was resolved; in the span is the resolution. One that was
   * taken back later counts, and so does the next one. */
  resolve: Times;
  /** Stays whose `resolveBy` was met (resolved before it, or during a hold) or missed (it passed) in the span. Stays that
   * ended otherwise (sent up or down, cancelled) are neither. */
  kept: Share;
}

/** Everything that is counted over a span. Private escalations are in all of it. Cancelled ones are in no time to resolve
 * and, where their deadline had not passed, in no share. What was just told and never escalated has no clock, so it is in
 * no time and no share. */
export interface Figures {
  /** Events in the span, so one that is resolved twice counts twice. `private` and `told` are parts of `opened`; what an
   * open one absorbed was not opened. */
  counts: Counts;
  levels: Readonly<Record<LevelNumber, LevelFigures>>;
  /** From the raising to each resolution in the span, whatever happened between. */
  whole: Times;
  /** Of the escalations resolved in the span (by their first resolution in it) and at least seven days before now: those
   * that were at level 1 and were not reopened within seven days. `young` ones are not seven days old and left out. */
  byTeam: Share & { young: number };
  /** Live ones at `now`, whatever the span. */
  open: Open;
  /** Of what was due in the span. */
  delivery: Delivery;
}

export type Counts = Readonly<
  Record<'opened' | 'private' | 'told' | 'reopened' | 'resolved' | 'cancelled' | 'exhausted', number>
>;

/** The figures of one team over `[span.from, span.to)`, as they are known at `now`. */
export function figuresOf(material: Material, span: Interval, now: Instant): Figures {
  const courses = coursesOf(material);
  const level = (number: LevelNumber) => levelFigures(courses, number, span, material.calendar);
  return {
    counts: countsIn(courses.flatMap(({ events }) => events).filter(({ at }) => within(span, at))),
    levels: { 1: level(1), 2: level(2), 3: level(3) },
    whole: timesOf(
      courses.flatMap((course) => wholes(course, span)),
      material.calendar,
    ),
    byTeam: byTeamOf(courses, span, now),
    open: openAt(material.escalations, now),
    delivery: deliveryOf(material.tellings.filter(({ due }) => within(span, due))),
  };
}

/** One escalation with what its events tell. */
interface Course {
  escalation: Escalation;
  events: readonly AuditEvent[];
  stays: readonly Stay[];
  holds: readonly Interval[];
}

function coursesOf({ escalations, events }: Material): Course[] {
  const about = Map.groupBy(events, (event) => event.about);
  return escalations.map((escalation) => {
    const own = about.get(thingOf(escalation)) ?? [];
    return { escalation, events: own, stays: staysIn(own), holds: holdsIn(own) };
  });
}

function countsIn(events: readonly AuditEvent[]): Counts {
  const count = (what: string) => events.filter((event) => event.what === what).length;
  const raised = events.filter(({ what }) => what === 'raised');
  return {
    opened: raised.length,
    private: raised.filter(({ facts }) => facts?.private === true).length,
    told: raised.filter(({ facts }) => facts?.telling === true).length,
    reopened: count('reopened'),
    resolved: count('resolved'),
    cancelled: count('cancelled'),
    exhausted: count('exhausted'),
  };
}

function levelFigures(
  courses: readonly Course[],
  level: LevelNumber,
  span: Interval,
  calendar: Calendar,
): LevelFigures {
  const at = courses.flatMap(({ stays, holds }) =>
    stays.filter((stay) => stay.level === level).map((stay) => ({ stay, holds })),
  );
  const lengths = (end: (stay: Stay) => Instant | undefined) =>
    at.flatMap(({ stay, holds }) => lengthIn(span, stay.since, end(stay), holds));
  return {
    acknowledge: timesOf(
      lengths(({ acknowledged }) => acknowledged),
      calendar,
    ),
    answered: shareOf(
      at.map(({ stay }) => stay.respond),
      span,
    ),
    resolve: timesOf(
      lengths(({ resolved }) => resolved),
      calendar,
    ),
    kept: shareOf(
      at.map(({ stay }) => stay.resolve),
      span,
    ),
  };
}

function wholes({ escalation, events, holds }: Course, span: Interval): Length[] {
  return resolutionsIn(events, span).flatMap(({ at }) => lengthIn(span, escalation.raisedAt, at, holds));
}

/** Resolutions in the span of what had a clock, oldest first. */
function resolutionsIn(events: readonly AuditEvent[], span: Interval) {
  return events
    .flatMap(({ what, at, facts }) => {
      const standing = what === 'resolved' && within(span, at) ? standingIn(facts) : undefined;
      return standing && clocked(standing) ? [{ at, level: standing.level }] : [];
    })
    .toSorted((a, b) => a.at - b.at);
}

function shareOf(settled: readonly (Settled | undefined)[], span: Interval): Share {
  const counted = settled.filter((one) => one !== undefined && within(span, one.at));
  return { met: counted.filter((one) => one?.met).length, of: counted.length };
}

function byTeamOf(courses: readonly Course[], span: Interval, now: Instant): Figures['byTeam'] {
  const firsts = courses.flatMap(({ events }) => {
    const [first] = resolutionsIn(events, span);
    return first ? [{ ...first, reopened: reopenedAfter(events, first.at) }] : [];
  });
  const old = firsts.filter(({ at }) => now - at >= REOPEN_WITHIN);
  const met = old.filter(({ level, reopened }) => level === 1 && !reopened).length;
  return { met, of: old.length, young: firsts.length - old.length };
}

function reopenedAfter(events: readonly AuditEvent[], resolved: Instant): boolean {
  return events.some(
    ({ what, at }) => what === 'reopened' && at >= resolved && at - resolved <= REOPEN_WITHIN,
  );
}
