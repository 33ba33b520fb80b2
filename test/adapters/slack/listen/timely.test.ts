import { expect, test } from 'vitest';
import type { Reply } from '../../../../src/core/decision.ts';
import { notSaved } from '../../../../src/core/present/notice.ts';
import { direct, press, slash, submission } from './payloads.ts';
import { NOW, scene } from './scene.ts';

/** A scene whose commands are committed when the test says so. */
async function slowScene() {
  const commit: ((reply: Reply) => void)[] = [];
  let begun = () => {};
  const all = await scene(
    () =>
      new Promise<Reply>((resolve) => {
        commit.push(resolve);
        begun();
      }),
  );
  const waiting = async () => {
    if (commit.length > 0) return;
    await new Promise<void>((resolve) => {
      begun = resolve;
    });
    // The wake-up of the two seconds is set in the same turn as the command.
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { ...all, waiting, commit: (reply: Reply) => commit.shift()?.(reply) };
}

const said: Reply = { reply: 'said', text: ['Thank you.'] };
const NOT_SAVED = /^That was not saved\. Please try again/;

test('nothing is acknowledged before it is committed', async () => {
  const { interact, waiting, commit, clock } = await slowScene();
  let acknowledged = false;
  const answer = interact(press()).then((given) => {
    acknowledged = true;
    return given;
  });
  await waiting();
  clock.set(NOW + 1_999);
  await new Promise((resolve) => setImmediate(resolve));
  expect(acknowledged).toBe(false);
  commit(said);
  expect((await answer).status).toBe(200);
});

test('without a commit in 2 s a slash command reads that nothing was saved, and that it was when it came after all', async () => {
  const { slash: send, stub, waiting, commit, clock } = await slowScene();
  const answer = send(slash({ response_url: stub.hook }));
  await waiting();
  clock.set(NOW + 2_000);
  expect((await answer).json.text).toMatch(NOT_SAVED);
  expect(stub.calls).toEqual([]);
  commit(said);
  const calls = await stub.until(1);
  expect(calls[0]?.args.text).toBe(
    'That took long, but it was saved after all. No need to send it again. Thank you.',
  );
});

test('a dialog stays open with it, keeps what was typed, and a later commit is told', async () => {
  const { interact, stub, waiting, commit, clock } = await slowScene();
  const answer = interact(submission());
  await waiting();
  clock.set(NOW + 2_000);
  expect((await answer).json).toEqual({
    response_action: 'errors',
    errors: { what: expect.stringMatching(NOT_SAVED) },
  });
  commit({ reply: 'said', text: [] });
  expect((await stub.until(1))[0]?.args.text).toMatch(/saved after all/);
});

test('a click and a typed answer are told it in a message', async () => {
  const { interact, event: send, stub, waiting, commit, clock } = await slowScene();
  const click = interact(press());
  await waiting();
  clock.set(NOW + 2_000);
  await click;
  await stub.until(1);
  commit(notSaved());
  const typed = send(direct('my answer'));
  await waiting();
  clock.set(NOW + 4_000);
  await typed;
  const calls = await stub.until(2);
  expect(calls.map(({ method, args }) => [method, NOT_SAVED.test(args.text)])).toEqual([
    ['chat.postEphemeral', true],
    ['chat.postMessage', true],
  ]);
});

test('what was really not saved is not corrected', async () => {
  const { interact, stub, lines, waiting, commit, clock } = await slowScene();
  const answer = interact(press());
  await waiting();
  clock.set(NOW + 2_000);
  await answer;
  await stub.until(1);
  commit(notSaved());
  await expect.poll(() => lines).toEqual([expect.stringContaining('took longer than 2 s')]);
  expect(stub.calls).toHaveLength(1);
});
