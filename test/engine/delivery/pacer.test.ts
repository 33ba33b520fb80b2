import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../../src/core/time.ts';
import { createPacer, type Lane, type Pacer } from '../../../src/engine/delivery/pacer.ts';

const NOW = Date.UTC(2026, 10, 2, 9, 0);
const lane = (channel: string, workspace = 'acme', call: Lane['call'] = 'post'): Lane => ({
  workspace,
  channel,
  call,
});

function paced(): Pacer {
  return createPacer({
    acme: {
      workspace: { count: 60, per: MINUTE, burst: 3 },
      channel: { count: 1, per: SECOND, burst: 1 },
      edits: { count: 30, per: MINUTE, burst: 1 },
    },
  });
}

test('a channel gets one message a second, other channels are not held up by it', () => {
  const turns = paced().look(NOW);
  expect(turns.take(lane('a'))).toBeUndefined();
  expect(turns.take(lane('a'))).toBe(NOW + SECOND);
  expect(turns.take(lane('b'))).toBeUndefined();
});

test('those turned away get one slot after the other', () => {
  const turns = paced().look(NOW);
  turns.take(lane('a'));
  expect([1, 2, 3].map(() => turns.take(lane('a')))).toEqual([
    NOW + SECOND,
    NOW + 2 * SECOND,
    NOW + 3 * SECOND,
  ]);
});

test('a workspace may begin with a burst and then keeps its pace over any minute', () => {
  const pacer = paced();
  let sent = 0;
  for (let at = NOW; at < NOW + MINUTE; at += 100) {
    const turns = pacer.look(at);
    for (let n = 0; n < 10; n += 1) if (turns.take(lane(`channel ${n}`)) === undefined) sent += 1;
  }
  expect(sent).toBe(3 + 59);
});

test('a slot that was given is kept', () => {
  const pacer = paced();
  const first = pacer.look(NOW);
  first.take(lane('a'));
  const slot = first.take(lane('a')) ?? 0;
  expect(pacer.look(slot - 1).take(lane('a'))).toBe(slot);
  expect(pacer.look(slot).take(lane('a'))).toBeUndefined();
});

test('edits and posts of a workspace are counted apart', () => {
  const turns = paced().look(NOW);
  for (const channel of ['a', 'b', 'c']) turns.take(lane(channel));
  expect(turns.take(lane('d'))).toBe(NOW + SECOND);
  expect(turns.take(lane('d', 'acme', 'edit'))).toBeUndefined();
  expect(turns.take(lane('e', 'acme', 'edit'))).toBe(NOW + 2 * SECOND);
});

test('a workspace without limits is never held up', () => {
  const turns = paced().look(NOW);
  expect(Array.from({ length: 100 }, () => turns.take(lane('a', 'playground')))).toEqual(
    Array(100).fill(undefined),
  );
});

test('a channel waits as long as the platform said; a second one that is told so stops the workspace', () => {
  const pacer = createPacer({});
  pacer.pause(lane('a'), NOW + 10 * SECOND);
  expect(pacer.look(NOW).take(lane('a'))).toBe(NOW + 10 * SECOND);
  expect(pacer.look(NOW).take(lane('c'))).toBeUndefined();
  pacer.pause(lane('b'), NOW + 20 * SECOND);
  expect(pacer.look(NOW).take(lane('c'))).toBe(NOW + 20 * SECOND);
  expect(pacer.look(NOW).take(lane('c', 'other'))).toBeUndefined();
  expect(pacer.look(NOW + 20 * SECOND).take(lane('c'))).toBeUndefined();
});

test('a channel that is told to wait twice does not stop the others', () => {
  const pacer = createPacer({});
  pacer.pause(lane('a'), NOW + 10 * SECOND);
  pacer.pause(lane('a'), NOW + 20 * SECOND);
  expect(pacer.look(NOW).take(lane('c'))).toBeUndefined();
});

test('a clock that goes back earns nothing', () => {
  const pacer = paced();
  pacer.look(NOW).take(lane('a'));
  expect(pacer.look(NOW - MINUTE).take(lane('a'))).toBe(NOW - MINUTE + SECOND);
});
