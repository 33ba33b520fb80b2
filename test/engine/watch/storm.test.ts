import { expect, test } from 'vitest';
import type { Item } from '../../../src/core/decision.ts';
import { DAY, MINUTE } from '../../../src/core/time.ts';
import { createStormGuard } from '../../../src/engine/watch/storm.ts';
import { releaseTeam } from '../../../src/engine/watch/storm-release.ts';
import { atlas, member } from '../../core/fixtures.ts';
import { ALARMS, house } from '../house.ts';
import { START } from '../post-office.ts';

const borealis = atlas({
  id: 'borealis',
  name: 'Borealis',
  channel: '#borealis',
  members: [member('ana', 'UTC')],
});

/** So many messages in the channel: each root post is one of its own. */
function posts(many: number, over: Partial<Item> = {}): Partial<Item>[] {
  return Array.from({ length: many }, (_, n) => ({
    thing: `notice:${n}`,
    to: { channel: '#atlas' },
    facts: { text: `Post ${n}.` },
    ...over,
  }));
}

/** For each of Atlas' people two items. */
const forPeople = ['mia', 'tom'].flatMap((person) => [
  { thing: 'notice:a', to: { person }, facts: { text: 'One.' } },
  { thing: 'notice:b', to: { person }, facts: { text: 'Two.' } },
]);

async function stormy() {
  const there = await house({ teams: [atlas(), borealis] });
  await there.tell(...posts(151), ...forPeople);
  await there.settle();
  return there;
}

const held = async ({ store }: Awaited<ReturnType<typeof house>>) =>
  (await store.read.items.find({ state: 'waiting' })).length;

test('as much as is usual goes out', async () => {
  const there = await house();
  await there.tell(...posts(150));
  await there.settle();
  expect(there.seen('#atlas')).toHaveLength(150);
  expect(await there.store.read.tallies.find({ team: 'atlas' })).toEqual([
    { id: `atlas/${START}`, team: 'atlas', at: START, messages: 150, version: 150 },
  ]);
});

test('more than five times the usual: nothing leaves but the alarm, with the numbers, to operators and admins', async () => {
  const there = await stormy();
  const { seen, world } = there;
  expect(seen('#atlas')).toEqual([]);
  expect(await held(there)).toBe(155);
  const words =
    /^Rondo needs you\. Atlas would be sent 153 messages within ten minutes\. .* 30, and over 150 /;
  expect(seen('ivo')).toEqual([expect.stringMatching(words)]);
  expect(seen('mia')).toEqual([expect.stringMatching(words)]);
  expect(seen('tom')).toEqual([]);
  expect(world.bodies(ALARMS)).toEqual([expect.objectContaining({ what: 'storm:atlas' })]);
});

test('a storm builds up over several minutes too', async () => {
  const there = await house();
  for (let n = 0; n < 4; n += 1) {
    await there.tell(...posts(40, { epoch: n }));
    await there.minutes(1);
  }
  expect(there.seen('#atlas')).toHaveLength(120);
  expect(await held(there)).toBe(40);
});

test('what is spread out is no storm', async () => {
  const there = await house();
  for (let n = 0; n < 6; n += 1) {
    await there.tell(...posts(70, { epoch: n }));
    await there.minutes(5);
  }
  expect(there.seen('#atlas')).toHaveLength(420);
});

test('other teams go on as usual', async () => {
  const there = await stormy();
  const elsewhere = { team: 'borealis', to: { channel: '#borealis' } };
  await there.tell(...posts(3, elsewhere), ...posts(3, { epoch: 2 }));
  await there.settle();
  expect(there.seen('#borealis')).toHaveLength(3);
  expect(await held(there)).toBe(158);
});

test('a held team stays held, says so every hour, and is not taken for overdue', async () => {
  const there = await stormy();
  await there.minutes(61);
  await there.tell({ thing: 'notice:late', to: { person: 'tom' }, due: there.clock.now() });
  await there.minutes(10);
  expect(there.seen('tom')).toEqual([]);
  expect(await held(there)).toBe(156);
  expect(there.seen('ivo')).toHaveLength(2);
  expect(await there.engine.health()).toEqual({ ready: true, reasons: [] });
});

test('released by an operator, what was held goes out, one message a person, and the team goes on', async () => {
  const there = await stormy();
  await there.minutes(12);
  expect(await there.slash('ivo', '/rondo release atlas')).toBe(
    'Atlas goes on. 155 waiting items on the way, one message a person.',
  );
  expect(there.seen('#atlas')).toHaveLength(151);
  expect(there.seen('tom')).toEqual([expect.stringMatching(/One\.[\s\S]*Two\./)]);
  expect(await held(there)).toBe(0);
  await there.minutes(1);
  expect(there.seen('ivo').at(-1)).toMatch(/^Over after 12 minutes: Atlas would be sent/);
  expect(there.world.bodies(ALARMS)).toHaveLength(2);
  expect(await there.store.read.events.find({ about: 'team:atlas' })).toMatchObject([
    { what: 'released', who: 'ivo', from: 'playground', why: '155 items waited; they go out now' },
  ]);
  await there.tell(...posts(100, { epoch: 2 }));
  await there.settle();
  expect(there.seen('#atlas')).toHaveLength(251);
});

test('dropped by an admin, nothing goes out, and each item has an event that says why', async () => {
  const there = await stormy();
  expect(await there.slash('mia', '/rondo release Atlas DROP')).toMatch(
    /^Atlas goes on\. 155 waiting items thrown/,
  );
  await there.minutes(5);
  expect(there.seen('#atlas')).toEqual([]);
  const whys = await there.store.read.events.find({ what: 'dropped' });
  expect(whys.filter(({ why }) => why?.includes('far too much at once'))).toHaveLength(155);
  await there.tell(...posts(10, { epoch: 2 }));
  await there.settle();
  expect(there.seen('#atlas')).toHaveLength(10);
});

test('what was dropped as a storm is no part of what is usual, what was released is', async () => {
  for (const [end, limit] of [
    ['', 600],
    ['drop', 150],
  ] as const) {
    const there = await house();
    await there.tell(...posts(120));
    await there.settle();
    await there.tell(...posts(120, { epoch: 2 }));
    await there.settle();
    await there.slash('ivo', `/rondo release atlas ${end}`);
    there.clock.set(START + 2 * DAY);
    await there.tell(...posts(limit, { epoch: 3, due: START + 2 * DAY }));
    await there.settle();
    expect(await held(there)).toBe(0);
    await there.tell({ ...posts(1)[0], epoch: 4, due: START + 2 * DAY });
    await there.settle();
    expect(await held(there)).toBe(1);
  }
});

test('only operators and admins may release, and the refusal names them', async () => {
  const there = await stormy();
  expect(await there.slash('tom', '/rondo release atlas')).toBe(
    'Only those who run this Rondo and the admins of Atlas may do that: Ivo or Mia.',
  );
  expect(await held(there)).toBe(155);
});

test('a release that is not understood does nothing', async () => {
  const there = await stormy();
  expect(await there.slash('ivo', '/rondo release atlas all')).toMatch(/Nothing was done\.$/);
  expect(await there.slash('ivo', '/rondo release')).toMatch(/^Which team\? There is atlas and borealis\./);
  expect(await there.slash('ivo', '/rondo release zeus')).toMatch(/^I know no team “zeus”\./);
  expect(await there.slash('ivo', '/rondo release borealis')).toMatch(/^Borealis is not held/);
  expect(await held(there)).toBe(155);
});

test('a team that no file names any more can still be let go', async () => {
  const there = await house();
  await there.tell(...posts(151, { team: 'old', to: { person: 'tom' }, epoch: 1 }));
  await there.store.transact((tx) =>
    tx.tallies.insert({ id: 'old/1', team: 'old', at: START, messages: 150, version: 1 }),
  );
  await there.settle();
  expect(await held(there)).toBe(151);
  expect(await there.slash('mia', '/rondo release old drop')).toMatch(/^Only those who run this Rondo/);
  expect(await there.slash('ivo', '/rondo release old drop')).toMatch(
    /^old goes on\. 151 waiting items thrown/,
  );
});

test('a release of a team that is in no storm changes nothing', async () => {
  const there = await house();
  const release = { team: 'atlas', drop: true, by: 'ivo', from: 'playground', operators: ['ivo'] };
  expect(await there.store.transact((tx) => releaseTeam(tx, release, START))).toBeUndefined();
  expect(await there.store.read.events.count({})).toBe(0);
});

test('counts older than two weeks and a day are forgotten', async () => {
  const there = await house();
  await there.tell({ to: { person: 'tom' } });
  await there.settle();
  there.clock.set(START + 15 * DAY + MINUTE);
  await there.tell({ to: { person: 'tom' }, due: there.clock.now() });
  await there.settle();
  expect(await there.store.read.tallies.find({ team: 'atlas' })).toMatchObject([
    { at: START + 15 * DAY + MINUTE },
  ]);
});

test('what comes while the team is being released is not held for a release that never comes', async () => {
  const there = await stormy();
  const { store, engine, clock } = there;
  await there.tell({ thing: 'notice:late', to: { person: 'tom' }, facts: { text: 'Late.' } });
  const items = await store.read.items.find({ state: 'waiting', at: { below: clock.now() + 1 } });
  expect(items).toHaveLength(1);
  const release = { team: 'atlas', drop: true, by: 'ivo', from: 'playground', operators: ['ivo'] };
  const transact: typeof store.transact = async (unit) => {
    await store.transact((tx) => releaseTeam(tx, release, clock.now()));
    return store.transact(unit);
  };
  const { rhythm } = engine.context;
  const guard = createStormGuard({ store: { ...store, transact }, rhythm, alarm: engine.alarm });
  expect(await guard.letThrough([{ items }], clock.now())).toEqual([]);
  await there.minutes(1);
  expect(there.seen('tom')).toEqual([expect.stringMatching(/Late\./)]);
});

test('what is released while the team is paused waits further, and the reply says so', async () => {
  const there = await stormy();
  await there.slash('ivo', '/rondo pause atlas');
  expect(await there.slash('ivo', '/rondo release atlas')).toBe(
    'What waited because of the storm is let go, but Atlas is paused: 155 items wait until it goes on. /rondo resume atlas lets it.',
  );
  await there.minutes(1);
  expect(there.seen('#atlas')).toEqual([]);
  expect(await there.slash('ivo', '/rondo resume atlas')).toMatch(/Held: 155 waiting messages/);
});
