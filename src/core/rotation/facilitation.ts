import { awayOn, hasLeftBy, onLeaveAt, shiftOn } from '../absence/availability.ts';
import type { Ritual } from '../ritual.ts';
import type { Absence, Member, Person, PersonId, Team } from '../team.ts';
import { isOpen } from '../time/calendar.ts';
import type { CivilDate, Instant } from '../time.ts';
import { count, emptyRotation, type Pick, pick, type Rotation, type Turn, withdraw } from './rotation.ts';
import { standsBack } from './standing-back.ts';
import { rosterOf, turnFixedAt, turnOf, turnStartsAt, turnsOf } from './turn.ts';

/** Who leads one round. `also`: co-facilitators. Neither person nor external: nobody could be found, `why` says so. */
export interface Facilitator {
  person?: PersonId;
  also?: readonly PersonId[];
  external?: string;
  why: string;
}

/** What is known when a facilitator is looked for. */
export interface Known {
  absences: readonly Absence[];
  /** The ritual's rotation; without it an empty one. */
  rotation?: Rotation;
  /** The turn of this date (`turnOf`), if it was fixed before. */
  turn?: Turn;
  /** Who was told that they lead this round. */
  appointed?: PersonId;
  /** When the turn is fixed; without it `turnFixedAt`. */
  now?: Instant;
}

/** Somebody who was not taken, and the reason. */
export interface Passed {
  person: PersonId;
  why: string;
}

/** `turn` and `rotation` are set when the rotation gave a turn: both are to be stored. */
export interface Chosen {
  facilitator: Facilitator;
  passed: readonly Passed[];
  turn?: Turn;
  rotation?: Rotation;
}

/** One round's facilitation while it is decided; `against` says why somebody cannot lead it. */
interface Seat {
  /** Who is in its rotation. */
  roster: readonly Member[];
  team: Team;
  ritual: Ritual;
  date: CivilDate;
  known: Known;
  against: (person: Person) => string | undefined;
  /** Why somebody is not there at all, whatever the hour. */
  away: (person: Person) => string | undefined;
}

/** Who leads a ritual's round on a date: the first holder of its roles, in the order of the roles; then the people it
 * names, together; then somebody from outside; then its rotation; then the lead. They must be at work on the date and not
 * away at the start; a meeting outside somebody's hours passes them over while anybody else of the list can lead it.
 * A turn that was fixed before stays with its person. If that person is away, the next takes over, or, when the turn has
 * begun or is a weekly one, stands in for this one round; also when only this meeting of a shared turn is outside that
 * person's hours. */
export function chooseFacilitator(team: Team, ritual: Ritual, date: CivilDate, known: Known): Chosen {
  const seat = seatOf(team, ritual, date, known);
  const passed: Passed[] = [];
  // What people have agreed on comes before every rule, and so does what somebody was told.
  const { turn, appointed } = known;
  const told = turn?.person !== undefined && turn.person === appointed;
  const stays = told || turn?.changes?.length ? byRotation(seat, passed) : undefined;
  return (
    stays ?? byRole(seat, passed) ?? byName(seat, passed) ?? byRotation(seat, passed) ?? byLead(seat, passed)
  );
}

/** Why somebody cannot lead a ritual's round on a date; undefined when they can. */
export function whyCannotLead(
  team: Team,
  ritual: Ritual,
  date: CivilDate,
  absences: readonly Absence[],
  id: PersonId,
): string | undefined {
  return reasonAgainst(seatOf(team, ritual, date, { absences }), id);
}

/** Passes a fixed turn on, because its person is away, declined, or was silent before a meeting. Only before the turn
 * starts: afterwards it counts for whoever has it. */
export function handOver(
  team: Team,
  ritual: Ritual,
  date: CivilDate,
  known: Known & { turn: Turn; now: Instant },
  why: string,
): ({ ok: true } & Chosen) | { ok: false; why: string } {
  const { turn, now } = known;
  if (turn.countedAt !== undefined || now >= turnStartsAt(team, ritual, date)) {
    return { ok: false, why: 'The turn has begun, so it counts for the person who has it.' };
  }
  return { ok: true, ...takeOver(seatOf(team, ritual, date, known), turn, why) };
}

/** The turn's first round has started: it counts, once. */
export function startTurn(turn: Turn, rotation: Rotation, now: Instant): { turn: Turn; rotation: Rotation } {
  if (turn.countedAt !== undefined) return { turn, rotation };
  return { turn: { ...turn, countedAt: now }, rotation: count(rotation, turn) };
}

function seatOf(team: Team, ritual: Ritual, date: CivilDate, known: Known): Seat {
  const startsAt = turnStartsAt(team, ritual, date);
  const away = (person: Person) =>
    awayOn(person, known.absences, shiftOn(person, date, ritual.schedule.at)) ??
    onLeaveAt(person, known.absences, startsAt);
  const asleep = (person: Person) =>
    away(person) ?? (isOpen(person.calendar, startsAt) ? undefined : 'the meeting is outside their hours');
  const roster = rosterOf(team, ritual);
  const meetsInHours = ritual.mode === 'live' && roster.some((member) => !asleep(member));
  return { team, ritual, date, known, roster, away, against: meetsInHours ? asleep : away };
}

function byRole(seat: Seat, passed: Passed[]): Chosen | undefined {
  if (seat.ritual.facilitator?.together) return byRolesTogether(seat, passed);
  for (const role of seat.ritual.facilitator?.roles ?? []) {
    const holders = seat.team.members.filter((member) => member.roles.includes(role));
    const [person] = free(seat, holders, passed);
    if (person) return seated(seat, { person: person.id, why: `holds the role ${role}` }, passed);
  }
  return undefined;
}

/** One holder of each role, together; whoever is away leaves the others to it. */
function byRolesTogether(seat: Seat, passed: Passed[]): Chosen | undefined {
  const found: { id: PersonId; role: string }[] = [];
  for (const role of seat.ritual.facilitator?.roles ?? []) {
    const holders = seat.team.members.filter((member) => member.roles.includes(role));
    const holder = free(seat, holders, passed).find(({ id }) => !found.some((one) => one.id === id));
    if (holder) found.push({ id: holder.id, role });
  }
  const [first, ...others] = found;
  if (!first) return undefined;
  const why =
    others.length > 0
      ? `hold the roles ${found.map(({ role }) => role).join(' and ')}, together`
      : `holds the role ${first.role}`;
  const also = others.length > 0 ? { also: others.map(({ id }) => id) } : {};
  return seated(seat, { person: first.id, ...also, why }, passed);
}

function byName(seat: Seat, passed: Passed[]): Chosen | undefined {
  const how = seat.ritual.facilitator;
  const people = (how?.people ?? []).flatMap((id) => personOf(seat.team, id) ?? []);
  const [first, ...others] = free(seat, people, passed);
  const also = others.length > 0 ? { also: others.map(({ id }) => id) } : {};
  if (first) return seated(seat, { person: first.id, ...also, why: 'named in the ritual' }, passed);
  if (!how?.external) return undefined;
  return seated(seat, { external: how.external, why: 'comes from outside the team' }, passed);
}

function byRotation(seat: Seat, passed: Passed[]): Chosen | undefined {
  const { turn } = seat.known;
  if (!turn) return give(seat, passed);
  if (!turn.person) return undefined;
  const reason = reasonAgainst(seat, turn.person);
  if (!reason) return { facilitator: { person: turn.person, why: turn.why }, passed: turn.passed };
  return staysWith(seat, turn) ? standIn(seat, turn.person, reason) : takeOver(seat, turn, reason);
}

function staysWith(seat: Seat, { countedAt, person: id }: Turn): boolean {
  const turns = turnsOf(seat.team, seat.ritual).facilitator?.turns;
  if (countedAt !== undefined) return true;
  const person = id === undefined ? undefined : personOf(seat.team, id);
  // Who has left does not come back for the rest of the week.
  if (!person?.active || hasLeftBy(person, seat.date)) return false;
  if (turns === 'weekly') return true;
  // The other rituals that share the turn may well be within their hours.
  return turns === 'daily' && seat.away(person) === undefined;
}

function byLead(seat: Seat, passed: Passed[]): Chosen {
  const leads = seat.team.members.filter((member) => member.roles.includes('lead'));
  const [lead] = free(seat, leads, passed);
  if (lead) return seated(seat, { person: lead.id, why: 'the lead, because nobody else was found' }, passed);
  return seated(seat, { why: 'nobody can, the lead included' }, passed);
}

function seated(seat: Seat, facilitator: Facilitator, passed: readonly Passed[]): Chosen {
  return { facilitator: { ...facilitator, why: facilitator.why + passedOver(seat, passed) }, passed };
}

/** A new turn from the rotation. If nobody of the list can, the turn has no person and the lead steps in. */
function give(seat: Seat, before: readonly Passed[], again?: Turn): Chosen | undefined {
  const { team, ritual, date, known } = seat;
  const slot = turnOf(team, ritual, date);
  if (!slot) return undefined;
  const { rotation, person, ...picked } = next(seat);
  const passed = [...before, ...newlyPassed(seat, picked.passed, before)];
  const why = picked.why + passedOver(seat, passed);
  const turn: Turn = {
    id: slot.id,
    team: team.id,
    rotation: rotation.name,
    date: slot.date,
    ...(person && { person }),
    why,
    fixedAt: known.now ?? turnFixedAt(team, date),
    passed,
    version: again?.version ?? 0,
  };
  const leads = person ? { facilitator: { person, why }, passed } : byLead(seat, [...passed]);
  return { ...leads, turn, rotation };
}

/** The turn goes to the next eligible person for good; whoever was passed over is not asked again for it. */
function takeOver(seat: Seat, turn: Turn, why: string): Chosen {
  const passed = turn.person ? [...turn.passed, { person: turn.person, why }] : turn.passed;
  const gone = new Map(passed.map((one) => [one.person, one.why]));
  const { rotation } = seat.known;
  const again: Seat = {
    ...seat,
    known: { ...seat.known, ...(rotation && { rotation: withdraw(rotation, turn.id) }) },
    against: (person) => gone.get(person.id) ?? seat.against(person),
  };
  return give(again, passed, turn) ?? byLead(again, [...passed]);
}

/** Somebody else leads this one round; the turn and its account stay as they are. */
function standIn(seat: Seat, holder: PersonId, reason: string): Chosen {
  const passed = [{ person: holder, why: reason }];
  const { person } = next(seat);
  if (!person) return byLead(seat, [...passed]);
  return { facilitator: { person, why: `stands in for ${nameOf(seat.team, holder)} (${reason})` }, passed };
}

function next(seat: Seat): Pick {
  const { team, ritual, date, known, roster } = seat;
  const slot = turnOf(team, ritual, date);
  const how = turnsOf(team, ritual).facilitator;
  const rotation = known.rotation ?? emptyRotation(team.id, how?.rotation ?? ritual.id);
  return pick(
    rotation,
    {
      pick: how?.pick ?? 'round_robin',
      seed: rotation.id,
      ...(slot && { turn: slot.id }),
      name: (id) => nameOf(team, id),
    },
    roster.map(({ id }) => id),
    roster.filter((member) => !reasonToPass(seat, member.id)).map(({ id }) => id),
    slot?.date ?? date,
  );
}

function newlyPassed(seat: Seat, ids: readonly PersonId[], before: readonly Passed[]): Passed[] {
  return ids
    .filter((id) => !before.some((one) => one.person === id))
    .map((id) => ({ person: id, why: reasonToPass(seat, id) ?? 'not in the list' }));
}

function free<P extends Person>(seat: Seat, people: readonly P[], passed: Passed[]): P[] {
  return people.filter((person) => {
    const why = seat.against(person);
    if (why && !passed.some((one) => one.person === person.id)) passed.push({ person: person.id, why });
    return !why;
  });
}

/** At most three are named: a long list is no reason. */
function passedOver({ team }: Seat, passed: readonly Passed[]): string {
  if (passed.length === 0) return '';
  const shown = passed.slice(0, 3).map(({ person, why }) => `${nameOf(team, person)} (${why})`);
  const others = passed.length > 3 ? [`${passed.length - 3} more`] : [];
  return `; passed over: ${[...shown, ...others].join(', ')}`;
}

function reasonAgainst(seat: Seat, id: PersonId): string | undefined {
  const person = personOf(seat.team, id);
  return person ? seat.against(person) : 'left the team';
}

/** Also what keeps a rotation from picking somebody who could lead. */
function reasonToPass(seat: Seat, id: PersonId): string | undefined {
  const { roster, date, known } = seat;
  const member = roster.find((one) => one.id === id);
  return reasonAgainst(seat, id) ?? (member && standsBack(roster, known.rotation, member, date));
}

function personOf(team: Team, id: PersonId): Person | undefined {
  return team.members.find((member) => member.id === id) ?? team.others.find((person) => person.id === id);
}

function nameOf(team: Team, id: PersonId): string {
  return personOf(team, id)?.name ?? id;
}
