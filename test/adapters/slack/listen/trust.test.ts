import { request } from 'node:http';
import { expect, test } from 'vitest';
import type { Reply } from '../../../../src/core/decision.ts';
import { MINUTE } from '../../../../src/core/time.ts';
import { direct, press, slash } from './payloads.ts';
import { NOW, SECRET, type Sent, scene, signed } from './scene.ts';

const body = () => JSON.stringify(direct('help'));
const said: Reply = { reply: 'said', text: ['Thank you.'] };

test('what is unsigned or wrongly signed is refused', async () => {
  const { send, commands } = await scene();
  const words = body();
  const right = signed(words, NOW)['x-slack-signature'] ?? '';
  const wrong: Record<string, string>[] = [
    { 'x-slack-signature': '' },
    { 'x-slack-request-timestamp': '' },
    signed(words, NOW, 'some other secret'),
    signed(`${words} `, NOW),
    { 'x-slack-signature': right.slice(0, -1) },
    { 'x-slack-signature': right.replace('v0=', 'v1=') },
    { 'x-slack-signature': `v0=${'z'.repeat(64)}` },
    { 'x-slack-signature': right.toUpperCase() },
    { 'x-slack-request-timestamp': `${NOW / 1000}.0` },
    { 'x-slack-request-timestamp': 'NaN' },
  ];
  for (const headers of wrong)
    expect([headers, (await send(words, { headers })).status]).toEqual([headers, 401]);
  expect(commands).toEqual([]);
});

test('what was signed over five minutes ago, or is dated over five minutes ahead, is refused', async () => {
  const { send, commands } = await scene(() => said);
  const status = async (at: number) => (await send(body(), { at })).status;
  expect(await status(NOW - 5 * MINUTE)).toBe(200);
  expect(await status(NOW + 5 * MINUTE)).toBe(200);
  expect(await status(NOW - 5 * MINUTE - 1_000)).toBe(401);
  expect(await status(NOW + 5 * MINUTE + 1_000)).toBe(401);
  expect(await status(NOW + 60 * MINUTE)).toBe(401);
  expect(commands).toHaveLength(2);
});

test('the apps of all workspaces may sign', async () => {
  const { send, commands } = await scene();
  const words = JSON.stringify({ ...direct('help'), team_id: 'T2', authorizations: [{ team_id: 'T2' }] });
  expect((await send(words, { headers: signed(words, NOW, 'another secret') })).status).toBe(200);
  expect(commands.map(({ workspace }) => workspace)).toEqual(['T2']);
});

test('what the app of one workspace signs about another one is refused, whichever way it comes', async () => {
  const { send, commands, news } = await scene(() => said);
  const form = { path: '/slack/interactive', type: 'application/x-www-form-urlencoded' };
  const forged = (words: string, how: Sent = {}) =>
    send(words, { ...how, headers: signed(words, NOW, 'another secret') });
  const payload = (of: object) => new URLSearchParams({ payload: JSON.stringify(of) }).toString();
  const typed = new URLSearchParams(slash()).toString();
  const removed = {
    type: 'event_callback',
    event_id: 'Ev9',
    team_id: 'T1',
    event: { type: 'app_uninstalled' },
  };
  const answers = [
    await forged(body()),
    await forged(JSON.stringify(removed)),
    await forged(payload(press()), form),
    await forged(payload(press({ team: null })), form),
    await forged(typed, { ...form, path: '/slack/commands' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
  expect([commands, news]).toEqual([[], []]);
});

test('a workspace without a signing secret is not spoken for by the app of another one', async () => {
  const installations = [
    { workspace: 'T1', bot: 'UBOT', botToken: 'xoxb-1', appToken: 'xapp-1' },
    { workspace: 'T2', bot: 'UBOT2', botToken: 'xoxb-2', signingSecret: SECRET },
  ];
  const { send, commands } = await scene(() => said, { installations });
  expect((await send(body())).status).toBe(401);
  expect(commands).toEqual([]);
});

test('without a signing secret everything is refused', async () => {
  const { send } = await scene(undefined, {
    installations: [{ workspace: 'T1', bot: 'UBOT', botToken: 'xoxb-1' }],
  });
  expect((await send(body())).status).toBe(401);
  const empty = body();
  expect((await send(empty, { headers: signed(empty, NOW, '') })).status).toBe(401);
});

test('a request sent once more has no second effect and tells nobody twice', async () => {
  const { interact, event, slash: type, commands, stub } = await scene(() => said);
  const typed = direct('my answer');
  const clicked = press();
  const fields = slash();
  const tries: Record<string, string>[] = [
    {},
    { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' },
  ];
  for (const headers of tries) {
    expect((await event(typed, { headers })).status).toBe(200);
    expect((await interact(clicked, { headers })).status).toBe(200);
    expect((await type(fields, { headers })).json.text).toBe('Thank you.');
  }
  await stub.until(2);
  expect(commands).toHaveLength(3);
  expect(stub.calls).toHaveLength(2);
});

test('what was not saved the first time is tried again when Slack sends it again', async () => {
  let broken = true;
  const { event, commands, stub } = await scene(() => {
    if (broken) throw new Error('the disk is full');
    return said;
  });
  const typed = direct('my answer');
  await event(typed);
  await stub.until(1);
  broken = false;
  await event(typed, { headers: { 'x-slack-retry-num': '1' } });
  expect((await stub.until(2))[1]?.args.text).toBe('Thank you.');
  expect(commands).toHaveLength(2);
});

test('the address is verified by its challenge, and its certificate without a signature', async () => {
  const { event, origin, slash: type, commands } = await scene();
  expect((await event({ type: 'url_verification', challenge: 'abc' })).json).toEqual({ challenge: 'abc' });
  expect((await fetch(`${origin}/slack/commands?ssl_check=1`)).status).toBe(200);
  expect((await type({ ssl_check: '1', token: 'x' })).status).toBe(200);
  expect(commands).toEqual([]);
});

test('bad bodies are 400, other places 404, other methods 405', async () => {
  const { send, origin } = await scene();
  for (const words of ['{', '', 'null', '[]', '"x"', '1']) expect((await send(words)).status).toBe(400);
  expect((await send('payload={', { type: 'application/x-www-form-urlencoded' })).status).toBe(400);
  expect((await send('{}', { path: '/slack/install' })).status).toBe(404);
  expect((await fetch(`${origin}/slack/events`)).status).toBe(405);
});

test('a body over a megabyte is refused before it is checked', async () => {
  const { send } = await scene();
  expect((await send(' '.repeat(1_000_001))).status).toBe(413);
});

test('whoever goes away in the middle of a body leaves nothing behind', async () => {
  const { origin, commands, lines, send } = await scene();
  await new Promise<void>((resolve) => {
    const half = request(`${origin}/slack/events`, { method: 'POST', headers: { 'content-length': 100 } });
    half.on('error', () => resolve());
    half.write('{"type":', () => half.destroy(new Error('gone')));
  });
  expect((await send(body())).status).toBe(200);
  expect(commands).toHaveLength(1);
  expect(lines).toEqual([]);
});

test('nothing in the log shows a secret or what was written', async () => {
  const { send, lines, event } = await scene(() => {
    throw new Error('broken');
  });
  await send(body(), { headers: { 'x-slack-signature': 'v0=1' } });
  await event(direct('a secret thought'));
  await event({ ...direct('a secret thought'), team_id: 'TSTRANGE', authorizations: [] });
  expect(lines.length).toBeGreaterThanOrEqual(3);
  expect(lines.join('\n')).not.toMatch(new RegExp(`secret thought|xoxb-|${SECRET}`));
});
