import type { PersonId } from '../team.ts';
import type { CivilDate } from '../time.ts';
import type { Account, Rotation } from './rotation.ts';

/** A person's account as it will be once all announced turns have counted. */
export function standing(rotation: Rotation, person: PersonId): Account {
  let account = rotation.accounts[person] ?? { turns: 0, share: 0 };
  for (const one of rotation.announced ?? []) {
    const share = account.share + (one.eligible.includes(person) ? 1 / one.eligible.length : 0);
    account =
      one.person === person ? withTurn({ ...account, share }, one.date, one.order) : { ...account, share };
  }
  return account;
}

/** Whose place in the list the latest turn was, announced ones included. A turn that somebody else does by agreement is
 * still at its owner's place, and one that was fixed ahead is at none. */
export function latest(rotation: Rotation, roster: readonly PersonId[]): PersonId | undefined {
  const announced = (rotation.announced ?? [])
    .filter(({ ahead }) => !ahead)
    .map(({ of, person, date, order }) => ({ person: of ?? person, last: date, order }));
  return [...announced, ...countedPlaces(rotation, roster)]
    .filter(({ person }) => roster.includes(person))
    .reduce<Place | undefined>(
      (found, one) => (found === undefined || isLater(one, found) ? one : found),
      undefined,
    )?.person;
}

type Place = { person: PersonId; last?: CivilDate; order?: number };

/** Where the list has come to is gone with somebody who has left it: then the accounts tell. */
function countedPlaces({ seat, accounts }: Rotation, roster: readonly PersonId[]): Place[] {
  if (seat && roster.includes(seat.person))
    return [{ person: seat.person, last: seat.date, order: seat.order }];
  return roster.flatMap((person) =>
    accounts[person]?.last === undefined ? [] : [{ person, ...accounts[person] }],
  );
}

/** Whether the one's last turn came after the other's; no turn at all is the longest ago. */
export function isLater(
  one: Pick<Account, 'last' | 'order'>,
  other: Pick<Account, 'last' | 'order'>,
): boolean {
  const [date, otherDate] = [one.last ?? '', other.last ?? ''];
  return date > otherDate || (date === otherDate && (one.order ?? 0) > (other.order ?? 0));
}

/** A round adds 1/(number eligible) to everybody who could have had its turn. */
export function addShares(
  accounts: Rotation['accounts'],
  eligible: readonly PersonId[],
): Rotation['accounts'] {
  const shared = { ...accounts };
  for (const person of eligible) {
    const account = accounts[person] ?? { turns: 0, share: 0 };
    shared[person] = { ...account, share: account.share + 1 / eligible.length };
  }
  return shared;
}

/** One more turn for a person. */
export function addTurn(
  accounts: Rotation['accounts'],
  person: PersonId,
  date: CivilDate,
  order: number,
): Rotation['accounts'] {
  return { ...accounts, [person]: withTurn(accounts[person] ?? { turns: 0, share: 0 }, date, order) };
}

function withTurn(account: Account, date: CivilDate, order: number): Account {
  const turn: Account = { ...account, turns: account.turns + 1 };
  return isLater(account, { ...account, last: date, order }) ? turn : { ...turn, last: date, order };
}
