import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import { how, scene, words } from './scene.ts';

const message = words('Good morning');

describe('a post', () => {
  test.each([
    [{ limited: 7 }, { kind: 'limited', retryAfter: 7_000 }],
    [{ error: 'ratelimited' }, { kind: 'limited', retryAfter: 30_000 }],
    [{ lost: 'before' }, { kind: 'lost' }],
    [{ lost: 'after' }, { kind: 'lost' }],
    [{ status: 500, when: 'after' }, { kind: 'lost' }],
    [{ status: 503, when: 'before' }, { kind: 'lost' }],
    [{ status: 404, when: 'before' }, { kind: 'failed' }],
    [{ error: 'internal_error' }, { kind: 'lost' }],
    [{ error: 'fatal_error' }, { kind: 'lost' }],
    [{ error: 'something_new' }, { kind: 'failed', message: 'Slack answered “something_new”.' }],
    [{ error: 'invalid_auth' }, { kind: 'failed' }],
    [{ error: 'user_not_found' }, { kind: 'refused' }],
    [{ error: 'cannot_dm_bot' }, { kind: 'refused' }],
    [{ error: 'messages_tab_disabled' }, { kind: 'refused' }],
    [{ error: 'user_disabled' }, { kind: 'refused' }],
    [{ error: 'restricted_action' }, { kind: 'refused' }],
  ] as const)('that meets %j ends as %j', async (fault, problem) => {
    const { slack, chat, to } = await scene();
    slack.fail('chat.postMessage', fault);
    await expect(chat.send(to('mia'), message, how('a'))).rejects.toMatchObject({
      name: 'ChatError',
      ...problem,
    });
    expect(slack.calls).toHaveLength(1);
  });

  test('to a Slack that nobody can reach was certainly not made', async () => {
    const { chat, to } = await scene({}, { apiUrl: await closedAddress() });
    const problem = { kind: 'failed', message: 'Slack cannot be reached.' };
    await expect(chat.send(to('mia'), message, how('a'))).rejects.toMatchObject(problem);
  });

  test('goes to an archived channel, or one that Rondo was thrown out of, in vain, and says what to do', async () => {
    const { slack, chat } = await scene();
    const to = { workspace: slack.team, to: { channel: '#atlas' } };
    slack.channel('#atlas').members = ['mia'];
    await expect(chat.send(to, message, how('a'))).rejects.toMatchObject({
      kind: 'refused',
      message: 'Invite Rondo to #atlas: /invite @Rondo',
    });
    slack.channel('#atlas').archived = true;
    await expect(chat.send(to, message, how('a'))).rejects.toMatchObject({
      kind: 'refused',
      message: '#atlas is archived. Unarchive it, or name another channel in the team file.',
    });
  });

  test('names a channel as people call it once Slack has told its channels', async () => {
    const { slack, chat, to } = await scene();
    await chat.channels();
    slack.channel('#atlas').members = ['mia'];
    await expect(chat.send(to('#atlas'), message, how('a'))).rejects.toThrow('Invite Rondo to #atlas');
  });

  test('to a deactivated person is taken, as Slack does: the directory has to be asked', async () => {
    const { slack, chat, to } = await scene();
    slack.person('tom').deleted = true;
    expect(await chat.send(to('tom'), message, how('a'))).toContain('/');
  });

  test('without the permission waits until somebody gives it', async () => {
    const { chat, to } = await scene({ scopes: [] });
    await expect(chat.send(to('mia'), message, how('a'))).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('chat:write'),
    });
  });
});

describe('an edit', () => {
  test.each([
    [{ lost: 'after' }, { kind: 'failed' }],
    [{ status: 500, when: 'after' }, { kind: 'failed' }],
    [{ limited: 2 }, { kind: 'limited', retryAfter: 2_000 }],
    [{ error: 'message_not_found' }, { kind: 'refused' }],
    [{ error: 'cant_update_message' }, { kind: 'refused' }],
  ] as const)('that meets %j ends as %j', async (fault, problem) => {
    const { slack, chat, to } = await scene();
    const ref = await chat.send(to('mia'), message, how('a'));
    slack.fail('chat.update', fault);
    await expect(chat.edit(to('mia'), ref, message, how('a'))).rejects.toMatchObject(problem);
  });

  test('of what is not a message in Slack is refused', async () => {
    const { chat, to } = await scene();
    await expect(chat.edit(to('mia'), 'm17', message, how('a'))).rejects.toMatchObject({ kind: 'refused' });
  });
});

describe('a token that was taken back', () => {
  test('makes everything wait, and is told once until it works again', async () => {
    const told: string[] = [];
    const { slack, chat, to } = await scene({}, { onRevoked: (why) => void told.push(why) });
    const tryIt = () => chat.send(to('mia'), message, how('a')).catch((error: unknown) => error);
    slack.state.revoked = true;
    expect(await tryIt()).toMatchObject({ kind: 'failed' });
    expect(await tryIt()).toMatchObject({ kind: 'failed' });
    expect(told).toEqual([expect.stringMatching(/token_revoked.*Install the app again/)]);
    slack.state.revoked = false;
    expect(await tryIt()).toContain('/');
    slack.state.revoked = true;
    await tryIt();
    expect(told).toHaveLength(2);
  });

  test('is told when a reading finds it out, too', async () => {
    const told: string[] = [];
    const { chat } = await scene({}, { token: 'xoxb-old', onRevoked: (why) => void told.push(why) });
    await expect(chat.directory()).rejects.toMatchObject({ kind: 'failed' });
    await expect(chat.hello()).rejects.toMatchObject({ kind: 'failed' });
    expect(told).toEqual([expect.stringContaining('invalid_auth')]);
  });
});

async function closedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/api/`;
}
