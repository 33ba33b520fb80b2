import type { PersonId } from '../team.ts';
import { openTime } from '../time/calendar.ts';
import type { Instant, Span } from '../time.ts';
import { continueClocks, continueRespond } from './clocks.ts';
import { freezePreview, thawPreview } from './outsiders.ts';
import { personOf } from './people.ts';
import { freeBetween, respondDue } from './reach.ts';
import { change, disarm, record, type Work } from './work.ts';

/** Its team is paused: the running clocks stop, and what was left of each is kept. The epoch stays, so that whoever can
 * still do something may use the buttons they have. */
export function pause(work: Work): void {
  const { respondBy, warnAt, resolveBy } = work.state;
  const due = [respondBy, warnAt, resolveBy].filter((at) => at !== undefined);
  const [resolve, warn, respond] = [leftOf(work, resolveBy), leftOf(work, warnAt), leftToRespond(work)];
  const paused = {
    at: work.now,
    due,
    ...(resolve === undefined ? {} : { resolve }),
    ...(warn === undefined ? {} : { warn }),
    ...(respond === undefined ? {} : { respond }),
  };
  disarm(work, 'respond', 'warn', 'resolve');
  freezePreview(work);
  record(work, 'paused', 'The team is paused, so its clocks stand still.');
  change(work, { respondBy: undefined, warnAt: undefined, resolveBy: undefined, clock: undefined, paused });
}

/** Its team goes on: every deadline moves by the working time that the pause took. */
export function unpause(work: Work): void {
  const { paused, live } = work.state;
  if (!paused) return;
  change(work, { paused: undefined });
  if (!live) return;
  record(work, 'unpaused', 'The team goes on; the clocks run with what was left of each.');
  thawPreview(work);
  if (paused.resolve === undefined) return;
  continueClocks(work, { ...paused, resolve: paused.resolve });
  if (paused.respond !== undefined && !work.state.acknowledged)
    continueRespond(work, awaited(work), paused.respond);
}

function leftOf({ view, now }: Work, due: Instant | undefined): Span | undefined {
  return due === undefined ? undefined : openTime(view.team.calendar, now, due);
}

/** On the own hours of whoever's time to answer ends first. */
function leftToRespond(work: Work): Span | undefined {
  const { respondBy } = work.state;
  if (respondBy === undefined) return undefined;
  const { team } = work.view;
  const people = awaited(work).flatMap((id) => personOf(team, id) ?? []);
  const first = people.find(({ id }) => dueOf(work, id) === respondBy) ?? people[0];
  return first ? freeBetween(first, work.view, work.now, respondBy) : leftOf(work, respondBy);
}

function dueOf({ state, view }: Work, person: PersonId): Instant | undefined {
  const from = state.clock?.respondFrom;
  if (from === undefined) return undefined;
  return respondDue(person, view, state.clock?.respond ?? state.policy[state.level].respond, from);
}

function awaited({ state }: Work): readonly PersonId[] {
  return state.owner === undefined ? state.targets : [state.owner];
}
