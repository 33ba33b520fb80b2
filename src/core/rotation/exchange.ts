import { leadsOf, nameOf, stillThere, unique } from '../escalation/people.ts';
import type { Absence, PersonId, Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import type { Instant } from '../time.ts';
import { type Books, entered, entryOf, placesOf, rewritten, rotationOf, withPerson } from './books.ts';
import { handOver, whyCannotLead } from './facilitation.ts';
import type { Duty } from './forecast.ts';
import type { Rotation, Turn, TurnAsk, TurnChange } from './rotation.ts';
import { isNew } from './standing-back.ts';

/** What people agree on about turns: they are passed on, taken, given away and swapped, and each change can be undone until
 * the turn begins. Whoever does a turn has it in their account; its place in the list or bag stays its owner's, so that
 * nobody else's turns move. */

export type Exchanged = { ok: true; books: Books } | { ok: false; why: string };

/** The people who may give a team's turns to others: its coordinator, leads and admins. */
export function whoArranges(team: Team): PersonId[] {
  return unique(stillThere(team, [team.coordinator, ...leadsOf(team), ...team.admins]));
}

/** Fixes a turn before its time, for whoever the rotation would give it to. A turn that is fixed stays as it is. */
export function fixAhead(books: Books, duty: Duty, now: Instant): Books {
  if (books.turns.has(duty.turn.id)) return books;
  const { turn, given, ritual } = duty;
  const rotation = rotationOf(books, turn);
  const found = entryOf(given, turn.id);
  const order = (rotation.given ?? 0) + 1;
  const entry = found && { ...found, order, ahead: true as const, used: [] };
  const listed = ritual.facilitator?.pick !== 'fair';
  const places = entry && listed ? [{ turn: turn.id, date: turn.date, person: entry.person }] : [];
  const written = rewritten(rotation, turn.id, entry, places);
  return entered(books, { ...turn, early: true, fixedAt: now, version: 0 }, { ...written, given: order });
}

/** Why a person cannot have this turn; undefined when they can. */
export function whyNot({ team, ritual, date }: Duty, person: PersonId, absences: readonly Absence[]) {
  return whyCannotLead(team, ritual, date, absences, person);
}

/** Joiners volunteer, or stay free of turns for a while; undefined for everybody else. */
function tooNew({ team, date }: Duty, person: PersonId): string | undefined {
  const member = team.members.find(({ id }) => id === person);
  return member && isNew(member, date)
    ? 'they have just joined, and are given no turns in their first ten working days unless they volunteer'
    : undefined;
}

/** Somebody volunteers. */
export function take(
  before: Books,
  duty: Duty,
  by: PersonId,
  absences: readonly Absence[],
  now: Instant,
): Exchanged {
  const books = fixAhead(before, duty, now);
  const turn = books.turns.get(duty.turn.id) ?? duty.turn;
  const cannot = whyNot(duty, by, absences);
  if (turn.person === by) return { ok: false, why: 'You have this turn already. Nothing was changed.' };
  if (cannot) return { ok: false, why: `You cannot take this turn: ${cannot}. Nothing was changed.` };
  const why = `volunteered in place of ${holder(duty.team, turn)}`;
  const change = { what: 'taken', by, at: now } as const;
  return { ok: true, books: moved(books, duty, by, why, change, { by, at: now }) };
}

/** A turn goes to somebody else: its holder asked and they agreed (`agreed`), or somebody who may arrange turns decided it. */
export function give(
  before: Books,
  duty: Duty,
  to: PersonId,
  how: { by: PersonId; agreed: boolean },
  absences: readonly Absence[],
  now: Instant,
): Exchanged {
  const { team } = duty;
  const books = fixAhead(before, duty, now);
  const turn = books.turns.get(duty.turn.id) ?? duty.turn;
  const cannot = whyNot(duty, to, absences) ?? (how.agreed ? undefined : tooNew(duty, to));
  const name = nameOf(team, to);
  if (turn.person === to) return { ok: false, why: `${name} has this turn already. Nothing was changed.` };
  if (cannot) return { ok: false, why: `${name} cannot do it: ${cannot}. Nothing was changed.` };
  const why =
    how.agreed || how.by === turn.person
      ? `took it over from ${holder(team, turn)}`
      : `${nameOf(team, how.by)} gave it, in place of ${holder(team, turn)}`;
  const change = { what: 'given', by: how.by, at: now, ...(how.agreed && { agreed: to }) } as const;
  return {
    ok: true,
    books: moved(books, duty, to, why, change, how.agreed ? { by: to, at: now } : undefined),
  };
}

/** Two people exchange their turns; both have agreed, or somebody who may arrange the team's turns decided it (`by`). */
export function swap(
  before: Books,
  mine: Duty,
  theirs: Duty,
  absences: readonly Absence[],
  now: Instant,
  by?: PersonId,
): Exchanged {
  const fixed = fixAhead(fixAhead(before, mine, now), theirs, now);
  const one = fixed.turns.get(mine.turn.id)?.person;
  const other = fixed.turns.get(theirs.turn.id)?.person;
  if (one === undefined || other === undefined || one === other)
    return { ok: false, why: 'There is nothing to swap: these turns belong to one person.' };
  const { team } = mine;
  const against = (duty: Duty, person: PersonId) =>
    whyNot(duty, person, absences) ?? (by === undefined ? undefined : tooNew(duty, person));
  const cannot = [
    { person: one, why: against(theirs, one), duty: theirs },
    { person: other, why: against(mine, other), duty: mine },
  ].find(({ why }) => why);
  if (cannot) {
    const when = showDate(cannot.duty.date);
    return { ok: false, why: `${nameOf(team, cannot.person)} cannot do ${when}: ${cannot.why}.` };
  }
  const change = (duty: Duty) =>
    ({
      what: 'swapped',
      by: by ?? one,
      ...(by === undefined && { agreed: other }),
      at: now,
      other: duty.turn.id,
    }) as const;
  const accepted = (person: PersonId) => (by === undefined ? { by: person, at: now } : undefined);
  const why = (with_: PersonId, duty: Duty) =>
    `swapped with ${nameOf(team, with_)} for ${showDate(duty.date)}`;
  const half = moved(fixed, mine, other, why(one, theirs), change(theirs), accepted(other));
  return {
    ok: true,
    books: moved(half, theirs, one, why(other, mine), change(mine), accepted(one)),
  };
}

/** The next eligible person takes it; who may arrange the team's turns can say so for others. Nothing counts for whoever had it; what the rotation owes them, or they it, is
 * as after any turn that passes somebody over. */
export function pass(
  before: Books,
  duty: Duty,
  by: PersonId,
  absences: readonly Absence[],
  now: Instant,
): Exchanged {
  const { team, ritual, date } = duty;
  const books = fixAhead(before, duty, now);
  const turn = books.turns.get(duty.turn.id) ?? duty.turn;
  if (turn.person !== by && !whoArranges(team).includes(by)) return { ok: false, why: notYours(team, turn) };
  const reason = turn.person === by ? 'passed it on' : `${nameOf(team, by)} passed it on for them`;
  const real = rotationOf(books, turn);
  const ahead = entryOf(real, turn.id)?.ahead === true;
  // Weeks ahead the next one is whoever would be next by then.
  const rotation = ahead ? duty.before : real;
  const over = handOver(team, ritual, date, { absences, turn, rotation, now }, reason);
  if (!over.ok) return over;
  const { turn: next, rotation: after = rotation } = over;
  if (!next) return { ok: false, why: 'There is nobody it could go to.' };
  const entry = entryOf(after, turn.id);
  const written = ahead ? aheadOf(real, duty, entry) : after;
  const change = changeOf(books, turn, { what: 'passed', by, at: now }, next.person);
  const { accepted: _a, ...kept } = askClosed(turn, 'overtaken', now);
  const { version: _v, ...news } = next;
  const passedOn = withPerson({ ...kept, ...news }, next.person);
  return {
    ok: true,
    books: entered(books, { ...passedOn, changes: [...(turn.changes ?? []), change] }, written),
  };
}

/** The refusal to whoever wants to hand on a turn that is not theirs. */
export function notYours(team: Team, turn: Turn): string {
  const arrange = whoArranges(team).map((id) => nameOf(team, id));
  const who = turn.person === undefined ? 'Nobody has' : `${nameOf(team, turn.person)} has`;
  return `${who} this turn, and only they can hand it on; for others, the coordinator, a lead or an admin can: ${arrange.join(', ')}. Nothing was changed.`;
}

/** The turn with what was asked settled, if it still was open. */
export function askClosed(turn: Turn, as: NonNullable<TurnAsk['settled']>['as'], at: Instant): Turn {
  return turn.ask && !turn.ask.settled ? { ...turn, ask: { ...turn.ask, settled: { as, at } } } : turn;
}

/** The turn goes to somebody by agreement; its place in the list stays its owner's. */
function moved(
  books: Books,
  { turn: { id } }: Duty,
  to: PersonId,
  why: string,
  made: Pick<TurnChange, 'what' | 'by' | 'agreed' | 'at' | 'other'>,
  accepted: Turn['accepted'],
): Books {
  const turn = books.turns.get(id);
  if (!turn) return books;
  const rotation = rotationOf(books, turn);
  const entry = entryOf(rotation, id) ?? {
    turn: id,
    date: turn.date,
    person: to,
    eligible: [to],
    order: (rotation.given ?? 0) + 1,
  };
  const { of: owner = entry.person, ...rest } = entry;
  const own = owner === to ? {} : { of: owner };
  const change = changeOf(books, turn, made, to);
  const { accepted: _a, ...kept } = askClosed(turn, 'overtaken', made.at);
  const now: Turn = {
    ...kept,
    person: to,
    why,
    passed: turn.passed.filter(({ person }) => person !== to),
    changes: [...(turn.changes ?? []), change],
    ...(accepted && { accepted }),
  };
  const written = rewritten(rotation, id, { ...rest, ...own, person: to }, placesOf(rotation, id));
  return entered(books, now, written);
}

function changeOf(
  books: Books,
  turn: Turn,
  made: Pick<TurnChange, 'what' | 'by' | 'agreed' | 'at' | 'other'>,
  to: PersonId | undefined,
): TurnChange {
  const rotation = rotationOf(books, turn);
  const { person, why, passed, accepted } = turn;
  const entry = entryOf(rotation, turn.id);
  return {
    ...made,
    ...(person === undefined ? {} : { from: person }),
    ...(to === undefined ? {} : { to }),
    before: {
      ...(person === undefined ? {} : { person }),
      why,
      passed,
      ...(accepted && { accepted }),
      ...(entry && { entry }),
      places: placesOf(rotation, turn.id),
    },
  };
}

/** A turn that is passed on weeks ahead uses up the places of both. */
function aheadOf(real: Rotation, { turn, ritual }: Duty, found: ReturnType<typeof entryOf>): Rotation {
  const before = entryOf(real, turn.id);
  const entry = found && { ...found, order: before?.order ?? found.order, ahead: true as const, used: [] };
  const listed = found && ritual.facilitator?.pick !== 'fair';
  const own = listed ? [{ turn: turn.id, date: turn.date, person: found.person }] : [];
  return rewritten(real, turn.id, entry, [...placesOf(real, turn.id), ...own]);
}

function holder(team: Team, { person }: Turn): string {
  return person === undefined ? 'nobody' : nameOf(team, person);
}
