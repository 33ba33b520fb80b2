import { expect, onTestFinished, test } from 'vitest';
import type { Command } from '../../../../src/core/command.ts';
import type { Reply } from '../../../../src/core/decision.ts';
import { direct, press, slash, submission } from './payloads.ts';
import { scene } from './scene.ts';
import { socketServer } from './socket.ts';

/** A scene that is connected to a stand-in for Slack's sockets. */
async function connected(reply: (command: Command) => Reply | Promise<Reply>) {
  const server = await socketServer();
  const all = await scene(reply, {
    installations: [
      { workspace: 'T1', bot: 'UBOT', botToken: 'xoxb-1', appToken: 'xapp-one' },
      { workspace: 'T2', bot: 'UBOT2', botToken: 'xoxb-2', appToken: 'xapp-one' },
    ],
  });
  all.stub.answers.set('apps.connections.open', () => ({ ok: true, url: server.url }));
  await all.slack.start();
  onTestFinished(() => all.slack.stop());
  return { ...all, server };
}

test('over Socket Mode a command, a click, a dialog and a message are heard and answered', async () => {
  const { server, commands, stub, lines } = await connected(({ act }) =>
    act.act === 'submit'
      ? { reply: 'invalid', errors: { what: 'Say what stops you.' } }
      : { reply: 'said', text: ['Thank you.'] },
  );
  const send = (type: string, envelope_id: string, payload: object) =>
    server.send({ type, envelope_id, payload });
  expect(await send('slash_commands', 'e1', slash())).toMatchObject({ text: 'Thank you.' });
  expect(await send('interactive', 'e2', press())).toEqual({});
  expect(await send('interactive', 'e3', submission())).toEqual({
    response_action: 'errors',
    errors: { what: 'Say what stops you.' },
  });
  expect(await send('events_api', 'e4', direct('my answer'))).toEqual({});
  expect(commands.map(({ act }) => act.act)).toEqual(['slash', 'press', 'submit', 'say']);
  expect((await stub.until(3)).filter(({ method }) => method === 'apps.connections.open')).toHaveLength(1);
  expect(lines).toEqual([]);
});

test('over Socket Mode a typed answer is acknowledged after it was committed', async () => {
  const commit = Promise.withResolvers<Reply>();
  const { server } = await connected(() => commit.promise);
  const order: string[] = [];
  const typed = server
    .send({ type: 'events_api', envelope_id: 'e1', payload: direct('my answer') })
    .then(() => order.push('acknowledged'));
  // What comes after it on the same connection is answered, so that it has been heard as well.
  await server.send({ type: 'interactive', envelope_id: 'e2', payload: { type: 'unknown' } });
  order.push('committed');
  commit.resolve({ reply: 'said', text: [] });
  await typed;
  expect(order).toEqual(['committed', 'acknowledged']);
});

test('over Socket Mode what nobody knows is acknowledged, and said again it has no second effect', async () => {
  const { server, commands, stub } = await connected(() => ({ reply: 'said', text: ['Thank you.'] }));
  const payload = direct('my answer');
  for (const envelope_id of ['e1', 'e2']) await server.send({ type: 'events_api', envelope_id, payload });
  await server.send({ type: 'interactive', envelope_id: 'e3', payload: { type: 'unknown' } });
  await server.send({ type: 'interactive', envelope_id: 'e4', payload: press({ user: null }) });
  await server.send({ type: 'interactive', envelope_id: 'e5', payload: press() });
  await stub.until(3);
  expect(commands).toHaveLength(2);
});
