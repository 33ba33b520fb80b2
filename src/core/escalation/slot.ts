import type { Person, PersonId } from '../team.ts';
import { type Instant, type Interval, MINUTE, type Span } from '../time.ts';
import type { EscalationView } from './command.ts';
import type { Slot } from './escalation.ts';
import { personOf } from './people.ts';
import { freeWithin } from './reach.ts';

/** How long a session takes. */
export const SESSION_LASTS: Span = 30 * MINUTE;
/** How long before it begins people hear of it, at least. */
export const SESSION_NOTICE: Span = 30 * MINUTE;
/** The offsets of all zones are whole quarters, so a quarter of UTC is one on every clock. */
const QUARTER: Span = 15 * MINUTE;

/** The earliest session between the two instants in the own hours of everybody (without quiet hours and absences); where
 * there is none, the earliest one that most can come to. The mediator is always in it: undefined when they have no time. */
export function findSlot(
  mediator: PersonId,
  people: readonly PersonId[],
  view: EscalationView,
  from: Instant,
  until: Instant,
): Slot | undefined {
  const leads = personOf(view.team, mediator);
  if (!leads?.active) return undefined;
  const others = people.filter((id) => id !== mediator);
  const free = new Map(others.map((id) => [id, freeOf(personOf(view.team, id), view, from, until)]));
  let best: Slot | undefined;
  for (const start of startsIn(freeOf(leads, view, from, until))) {
    const time = { from: start, to: start + SESSION_LASTS };
    const cannot = others.filter((id) => !fits(time, free.get(id) ?? []));
    if (cannot.length === 0) return { ...time, cannot };
    if (!best || cannot.length < best.cannot.length) best = { ...time, cannot };
  }
  return best;
}

/** Who of these people cannot come at that time. */
export function whoCannot(people: readonly PersonId[], view: EscalationView, time: Interval): PersonId[] {
  return people.filter((id) => !fits(time, freeOf(personOf(view.team, id), view, time.from, time.to)));
}

function freeOf(person: Person | undefined, view: EscalationView, from: Instant, until: Instant): Interval[] {
  return person?.active ? freeWithin(person, view, from, until) : [];
}

/** Each quarter of an hour at which a whole session fits in. */
function* startsIn(free: readonly Interval[]): Generator<Instant> {
  for (const { from, to } of free)
    for (let start = Math.ceil(from / QUARTER) * QUARTER; start + SESSION_LASTS <= to; start += QUARTER)
      yield start;
}

function fits({ from, to }: Interval, free: readonly Interval[]): boolean {
  return free.some((one) => one.from <= from && to <= one.to);
}
