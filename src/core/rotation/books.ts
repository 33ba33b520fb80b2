import type { PersonId } from '../team.ts';
import { type Announced, emptyRotation, type Place, type Rotation, type Turn, withdraw } from './rotation.ts';

/** A team's turns and rotations, by id, as they stand: what exchanges are decided on. Nothing in them is changed in place. */
export interface Books {
  turns: ReadonlyMap<string, Turn>;
  rotations: ReadonlyMap<string, Rotation>;
}

export function booksOf(turns: readonly Turn[], rotations: readonly Rotation[]): Books {
  return {
    turns: new Map(turns.map((turn) => [turn.id, turn])),
    rotations: new Map(rotations.map((rotation) => [rotation.id, rotation])),
  };
}

/** The rotation of a turn; an empty one where none was stored yet. */
export function rotationOf({ rotations }: Books, turn: Pick<Turn, 'team' | 'rotation'>): Rotation {
  const empty = emptyRotation(turn.team, turn.rotation);
  return rotations.get(empty.id) ?? empty;
}

/** The books with this turn, and its rotation, as they are now. */
export function entered(books: Books, turn: Turn, rotation: Rotation): Books {
  return {
    turns: new Map(books.turns).set(turn.id, turn),
    rotations: new Map(books.rotations).set(rotation.id, rotation),
  };
}

/** What the rotation has written down about a turn that is announced. */
export function entryOf(rotation: Rotation, turn: string): Announced | undefined {
  return rotation.announced?.find((one) => one.turn === turn);
}

export function placesOf(rotation: Rotation, turn: string): Place[] {
  return (rotation.ahead ?? []).filter((place) => place.turn === turn);
}

/** The rotation with this written down about a turn in place of what it had. */
export function rewritten(
  rotation: Rotation,
  turn: string,
  entry: Announced | undefined,
  places: readonly Place[],
): Rotation {
  const announced = (rotation.announced ?? []).filter((one) => one.turn !== turn);
  const used = new Set(entry?.used?.map((place) => place.turn));
  const ahead = (rotation.ahead ?? []).filter((place) => place.turn !== turn && !used.has(place.turn));
  return {
    ...rotation,
    announced: entry ? [...announced, entry] : announced,
    ...(rotation.ahead || places.length > 0 ? { ahead: [...ahead, ...places] } : {}),
  };
}

/** The rotation as it was before a turn went to somebody else by its rules: their ticket goes back, the earlier one is out
 * of the bag again. */
export function rewound(
  rotation: Rotation,
  turn: string,
  entry: Announced | undefined,
  places: readonly Place[],
): Rotation {
  const back = withdraw(rotation, turn);
  const owner = entry && !entry.ahead ? (entry.of ?? entry.person) : undefined;
  const { bag } = back;
  const drawn = bag &&
    owner !== undefined &&
    bag.left.includes(owner) && {
      bag: { ...bag, left: bag.left.filter((one) => one !== owner), had: [...(bag.had ?? []), owner] },
    };
  return rewritten({ ...back, ...drawn }, turn, entry, places);
}

/** The turn with this person, or with nobody. */
export function withPerson(turn: Turn, person: PersonId | undefined): Turn {
  const { person: _, ...rest } = turn;
  return person === undefined ? rest : { ...rest, person };
}
