import { describe, expect, test } from 'vitest';
import { standing } from '../../../src/core/rotation/account.ts';
import {
  count,
  emptyRotation,
  type How,
  pick,
  type Rotation,
  withdraw,
} from '../../../src/core/rotation/rotation.ts';
import { numberBelow, shuffle } from '../../../src/core/rotation/shuffle.ts';
import { addDays } from '../../../src/core/time/zone.ts';

const START = '2026-11-02';
const ROSTER = ['ana', 'ben', 'cem', 'dia'];
type Rule = How['pick'];

/** Gives and counts one turn a day; `here` says who is at work on the n-th day. */
function run(
  rule: Rule,
  days: number,
  here: (day: number) => readonly string[],
  roster = ROSTER,
  seed = 'atlas/sync',
) {
  let rotation = emptyRotation('atlas', 'sync');
  const turns: string[] = [];
  for (let day = 0; day < days; day += 1) {
    const date = addDays(START, day);
    const picked = pick(rotation, { pick: rule, seed }, roster, here(day), date);
    rotation = count(picked.rotation, { id: `atlas/sync/${date}`, date, person: picked.person ?? '' });
    turns.push(picked.person ?? '');
  }
  return { turns, rotation };
}

const everybody = () => ROSTER;
const without = (absent: string, days: readonly number[]) => (day: number) =>
  days.includes(day) ? ROSTER.filter((person) => person !== absent) : ROSTER;

describe('round robin', () => {
  test('goes down the list and starts again', () => {
    expect(run('round_robin', 6, everybody).turns).toEqual(['ana', 'ben', 'cem', 'dia', 'ana', 'ben']);
  });

  test('passes over the absent, who are next when the list comes round again', () => {
    expect(run('round_robin', 7, without('ben', [1])).turns).toEqual([
      'ana',
      'cem',
      'dia',
      'ana',
      'ben',
      'cem',
      'dia',
    ]);
  });

  test('goes on behind somebody who has left the list', () => {
    const { rotation } = run('round_robin', 2, everybody);
    const left = ROSTER.filter((person) => person !== 'ben');
    expect(pick(rotation, { pick: 'round_robin', seed: '' }, left, left, '2026-11-04').person).toBe('cem');
  });

  test('says after whom somebody is next, by name', () => {
    const { rotation } = run('round_robin', 1, everybody);
    const how: How = { pick: 'round_robin', seed: '', name: (id) => id.toUpperCase() };
    const picked = pick(rotation, how, ROSTER, ['ana', 'cem', 'dia'], '2026-11-03');
    expect(picked).toMatchObject({ person: 'cem', why: 'next in the list after ANA', passed: ['ben'] });
  });

  test('a turn that is taken over does not go to somebody who has the next one already', () => {
    const how: How = { pick: 'round_robin', seed: '' };
    const today = pick(emptyRotation('atlas', 'sync'), how, ROSTER, ROSTER, '2026-11-02');
    const tomorrow = pick(today.rotation, how, ROSTER, ROSTER, '2026-11-03');
    expect([today.person, tomorrow.person]).toEqual(['ana', 'ben']);
    const back = withdraw(tomorrow.rotation, 'atlas/sync/2026-11-02');
    expect(pick(back, how, ROSTER, ['ben', 'cem', 'dia'], '2026-11-02').person).toBe('cem');
  });

  test('of two turns on one date the later given one is gone on from', () => {
    const rule = { pick: 'round_robin', seed: '' } as const;
    const nextAfter = (before: number) => {
      let rotation = run('round_robin', before, everybody).rotation;
      for (const ritual of ['sync', 'check']) {
        const turn = `atlas/sync/2026-11-09/${ritual}`;
        const picked = pick(rotation, { ...rule, turn }, ROSTER, ROSTER, '2026-11-09');
        rotation = count(picked.rotation, { id: turn, date: '2026-11-09', person: picked.person ?? '' });
      }
      return pick(rotation, rule, ROSTER, ROSTER, '2026-11-10').person;
    };
    expect([0, 1, 2, 3].map(nextAfter)).toEqual(['cem', 'dia', 'ana', 'ben']);
  });
});

describe('random', () => {
  test('everybody is drawn once before anybody is drawn again, and nobody twice in a row', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const { turns } = run('random', 40, everybody, ROSTER, `team/${seed}`);
      for (let bag = 0; bag < 40; bag += 4) expect(new Set(turns.slice(bag, bag + 4)).size).toBe(4);
      expect(turns.every((person, day) => person !== turns[day + 1])).toBe(true);
    }
  });

  test('the same seed draws the same, another seed and another bag draw differently', () => {
    const draws = (seed: string) => run('random', 40, everybody, ROSTER, seed).turns.join();
    expect(draws('atlas/sync')).toBe(draws('atlas/sync'));
    expect(new Set(Array.from({ length: 20 }, (_, n) => draws(`atlas/${n}`))).size).toBeGreaterThan(15);
    const { turns } = run('random', 40, everybody);
    expect(new Set([0, 4, 8, 12, 16].map((bag) => turns.slice(bag, bag + 4).join())).size).toBeGreaterThan(1);
  });

  test('the absent keep one ticket and are drawn first when they are back', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const { turns } = run('random', 9, without('cem', [0, 1, 2, 3, 4]), ROSTER, `team/${seed}`);
      expect(turns.slice(0, 5)).not.toContain('cem');
      expect(turns[5]).toBe('cem');
      expect(turns[6]).not.toBe('cem');
      expect(new Set(turns.slice(3, 7)).size).toBe(4);
    }
  });

  test('a newcomer joins the running bag', () => {
    const { rotation } = run('random', 2, everybody);
    const joined = [...ROSTER, 'eva'];
    let now = rotation;
    const drawn = [2, 3, 4].map((day) => {
      const picked = pick(now, { pick: 'random', seed: 'atlas/sync' }, joined, joined, addDays(START, day));
      now = picked.rotation;
      return picked.person;
    });
    expect(drawn).toContain('eva');
    expect(new Set([...drawn, ...(rotation.bag?.had ?? [])])).toEqual(new Set(joined));
  });

  test('a turn given back puts its ticket in front', () => {
    const first = pick(emptyRotation('atlas', 'sync'), { pick: 'random', seed: 's' }, ROSTER, ROSTER, START);
    const back = withdraw(first.rotation, `atlas/sync/${START}`);
    expect(back.bag?.left[0]).toBe(first.person);
    expect(pick(back, { pick: 'random', seed: 's' }, ROSTER, ROSTER, START).person).toBe(first.person);
  });
});

describe('fair', () => {
  test('turns stay within one of the share over 250 rounds with absences, for 200 seeds', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const size = 2 + numberBelow(7, `size${seed}`);
      const roster = Array.from({ length: size }, (_, n) => `p${n}`);
      const { rotation } = run('fair', 250, (day) => atWork(roster, seed, day), roster);
      for (const { turns, share } of Object.values(rotation.accounts))
        expect(Math.abs(turns - share)).toBeLessThan(1);
      const sum = (part: 'turns' | 'share') =>
        Object.values(rotation.accounts).reduce((total, account) => total + account[part], 0);
      expect([sum('turns'), sum('share')]).toEqual([250, expect.closeTo(250)]);
    }
  });

  test('absence adds nothing and is not made up for', () => {
    const { turns, rotation } = run('fair', 40, (day) => (day < 20 ? ['ana', 'ben', 'cem'] : ROSTER));
    expect(turns.slice(0, 20)).not.toContain('dia');
    expect(turns.slice(20).filter((person) => person === 'dia')).toHaveLength(5);
    expect(rotation.accounts.dia?.share).toBeCloseTo(5);
  });

  test('a newcomer starts at nothing and gets a fair share from then on', () => {
    let { rotation } = run('fair', 100, everybody);
    const joined = [...ROSTER, 'eva'];
    for (let day = 100; day < 150; day += 1) {
      const date = addDays(START, day);
      const picked = pick(rotation, { pick: 'fair', seed: '' }, joined, joined, date);
      rotation = count(picked.rotation, { id: `atlas/sync/${date}`, date, person: picked.person ?? '' });
    }
    expect(rotation.accounts.eva).toMatchObject({ turns: 10, share: expect.closeTo(10) });
  });

  test('a tie goes to the longest ago, then to the roster', () => {
    const accounts = {
      ana: { turns: 1, share: 1, last: '2026-11-01' },
      ben: { turns: 1, share: 1, last: '2026-10-30' },
    };
    const rotation: Rotation = { ...emptyRotation('atlas', 'sync'), accounts };
    expect(pick(rotation, { pick: 'fair', seed: '' }, ['ana', 'ben'], ['ana', 'ben'], START).person).toBe(
      'ben',
    );
    expect(run('fair', 4, everybody).turns).toEqual(ROSTER);
  });

  test('sums of fractions that ought to be equal count as equal', () => {
    const sixths = [...Array(6)].reduce((sum: number) => sum + 1 / 6, 0);
    expect(sixths).not.toBe(1);
    const accounts = {
      ana: { turns: 1, share: 1, last: '2026-11-01' },
      ben: { turns: 1, share: sixths, last: '2026-10-30' },
    };
    const rotation: Rotation = { ...emptyRotation('atlas', 'sync'), accounts };
    expect(pick(rotation, { pick: 'fair', seed: '' }, ['ana', 'ben'], ['ana', 'ben'], START).person).toBe(
      'ben',
    );
  });
});

describe('every rule', () => {
  const RULES: readonly Rule[] = ['round_robin', 'random', 'fair'];

  test.each(RULES)('%s: turns given ahead weigh as if they had counted', (rule) => {
    const counted = run(rule, 12, everybody).turns;
    let rotation = emptyRotation('atlas', 'sync');
    const ahead = counted.map((_, day) => {
      const picked = pick(rotation, { pick: rule, seed: 'atlas/sync' }, ROSTER, ROSTER, addDays(START, day));
      rotation = picked.rotation;
      return picked.person;
    });
    expect(ahead).toEqual(counted);
    expect(standing(rotation, 'ana')).toEqual(run(rule, 12, everybody).rotation.accounts.ana);
  });

  test.each(RULES)('%s: a turn taken over counts for the one who took it', (rule) => {
    const how: How = { pick: rule, seed: 'x' };
    const first = pick(emptyRotation('atlas', 'sync'), how, ROSTER, ROSTER, START);
    const able = ROSTER.filter((person) => person !== first.person);
    const second = pick(withdraw(first.rotation, `atlas/sync/${START}`), how, ROSTER, able, START);
    const rotation = count(second.rotation, {
      id: `atlas/sync/${START}`,
      date: START,
      person: second.person ?? '',
    });
    expect(rotation.accounts[first.person ?? '']).toBeUndefined();
    expect(rotation.accounts[second.person ?? '']).toMatchObject({ turns: 1, share: 1 / 3, last: START });
    expect(rotation.announced).toEqual([]);
  });

  test.each(RULES)('%s: nobody at work gives no turn and changes nothing', (rule) => {
    const rotation = run(rule, 3, everybody).rotation;
    const picked = pick(rotation, { pick: rule, seed: '' }, ROSTER, [], '2026-11-05');
    expect(picked).toMatchObject({ rotation, why: 'nobody in the list can do it' });
    expect(picked.person).toBeUndefined();
  });

  test.each(RULES)('%s: only the eligible are picked', (rule) => {
    for (let seed = 0; seed < 20; seed += 1) {
      const here = (day: number) => atWork(ROSTER, seed, day);
      const { turns } = run(rule, 60, here);
      turns.forEach((person, day) => {
        expect(here(day)).toContain(person);
      });
    }
  });
});

test('a shuffle keeps everything and depends on the seed alone', () => {
  const list = Array.from({ length: 20 }, (_, n) => n);
  expect(shuffle(list, 'a')).toEqual(shuffle(list, 'a'));
  expect(shuffle(list, 'a')).not.toEqual(shuffle(list, 'b'));
  expect(shuffle(list, 'a').sort((a, b) => a - b)).toEqual(list);
});

/** Somebody is away for a few days at a time, about one day in five; never everybody. */
function atWork(roster: readonly string[], seed: number, day: number): string[] {
  const here = roster.filter((person) => numberBelow(5, `${seed}/${person}/${Math.floor(day / 4)}`) > 0);
  return here.length > 0 ? here : [roster[0] ?? ''];
}
