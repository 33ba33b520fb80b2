import { dueAt } from '../time/deadline.ts';
import { showInstant } from '../time/zone.ts';
import { earliestRespond, warningOf } from './clocks.ts';
import type { EscalationView } from './command.ts';
import { type Escalation, LEVEL_SAID } from './escalation.ts';
import { leaveHold } from './hold.ts';
import { beginLevel, levelAbove } from './level.ts';
import { movePreview } from './outsiders.ts';
import { asked } from './raising.ts';
import { standingFacts } from './standing.ts';
import { arm, asker, change, commandOf, disarm, record, remember, say, type Work } from './work.ts';

/** The time to resolve has passed: exactly one level up, with fresh clocks from now, however late it is. */
export function climb(work: Work): void {
  const from = work.state.level;
  const to = levelAbove(from);
  const why = `The time of ${LEVEL_SAID[from]} has passed.`;
  record(work, 'climbed', why, { facts: { from, to, ...standingFacts(work.state) } });
  remember(work, `it climbed to ${LEVEL_SAID[to]}`);
  change(work, { came: { why } });
  beginLevel(work, to);
}

/** Somebody sends it up: the same as the timer would. */
export function escalate(work: Work): void {
  const { reason, to = levelAbove(work.state.level) } = commandOf(work, 'escalate');
  const from = work.state.level;
  leaveHold(work);
  record(work, 'escalated', reason.trim(), {
    facts: { from, to },
  });
  change(work, { startsOn: undefined, ...(work.state.when === 'just_telling' ? { when: 'today' } : {}) });
  remember(work, `escalated this to ${LEVEL_SAID[to]}`);
  change(work, { came: { why: reason.trim(), by: asker(work) } });
  beginLevel(work, to);
  sayWhere(work);
}

/** One level back down; whoever had it has to take it again. */
export function goDown(work: Work): void {
  const { reason } = commandOf(work, 'deescalate');
  const from = work.state.level;
  const to = from === 3 ? 2 : 1;
  change(work, { downs: work.state.downs + 1 });
  record(work, 'de-escalated', reason.trim(), {
    facts: { from, to },
  });
  remember(work, `sent this back to ${LEVEL_SAID[to]}`);
  change(work, { came: { why: reason.trim(), by: asker(work) } });
  beginLevel(work, to);
  sayWhere(work);
}

function sayWhere(work: Work): void {
  const { level } = work.state;
  say(work, `It is at ${LEVEL_SAID[level]} now. `, asked(work.state));
}

/** The last level found somebody this morning. */
export function tryAgain(work: Work): void {
  record(work, 'tried again', `Somebody can be reached at ${LEVEL_SAID[work.state.level]} now.`);
  beginLevel(work, work.state.level);
}

/** What the unfired deadlines would be on the calendars as they are now; undefined when nothing moves. */
export function movedClocks(
  escalation: Escalation,
  view: EscalationView,
): Pick<Escalation, 'respondBy' | 'warnAt' | 'resolveBy'> | undefined {
  const { clock, owner, targets } = escalation;
  if (!clock) return undefined;
  const resolveBy = dueAt(clock.resolve, view.team.calendar, clock.from);
  const warnAt = escalation.warned ? undefined : warningOf(view, clock, resolveBy);
  const people = owner === undefined ? targets : [owner];
  const running = escalation.respondBy !== undefined && clock.respondFrom !== undefined;
  const respondBy = running
    ? earliestRespond({ ...escalation, resolveBy }, view, people, clock.respondFrom ?? clock.from)
    : undefined;
  const moved = { respondBy, warnAt, resolveBy };
  const same =
    respondBy === escalation.respondBy && warnAt === escalation.warnAt && resolveBy === escalation.resolveBy;
  return same ? undefined : moved;
}

/** Hours or holidays have changed: what has not fired yet is worked out again. */
export function recompute(work: Work): void {
  const moved = movedClocks(work.state, work.view) ?? {
    respondBy: work.state.respondBy,
    warnAt: work.state.warnAt,
    resolveBy: work.state.resolveBy,
  };
  const before = work.state;
  movePreview(work);
  change(work, moved);
  if (moved.resolveBy !== undefined && moved.resolveBy !== before.resolveBy)
    arm(work, 'resolve', moved.resolveBy);
  if (moved.warnAt !== undefined && moved.warnAt !== before.warnAt) arm(work, 'warn', moved.warnAt);
  if (moved.respondBy === undefined) disarm(work, 'respond');
  else if (moved.respondBy !== before.respondBy) arm(work, 'respond', moved.respondBy);
  const { zone } = work.view.team.calendar;
  const due =
    moved.resolveBy === undefined
      ? ''
      : ` It is to be resolved by ${showInstant(zone, moved.resolveBy, 'both')} now.`;
  record(work, 'recomputed', `Hours or holidays have changed.${due}`);
  remember(work, 'its deadlines moved with the calendar');
}
