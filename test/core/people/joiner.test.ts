import { expect, test } from 'vitest';
import {
  decideJoiner,
  type Followed,
  followChannel,
  type Joiner,
  withRoster,
} from '../../../src/core/people/joiner.ts';
import { DAY } from '../../../src/core/time.ts';
import { atlas, member } from '../fixtures.ts';

const NOW = Date.UTC(2026, 10, 2, 9);
const where = { team: 'atlas', workspace: 'T1', first: false, named: new Set<string>() };
const sam = { user: 'U1', name: 'Sam', person: 'sam', zone: 'Europe/Berlin' };
const kim = { user: 'U2', name: 'Kim', person: 'kim', zone: 'Europe/Berlin' };

/** The rows after it, as they would be stored. */
function stored(before: readonly Joiner[], { changed }: Followed): Joiner[] {
  const rows = new Map([...before, ...changed].map((row) => [row.id, row]));
  return [...rows.values()];
}

const names = (people: readonly { name: string }[]) => people.map(({ name }) => name);

test('everybody who is there at first is a member, and nobody is asked about', () => {
  const first = followChannel([], [sam, kim], { ...where, first: true }, NOW);
  expect([...first.admitted]).toEqual(['sam', 'kim']);
  expect(first.ask).toEqual([]);
});

test('who comes later is asked about: once, once more after a week, and never again', () => {
  let rows: Joiner[] = [];
  const asked = [0, 1, 6, 7, 8, 14, 21, 100].map((days) => {
    const followed = followChannel(rows, [sam], where, NOW + days * DAY);
    rows = stored(rows, followed);
    expect([...followed.admitted]).toEqual([]);
    return names(followed.ask);
  });
  expect(asked).toEqual([['Sam'], [], [], ['Sam'], [], [], [], []]);
});

test('who is ignored stays out and is not asked about again; an observer is in', () => {
  const rows = stored([], followChannel([], [sam, kim], where, NOW));
  const decided = [
    decideJoiner(rows[0]!, 'ignored', 'mia', NOW)!,
    decideJoiner(rows[1]!, 'observer', 'mia', NOW)!,
  ];
  const later = followChannel(decided, [sam, kim], where, NOW + 30 * DAY);
  expect([...later.admitted]).toEqual(['kim']);
  expect(later.ask).toEqual([]);
  expect(decideJoiner(decided[0]!, 'member', 'ivo', NOW)).toBeUndefined();
});

test('who leaves the channel before anybody has decided is gone, and asked about anew when they return', () => {
  const rows = stored([], followChannel([], [sam], where, NOW));
  const away = followChannel(rows, [], where, NOW + DAY);
  expect(away.changed.map(({ state }) => state)).toEqual(['gone']);
  const back = followChannel(stored(rows, away), [sam], where, NOW + 2 * DAY);
  expect(names(back.ask)).toEqual(['Sam']);
});

test('a member who leaves the channel is kept until it is known who takes over, and whole again on return', () => {
  const rows = stored([], followChannel([], [sam], { ...where, first: true }, NOW));
  const away = followChannel(rows, [], where, NOW + DAY);
  expect(names(away.outside)).toEqual(['Sam']);
  const team = withRoster(atlas(), new Set(), away);
  expect(team.members.at(-1)).toMatchObject({ id: 'sam', name: 'Sam', active: true });
  const back = followChannel(stored(rows, away), [sam], where, NOW + 2 * DAY);
  expect(back.outside).toEqual([]);
  expect(back.changed[0]?.outside).toBeUndefined();
});

test('whom a file names by now needs no channel: they are not kept twice', () => {
  const rows = stored([], followChannel([], [sam], { ...where, first: true }, NOW));
  const named = followChannel(rows, [], { ...where, named: new Set(['U1']) }, NOW + DAY);
  expect(named.outside).toEqual([]);
  expect(named.changed).toEqual([]);
});

test('newcomers nobody has decided about are not in the team, whatever the channel says', () => {
  const base = atlas();
  const team = { ...base, members: [...base.members, member('sam', 'UTC'), member('kim', 'UTC')] };
  const followed = { admitted: new Set(['kim']), outside: [] };
  const after = withRoster(team, new Set(['sam', 'kim']), followed);
  expect(after.members.map(({ id }) => id)).toEqual([...base.members.map(({ id }) => id), 'kim']);
});

test('more than half of the members are gone at once: nobody has left, the channel cannot be looked into', () => {
  const many = [1, 2, 3, 4].map((n) => ({ ...sam, user: `U${n}`, person: `p${n}`, name: `P${n}` }));
  const rows = stored([], followChannel([], many, { ...where, first: true }, NOW));
  const locked = followChannel(rows, [], where, NOW + DAY);
  expect(locked.changed).toEqual([]);
  expect(withRoster(atlas(), new Set(), locked).members.map(({ id }) => id)).toContain('p4');
  const two = followChannel(rows, many.slice(2), where, NOW + DAY);
  expect(two.changed.map(({ name, outside }) => [name, outside !== undefined])).toEqual([
    ['P1', true],
    ['P2', true],
  ]);
});
