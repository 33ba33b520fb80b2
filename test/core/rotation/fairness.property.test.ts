import { expect, test } from 'vitest';
import { count, emptyRotation, type How, pick, type Rotation } from '../../../src/core/rotation/rotation.ts';
import { numberBelow } from '../../../src/core/rotation/shuffle.ts';
import { addDays } from '../../../src/core/time/zone.ts';

/** The bars of the rotations: a thousand teams of their own, 250 rounds each, with people who are away, join and leave. */
const SEEDS = 1000;
const ROUNDS = 250;
const DATES = Array.from({ length: ROUNDS }, (_, round) => addDays('2026-01-05', round));

interface Life {
  id: string;
  from: number;
  to: number;
}

/** Somebody is there from the first round to the last; others join and leave at any time. */
function teamOf(seed: number): Life[] {
  const size = 2 + numberBelow(8, `${seed}/size`);
  return Array.from({ length: size }, (_, n) => {
    const comes = n > 1 && numberBelow(3, `${seed}/${n}/comes`) === 0;
    const from = comes ? numberBelow(ROUNDS, `${seed}/${n}/from`) : 0;
    const goes = n > 1 && numberBelow(3, `${seed}/${n}/goes`) === 0;
    return { id: EVERYBODY[n]!, from, to: goes ? from + numberBelow(ROUNDS, `${seed}/${n}/to`) : ROUNDS };
  });
}

/** Away for a few rounds at a time; the first two never are. */
function away(seed: number, n: number, round: number): boolean {
  return n > 1 && numberBelow(5, `${seed}/${n}/${Math.floor(round / 4)}`) === 0;
}

const EVERYBODY = Array.from({ length: 10 }, (_, n) => `p${n}`);

function live(rule: How['pick'], seed: number, each: (rotation: Rotation) => void): Rotation {
  const lives = teamOf(seed);
  const how: How = { pick: rule, seed: `team/${seed}` };
  let rotation = emptyRotation('team', `${seed}`);
  let gone: Life[] = [];
  DATES.forEach((date, round) => {
    const there = lives.filter(({ from, to }) => from <= round && round < to);
    const roster = there.map(({ id }) => id);
    if (round % 4 === 0) gone = lives.filter((_, n) => away(seed, n, round));
    const able = there.filter((one) => !gone.includes(one)).map(({ id }) => id);
    const picked = pick(rotation, how, roster, able, date);
    if (picked.person !== undefined && !able.includes(picked.person)) throw new Error('picked while away');
    const turn = { id: `${rotation.id}/${date}`, date, ...(picked.person && { person: picked.person }) };
    rotation = count(picked.rotation, turn);
    each(rotation);
  });
  return rotation;
}

test('fair: after 250 rounds turns are within one of the share, for everybody, over a thousand seeds; on the way never far out', () => {
  let [end, way] = [0, 0];
  const furthest = ({ accounts }: Rotation) => {
    let far = 0;
    for (const id in accounts) far = Math.max(far, Math.abs(accounts[id]!.turns - accounts[id]!.share));
    return far;
  };
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const last = live('fair', seed, (rotation) => {
      way = Math.max(way, furthest(rotation));
    });
    end = Math.max(end, furthest(last));
  }
  expect(end).toBeLessThan(1);
  // Nobody knows who will be away: several may be owed at once while only one can have the turn.
  expect(way).toBeLessThan(1.25);
});

test('random: nobody has a second turn before everybody who was there all the time has had one, over a thousand seeds', () => {
  let apart = 0;
  for (let seed = 0; seed < SEEDS; seed += 1) {
    live('random', seed, ({ accounts }) => {
      const had = (id: string) => accounts[id]?.turns ?? 0;
      // Nobody else can be ahead of those who always were there by more than the turn of this bag.
      const ahead = Object.keys(accounts).map((id) => had(id) - Math.min(had('p0'), had('p1')));
      apart = Math.max(apart, ...ahead);
    });
  }
  expect(apart).toBe(1);
});
