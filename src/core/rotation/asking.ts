import { nameOf } from '../escalation/people.ts';
import type { Absence, PersonId } from '../team.ts';
import type { Instant } from '../time.ts';
import { type Books, entered, rotationOf } from './books.ts';
import { askClosed, type Exchanged, fixAhead, give, swap, whyNot } from './exchange.ts';
import type { Duty } from './forecast.ts';
import type { Turn, TurnAsk } from './rotation.ts';

/** Asks somebody to swap turns, or to take one over. Both turns are fixed, so that the question stays about what it names;
 * nobody's turn changes before they agree. */
export function askFor(
  before: Books,
  mine: Duty,
  asked: { by: PersonId; to: PersonId; theirs?: Duty },
  absences: readonly Absence[],
  now: Instant,
): Exchanged {
  const { by, to, theirs } = asked;
  const cannot = whyNot(mine, to, absences) ?? (theirs && whyNot(theirs, by, absences));
  if (cannot) {
    const who = whyNot(mine, to, absences) ? nameOf(mine.team, to) : 'You';
    return { ok: false, why: `${who} cannot do it: ${cannot}. Nobody was asked.` };
  }
  const fixed = fixAhead(before, mine, now);
  const books = theirs ? fixAhead(fixed, theirs, now) : fixed;
  const turn = books.turns.get(mine.turn.id) ?? mine.turn;
  const same = turn.ask && !turn.ask.settled && turn.ask.to === to && turn.ask.other === theirs?.turn.id;
  if (same) return { ok: false, why: `${nameOf(mine.team, to)} was asked already and has not answered yet.` };
  const other = theirs ? { other: theirs.turn.id } : {};
  const ask: TurnAsk = { number: turn.version + 1, by, to, at: now, ...other };
  return { ok: true, books: entered(books, { ...turn, ask }, rotationOf(books, turn)) };
}

/** The one who was asked agrees: the turns change hands, if they still are with the same people. */
export function agree(
  books: Books,
  mine: Duty,
  theirs: Duty | undefined,
  absences: readonly Absence[],
  now: Instant,
): Exchanged {
  const { ask } = mine.turn;
  if (!ask) return { ok: false, why: OVER };
  const moved = mine.turn.person !== ask.by || (ask.other !== undefined && theirs?.turn.person !== ask.to);
  if (moved) return { ok: false, why: 'One of the turns has somebody else by now, so nothing was changed.' };
  const done = theirs
    ? swap(books, mine, theirs, absences, now)
    : give(books, mine, ask.to, { by: ask.by, agreed: true }, absences, now);
  return done.ok ? { ok: true, books: settled(done.books, mine.turn, ask, 'accepted', now) } : done;
}

/** The books with the question closed: declined, taken back, or overtaken by what happened since. */
export function closeAsk(
  books: Books,
  turn: Turn,
  as: NonNullable<TurnAsk['settled']>['as'],
  now: Instant,
): Books {
  return entered(books, askClosed(turn, as, now), rotationOf(books, turn));
}

export const OVER = 'This is not asked any more, so nothing was changed.';

function settled(
  books: Books,
  { id }: Turn,
  ask: TurnAsk,
  as: NonNullable<TurnAsk['settled']>['as'],
  at: Instant,
) {
  const turn = books.turns.get(id);
  if (!turn) return books;
  return entered(books, { ...turn, ask: { ...ask, settled: { as, at } } }, rotationOf(books, turn));
}
