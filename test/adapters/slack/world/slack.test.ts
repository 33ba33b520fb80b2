import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { how, MONDAY, openScene, scene, words } from '../chat/scene.ts';
import type { Receiver } from './signed.ts';

const SECRET = 'shhh';

/** Takes what is signed, and keeps it. */
async function receiver() {
  const taken: { type: string; form: URLSearchParams; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { 'x-slack-request-timestamp': at, 'x-slack-signature': signature } = request.headers;
    const right = createHmac('sha256', SECRET).update(`v0:${at}:${body}`).digest('hex');
    const type = request.headers['content-type'] ?? '';
    if (signature === `v0=${right}`) taken.push({ type, form: new URLSearchParams(body), body });
    response.writeHead(signature === `v0=${right}` ? 200 : 401).end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const to: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    secret: SECRET,
    now: () => MONDAY,
  };
  return { to, taken, payload: () => JSON.parse(taken.at(-1)?.form.get('payload') ?? '{}') };
}

const card = {
  summary: 'Card',
  elements: [
    {
      element: 'buttons' as const,
      buttons: [{ id: 'ack', label: 'I look after it', thing: 'escalation:1', epoch: 3 }],
    },
  ],
};

test('a slash command arrives signed, with who, where and a way to answer', async () => {
  const { slack } = await scene();
  const { to, taken } = await receiver();
  const act = { user: 'mia', channel: '#atlas', command: '/rondo', text: 'help' };
  expect(await slack.signedSlash(to, act)).toEqual({ status: 200, body: 'ok' });
  const form = Object.fromEntries(taken[0]?.form ?? []);
  expect(form).toMatchObject({
    command: '/rondo',
    text: 'help',
    user_id: slack.userId('mia'),
    channel_id: slack.channelId('#atlas'),
    channel_name: 'atlas',
  });
  await fetch(form.response_url ?? '', { method: 'POST', body: JSON.stringify({ text: 'Hello Mia' }) });
  expect(slack.state.whispers).toMatchObject([{ user: slack.userId('mia'), text: 'Hello Mia' }]);
});

test('what another secret has signed is told apart', async () => {
  const { slack } = await scene();
  const { to } = await receiver();
  const act = { user: 'mia', command: '/rondo' };
  expect(await slack.signedSlash({ ...to, secret: 'other' }, act)).toMatchObject({ status: 401 });
});

test('a click carries the button of the message that was posted', async () => {
  const { slack, chat, to: at } = await scene();
  const { to, payload } = await receiver();
  const ref = await chat.send(at('mia'), card, how('a'));
  for (const button of ['ack', 'I look after it']) {
    await slack.signedClick(to, { user: 'mia', ref, button });
    const { actions, user, type } = payload();
    expect([type, user.id]).toEqual(['block_actions', slack.userId('mia')]);
    expect(JSON.parse(actions[0].value)).toEqual({ button: 'ack', thing: 'escalation:1', epoch: 3 });
  }
  expect(() => slack.signedClick(to, { user: 'mia', ref, button: 'nope' })).toThrow('no button “nope”');
});

test('a form opens once for each trigger, within three seconds, and comes back filled in', async () => {
  const { slack, clock } = await scene();
  const { to, payload } = await receiver();
  const view = {
    type: 'modal',
    title: { type: 'plain_text', text: 'Update' },
    submit: { type: 'plain_text', text: 'Send' },
    private_metadata: 'mine',
    blocks: [
      {
        type: 'input',
        block_id: 'today',
        label: { type: 'plain_text', text: 'Today' },
        element: { type: 'plain_text_input', action_id: 'text' },
      },
    ],
  };
  const open = async (trigger_id: string) => {
    const body = new URLSearchParams({ trigger_id, view: JSON.stringify(view) });
    const headers = { authorization: `Bearer ${slack.token}` };
    const response = await fetch(`${slack.url}views.open`, { method: 'POST', headers, body });
    return JSON.parse(await response.text());
  };
  const trigger = slack.trigger(slack.userId('mia'));
  const late = slack.trigger(slack.userId('mia'));
  const opened = await open(trigger);
  expect(opened).toMatchObject({ ok: true });
  expect(await open(trigger)).toMatchObject({ error: 'invalid_trigger_id' });
  await new Promise<void>((resolve) => clock.wake(MONDAY + 3_001, resolve));
  expect(await open(late)).toMatchObject({ error: 'expired_trigger_id' });
  await slack.signedSubmit(to, { user: 'mia', view: opened.view.id, values: { today: 'maps' } });
  expect(payload().view).toMatchObject({
    private_metadata: 'mine',
    state: { values: { today: { text: { type: 'plain_text_input', value: 'maps' } } } },
  });
});

test('an event arrives as JSON with an id of its own', async () => {
  const { slack } = await scene();
  const { to, taken } = await receiver();
  await slack.signedEvent(to, { type: 'app_home_opened', user: slack.userId('mia') }, { id: 'Ev1' });
  expect(JSON.parse(taken[0]?.body ?? '')).toMatchObject({
    event_id: 'Ev1',
    event: { type: 'app_home_opened', user: slack.userId('mia') },
  });
});

test('limits are kept on the clock, each channel for itself', async () => {
  const limits = [{ method: 'chat.postMessage', count: 1, per: 1_000, each: 'channel' }];
  const { chat, to, clock } = await scene({ limits });
  await chat.send(to('mia'), words('one'), how('a'));
  await chat.send(to('tom'), words('one'), how('b'));
  const again = () => chat.send(to('mia'), words('two'), how('c'));
  await expect(again()).rejects.toMatchObject({ kind: 'limited', retryAfter: 1_000 });
  await new Promise<void>((resolve) => clock.wake(MONDAY + 1_000, resolve));
  expect(await again()).toContain('/');
});

test('blocks that Slack would not take are refused, and fail the test in the end', async () => {
  const { slack } = await openScene();
  const body = new URLSearchParams({
    channel: slack.channelId('#atlas'),
    text: 'x',
    blocks: JSON.stringify([{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(200) } }]),
  });
  const headers = { authorization: `Bearer ${slack.token}` };
  const response = await fetch(`${slack.url}chat.postMessage`, { method: 'POST', headers, body });
  expect(JSON.parse(await response.text())).toEqual({ ok: false, error: 'invalid_blocks' });
  await expect(slack.close()).rejects.toThrow(
    /Slack would not take this:\nchat.postMessage: .*200 characters/,
  );
});
