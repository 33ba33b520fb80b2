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
}

/** The tickets of a random rotation: `left` in the order in which they are drawn, `had` those already drawn. */
export interface Bag {
  number: number;
  left: readonly PersonId[];
  had?: readonly PersonId[];
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
  version: number;
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
  const { bag, ...choice } = choose(rotation, how, roster, able);
  const why = able.length === 1 ? 'the only one in the list who can do it' : choice.why;
  const order = (rotation.given ?? 0) + 1;
  const turn = how.turn ?? `${rotation.id}/${date}`;
  const announced = [
    ...(rotation.announced ?? []),
    { turn, date, person: choice.person, eligible: able, order },
  ];
  return { ...choice, why, rotation: { ...rotation, announced, given: order, ...(bag && { bag }) } };
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
  };
  return announced ? without(counted, turn.id) : counted;
}

/** Takes an announced turn back before it began, as if it had not been given: the ticket goes to the front of the bag. */
export function withdraw(rotation: Rotation, turn: string): Rotation {
  const announced = rotation.announced?.find((one) => one.turn === turn);
  if (!announced) return rotation;
  const { bag } = rotation;
  return { ...without(rotation, turn), ...(bag && { bag: giveBack(bag, announced.person) }) };
}

function without(rotation: Rotation, turn: string): Rotation {
  return { ...rotation, announced: rotation.announced?.filter((one) => one.turn !== turn) ?? [] };
}

function giveBack(bag: Bag, person: PersonId): Bag {
  if (!bag.had?.includes(person) || bag.left.includes(person)) return bag;
  return { ...bag, left: [person, ...bag.left], had: bag.had.filter((other) => other !== person) };
}
