import { expect, test } from 'vitest';
import { agree, askFor } from '../../../src/core/rotation/asking.ts';
import { type Books, booksOf, entered, entryOf, rotationOf } from '../../../src/core/rotation/books.ts';
import { type Exchanged, give, pass, take } from '../../../src/core/rotation/exchange.ts';
import { chooseFacilitator, startTurn } from '../../../src/core/rotation/facilitation.ts';
import { type Duty, dutiesAhead } from '../../../src/core/rotation/forecast.ts';
import { numberBelow } from '../../../src/core/rotation/shuffle.ts';
import { turnOf } from '../../../src/core/rotation/turn.ts';
import { undo } from '../../../src/core/rotation/undo.ts';
import type { Absence, Team } from '../../../src/core/team.ts';
import { addDays } from '../../../src/core/time/zone.ts';
import { DAY } from '../../../src/core/time.ts';
import { absence, atlas, facilitation, member, standup, utc } from '../fixtures.ts';

/** A year of working days on which people exchange turns at random, up to four weeks ahead, and undo some of it; they are away
 * now and then. It is lived as the engine does: a turn is fixed on the day before, and counts when it begins. */
const PEOPLE = ['mia', 'tom', 'ana', 'raj', 'lea'];
const FIRST = '2026-01-05';
const DAYS = 365;
const AHEAD = 28;

type Rule = 'round_robin' | 'random' | 'fair';

function teamOf(pick: Rule): Team {
  const rituals = [standup({ facilitator: facilitation({ rotation: 'sync', pick, turns: 'daily' }) })];
  return atlas({ members: PEOPLE.map((id) => member(id, 'Europe/Berlin')), rituals });
}

interface Year {
  books: Books;
  counted: string[];
  exchanged: number;
  /** Whose place each counted turn was. */
  owners: string[];
}

function live(pick: Rule, seed: number, busy: number): Year {
  const team = teamOf(pick);
  const absences = awayIn(seed);
  const agreed = new Map<string, string | undefined>();
  const year: Year = { books: booksOf([], []), counted: [], exchanged: 0, owners: [] };
  for (let day = 0; day < DAYS; day += 1) {
    const date = addDays(FIRST, day);
    // What was agreed on stays so, whatever is planned around it.
    const now = utc(`${date}T10:00`);
    for (let turn = 0; turn < numberBelow(busy, `${seed}/${day}/busy`); turn += 1) {
      const duties = dutiesAhead(team, year.books, absences, now, AHEAD);
      const done = exchange(team, year.books, duties, absences, now + turn, `${seed}/${day}/${turn}`);
      if (!done?.ok) continue;
      year.exchanged += 1;
      year.books = stored(year.books, done.books);
      for (const { id, person } of year.books.turns.values()) agreed.set(id, person);
    }
    begin(year, team, addDays(date, 1), absences, agreed);
  }
  return year;
}

/** The next day's turn is fixed, and begins. */
function begin(
  year: Year,
  team: Team,
  date: string,
  absences: readonly Absence[],
  agreed: ReadonlyMap<string, string | undefined>,
): void {
  const [ritual] = team.rituals;
  const slot = ritual && turnOf(team, ritual, date);
  if (!slot || new Date(date).getUTCDay() % 6 === 0) return;
  const turn = year.books.turns.get(slot.id);
  const rotation = rotationOf(year.books, { team: team.id, rotation: 'sync' });
  const chosen = chooseFacilitator(team, ritual, date, { absences, rotation, ...(turn && { turn }) });
  const given = chosen.turn ?? turn;
  if (!given) throw new Error(`Nobody was given ${slot.id}.`);
  if (!chosen.turn) expect([slot.id, given.person]).toEqual([slot.id, agreed.get(slot.id)]);
  const entry = entryOf(chosen.rotation ?? rotation, given.id);
  const begun = startTurn(given, chosen.rotation ?? rotation, utc(`${date}T08:00`));
  year.books = entered(year.books, begun.turn, begun.rotation);
  year.counted.push(given.person ?? '');
  year.owners.push(entry?.of ?? given.person ?? '');
}

function exchange(
  team: Team,
  books: Books,
  duties: readonly Duty[],
  absences: readonly Absence[],
  now: number,
  seed: string,
): Exchanged | undefined {
  const one = duties[numberBelow(duties.length, `${seed}/one`)];
  const other = duties[numberBelow(duties.length, `${seed}/other`)];
  const person = PEOPLE[numberBelow(PEOPLE.length, `${seed}/person`)]!;
  const holder = one?.turn.person;
  if (!one || !other || holder === undefined) return undefined;
  switch (numberBelow(5, `${seed}/what`)) {
    case 0:
      return take(books, one, person, absences, now);
    case 1:
      return give(books, one, person, { by: 'mia', agreed: false }, absences, now);
    case 2:
      return pass(books, one, holder, absences, now);
    case 3:
      return undo(books, person, duties);
    default:
      return swapped(team, books, one, other, absences, now);
  }
}

function swapped(
  team: Team,
  books: Books,
  one: Duty,
  other: Duty,
  absences: readonly Absence[],
  now: number,
): Exchanged | undefined {
  const [by, to] = [one.turn.person, other.turn.person];
  if (by === undefined || to === undefined || by === to) return undefined;
  const asked = askFor(books, one, { by, to, theirs: other }, absences, now);
  if (!asked.ok) return asked;
  const held = stored(books, asked.books);
  const again = dutiesAhead(team, held, absences, now, AHEAD);
  const find = (duty: Duty) => again.find(({ turn }) => turn.id === duty.turn.id)!;
  return agree(held, find(one), find(other), absences, now);
}

/** As a store does: every row that was written has a higher version, and is a copy. */
function stored(before: Books, after: Books): Books {
  const turns = [...after.turns.values()].map((turn) =>
    before.turns.get(turn.id) === turn || turn.countedAt !== undefined
      ? turn
      : { ...structuredClone(turn), version: (before.turns.get(turn.id)?.version ?? 0) + 1 },
  );
  return booksOf(
    turns,
    [...after.rotations.values()].map((one) => structuredClone(one)),
  );
}

function awayIn(seed: number): Absence[] {
  return PEOPLE.flatMap((person) =>
    Array.from({ length: 12 }, (_, n) => {
      const from = addDays(FIRST, numberBelow(DAYS, `${seed}/${person}/${n}`));
      return absence(person, from, addDays(from, numberBelow(6, `${seed}/${person}/${n}/long`)));
    }),
  );
}

const RULES: readonly Rule[] = ['round_robin', 'random', 'fair'];

test.each(RULES)(
  '%s: over a year of exchanges turns and shares add up, what was agreed on stays, and nobody starves',
  (rule) => {
    for (const seed of [1, 2]) {
      const { books, counted, exchanged, owners } = live(rule, seed, 3);
      const rotation = books.rotations.get('atlas/sync');
      const accounts = Object.values(rotation?.accounts ?? {});
      const sum = (part: 'turns' | 'share') => accounts.reduce((total, one) => total + one[part], 0);
      const had = counted.filter(Boolean).length;
      expect([exchanged > 80, sum('turns'), sum('share')]).toEqual([true, had, expect.closeTo(had)]);
      for (const person of PEOPLE) {
        const turns = counted.filter((one) => one === person).length;
        expect(rotation?.accounts[person]?.turns).toBe(turns);
        // By list and bag everybody's place comes round, whoever then does it; a fair rotation evens out the turns themselves.
        const places = rule === 'fair' ? turns : owners.filter((one) => one === person).length;
        const gap = longestGap(rule === 'fair' ? counted : owners, person);
        expect([person, places > had / PEOPLE.length / 2, gap <= 6 * PEOPLE.length]).toEqual([
          person,
          true,
          true,
        ]);
      }
      // Nothing that has begun is left among what is announced.
      const end = addDays(FIRST, DAYS);
      expect(rotation?.announced?.filter(({ date }) => date < end)).toEqual([]);
    }
  },
);

function longestGap(list: readonly string[], person: string): number {
  const at = list.flatMap((one, index) => (one === person ? [index] : []));
  return Math.max(...at.slice(1).map((index, n) => index - at[n]!));
}

test('fair: whoever passes their turns on gets them back soon, and whoever took more has fewer after', () => {
  const { books } = live('fair', 7, 2);
  for (const { turns, share } of Object.values(books.rotations.get('atlas/sync')?.accounts ?? {}))
    expect(Math.abs(turns - share)).toBeLessThan(6);
});

test('a volunteer weeks ahead leaves everybody else’s turns where they were', () => {
  const team = teamOf('round_robin');
  const now = utc(`${FIRST}T10:00`);
  const before = dutiesAhead(team, booksOf([], []), [], now, 42);
  const far = before[18]!;
  const by = PEOPLE.find((id) => id !== far.turn.person)!;
  const done = take(booksOf([], []), far, by, [], now);
  if (!done.ok) throw new Error(done.why);
  const after = dutiesAhead(team, done.books, [], now + DAY / 24, 42);
  expect(after.map(({ turn }) => turn.person)).toEqual(
    before.map(({ turn }) => (turn.id === far.turn.id ? by : turn.person)),
  );
});
