import { expect, test } from 'vitest';
import type { Facilitation } from '../../../src/core/ritual.ts';
import { type Books, booksOf } from '../../../src/core/rotation/books.ts';
import { readDuty } from '../../../src/core/rotation/duty-words.ts';
import { type Exchanged, give, pass, take } from '../../../src/core/rotation/exchange.ts';
import { chooseFacilitator } from '../../../src/core/rotation/facilitation.ts';
import { dutiesAhead } from '../../../src/core/rotation/forecast.ts';
import { undo } from '../../../src/core/rotation/undo.ts';
import type { Team } from '../../../src/core/team.ts';
import { atlas, facilitation, member, standup, utc } from '../fixtures.ts';

const NOW = utc('2026-11-02T10:00');
const TUE = '2026-11-03';

function teamWith(how: Partial<Facilitation> = {}): Team {
  const members = ['ana', 'ben', 'cem', 'dia'].map((id) =>
    member(id, 'Europe/Berlin', id === 'dia' ? { roles: ['lead'] } : {}),
  );
  const rituals = [standup({ facilitator: facilitation({ rotation: 'sync', turns: 'daily', ...how }) })];
  return atlas({ members, rituals });
}

/** Tuesday's turn as it is fixed on Monday. */
function fixed(team: Team): Books {
  const [ritual] = team.rituals;
  const { turn, rotation } = chooseFacilitator(team, ritual!, TUE, { absences: [] });
  return booksOf(turn ? [{ ...turn, version: 1 }] : [], rotation ? [rotation] : []);
}

function duties(team: Team, books: Books) {
  return dutiesAhead(team, books, [], NOW, 10);
}

function holders(team: Team, books: Books) {
  return duties(team, books).map(({ turn }) => turn.person);
}

function booksAfter(done: Exchanged): Books {
  if (!done.ok) throw new Error(done.why);
  return done.books;
}

test('a volunteer for a turn that is fixed already moves nobody else: the list goes on behind its owner', () => {
  const team = teamWith();
  const books = fixed(team);
  expect(holders(team, books).slice(0, 5)).toEqual(['ana', 'ben', 'cem', 'dia', 'ana']);
  const after = booksAfter(take(books, duties(team, books)[0]!, 'cem', [], NOW));
  expect(holders(team, after).slice(0, 5)).toEqual(['cem', 'ben', 'cem', 'dia', 'ana']);
});

test('a turn that is passed on goes to the next, who is not asked for the one after; undone, all is as before', () => {
  for (const pick of ['round_robin', 'random', 'fair'] as const) {
    const team = teamWith({ pick });
    const books = fixed(team);
    const before = holders(team, books);
    const owner = before[0]!;
    const after = booksAfter(pass(books, duties(team, books)[0]!, owner, [], NOW));
    expect(holders(team, after)[0]).not.toBe(owner);
    const back = booksAfter(undo(after, owner, duties(team, after)));
    expect([pick, holders(team, back)]).toEqual([pick, before]);
    expect(back.rotations.get('atlas/sync')?.bag).toEqual(books.rotations.get('atlas/sync')?.bag);
  }
});

test('whoever passed a turn on does not get it back when the next passes it on too', () => {
  const team = teamWith();
  const books = fixed(team);
  const once = booksAfter(pass(books, duties(team, books)[0]!, 'ana', [], NOW));
  const twice = booksAfter(pass(once, duties(team, once)[0]!, 'ben', [], NOW));
  expect(holders(team, twice)[0]).toBe('cem');
  expect(take(twice, duties(team, twice)[0]!, 'ana', [], NOW).ok).toBe(true);
});

test('whoever made the last change undoes it, or whom somebody else decided it about, and nobody else', () => {
  const team = teamWith();
  const books = fixed(team);
  const first = booksAfter(take(books, duties(team, books)[0]!, 'cem', [], NOW));
  const second = booksAfter(
    give(first, duties(team, first)[0]!, 'ben', { by: 'dia', agreed: false }, [], NOW + 1),
  );
  expect(undo(second, 'ana', duties(team, second))).toMatchObject({ ok: false });
  expect(holders(team, booksAfter(undo(second, 'cem', duties(team, second))))[0]).toBe('cem');
  expect(holders(team, booksAfter(undo(second, 'ben', duties(team, second))))[0]).toBe('cem');
  expect(holders(team, booksAfter(undo(second, 'dia', duties(team, second))))[0]).toBe('cem');
});

test('what was agreed on comes before a role that is there again', () => {
  const team = teamWith();
  const books = booksAfter(take(fixed(team), duties(team, fixed(team))[0]!, 'cem', [], NOW));
  const led = teamWith({ roles: ['lead'] });
  const turn = books.turns.get(`atlas/sync/${TUE}`)!;
  const known = { absences: [], turn, rotation: books.rotations.get('atlas/sync')! };
  expect(chooseFacilitator(led, led.rituals[0]!, TUE, known).facilitator.person).toBe('cem');
  expect(chooseFacilitator(led, led.rituals[0]!, TUE, { absences: [] }).facilitator.person).toBe('dia');
});

test('names, rituals and days are read in any order, and a first name that two share means nobody', () => {
  const team = teamWith();
  const read = (words: string, one: Team = team) => readDuty(words, [one], '2026-11-02');
  expect(read('with @Ben for the Morning sync on friday')).toEqual({
    ok: true,
    person: 'ben',
    ritual: 'sync',
    dates: ['2026-11-06'],
  });
  expect(read('2026-11-05 sync cem 2026-11-09')).toMatchObject({
    person: 'cem',
    dates: ['2026-11-05', '2026-11-09'],
  });
  const two = {
    ...team,
    members: team.members.map((one, at) => (at < 2 ? { ...one, name: `Kim ${at}` } : one)),
  };
  expect(read('kim', two)).toMatchObject({ ok: false });
  expect(read('kim 1', two)).toMatchObject({ person: 'ben' });
  expect(read('bem')).toMatchObject({ ok: false, why: expect.stringContaining('Did you mean “ben”?') });
});
