import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdingsOf, keyOf, type Material, remarksOn } from '../../../src/core/people/holdings.ts';
import {
  readLeaving,
  rolesFor,
  settledHeirs,
  whoIsAsked,
  withoutHeir,
} from '../../../src/core/people/leaving.ts';
import type { Team } from '../../../src/core/team.ts';
import { atlas, member } from '../fixtures.ts';

const NOW = Date.UTC(2026, 10, 2, 9);

function material(more: Partial<Material> = {}): Material {
  const nothing = { escalations: [], actions: [], dependencies: [], objectives: [], risks: [], duties: [] };
  return { ...nothing, absences: [], now: NOW, ...more };
}

function action(id: string, owner: string) {
  return { id, team: 'atlas', what: id, owner, due: '2026-12-01', from: 'x', open: true, version: 1 };
}

const firstHeirs = (team: Team, person: string, more: Partial<Material> = {}) =>
  holdingsOf(team, person, material(more)).map((holding) => [keyOf(holding), holding.heirs[0]]);

test('who shares a role comes first, then who has the fewest open things; where that is even the coordinator, then the lead', () => {
  const team = atlas();
  const actions = [action('a1', 'raj'), action('a2', 'raj'), action('a3', 'lea')];
  expect(firstHeirs(team, 'raj', { actions: actions.slice(0, 2) })).toEqual([
    ['action:a1', 'lea'],
    ['action:a2', 'lea'],
  ]);
  expect(
    firstHeirs(team, 'tom', { actions: [...actions, action('b1', 'tom'), action('b2', 'tom')] }),
  ).toEqual([
    ['action:b1', 'mia'],
    ['action:b2', 'ana'],
    ['role:architect', 'mia'],
  ]);
});

test('a role that somebody else holds too is no holding; what rests on the only one is said', () => {
  const base = atlas();
  const team = { ...base, policy: { ...base.policy, 2: { ...base.policy[2], who: ['architect'] } } };
  const [role] = holdingsOf(team, 'tom', material());
  expect(role).toMatchObject({
    kind: 'role',
    hint: 'This needs somebody with the role: Level 2, mediation.',
  });
  expect(holdingsOf(team, 'raj', material())).toEqual([]);
});

test('looking after the team goes to those who do already: the coordinator’s duties to the lead', () => {
  expect(firstHeirs(atlas(), 'mia')).toEqual([
    ['role:product-owner', 'tom'],
    ['coordinator:', 'ivo'],
    ['admin:', 'ivo'],
  ]);
});

test('a policy that names somebody is said, because only the team file can change it', () => {
  const base = atlas();
  const team = { ...base, policy: { ...base.policy, 3: { ...base.policy[3], who: ['tom'] } } };
  expect(remarksOn(team, 'tom', material()).join()).toMatch(
    /Level 3, leadership names them in the team file/,
  );
});

test('whoever is asked is never the one who has gone, nor somebody who has left', () => {
  const base = atlas();
  expect(whoIsAsked(base, 'tom')).toEqual(['mia']);
  expect(whoIsAsked(base, 'mia')).toEqual(['ivo']);
  const members = base.members.map((one) => (one.id === 'ivo' ? { ...one, active: false } : one));
  expect(whoIsAsked({ ...base, members, admins: ['mia', 'ana'] }, 'mia')).toEqual(['ana']);
});

test('the form is read against what they hold now: a stranger is refused, what is new goes as suggested', () => {
  const holdings = holdingsOf(
    atlas(),
    'tom',
    material({ actions: [action('a1', 'tom'), action('a2', 'tom')] }),
  );
  const read = (values: Record<string, string>) => readLeaving(values, holdings, '2026-11-02');
  expect(read({ date: '2026-11-02', 'heir.action:a1': 'lea' })).toMatchObject({
    ok: true,
    heirs: { 'action:a1': 'lea', 'action:a2': 'ana' },
  });
  expect(read({ 'heir.action:a1': 'tom' })).toMatchObject({ ok: false });
  expect(read({ 'heir.action:a1': 'nobody' })).toMatchObject({ ok: false });
  expect(read({ date: '2026-11-01' })).toMatchObject({
    ok: false,
    errors: { date: expect.stringMatching(/passed/) },
  });
});

const PEOPLE = ['mia', 'tom', 'ana', 'raj', 'lea', 'ivo'];
const somebody = fc.constantFrom(...PEOPLE);

test('whatever is held and whoever is there: everything has an heir who is active and not the leaver, or is named', () => {
  const roles = fc.array(fc.constantFrom('lead', 'architect', 'developer', 'ux'), { maxLength: 3 });
  const someTeam = fc.record({
    people: fc.array(fc.record({ active: fc.boolean(), participates: fc.boolean(), roles }), {
      minLength: 6,
      maxLength: 6,
    }),
    coordinator: somebody,
    admins: fc.array(somebody, { minLength: 1, maxLength: 2 }),
    owners: fc.array(somebody, { maxLength: 6 }),
    leaver: somebody,
    planned: fc.dictionary(fc.constantFrom('action:0', 'role:lead', 'coordinator:'), somebody),
  });
  fc.assert(
    fc.property(someTeam, ({ people, coordinator, admins, owners, leaver, planned }) => {
      const members = PEOPLE.map((id, at) => member(id, 'Europe/Berlin', people[at]));
      const team = atlas({ members, coordinator, admins });
      const holdings = holdingsOf(
        team,
        leaver,
        material({ actions: owners.map((owner, at) => action(String(at), owner)) }),
      );
      const heirs = settledHeirs(holdings, planned);
      const without = new Set(withoutHeir(holdings).map(keyOf));
      for (const holding of holdings) {
        const heir = heirs[keyOf(holding)];
        if (heir === undefined) expect(without.has(keyOf(holding))).toBe(true);
        else {
          expect(heir).not.toBe(leaver);
          expect(members.find(({ id }) => id === heir)?.active).toBe(true);
        }
      }
      const others = members.filter(({ id, active }) => id !== leaver && active);
      if (others.length > 0) expect(without.size).toBe(0);
      const moves = holdings.map((one) => ({ key: keyOf(one), what: '', to: heirs[keyOf(one)] ?? '' }));
      const now = new Set([...others, ...rolesFor(team, moves)].flatMap((one) => one.roles));
      const before = members.find(({ id }) => id === leaver)!.roles;
      if (others.length > 0) for (const role of before) expect(now).toContain(role);
    }),
    { numRuns: 200 },
  );
});
