import { expect, test } from 'vitest';
import { manualClock } from '../../../adapters/playground/clock.ts';
import { SECOND } from '../../../src/core/time.ts';
import { createHeartbeat } from '../../../src/engine/watch/heartbeat.ts';
import { outside } from '../outside.ts';
import { START, silent } from '../post-office.ts';

const URL = 'http://127.0.0.1:9/ping?key=secret';

function beating() {
  const clock = manualClock(START);
  const world = outside();
  const lines: string[] = [];
  const state = { ready: true, reasons: [] as string[] };
  const keep = (facts: object, line: string) => void lines.push(`${line} ${JSON.stringify(facts)}`);
  const log = { ...silent, info: keep, warn: keep };
  const beat = createHeartbeat({ fetch: world.fetch, url: URL, clock, log, health: async () => state });
  return { clock, world, lines, state, beat };
}

test('each beat is one call, without a body', async () => {
  const { beat, world } = beating();
  await beat();
  await beat();
  expect(world.calls).toEqual([
    { url: URL, method: 'GET' },
    { url: URL, method: 'GET' },
  ]);
});

test('no call is made while Rondo is not ready, so that the other side notices', async () => {
  const { beat, world, state } = beating();
  state.ready = false;
  await beat();
  expect(world.calls).toEqual([]);
  state.ready = true;
  await beat();
  expect(world.calls).toHaveLength(1);
});

test('calls that fail are logged once until one succeeds, without the address', async () => {
  const { beat, world, lines } = beating();
  world.answer(URL, 'refused');
  await beat();
  world.answer(URL, 500);
  await beat();
  expect(lines).toEqual(['RONDO_HEARTBEAT_URL did not answer well. {"error":"TypeError"}']);
  world.answer(URL, 200);
  await beat();
  await beat();
  expect(lines.slice(1)).toEqual(['RONDO_HEARTBEAT_URL answers again. {}']);
  world.answer(URL, 404);
  await beat();
  expect(lines[2]).toBe('RONDO_HEARTBEAT_URL did not answer well. {"error":"The answer was 404."}');
});

test.each(['nothing', 'silent'] as const)(
  'a call that answers "%s" ends after five seconds',
  async (answer) => {
    const { beat, world, lines, clock } = beating();
    world.answer(URL, answer);
    let over = false;
    const one = beat().then(() => {
      over = true;
    });
    await new Promise(setImmediate);
    clock.set(START + 5 * SECOND - 1);
    await new Promise(setImmediate);
    expect(over).toBe(false);
    clock.set(START + 5 * SECOND);
    await one;
    expect(world.stopped()).toBe(1);
    expect(lines).toEqual([
      'RONDO_HEARTBEAT_URL did not answer well. {"error":"No answer came within 5 seconds."}',
    ]);
  },
);
