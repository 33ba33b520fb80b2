import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../src/core/time.ts';
import { endTrouble } from '../../../src/engine/watch/alarm.ts';
import { atlas, member } from '../../core/fixtures.ts';
import { mortal } from '../../faults.ts';
import { ALARMS, house } from '../house.ts';
import { START } from '../post-office.ts';

const TROUBLE = { key: 'clock', text: 'The clock leapt.' };

/** Lets calls that are under way come back. */
async function quiet(until: () => unknown): Promise<void> {
  await vi.waitFor(until, { interval: 1 });
}

test('an alarm is in the log, is written down, and reaches the operators in chat and on the second path', async () => {
  const { engine, settle, store, seen, world, lines } = await house();
  await engine.alarm(TROUBLE);
  await settle();
  expect(lines).toEqual(['The clock leapt. {"alarm":"clock"}']);
  expect((await store.read.events.find({ what: 'alarmed' })).map(({ why }) => why)).toEqual([
    'The clock leapt.',
  ]);
  expect(seen('ivo')).toEqual([
    expect.stringMatching(/^Rondo needs you\. The clock leapt\.\n.*once an hour/),
  ]);
  expect(seen('mia')).toEqual([]);
  expect(world.calls).toEqual([
    {
      url: ALARMS,
      method: 'POST',
      body: {
        what: 'clock',
        text: 'The clock leapt.',
        since: '2026-11-02T09:00:00.000Z',
        host: 'box',
        version: '1.2.3',
      },
    },
  ]);
});

test('while a trouble lasts it is told once an hour, however often it is raised', async () => {
  const { engine, settle, clock, seen, world } = await house();
  for (let at = START; at <= START + 2 * HOUR; at += 10 * MINUTE) {
    clock.set(at);
    await engine.alarm(TROUBLE);
    await settle();
  }
  expect(seen('ivo')).toHaveLength(3);
  expect(world.calls).toHaveLength(3);
});

test('two troubles are told apart', async () => {
  const { engine, settle, seen, world } = await house();
  await engine.alarm(TROUBLE);
  await engine.alarm({ key: 'beat', text: 'A beat failed.' });
  await settle();
  expect(seen('ivo')).toHaveLength(1);
  expect(seen('ivo')[0]).toMatch(/A beat failed\.[\s\S]*The clock leapt\./);
  expect(world.calls).toHaveLength(2);
});

test('who can act on it hears of it too, and nobody twice', async () => {
  const { engine, settle, seen } = await house();
  await engine.alarm({ ...TROUBLE, also: ['mia', 'ivo'] });
  await settle();
  expect(seen('mia')).toHaveLength(1);
  expect(seen('ivo')).toHaveLength(1);
});

test('a trouble that is not raised any more is over: both paths say so, and how long it took', async () => {
  const { engine, minutes, clock, seen, world, store } = await house();
  for (let minute = 0; minute <= 12; minute += 1) {
    if (minute > 0) await minutes(1);
    await engine.alarm(TROUBLE);
  }
  expect(await store.read.troubles.get('clock')).toMatchObject({ open: true, seen: clock.now() });
  await minutes(3);
  expect(seen('ivo').slice(1)).toEqual([expect.stringMatching(/^Over after 12 minutes: The clock leapt\./)]);
  expect(world.bodies(ALARMS)).toEqual([
    expect.objectContaining({ text: 'The clock leapt.' }),
    expect.objectContaining({ text: 'Over after 12 minutes: The clock leapt.' }),
  ]);
  await minutes(120);
  expect(seen('ivo')).toHaveLength(2);
  await engine.alarm(TROUBLE);
  await minutes(1);
  expect(seen('ivo')).toHaveLength(3);
});

test('what lasts until it is said to be over is told again every hour without being raised', async () => {
  const { engine, minutes, seen, store } = await house();
  await engine.alarm({ ...TROUBLE, lasts: true });
  await minutes(119);
  expect(seen('ivo')).toHaveLength(2);
  expect(await store.read.troubles.find({ open: true })).toHaveLength(1);
});

test('a trouble and its hour survive a restart, and so does a word the second path has not taken', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rondo-alarm-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'rondo.db');
  const before = await house({ file });
  before.world.answer(ALARMS, 500);
  await before.engine.alarm({ ...TROUBLE, lasts: true });
  await before.settle();
  await before.close();

  const after = await house({ file, start: START + 10 * MINUTE });
  await after.minutes(1);
  expect(after.world.bodies(ALARMS)).toEqual([expect.objectContaining({ text: 'The clock leapt.' })]);
  await after.minutes(40);
  await after.engine.alarm({ ...TROUBLE, lasts: true });
  await after.settle();
  expect(after.seen('ivo')).toEqual([]);
  expect(after.world.calls.filter(({ url }) => url === ALARMS)).toHaveLength(1);
  await after.minutes(10);
  expect(after.seen('ivo')).toHaveLength(1);
});

test.each(['refused', 503, 'nothing', 'silent'] as const)(
  'a second path that answers "%s" holds nothing up and is tried again until it takes the alarm',
  async (answer) => {
    const { engine, settle, clock, world, seen, lines, store } = await house();
    world.answer(ALARMS, answer);
    await engine.alarm({ ...TROUBLE, lasts: true });
    await settle();
    expect(seen('ivo')).toHaveLength(1);
    for (let n = 0; n < 20; n += 1) {
      clock.set(clock.now() + 10 * SECOND);
      await settle();
    }
    const tries = world.calls.length;
    expect(tries).toBeGreaterThan(3);
    expect(tries).toBeLessThan(9);
    expect(lines.filter((line) => line.startsWith('RONDO_ALARM_URL took no alarm'))).toHaveLength(1);
    expect(lines.join()).not.toContain('secret');
    world.answer(ALARMS, 204);
    for (let n = 0; n < 4; n += 1) {
      clock.set(clock.now() + 10 * MINUTE);
      await settle();
    }
    expect(world.calls).toHaveLength(tries + 1);
    await quiet(async () => expect(await store.read.troubles.get('clock')).toMatchObject({ heard: true }));
  },
);

test('only the newest word about a trouble is still to be told', async () => {
  const { engine, minutes, clock, world } = await house();
  world.answer(ALARMS, 500);
  await engine.alarm(TROUBLE);
  await minutes(5);
  const before = world.calls.length;
  world.answer(ALARMS, 200);
  clock.set(clock.now() + HOUR);
  await quiet(() => expect(world.calls.length).toBeGreaterThan(before));
  expect(world.calls.slice(before).map(({ body }) => body)).toEqual([
    expect.objectContaining({ text: 'Over after 1 minute: The clock leapt.' }),
  ]);
  const texts = world.bodies(ALARMS).map((body) => JSON.stringify(body));
  const firstEnd = texts.findIndex((text) => text.includes('Over after'));
  expect(texts.slice(firstEnd).filter((text) => !text.includes('Over after'))).toEqual([]);
});

test.each([200, 500])('a late answer to an old word (%i) leaves the newer one to be told', async (answer) => {
  const { engine, settle, minutes, clock, world, store } = await house();
  let answerNow = () => {};
  const late = new Promise<number>((resolve) => {
    answerNow = () => resolve(answer);
  });
  world.answer(ALARMS, late);
  await engine.alarm({ ...TROUBLE, lasts: true });
  world.answer(ALARMS, 503);
  await store.transact((tx) => endTrouble(tx, 'clock', ['ivo'], clock.now()));
  clock.set(START + SECOND);
  await engine.alarm({ ...TROUBLE, text: 'Again.', lasts: true });
  answerNow();
  await settle();
  await quiet(() => expect(world.bodies(ALARMS)).toHaveLength(2));
  await minutes(5);
  expect(await store.read.troubles.get('clock')).toMatchObject({ heard: false });
  const texts = world.bodies(ALARMS).map((body) => JSON.stringify(body));
  expect(texts.slice(1).filter((text) => !text.includes('Again.'))).toEqual([]);
});

test('after a day an untold word is of no use any more', async () => {
  const { engine, minutes, settle, clock, world, store } = await house();
  world.answer(ALARMS, 500);
  await engine.alarm(TROUBLE);
  await minutes(4);
  for (let n = 0; n < 25 * 4; n += 1) {
    clock.set(clock.now() + 15 * MINUTE);
    await settle();
  }
  await quiet(async () => expect(await store.read.troubles.get('clock')).toMatchObject({ heard: true }));
  const tries = world.bodies(ALARMS).length;
  expect(tries).toBeGreaterThan(90);
  await minutes(60);
  expect(world.bodies(ALARMS)).toHaveLength(tries);
});

test('the store is away: the second path hears at once, the chat as soon as it is back, both of the end', async () => {
  let kill = () => {};
  let away = true;
  const around: NonNullable<Parameters<typeof house>[0]>['around'] = (store) => {
    const dead = mortal(store);
    kill = dead.kill;
    return { ...store, transact: (unit) => (away ? dead.store : store).transact(unit) };
  };
  away = false;
  const { engine, minutes, settle, seen, world, lines } = await house({ around });
  kill();
  away = true;
  await engine.alarm(TROUBLE);
  await engine.alarm(TROUBLE);
  expect(lines.filter((line) => line.startsWith('The alarm could not be written down.'))).toHaveLength(2);
  expect(world.bodies(ALARMS)).toHaveLength(1);
  away = false;
  await engine.alarm(TROUBLE);
  await settle();
  expect(seen('ivo')).toHaveLength(1);
  await minutes(5);
  expect(seen('ivo')[1]).toMatch(/^Over after/);
  expect(world.bodies(ALARMS)).toEqual([
    expect.objectContaining({ text: 'The clock leapt.' }),
    expect.objectContaining({ text: expect.stringMatching(/^Over after/) }),
  ]);
});

test('words of an error stay in the log: they may hold anything', async () => {
  const { engine, settle, seen, world, lines, store } = await house();
  await engine.alarm({ ...TROUBLE, cause: 'xoxb-token and an answer' });
  await settle();
  expect(lines[0]).toContain('an answer');
  const events = await store.read.events.find({});
  expect(JSON.stringify([seen('ivo'), world.calls, events])).not.toMatch(/xoxb|an answer/);
});

test('an alarm breaks quiet hours, and that it is over waits for their end', async () => {
  const quietAt9 = { from: 0, to: 720 };
  const team = atlas({ members: [member('ivo', 'UTC', { quiet: quietAt9 })] });
  const { engine, minutes, seen } = await house({ teams: [team] });
  await engine.alarm(TROUBLE);
  await minutes(10);
  expect(seen('ivo')).toHaveLength(1);
  await minutes(180);
  expect(seen('ivo')).toHaveLength(2);
});
