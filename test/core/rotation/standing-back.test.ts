import { expect, test } from 'vitest';
import { booksOf } from '../../../src/core/rotation/books.ts';
import { give, take } from '../../../src/core/rotation/exchange.ts';
import { chooseFacilitator } from '../../../src/core/rotation/facilitation.ts';
import { dutiesAhead } from '../../../src/core/rotation/forecast.ts';
import { lapsed } from '../../../src/core/rotation/lapse.ts';
import { emptyRotation } from '../../../src/core/rotation/rotation.ts';
import { numberBelow } from '../../../src/core/rotation/shuffle.ts';
import { skipBetween } from '../../../src/core/rotation/skipping.ts';
import { isNew, withSkip } from '../../../src/core/rotation/standing-back.ts';
import { turnOf } from '../../../src/core/rotation/turn.ts';
import type { Team } from '../../../src/core/team.ts';
import { absence, atlas, facilitation, member, standup, utc } from '../fixtures.ts';

const BERLIN = 'Europe/Berlin';
const NOW = utc('2026-11-02T10:00');
const how = facilitation({ rotation: 'sync', turns: 'daily', pick: 'fair' });

function teamWith(since?: string, more: Partial<Team> = {}): Team {
  const joiner = member('eva', BERLIN, since === undefined ? {} : { since });
  const old = ['ana', 'ben'].map((id) => member(id, BERLIN));
  const members = [joiner, ...old, member('ivo', BERLIN, { roles: ['lead'], participates: false })];
  return atlas({
    members,
    admins: [],
    coordinator: 'ivo',
    rituals: [standup({ facilitator: how })],
    ...more,
  });
}

test('a joiner is new for ten working days of their own, the first one included', () => {
  const eva = member('eva', BERLIN, { since: '2026-11-04' });
  expect([isNew(eva, '2026-11-04'), isNew(eva, '2026-11-17'), isNew(eva, '2026-11-18')]).toEqual([
    true,
    true,
    false,
  ]);
  expect(isNew(member('old', BERLIN), '2026-11-04')).toBe(false);
});

test('a joiner is not picked in their first ten working days, owes nothing for them, and has turns after', () => {
  const team = teamWith('2026-11-03');
  const duties = dutiesAhead(team, booksOf([], []), [], NOW, 30);
  const evas = duties.filter(({ turn }) => turn.person === 'eva').map(({ date }) => date);
  expect(evas[0]).toBe('2026-11-17');
  expect(evas).toHaveLength(4);
  const first = chooseFacilitator(team, team.rituals[0]!, '2026-11-03', { absences: [] });
  expect(first.rotation?.announced?.[0]?.eligible).toEqual(['ana', 'ben']);
});

test('a joiner may volunteer, keeps what they took, and is not given a turn by others', () => {
  const team = teamWith('2026-11-03');
  const [duty] = dutiesAhead(team, booksOf([], []), [], NOW, 30);
  const given = give(booksOf([], []), duty!, 'eva', { by: 'ivo', agreed: false }, [], NOW);
  expect(given).toMatchObject({ ok: false, why: expect.stringContaining('have just joined') });
  const took = take(booksOf([], []), duty!, 'eva', [], NOW);
  if (!took.ok) throw new Error(took.why);
  const turn = took.books.turns.get(duty!.turn.id)!;
  const known = { absences: [], turn, rotation: took.books.rotations.get('atlas/sync')! };
  expect(chooseFacilitator(team, team.rituals[0]!, duty!.date, known).facilitator.person).toBe('eva');
});

test('where everybody has just joined, turns are given as usual', () => {
  const members = ['ana', 'ben'].map((id) => member(id, BERLIN, { since: '2026-11-02' }));
  const team = teamWith(undefined, { members });
  expect(dutiesAhead(team, booksOf([], []), [], NOW, 3).map(({ turn }) => turn.person)).toEqual([
    'ana',
    'ben',
    'ana',
  ]);
});

test('a fair pick says its numbers', () => {
  const team = teamWith();
  const [first, second] = dutiesAhead(team, booksOf([], []), [], NOW, 3);
  expect(first?.turn.why).toContain('(0 turns so far, 0.0 would be even)');
  expect(second?.turn.why).toContain('(0 turns so far, 0.3 would be even)');
});

test('whoever asked to be skipped is not picked, owes nothing, and what is fixed for them goes on to the next', () => {
  const team = teamWith();
  const { turn, rotation } = chooseFacilitator(team, team.rituals[0]!, '2026-11-03', { absences: [] });
  const books = booksOf([turn!], [rotation!]);
  const duties = dutiesAhead(team, books, [], NOW, 30);
  const wish = { person: 'eva', by: 'eva', from: '2026-11-02', to: '2026-11-13' };
  const done = skipBetween(books, team, duties, wish, [], '2026-11-02', NOW);
  if (!done.ok) throw new Error(done.why);
  expect([done.passed.length, done.books.turns.get(turn!.id)?.person]).toEqual([1, 'ana']);
  const after = dutiesAhead(team, done.books, [], NOW, 20);
  expect(after.filter(({ turn: one }) => one.person === 'eva').map(({ date }) => date)[0]).toBe('2026-11-17');
  const others = skipBetween(books, team, duties, { ...wish, by: 'ben' }, [], '2026-11-02', NOW);
  expect(others).toMatchObject({ ok: false, why: expect.stringContaining('coordinator') });
  const past = skipBetween(books, team, duties, { ...wish, to: '2026-10-01' }, [], '2026-11-02', NOW);
  expect(past.ok).toBe(false);
});

test('a turn that never took place weighs no more, but one whose round may still begin does', () => {
  const team = teamWith();
  const { turn, rotation } = chooseFacilitator(team, team.rituals[0]!, '2026-11-03', { absences: [] });
  expect(lapsed(team, rotation!, '2026-11-03', new Set()).announced).toHaveLength(1);
  expect(lapsed(team, rotation!, '2026-11-04', new Set([turn!.id])).announced).toHaveLength(1);
  const after = lapsed(team, rotation!, '2026-11-04', new Set());
  expect(after.announced).toEqual([]);
  expect(
    chooseFacilitator(team, team.rituals[0]!, '2026-11-04', { absences: [], rotation: after }).turn?.person,
  ).toBe('eva');
});

test('a duty says how long the turns of its rotation last and who takes them, for every ritual that names it', () => {
  const duty = standup({ id: 'champion', kind: 'duty', facilitator: { ...how, turns: 'weekly' } });
  const review = standup({ id: 'review', facilitator: { ...how, turns: 'round', pick: 'random' } });
  const team = teamWith(undefined, { rituals: [duty, review] });
  expect(turnOf(team, review, '2026-11-05')).toEqual(turnOf(team, duty, '2026-11-02'));
  expect(turnOf(teamWith(undefined, { rituals: [review] }), review, '2026-11-05')?.date).toBe('2026-11-05');
});

test('two roles lead together; whoever is away leaves the other to it; without both the next rule holds', () => {
  const members = [
    member('ana', BERLIN, { roles: ['ux'] }),
    member('tom', BERLIN, { roles: ['architect'] }),
    member('ivo', BERLIN, { roles: ['lead'] }),
  ];
  const ritual = standup({ facilitator: facilitation({ roles: ['ux', 'architect'], together: true }) });
  const team = teamWith(undefined, { members, rituals: [ritual] });
  const led = (...away: string[]) =>
    chooseFacilitator(team, ritual, '2026-11-05', {
      absences: away.map((id) => absence(id, '2026-11-05', '2026-11-05')),
    }).facilitator;
  expect(led()).toEqual({ person: 'ana', also: ['tom'], why: 'hold the roles ux and architect, together' });
  expect(led('ana')).toMatchObject({
    person: 'tom',
    why: expect.stringContaining('holds the role architect'),
  });
  expect(led('ana').also).toBeUndefined();
  expect(led('ana', 'tom').person).toBe('ivo');
});

test('an announced turn is moved by nothing but its person’s own absence or leave, whatever is planned anew', () => {
  for (let seed = 0; seed < 300; seed += 1) {
    const number = (below: number, what: string) => numberBelow(below, `${seed}/${what}`);
    const rule = (['round_robin', 'random', 'fair'] as const)[number(3, 'rule')]!;
    const ids = ['ana', 'ben', 'cem', 'dia', 'eva'];
    const ritual = standup({ facilitator: { ...how, pick: rule } });
    const team = teamWith(undefined, { members: ids.map((id) => member(id, BERLIN)), rituals: [ritual] });
    const date = '2026-11-05';
    const fixed = chooseFacilitator(team, ritual, date, {
      absences: [],
      rotation: emptyRotation('atlas', 'sync'),
    });
    const person = fixed.turn!.person!;
    const others = ids.filter((id) => id !== person);
    const gone = others.filter((id) => number(3, `${id}/gone`) === 0);
    const changed = standup({
      facilitator: {
        ...how,
        pick: (['round_robin', 'random', 'fair'] as const)[number(3, 'new rule')]!,
        roles: number(2, 'roles') === 0 ? ['lead'] : [],
      },
      schedule: { ...ritual.schedule, at: 540 + number(5, 'at') * 60 },
    });
    const roster = [
      member('new', BERLIN, { roles: ['lead'] }),
      ...ids.filter((id) => !gone.includes(id)).map((id) => member(id, BERLIN)),
    ];
    const later = {
      ...team,
      members: number(2, 'order') === 0 ? roster : roster.toReversed(),
      rituals: [changed],
    };
    const ill = others.filter((id) => number(2, `${id}/ill`) === 0).map((id) => absence(id, date, date));
    let rotation = fixed.rotation!;
    if (number(2, 'skip') === 0)
      rotation = withSkip(rotation, { person, from: date, to: date }, '2026-11-01');
    const known = { turn: fixed.turn!, rotation, appointed: person };
    const again = chooseFacilitator(later, changed, date, { ...known, absences: ill });
    expect([seed, again.facilitator.person, again.turn]).toEqual([seed, person, undefined]);
    const own = chooseFacilitator(later, changed, date, {
      ...known,
      absences: [absence(person, date, date)],
    });
    expect(own.facilitator.person).not.toBe(person);
    const left = { ...later, members: later.members.filter(({ id }) => id !== person) };
    expect(chooseFacilitator(left, changed, date, { ...known, absences: [] }).facilitator.person).not.toBe(
      person,
    );
  }
});
