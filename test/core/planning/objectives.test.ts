import { expect, test } from 'vitest';
import type { Objective } from '../../../src/core/planning/objective.ts';
import {
  carry,
  decideObjective,
  type ObjectiveCommand,
  propose,
} from '../../../src/core/planning/objectives.ts';
import { partsOf } from '../../../src/core/planning/parts.ts';
import { atlas, meeting, question, standup } from '../fixtures.ts';

const team = atlas();
/** Ana leads the planning; Mia coordinates, Ivo leads the team. */
const view = { team, facilitators: ['ana'] };
const NOW = 1_000;

function objective(more: Partial<Objective> = {}): Objective {
  return {
    id: 'atlas/2026-11-02/one',
    team: 'atlas',
    week: '2026-11-02',
    what: 'Ship the login',
    owner: 'tom',
    by: 'raj',
    at: 1,
    open: true,
    version: 1,
    ...more,
  };
}

const CONFIRMED = { confirmed: { by: 'ana', at: 2 } };
const SCORED = { ...CONFIRMED, score: { result: 'partly', by: 'tom', at: 3 }, open: false } as const;
const CORRECTED = { ...SCORED, score: { result: 'met', by: 'ivo', at: 3 } } as const;

type Saying = ObjectiveCommand extends infer C
  ? C extends ObjectiveCommand
    ? Omit<C, 'by' | 'from'>
    : never
  : never;

const EDIT: Saying = { do: 'edit', words: { what: 'Ship it all', owner: 'tom' } };
const DROP: Saying = { do: 'drop', why: 'No time' };
const CONFIRM: Saying = { do: 'confirm' };
const STAND: Saying = { do: 'stand', says: 'at_risk' };
const SCORE: Saying = { do: 'score', result: 'not_met', why: 'No time' };
const TAKE: Saying = { do: 'take' };

/** Everybody in the team, so that each line names all who may. */
const ALL = team.members.map(({ id }) => id);

test.each<[string, Saying, Partial<Objective>, string]>([
  ['edit what is proposed', EDIT, {}, 'mia tom ana raj ivo'],
  ['edit what is confirmed', EDIT, CONFIRMED, 'mia tom ana ivo'],
  ['edit what is scored', EDIT, SCORED, ''],
  ['drop what is proposed', DROP, {}, 'mia tom ana raj ivo'],
  ['drop what is confirmed', DROP, CONFIRMED, 'mia tom ana ivo'],
  ['confirm', CONFIRM, {}, 'mia ana ivo'],
  ['confirm again', CONFIRM, CONFIRMED, ''],
  ['say how it stands', STAND, CONFIRMED, 'mia tom ivo'],
  ['say how it stands once it is scored', STAND, SCORED, ''],
  ['score it', SCORE, CONFIRMED, 'mia tom ivo'],
  ['score it anew', SCORE, SCORED, 'mia tom ivo'],
  ['score what a lead has corrected', SCORE, CORRECTED, 'mia ivo'],
  ['take it over', TAKE, CONFIRMED, 'mia ana raj lea ivo'],
  ['take over what is scored', TAKE, SCORED, ''],
  ['do anything with what is dropped', SCORE, { open: false, dropped: { by: 'mia', at: 2, why: 'x' } }, ''],
])('to %s, some may and nobody else', (_what, saying, more, may) => {
  const before = objective(more);
  const allowed = ALL.filter(
    (by) => decideObjective(before, { ...saying, by, from: 'chat' }, view, NOW).state !== before,
  );
  expect(allowed.join(' ')).toBe(may);
});

test('somebody from outside the team can do nothing, and is told why', () => {
  for (const saying of [EDIT, DROP, CONFIRM, STAND, SCORE, TAKE]) {
    const before = objective();
    const decision = decideObjective(before, { ...saying, by: 'zoe', from: 'chat' }, view, NOW);
    expect(decision).toMatchObject({
      state: before,
      events: [],
      reply: { reply: 'refused', text: ['Only members of Atlas can change its objectives.'] },
    });
  }
});

test('what is said twice changes once', () => {
  const once = decideObjective(objective(), { ...STAND, by: 'tom', from: 'chat' }, view, NOW);
  expect(once.events).toHaveLength(1);
  const twice = decideObjective(once.state, { ...STAND, by: 'tom', from: 'chat' }, view, NOW);
  expect(twice).toMatchObject({ state: once.state, events: [] });
});

test('equal words of the same owner are one objective, of two owners two', () => {
  const how = { by: 'raj', from: 'chat', id: 'new', week: '2026-11-02' };
  const of = [objective()];
  expect(propose({ what: 'ship the LOGIN.', owner: 'tom' }, how, team, of, NOW).state).toBeUndefined();
  expect(propose({ what: 'Ship the login', owner: 'raj' }, how, team, of, NOW).state).toMatchObject({
    id: 'new',
  });
});

test('only what was not reached is taken along, once, by its owner or who plans', () => {
  const how = { by: 'tom', from: 'chat', week: '2026-11-09' };
  expect(carry(objective(CONFIRMED), how, view, [], NOW).next).toBeUndefined();
  expect(carry(objective(CORRECTED), how, view, [], NOW).next).toBeUndefined();
  expect(carry(objective(SCORED), { ...how, by: 'lea' }, view, [], NOW)).toMatchObject({
    was: { reply: { reply: 'refused' } },
  });
  const { was, next } = carry(objective(SCORED), how, view, [], NOW);
  expect(next?.state).toMatchObject({
    id: 'atlas/2026-11-09/after/2026-11-02/one',
    week: '2026-11-09',
    owner: 'tom',
    from: 'atlas/2026-11-02/one',
  });
  expect(carry(was.state, how, view, [], NOW).next).toBeUndefined();
  const again = carry({ ...next!.state!, ...SCORED }, { ...how, week: '2026-11-16' }, view, [], NOW);
  expect(again.next?.state?.id).toBe('atlas/2026-11-16/after/2026-11-02/one');
});

test('what a ritual is about shows in its message', () => {
  const asks = (...types: ('standing' | 'score' | 'risk' | 'dependency' | 'objective')[]) =>
    types.map((type) => question(type, { type }));
  expect(partsOf(standup({ questions: asks('risk', 'dependency') }))).toEqual({ waits: false, risks: false });
  expect(partsOf(meeting({ kind: 'planning' }))).toEqual({ objectives: 'plan', waits: true, risks: true });
  expect(partsOf(meeting({ questions: asks('standing') }))).toEqual({
    objectives: 'standing',
    waits: false,
    risks: false,
  });
  expect(partsOf(meeting({ questions: asks('score', 'dependency') }))).toEqual({
    objectives: 'score',
    waits: true,
    risks: false,
  });
  expect(partsOf(meeting({ questions: asks('risk') }))).toEqual({ waits: false, risks: true });
  expect(partsOf(meeting({ kind: 'checkin', with: 'dependencies' }))).toEqual({ waits: true, risks: false });
});
