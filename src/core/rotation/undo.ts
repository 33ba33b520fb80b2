import type { PersonId } from '../team.ts';
import { type Books, entered, rewound, rewritten, rotationOf, withPerson } from './books.ts';
import type { Exchanged } from './exchange.ts';
import type { Duty } from './forecast.ts';
import type { Turn, TurnChange } from './rotation.ts';

/** Turns as they were before their last change, if that was this person's, or was decided about them by somebody else, and none
 * of them has begun. A swap is undone on both sides. */
export function undo(books: Books, by: PersonId, duties: readonly Duty[]): Exchanged & { turns?: string[] } {
  const last = duties
    .flatMap(({ turn }) => turn.changes?.at(-1) ?? [])
    .filter((change) => mayUndo(change, by))
    .reduce<TurnChange | undefined>((found, one) => (found && found.at > one.at ? found : one), undefined);
  if (!last) return { ok: false, why: NOTHING };
  const same = duties.filter(({ turn }) => isOf(turn.changes?.at(-1), last));
  if (same.length < (last.other === undefined ? 1 : 2))
    return {
      ok: false,
      why: 'The other turn of this swap was changed since, or has begun. Nothing was undone.',
    };
  const undone = same.reduce((now, { turn }) => reverted(now, turn), books);
  return { ok: true, books: undone, turns: same.map(({ turn }) => turn.id) };
}

/** Whoever changed it or agreed; and those concerned by what a third person decided: they may object. */
export function mayUndo(change: TurnChange, person: PersonId): boolean {
  const { by, agreed, from, to } = change;
  const decidedForThem = by !== from && by !== to && agreed === undefined;
  return by === person || agreed === person || (decidedForThem && (from === person || to === person));
}

const NOTHING =
  'There is nothing to undo: you have changed no turn that is still to come, or somebody changed it after you.';

function isOf(one: TurnChange | undefined, other: TurnChange): boolean {
  return one !== undefined && one.at === other.at && one.by === other.by && one.what === other.what;
}

function reverted(books: Books, turn: Turn): Books {
  const changes = turn.changes ?? [];
  const change = changes.at(-1);
  if (!change) return books;
  const { person, entry, places, accepted, why, passed } = change.before;
  const rotation = rotationOf(books, turn);
  const back = change.what === 'passed' ? rewound : rewritten;
  const { accepted: _, ...kept } = turn;
  const was = { ...kept, why, passed, changes: changes.slice(0, -1), ...(accepted && { accepted }) };
  return entered(books, withPerson(was, person), back(rotation, turn.id, entry, places));
}
