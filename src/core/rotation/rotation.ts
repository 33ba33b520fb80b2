import type { PersonId } from '../team.ts';
import type { CivilDate, Instant } from '../time.ts';
import { addShares, addTurn } from './account.ts';
import { choose } from './choice.ts';

/** One person's account in one rotation. */
export interface Account {
  turns: number;
  /** The sum of 1/(number eligible) over the rounds in which the person was eligible. */
  share: number;
  last?: CivilDate;
  /** The running number of the person's last turn in the rotation: which of two turns of one date came later. */
  order?: number;
}

/** A turn that is given but has not counted yet, and who could have had it. */
export interface Announced {
  /** The turn's id. */
  turn: string;
  date: CivilDate;
  person: PersonId;
  eligible: readonly PersonId[];
  order: number;
  /** Whose place in the list or bag the turn used up, when somebody else has it by agreement. */
  of?: PersonId;
  /** Fixed before it was its time: it does not move the list. */
  ahead?: true;
  /** Places given ahead that were made up for when this turn was given. */
  used?: readonly Place[];
}

/** Somebody's place in the list or bag, given ahead with a turn: once that date has passed they stand back once. */
export interface Place {
  turn: string;
  date: CivilDate;
  person: PersonId;
}

/** The tickets of a random rotation: `left` in the order in which they are drawn, `had` those already drawn. */
export interface Bag {
  number: number;
  left: readonly PersonId[];
  had?: readonly PersonId[];
}

/** Somebody is not picked from the one date to the other, both included. */
export interface Skip {
  person: PersonId;
  from: CivilDate;
  to: CivilDate;
}

/** A duty list with its account; `id` = `team/rotation`. */
export interface Rotation {
  id: string;
  team: string;
  name: string;
  accounts: Readonly<Record<PersonId, Account>>;
  /** Turns given ahead; they weigh in the next pick as if they had been taken. */
  announced?: readonly Announced[];
  /** How many turns were ever given. */
  given?: number;
  /** `random`: who is still in the current bag, and its number. */
  bag?: Bag;
  /** Where the list has come to with the turns that have counted; without it, the latest turn in the accounts. */
  seat?: { person: PersonId; date: CivilDate; order: number };
  /** Places given ahead and not yet made up for. */
  ahead?: readonly Place[];
  /** Who asked to be left out for a while without being away. */
  skips?: readonly Skip[];
  version: number;
}

/** Who facilitates in one turn; `id` as `turnOf` (facilitation.ts) makes it: `team/rotation/date`, and for turns of one
 * round each `team/rotation/date/ritual`. `date` of a weekly turn is the first day of its week. */
export interface Turn {
  id: string;
  team: string;
  rotation: string;
  date: CivilDate;
  person?: PersonId;
  /** A sentence: why this person. */
  why: string;
  fixedAt: Instant;
  /** Passed over on the way, each with its reason. */
  passed: readonly { person: PersonId; why: string }[];
  /** Set once the turn counts in the account. */
  countedAt?: Instant;
  /** Its person has said that they will do it. */
  accepted?: { by: PersonId; at: Instant };
  /** Fixed before its time, because somebody changed it; its person has not had the usual notice yet. */
  early?: true;
  /** What people have agreed on, oldest first; what was undone is not here. */
  changes?: readonly TurnChange[];
  /** What its person has asked of somebody, the latest only. */
  ask?: TurnAsk;
  /** What its person wants the next one to know. */
  note?: { text: string; at: Instant };
  version: number;
}

/** One change by people: from whom to whom, and how it was before. */
export interface TurnChange {
  what: 'swapped' | 'passed' | 'taken' | 'given';
  by: PersonId;
  /** Who said yes to it, where that is somebody else. */
  agreed?: PersonId;
  at: Instant;
  from?: PersonId;
  to?: PersonId;
  /** The other turn of a swap. */
  other?: string;
  before: {
    person?: PersonId;
    why: string;
    passed: Turn['passed'];
    accepted?: Turn['accepted'];
    entry?: Announced;
    places: readonly Place[];
  };
}

/** A turn that is offered to somebody: in exchange for theirs (`other`), or as it is. Nothing changes before they agree. */
export interface TurnAsk {
  /** The turn's version when it was asked: which of several asks this is. */
  number: number;
  by: PersonId;
  to: PersonId;
  at: Instant;
  other?: string;
  settled?: { as: 'accepted' | 'declined' | 'overtaken' | 'withdrawn'; at: Instant };
}

export interface How {
  pick: 'round_robin' | 'random' | 'fair';
  /** What the bags of a random rotation are shuffled by: the rotation's id, team and name. */
  seed: string;
  /** The turn's id; without it `<rotation>/<date>`. */
  turn?: string;
  /** People's names for `why`; without it their ids. */
  name?: (person: PersonId) => string;
}

export interface Pick {
  person?: PersonId;
  /** A sentence: why this person. */
  why: string;
  /** Who would have been before this person, had they been eligible. */
  passed: readonly PersonId[];
  rotation: Rotation;
}

export function emptyRotation(team: string, name: string): Rotation {
  return { id: `${team}/${name}`, team, name, accounts: {}, version: 0 };
}

/** Gives the turn of a date to one of the eligible, and writes it into the rotation as announced. Nobody eligible: no
 * person, and the rotation as it was. `version` is left to whoever stores it.
 *
 * - `round_robin`: the next eligible person of the roster after whoever had the latest turn. Somebody who is passed over
 *   loses nothing and is owed nothing: they are next when the list comes round to them again.
 * - `random`: a shuffled bag with one ticket each. The first ticket of an eligible person is drawn; the absent keep
 *   theirs, at the front; newcomers put one in. When no eligible person has one left, a new bag begins behind the tickets
 *   that were kept, so that nobody has two.
 * - `fair`: each round gives 1/(number eligible) of a share to everybody eligible. The turn goes to the largest share
 *   minus turns, then to the one whose turn is longest ago, then in roster order. Absence adds nothing. */
export function pick(
  rotation: Rotation,
  how: How,
  roster: readonly PersonId[],
  eligible: readonly PersonId[],
  date: CivilDate,
): Pick {
  const able = roster.filter((person) => eligible.includes(person));
  if (able.length === 0) return { why: 'nobody in the list can do it', passed: roster, rotation };
  const { bag, used, ...choice } = choose(rotation, how, roster, able, date);
  const why = able.length === 1 ? 'the only one in the list who can do it' : choice.why;
  const order = (rotation.given ?? 0) + 1;
  const turn = how.turn ?? `${rotation.id}/${date}`;
  const announced = [
    ...(rotation.announced ?? []),
    { turn, date, person: choice.person, eligible: able, order, ...(used.length > 0 && { used }) },
  ];
  const ahead = rotation.ahead && { ahead: rotation.ahead.filter((place) => !used.includes(place)) };
  return {
    ...choice,
    why,
    rotation: { ...rotation, announced, given: order, ...ahead, ...(bag && { bag }) },
  };
}

/** The turn has begun: it counts for whoever has it now, and the round's shares for all who could have had it. */
export function count(
  rotation: Rotation,
  turn: { id: string; date: CivilDate; person?: PersonId },
): Rotation {
  const announced = rotation.announced?.find((one) => one.turn === turn.id);
  const shared = announced ? addShares(rotation.accounts, announced.eligible) : rotation.accounts;
  const order = announced?.order ?? (rotation.given ?? 0) + 1;
  const counted: Rotation = {
    ...rotation,
    accounts: turn.person ? addTurn(shared, turn.person, turn.date, order) : shared,
    given: Math.max(rotation.given ?? 0, order),
    ...(!announced?.ahead && seatAfter(rotation, turn, announced?.of, order)),
  };
  return announced ? without(counted, turn.id) : counted;
}

/** Takes an announced turn back before it began, as if it had not been given: the ticket goes to the front of the bag. */
export function withdraw(rotation: Rotation, turn: string): Rotation {
  const announced = rotation.announced?.find((one) => one.turn === turn);
  if (!announced) return rotation;
  const { bag } = rotation;
  const places = rotation.ahead?.filter((place) => place.turn !== turn) ?? [];
  const ahead = [...places, ...(announced.used ?? [])];
  return {
    ...without(rotation, turn),
    ...((rotation.ahead || announced.used) && { ahead }),
    ...(bag && !announced.ahead && { bag: giveBack(bag, announced.of ?? announced.person) }),
  };
}

function seatAfter(
  { seat }: Rotation,
  turn: { date: CivilDate; person?: PersonId },
  of: PersonId | undefined,
  order: number,
): { seat?: Rotation['seat'] } {
  const person = of ?? turn.person;
  const later =
    seat === undefined || turn.date > seat.date || (turn.date === seat.date && order > seat.order);
  return person !== undefined && later ? { seat: { person, date: turn.date, order } } : {};
}

function without(rotation: Rotation, turn: string): Rotation {
  return { ...rotation, announced: rotation.announced?.filter((one) => one.turn !== turn) ?? [] };
}

function giveBack(bag: Bag, person: PersonId): Bag {
  if (!bag.had?.includes(person) || bag.left.includes(person)) return bag;
  return { ...bag, left: [person, ...bag.left], had: bag.had.filter((other) => other !== person) };
}
