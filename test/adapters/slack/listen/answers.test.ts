import { expect, test } from 'vitest';
import type { Reply } from '../../../../src/core/decision.ts';
import { paragraph } from '../../../../src/core/message.ts';
import {
  direct,
  event,
  mention,
  messageShortcut,
  press,
  raise,
  shortcut,
  slash,
  submission,
} from './payloads.ts';
import { scene } from './scene.ts';

const said: Reply = { reply: 'said', text: ['Saved, ', { person: 'ben' }, ' <!channel>.'] };
const refused: Reply = { reply: 'refused', text: ['Only ', { person: 'ben' }, ' can do that.'] };
const form: Reply = { reply: 'form', form: raise };
const long: Reply = {
  reply: 'message',
  message: {
    summary: 'All of it',
    elements: Array.from({ length: 120 }, (_, at) => paragraph(`${at} ${'word '.repeat(40)}`)),
  },
};

/** What was acknowledged and what was called afterwards. */
const shown = (blocks: unknown) => JSON.stringify(blocks);

test('a slash command is answered in the response, to the one who typed', async () => {
  const { slash: send, stub } = await scene(() => said);
  const answer = await send(slash());
  expect(answer.json).toMatchObject({
    response_type: 'ephemeral',
    text: 'Saved, @Ben Okafor &lt;!channel&gt;.',
  });
  expect(shown(answer.json.blocks)).toContain('Ben Okafor');
  expect(stub.calls).toEqual([]);
});

test('a long answer to a slash command goes on at its response address', async () => {
  const { slash: send, stub } = await scene(() => long);
  const answer = await send(slash({ response_url: stub.hook }));
  expect(answer.json.blocks.length).toBeGreaterThan(1);
  const calls = await stub.until(1);
  expect(calls[0]).toMatchObject({ method: 'hook', args: { response_type: 'ephemeral' } });
});

test('an answer without words is silence', async () => {
  const { slash: send, interact, stub } = await scene(() => ({ reply: 'said', text: [] }));
  const answers = [await send(slash()), await interact(press()), await interact(submission())];
  expect(answers.map(({ status, text }) => [status, text])).toEqual(Array(3).fill([200, '']));
  expect(stub.calls).toEqual([]);
});

test('a form opens with the trigger of the command, the click or the shortcut', async () => {
  const { slash: send, interact, stub } = await scene(() => form);
  const typed = slash();
  const clicked = press();
  const started = shortcut('raise_blocker');
  expect((await send(typed)).text).toBe('');
  await stub.until(1);
  expect((await interact(clicked)).text).toBe('');
  await stub.until(2);
  expect((await interact(started)).text).toBe('');
  const calls = await stub.until(3);
  expect(calls.map(({ method, args }) => [method, args.trigger_id])).toEqual([
    ['views.open', typed.trigger_id],
    ['views.open', clicked.trigger_id],
    ['views.open', started.trigger_id],
  ]);
  expect(JSON.parse(calls[0]?.args.view.private_metadata)).toMatchObject({ channel: 'CATLAS' });
});

test('a form opened from a message carries its link', async () => {
  const { interact, stub } = await scene(() => form);
  await interact(messageShortcut('raise_blocker_message', { text: 'broken' }));
  const [call] = await stub.until(1);
  expect(call?.args.view.private_metadata).toContain('https://acme.slack.com/archives/CATLAS/p1700000100');
});

test('a form whose trigger has run out is asked for again', async () => {
  const { interact, stub, lines } = await scene(() => form);
  stub.answers.set('views.open', () => ({ ok: false, error: 'expired_trigger_id' }));
  await interact(press());
  const calls = await stub.until(2);
  expect(calls[1]?.method).toBe('chat.postEphemeral');
  expect(calls[1]?.args.text).toMatch(/did not open the form. Please do it again/);
  expect(lines).toEqual([]);
});

test('a form that Slack refuses is logged and told', async () => {
  const { interact, stub, lines } = await scene(() => form);
  stub.answers.set('views.open', () => ({ ok: false, error: 'invalid_arguments' }));
  await interact(press());
  await stub.until(2);
  expect(lines).toEqual([expect.stringContaining('invalid_arguments')]);
});

test('a click in a channel is answered there, in its thread, to the one who clicked', async () => {
  const { interact, stub } = await scene(() => said);
  await interact(press({ message: { ts: '1700.9', thread_ts: '1700.1' }, response_url: stub.hook }));
  const [call] = await stub.until(1);
  expect(call).toMatchObject({
    method: 'chat.postEphemeral',
    args: { channel: 'CATLAS', user: 'UMIA', thread_ts: '1700.1' },
  });
});

test('where Slack takes no answer in the channel, the response address is used, then a direct message', async () => {
  const { interact, stub } = await scene(() => refused);
  stub.answers.set('chat.postEphemeral', () => ({ ok: false, error: 'not_in_channel' }));
  stub.answers.set('hook', () => ({ ok: false, error: 'used_url' }));
  await interact(press({ response_url: stub.hook }));
  const calls = await stub.until(3);
  expect(calls.map(({ method }) => method)).toEqual(['chat.postEphemeral', 'hook', 'chat.postMessage']);
  expect(calls[1]?.args).toMatchObject({ replace_original: false, response_type: 'ephemeral' });
  expect(calls[2]?.args.channel).toBe('UMIA');
});

test('a click in direct messages is answered at its response address', async () => {
  const { interact, stub } = await scene(() => said);
  await interact(press({ channel: { id: 'DMIA', name: 'directmessage' }, response_url: stub.hook }));
  expect((await stub.until(1))[0]?.method).toBe('hook');
});

test('a dialog whose effect is shown where it was opened only closes; a click is answered all the same', async () => {
  const { interact, stub } = await scene(() => ({ reply: 'said', text: ['Saved.'], shown: true }));
  expect((await interact(submission())).text).toBe('');
  expect(stub.calls).toEqual([]);
  await interact(press());
  expect((await stub.until(1)).map(({ args }) => args.text)).toEqual(['Saved.']);
});

test('a dialog that was taken closes, and what is said is told where it was opened', async () => {
  const { interact, stub } = await scene(() => said);
  expect((await interact(submission({}, { channel: 'CATLAS' }))).text).toBe('');
  await stub.until(1);
  expect((await interact(submission())).text).toBe('');
  const calls = await stub.until(2);
  expect(calls.map(({ method, args }) => [method, args.channel])).toEqual([
    ['chat.postEphemeral', 'CATLAS'],
    ['chat.postMessage', 'UMIA'],
  ]);
});

test('a dialog with mistakes shows them at their fields and stays', async () => {
  const { interact } = await scene(() => ({ reply: 'invalid', errors: { what: 'Say what stops you.' } }));
  expect((await interact(submission())).json).toEqual({
    response_action: 'errors',
    errors: { what: 'Say what stops you.' },
  });
});

test('a dialog that is refused stays open with the reason, and what was typed is kept', async () => {
  const { interact, stub } = await scene(() => refused);
  expect((await interact(submission())).json).toEqual({
    response_action: 'errors',
    errors: { what: 'Only @Ben Okafor can do that.' },
  });
  expect(stub.calls).toEqual([]);
});

test('a dialog that leads to another form shows that one in its place', async () => {
  const { interact } = await scene(() => form);
  expect((await interact(submission())).json).toMatchObject({
    response_action: 'update',
    view: { type: 'modal', callback_id: 'escalation.raise' },
  });
});

test('a message is answered in the direct messages, a mention in its thread to its writer only', async () => {
  const { event: send, stub } = await scene(() => said);
  await send(direct('done'));
  await stub.until(1);
  await send(mention('<@UBOT> help', { thread_ts: '1600.1' }));
  const calls = await stub.until(2);
  expect(calls).toMatchObject([
    { method: 'chat.postMessage', args: { channel: 'DMIA' } },
    { method: 'chat.postEphemeral', args: { channel: 'CATLAS', user: 'UMIA', thread_ts: '1600.1' } },
  ]);
});

test('a form for somebody who only wrote cannot open: they get a button that says the same again and opens it', async () => {
  const { event: send, interact, commands, stub } = await scene(() => form);
  await send(mention('<@UBOT> escalate The map is &lt;b&gt;'));
  const [whisper] = await stub.until(1);
  const { value, text } = whisper?.args.blocks.at(-1).elements[0] ?? {};
  expect([whisper?.method, text.text]).toEqual(['chat.postEphemeral', raise.title]);
  await interact(press({}, value));
  expect((await stub.until(2))[1]?.method).toBe('views.open');
  expect(commands.map(({ act }) => act)).toEqual([
    { act: 'say', text: 'escalate The map is <b>' },
    { act: 'say', text: 'escalate The map is <b>' },
  ]);
});

test('what was written at too great a length for a button is told how a form opens', async () => {
  const { event: send, stub } = await scene(() => form);
  await send(mention(`<@UBOT> escalate ${'a'.repeat(2_000)}`));
  expect((await stub.until(1))[0]?.args.text).toMatch(/opens one only from a command or a button/);
});

test('our own page is published, with a refusal as its words too', async () => {
  const replies: Reply[] = [
    { reply: 'message', message: { summary: 'Home', elements: [paragraph('Your day')] } },
    refused,
  ];
  const { event: send, stub } = await scene(() => replies.shift() ?? said);
  await send(event({ type: 'app_home_opened', user: 'UMIA', tab: 'home' }));
  await stub.until(1);
  await send(event({ type: 'app_home_opened', user: 'UMIA', tab: 'home' }));
  const calls = await stub.until(2);
  expect(calls.map(({ method, args }) => [method, args.user_id, args.view.type])).toEqual(
    Array(2).fill(['views.publish', 'UMIA', 'home']),
  );
  expect(shown(calls[0]?.args.view)).toContain('Your day');
  expect(shown(calls[1]?.args.view)).toContain('Ben Okafor');
});

test('an answer that nobody takes is logged without its words and without a token', async () => {
  const { interact, stub, lines } = await scene(() => said);
  for (const method of ['chat.postEphemeral', 'chat.postMessage'])
    stub.answers.set(method, () => ({ ok: false, error: 'account_inactive' }));
  await interact(press());
  await stub.until(2);
  await expect.poll(() => lines).toEqual([expect.stringContaining('account_inactive')]);
  expect(lines.join()).not.toMatch(/Saved|xoxb/);
});

test('a form that is too long for Slack is logged, and the person is told', async () => {
  const huge: Reply = { reply: 'form', form: { ...raise, thing: 'x'.repeat(4_000) } };
  const { interact, stub, lines } = await scene(() => huge);
  expect((await interact(press())).status).toBe(200);
  expect((await stub.until(1))[0]?.args.text).toMatch(/Something went wrong/);
  expect(lines).toEqual([expect.stringMatching(/^error: An answer could not be made/)]);
});

test('a command that fails is answered with what is true: nothing was saved', async () => {
  const { slash: send, lines } = await scene(() => {
    throw new Error('the disk is full');
  });
  expect((await send(slash())).json.text).toMatch(/^That was not saved\. Please try again/);
  expect(lines).toHaveLength(1);
});
