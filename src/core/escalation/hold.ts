import { openTime } from '../time/calendar.ts';
import { showInstant } from '../time/zone.ts';
import { type CivilDate, DAY, type Instant, type Span } from '../time.ts';
import { morningOf, nextMorning, restartRespond, resumeClocks, stopClocks } from './clocks.ts';
import type { Escalation } from './escalation.ts';
import { freezePreview, thawPreview } from './outsiders.ts';
import { leadsOf, unique } from './people.ts';
import {
  arm,
  asker,
  change,
  commandOf,
  disarm,
  record,
  remember,
  say,
  tell,
  tellPeople,
  type Work,
} from './work.ts';

/** All holds of one escalation together. */
export const LONGEST_HOLD: Span = 30 * DAY;

/** True when a hold until then would make all holds together longer than 30 days. */
export function holdsTooLong(escalation: Escalation, until: Instant, now: Instant): boolean {
  return (escalation.heldFor ?? 0) + (until - now) > LONGEST_HOLD;
}

/** Asking changes nothing yet: the coordinator or the lead grants it. */
export function askHold(work: Work): void {
  const { until, reason } = commandOf(work, 'askHold');
  request(work, until, reason.trim());
  say(work, 'The coordinator and the lead are asked. Until one of them grants it, the clocks go on.');
}

function request(work: Work, until: Instant, why: string): void {
  const by = asker(work);
  const { team } = work.view;
  change(work, { holdAsked: { until, by, why, at: work.now } });
  record(work, 'hold asked', `Until ${showInstant(team.calendar.zone, until, 'both')}: ${why}`);
  tellPeople(work, 'hold-asked', unique([team.coordinator, ...leadsOf(team)]));
}

/** All clocks stop; what was left of the open time is kept. */
export function freeze(work: Work): void {
  const { state, view, now } = work;
  const asked = state.holdAsked;
  if (!asked) return;
  const was = state.state === 'exhausted' ? 'exhausted' : state.acknowledged ? 'acknowledged' : 'open';
  const left = state.resolveBy === undefined ? 0 : openTime(view.team.calendar, now, state.resolveBy);
  const { until, by, why } = asked;
  stopClocks(work);
  freezePreview(work);
  change(work, {
    hold: { until, by, why, left, spent: state.heldFor ?? 0, since: now, was },
    holdAsked: undefined,
  });
  arm(work, 'hold', until);
  record(work, 'held', `Until ${showInstant(view.team.calendar.zone, until, 'both')}: ${why}`);
  remember(work, 'put this on hold');
  tellPeople(work, 'held', [by, state.raiser]);
  say(work, 'On hold until ', { time: until, as: 'both' }, '. Its clocks stand still.');
}

export function declineHold(work: Work): void {
  const asked = work.state.holdAsked;
  change(work, { holdAsked: undefined });
  const reason = commandOf(work, 'declineHold').reason?.trim();
  record(work, 'hold declined', reason || 'The clocks go on.');
  if (asked) tell(work, 'hold-declined', { person: asked.by }, reason ? { facts: { reason } } : {});
  say(work, 'Declined. The clocks go on.');
}

/** The hold is over, in time or by hand: the clocks go on with what was left. */
export function resume(work: Work): void {
  const { hold } = work.state;
  if (!hold) return;
  leaveHold(work);
  if (hold.was === 'exhausted') arm(work, 'remind', nextMorning(work.view, work.now));
  else resumeClocks(work, hold.left);
  thawPreview(work);
  if (hold.was === 'open')
    restartRespond(work, work.state.owner ? [work.state.owner] : work.state.targets, work.now);
  record(work, 'resumed', 'The hold is over; the clocks go on with the time that was left.');
  remember(work, 'the hold ended');
  const { owner, targets, raiser } = work.state;
  tellPeople(work, 'resumed', [...(owner === undefined ? targets : [owner]), raiser]);
  if (work.command.do === 'endHold') say(work, 'The clocks go on.');
}

/** Takes the hold away and remembers how long it was. */
export function leaveHold(work: Work): void {
  const { hold } = work.state;
  if (!hold) return;
  disarm(work, 'hold');
  // A clock that went back meanwhile takes nothing off earlier holds.
  const held = Math.max(0, work.now - (hold.since ?? work.now));
  change(work, { hold: undefined, heldFor: hold.spent + held });
}

/** A plan or decision. It stops no clock; a date with it asks for a hold until that day's opening. */
export function plan(work: Work): void {
  const { text: words, until, hold } = planIn(work);
  const by = asker(work);
  const { level } = work.state;
  change(work, { plan: { text: words.trim(), by, at: work.now, level, ...(until ? { until } : {}) } });
  record(work, 'planned', words.trim());
  if (by !== work.state.raiser) tell(work, 'planned', { person: work.state.raiser });
  if (until === undefined || !hold) say(work, 'Recorded. The clock goes on.');
  else askUntil(work, morningOf(work.view, until), words.trim());
}

/** Given by itself, or among the notes of a session. */
function planIn(work: Work): { text: string; until?: CivilDate; hold: boolean } {
  const { command } = work;
  const { until, hold = true, ...rest } = command.do === 'minutes' ? command : commandOf(work, 'plan');
  const words = rest.do === 'minutes' ? (rest.plan ?? '') : rest.text;
  return { text: words, hold, ...(until ? { until } : {}) };
}

function askUntil(work: Work, until: Instant, why: string): void {
  const obstacle = noHold(work.state, until, work.now);
  if (obstacle) say(work, `Recorded. ${obstacle}`);
  else {
    request(work, until, why);
    const day = { time: until, as: 'day' } as const;
    say(work, 'Recorded. The coordinator and the lead are asked for a hold until ', day, '.');
  }
}

function noHold(escalation: Escalation, until: Instant, now: Instant): string | undefined {
  const runs = escalation.resolveBy !== undefined || escalation.state === 'exhausted';
  if (!runs) return 'Its clocks do not run now, so no hold was asked for.';
  if (until <= now) return 'The clock goes on: the date has come already.';
  if (holdsTooLong(escalation, until, now))
    return 'The clock goes on: all holds together may last 30 days, and that would be longer.';
  return undefined;
}
