import { text } from '../message.ts';
import type { PersonId } from '../team.ts';
import { showInstant } from '../time/zone.ts';
import { HOUR, type Instant, type Span } from '../time.ts';
import { LEVEL_SAID, type Session, type Slot, thingOf } from './escalation.ts';
import { maySee, memberOf, nameOf, personOf, unique } from './people.ts';
import { findSlot, SESSION_LASTS, SESSION_NOTICE, whoCannot } from './slot.ts';
import { whomItConcerns } from './targets.ts';
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

/** A time that was offered and passed is followed by one at least this much later. */
const OFFER_AGAIN: Span = 2 * HOUR;

/** Level 2 begins: a working thread for whoever mediates, those whom it concerns and the raiser, and the earliest time for a
 * session. With nobody to talk to there is none. */
export function openSession(work: Work): void {
  const { state, view, now } = work;
  const [first] = state.targets;
  if (state.level !== 2 || first === undefined) return;
  const others = invited(work);
  if (others.every((person) => person === first)) return;
  const from = now + SESSION_NOTICE;
  const tried = state.targets.map((mediator) => ({ mediator, offer: slotFor(work, mediator, others, from) }));
  const { mediator, offer } = tried.find((one) => one.offer) ?? { mediator: first, offer: undefined };
  const people = unique([mediator, ...others]);
  change(work, { session: { mediator, people } });
  record(work, 'thread opened', `${nameOf(view.team, mediator)} mediates; the affected take part.`, {
    person: mediator,
  });
  propose(work, offer);
  tellThread(work, people);
}

/** The affected, those stuck on it too, and the raiser. */
function invited({ state, view, now }: Work): PersonId[] {
  const concerned = whomItConcerns(state, view, now, state.resolveBy ?? now + HOUR);
  return unique([...concerned, ...(state.alsoStuck ?? []), state.raiser]).filter(
    (id) => personOf(view.team, id)?.active === true && maySee(state, view.team, id),
  );
}

/** The thread under its card, where the team's channel has one; whoever is not in the team, and everybody where it is
 * private, is written to. */
function tellThread(work: Work, people: readonly PersonId[]): void {
  const { state, view } = work;
  const open = !state.private && state.policy[2].tell.includes('channel');
  if (open) tell(work, 'session', { channel: view.team.channel, under: thingOf(state) });
  tellPeople(work, 'session', open ? people.filter((id) => !memberOf(view.team, id)) : people);
}

function slotFor(
  { state, view }: Work,
  mediator: PersonId,
  people: readonly PersonId[],
  from: Instant,
): Slot | undefined {
  const until = state.resolveBy ?? state.hold?.until;
  return until === undefined ? undefined : findSlot(mediator, people, view, from, until);
}

function propose(work: Work, offer: Slot | undefined): void {
  const { session } = work.state;
  if (!session) return;
  const { offer: _before, ...rest } = session;
  change(work, { session: { ...rest, ...(offer ? { offer } : {}) } });
  if (offer) {
    arm(work, 'session', offer.from);
    record(work, 'session offered', `${timeOf(work, offer)}${missingFrom(work, offer)}`);
  } else {
    disarm(work, 'session');
    record(work, 'no session offered', 'No time that suits the mediator is left before the deadline.');
  }
}

function timeOf({ view }: Work, { from }: Slot): string {
  return showInstant(view.team.calendar.zone, from, 'both');
}

function missingFrom({ view }: Work, { cannot }: Slot): string {
  const names = cannot.map((person) => nameOf(view.team, person));
  return names.length > 0 ? `, without ${names.join(', ')}` : '';
}

/** The offered time has come and nobody has booked it. */
export function offerAgain(work: Work): void {
  const { session } = work.state;
  if (!session) return;
  const from = Math.max(work.now + SESSION_NOTICE, (session.offer?.from ?? work.now) + OFFER_AGAIN);
  propose(work, slotFor(work, session.mediator, session.people, from));
}

/** Whoever takes it leads the session too; what was not booked yet is offered anew for them. */
export function leadSession(work: Work, person: PersonId): void {
  const { session, level } = work.state;
  if (!session || session.ended || level !== 2 || session.mediator === person) return;
  const people = unique([person, ...session.people]);
  change(work, { session: { ...session, mediator: person, people } });
  if (!session.booked) propose(work, slotFor(work, person, people, work.now + SESSION_NOTICE));
}

/** It is to take place then; everybody invited is told, in their own hours. */
export function book(work: Work): void {
  const { start: given, place } = commandOf(work, 'book');
  const { session } = work.state;
  const start = given ?? session?.offer?.from;
  if (!session || start === undefined) return;
  const time = { from: start, to: start + SESSION_LASTS };
  const cannot = whoCannot(session.people, work.view, time);
  const by = asker(work);
  const booked = { ...time, cannot, by };
  const { begun: _begun, over: _over, offer: _offer, ...rest } = session;
  change(work, { session: { ...rest, booked, ...(place?.trim() ? { place: place.trim() } : {}) } });
  disarm(work, 'sessionOver');
  arm(work, 'session', start);
  record(work, 'session booked', `${timeOf(work, booked)}${missingFrom(work, booked)}`);
  remember(work, 'booked the session', 'within');
  tellPeople(
    work,
    'session-booked',
    session.people.filter((person) => person !== by),
  );
  say(
    work,
    text('Booked for ', { time: start, as: 'both' }, '. Everybody invited is told in their own time.'),
  );
}

/** Whoever can come is reminded, with the agenda. */
export function beginSession(work: Work): void {
  const { session } = work.state;
  const booked = session?.booked;
  if (!booked) return;
  change(work, { session: { ...session, begun: { at: work.now } } });
  arm(work, 'sessionOver', Math.max(booked.to, work.now));
  if (work.now >= booked.to) {
    record(work, 'session missed', 'Its time had passed before anybody could be reminded.');
    return;
  }
  record(work, 'session began', `It takes place with ${attending(work, session)}.`);
  tellPeople(work, 'session-begins', coming(session));
}

/** Everybody invited but those who cannot. */
function coming({ people, booked }: Session): PersonId[] {
  return people.filter((person) => !booked?.cannot.includes(person));
}

function attending({ view }: Work, session: Session): string {
  return coming(session)
    .map((person) => nameOf(view.team, person))
    .join(', ');
}

/** Its time is over. */
export function sessionOver(work: Work): void {
  const { session } = work.state;
  if (!session) return;
  change(work, { session: { ...session, over: { at: work.now } } });
  record(work, 'session over', session.notes ? 'Its notes are written.' : 'No notes are written yet.');
}

/** Once: the owner, else whoever mediates, is asked for what the session was for. */
export function askForPlan(work: Work): void {
  const { session, owner } = work.state;
  const person = owner ?? session?.mediator;
  if (person === undefined) return;
  record(work, 'plan asked for', 'The session is over, and no plan is recorded.', { person });
  tell(work, 'plan-wanted', { person });
}

/** What was said, by the points of the agenda. */
export function keepNotes(work: Work): void {
  const { notes } = commandOf(work, 'minutes');
  const { session } = work.state;
  if (!session) return;
  const by = asker(work);
  change(work, { session: { ...session, notes: { ...notes, by, at: work.now } } });
  const said = [
    notes.facts && `Facts: ${notes.facts}`,
    notes.options && `Options: ${notes.options}`,
    notes.decision && `Decision: ${notes.decision}`,
  ].filter((line) => line !== undefined && line !== '');
  record(work, 'session noted', said.join(' · ') || 'Only the plan.');
  say(work, 'Kept. Everybody in the thread reads it.');
}

/** The level or the blocker ends: nothing comes of it any more. A session that was still to come is called off. */
export function endSession(work: Work, why?: string): void {
  const { session } = work.state;
  if (!session || session.ended) return;
  disarm(work, 'session', 'sessionOver');
  change(work, { session: { ...session, ended: { at: work.now } } });
  if (!session.booked || session.booked.from <= work.now) return;
  record(work, 'session called off', why ?? `It left ${LEVEL_SAID[2]} before the session.`);
  if (why === undefined)
    tellPeople(
      work,
      'session-off',
      session.people.filter((person) => !('by' in work.command) || person !== work.command.by),
    );
}
