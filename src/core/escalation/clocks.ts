import type { PersonId } from '../team.ts';
import { firstOpening, nextOpening, nextWorkday, openTime } from '../time/calendar.ts';
import { type Deadline, dueAt } from '../time/deadline.ts';
import { dateAt, instantAt } from '../time/zone.ts';
import { HOUR, type Instant, type Span } from '../time.ts';
import type { EscalationView } from './command.ts';
import type { Escalation } from './escalation.ts';
import { respondDue } from './reach.ts';
import { arm, change, disarm, type Work } from './work.ts';

/** The share of the time until `resolveBy` after which one warning goes out. */
const WARN_AT = 0.75;
const LEAST_REST = HOUR;

/** Fresh clocks from `from`: `resolveBy` on the team's hours, the warning before it, `respondBy` on the targets'. */
export function startClocks(work: Work, from: Instant): void {
  runUntil(work, from, work.state.policy[work.state.level].resolve);
  restartRespond(work, work.state.targets, from);
}

/** Clocks for what was left when they froze, at least one working hour. */
export function resumeClocks(work: Work, left: Span): void {
  runUntil(work, work.now, restOf(left));
}

/** When it would be due if its clocks went on now with what was left. */
export function restDue(view: EscalationView, left: Span, now: Instant): Instant {
  return dueAt(restOf(left), view.team.calendar, now);
}

function restOf(left: Span): Deadline {
  return hours(Math.max(left, LEAST_REST));
}

/** Clocks for what was left of each when the team was paused; at least one working hour to resolve it. */
export function continueClocks(work: Work, left: { resolve: Span; warn?: Span }): void {
  runUntil(work, work.now, restOf(left.resolve), left.warn === undefined ? undefined : hours(left.warn));
}

/** The time to answer goes on with what was left of it. */
export function continueRespond(work: Work, people: readonly PersonId[], left: Span): void {
  const { clock } = work.state;
  if (!clock) return;
  change(work, { clock: { ...clock, respond: hours(left), respondFrom: work.now } });
  const respondBy = earliestRespond(work.state, work.view, people, work.now);
  if (respondBy === undefined) return;
  change(work, { respondBy });
  arm(work, 'respond', respondBy);
}

function hours(span: Span): Deadline {
  return { kind: 'working_hours', n: span / HOUR };
}

function runUntil(work: Work, from: Instant, resolve: Deadline, warn?: Deadline): void {
  const { calendar } = work.view.team;
  const clock = { from, resolve, ...(warn ? { warn } : {}) };
  const resolveBy = dueAt(resolve, calendar, from);
  const warnAt = work.state.warned ? undefined : warningOf(work.view, clock, resolveBy);
  change(work, { clock, resolveBy, warnAt });
  arm(work, 'resolve', resolveBy);
  if (warnAt !== undefined) arm(work, 'warn', warnAt);
}

/** When the warning of these clocks comes. */
export function warningOf(
  view: EscalationView,
  { from, warn }: NonNullable<Escalation['clock']>,
  resolveBy: Instant,
): Instant {
  return warn ? dueAt(warn, view.team.calendar, from) : warningAt(view, from, resolveBy);
}

/** 75 % of the open time between the two; where the team has none in between, of the wall clock's. */
function warningAt(view: EscalationView, from: Instant, resolveBy: Instant): Instant {
  const { calendar } = view.team;
  const open = openTime(calendar, from, resolveBy);
  if (open === 0) return from + Math.round((resolveBy - from) * WARN_AT);
  return dueAt({ kind: 'working_hours', n: (open * WARN_AT) / HOUR }, calendar, from);
}

/** `respondBy` anew: the earliest of these people's; none when it would not come before `resolveBy`. */
export function restartRespond(work: Work, people: readonly PersonId[], from: Instant): void {
  stopRespond(work);
  const { clock } = work.state;
  if (clock?.respond) change(work, { clock: { ...clock, respond: undefined } });
  const respondBy = earliestRespond(work.state, work.view, people, from);
  if (respondBy === undefined) return;
  change(work, { respondBy });
  if (clock) change(work, { clock: { ...clock, respondFrom: from, respond: undefined } });
  arm(work, 'respond', respondBy);
}

export function earliestRespond(
  escalation: Escalation,
  view: EscalationView,
  people: readonly PersonId[],
  from: Instant,
): Instant | undefined {
  const respond = escalation.clock?.respond ?? escalation.policy[escalation.level].respond;
  const dues = people.flatMap((person) => respondDue(person, view, respond, from) ?? []);
  const earliest = dues.length > 0 ? Math.min(...dues) : undefined;
  const { resolveBy } = escalation;
  return earliest !== undefined && resolveBy !== undefined && earliest >= resolveBy ? undefined : earliest;
}

export function stopRespond(work: Work): void {
  if (work.state.respondBy === undefined) return;
  disarm(work, 'respond');
  change(work, { respondBy: undefined });
}

/** Nothing fires any more but what a later step arms. */
export function stopClocks(work: Work): void {
  disarm(work, 'start', 'respond', 'warn', 'resolve', 'remind', 'hold', 'back');
  change(work, { respondBy: undefined, warnAt: undefined, resolveBy: undefined, clock: undefined });
}

/** The team's first opening on a later date than now. */
export function nextMorning(view: EscalationView, now: Instant): Instant {
  const { calendar } = view.team;
  const day = nextWorkday(calendar, dateAt(calendar.zone, now));
  return firstOpening(calendar, day) ?? instantAt(calendar.zone, day, 0);
}

/** The team's first opening on that date or after it. */
export function morningOf(view: EscalationView, date: string): Instant {
  const { calendar } = view.team;
  const midnight = instantAt(calendar.zone, date, 0);
  return firstOpening(calendar, date) ?? nextOpening(calendar, midnight) ?? midnight;
}
