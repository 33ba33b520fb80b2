import { describe, expect, test } from 'vitest';
import { createSlackChat } from '../../../../adapters/slack/chat/chat.ts';
import { DAY } from '../../../../src/core/time.ts';
import { chatContract } from '../../../contract/chat.ts';
import { how, leapingClock, openScene, scene, words } from './scene.ts';

chatContract('slack', async () => {
  const { slack, chat, to } = await openScene();
  await chat.hello();
  const { workspace } = chat;
  return {
    chat,
    person: { workspace, to: { user: slack.userId('mia') } },
    channel: to('#atlas'),
    nowhere: [
      { workspace, to: { user: 'U0NOBODY' } },
      { workspace, to: { channel: 'C0NOWHERE' } },
      { workspace, to: { channel: '#nowhere' } },
      { workspace: 'T0ELSEWHERE', to: { user: slack.userId('mia') } },
    ],
    shown: async (_to, ref) => slack.shown(ref),
    close: () => slack.close(),
  };
});

describe('posting', () => {
  test('a direct message goes to the user, without opening a conversation first', async () => {
    const { slack, chat, to } = await scene();
    await chat.send(to('mia'), words('Good morning'), how('a'));
    expect(slack.calls.map(({ method }) => method)).toEqual(['chat.postMessage']);
    expect(slack.posts('mia')).toMatchObject([{ id: 'a', edits: 0 }]);
  });

  test('an edit after a restart needs nothing but the reference', async () => {
    const { slack, chat, open, to } = await scene();
    const ref = await chat.send(to('mia'), words('Good morning'), how('a'));
    await open().edit(to('mia'), ref, words('Good night'), how('a'));
    expect(slack.calls.map(({ method }) => method)).toEqual(['chat.postMessage', 'chat.update']);
    expect(slack.shown(ref)).toBe('Good night');
  });

  test('links in a message are not unfolded', async () => {
    const { slack, chat, to } = await scene();
    await chat.send(to('#atlas'), words('https://example.org'), how('a'));
    const [call] = slack.calls;
    expect(call?.args.get('unfurl_links')).toBe('false');
    expect(call?.args.get('unfurl_media')).toBe('false');
  });

  test('an answer stands in the thread, one that is edited too', async () => {
    const { slack, chat, to } = await scene();
    const root = await chat.send(to('#atlas'), words('Today'), how('a'));
    const ref = await chat.send({ ...to('#atlas'), under: root }, words('Mia: maps'), how('b'));
    await chat.edit({ ...to('#atlas'), under: root }, ref, words('Mia: charts'), how('b'));
    expect(slack.posts('#atlas')).toMatchObject([{}, { thread: root.split('/')[1], edits: 1 }]);
    expect(slack.shown(ref)).toBe('Mia: charts');
  });

  test('a channel may be called by its name', async () => {
    const { slack, chat } = await scene();
    const to = { workspace: slack.team, to: { channel: '#atlas' } };
    const ref = await chat.send(to, words('Today'), how('a'));
    await chat.edit(to, ref, words('Tonight'), how('a'));
    expect(slack.posts('#atlas')).toMatchObject([{ ref, edits: 1 }]);
  });

  test('people and channels are mentioned by the ids they have in the workspace', async () => {
    const { slack, to, open } = await scene();
    const chat = open({
      people: {
        people: (id) => (id === 'mia' ? slack.userId('mia') : undefined),
        names: (id) => (id === 'eve' ? 'Eve' : undefined),
        channels: () => slack.channelId('#atlas'),
      },
    });
    const text = [{ person: 'mia' }, ' and ', { person: 'eve' }, ' in ', { channel: '#atlas' }];
    const ref = await chat.send(
      to('#atlas'),
      { summary: 's', elements: [{ element: 'text', text }] },
      how('a'),
    );
    expect(slack.shown(ref)).toBe(`@${slack.userId('mia')} and Eve in #${slack.channelId('#atlas')}`);
  });
});

describe('what Slack does not take as it was made', () => {
  const table = { summary: 'Numbers', elements: [{ element: 'heading' as const, text: '5 < 6 & *7*' }] };

  test('goes out plain, and the log says so', async () => {
    for (const error of ['invalid_blocks', 'msg_too_long', 'invalid_arguments']) {
      const { slack, chat, to, errors } = await scene();
      slack.fail('chat.postMessage', { error });
      const ref = await chat.send(to('mia'), table, how('a'));
      expect(slack.posts('mia')).toMatchObject([{ id: 'a', blocks: [] }]);
      expect(slack.shown(ref)).toBe('5 < 6 & *7*');
      expect(slack.calls[1]?.args.get('mrkdwn')).toBe('false');
      expect(errors).toEqual([expect.stringContaining('goes out plain')]);
      expect(errors[0]).toContain(error);
    }
  });

  test('an edit too', async () => {
    const { slack, chat, to, errors } = await scene();
    const ref = await chat.send(to('mia'), words('Good morning'), how('a'));
    slack.fail('chat.update', { error: 'invalid_blocks' });
    await chat.edit(to('mia'), ref, table, how('a'));
    expect(slack.shown(ref)).toBe('5 < 6 & *7*');
    expect(errors).toHaveLength(1);
  });

  test('a button that carries too much goes without its button', async () => {
    const { slack, chat, to, errors } = await scene();
    const button = { id: 'ack', label: 'I look after it', thing: 'x'.repeat(5_000), epoch: 1 };
    const card = { summary: 'Card', elements: [{ element: 'buttons' as const, buttons: [button] }] };
    const ref = await chat.send(to('mia'), card, how('a'));
    expect(slack.shown(ref)).toBe('[I look after it]');
    expect(errors).toHaveLength(1);
  });

  test('is given up when Slack does not take plain words either', async () => {
    const { slack, chat, to } = await scene();
    slack.failAlways('chat.postMessage', { error: 'invalid_blocks' });
    await expect(chat.send(to('mia'), table, how('a'))).rejects.toMatchObject({ kind: 'refused' });
    expect(slack.calls).toHaveLength(2);
  });

  test('waits when Slack asks for it in between', async () => {
    const { slack, chat, to } = await scene();
    slack.fail('chat.postMessage', { error: 'invalid_blocks' }, { limited: 3 });
    await expect(chat.send(to('mia'), table, how('a'))).rejects.toMatchObject({ kind: 'limited' });
  });
});

describe('looking for a message', () => {
  test('a post whose answer was lost is found by its id, in each kind of place', async () => {
    const { slack, chat, to } = await scene();
    const root = await chat.send(to('#atlas'), words('Today'), how('root'));
    for (const place of [to('mia'), to('#atlas'), { ...to('#atlas'), under: root }]) {
      slack.fail('chat.postMessage', { lost: 'after' });
      await expect(chat.send(place, words('maps'), how('lost'))).rejects.toMatchObject({ kind: 'lost' });
      const post = slack.state.posts.at(-1);
      expect(await chat.find(place, 'lost')).toBe(post?.ref);
      slack.state.posts.pop();
    }
  });

  test('a post that Slack never saw is not found', async () => {
    const { slack, chat, to } = await scene();
    slack.fail('chat.postMessage', { lost: 'before' });
    await expect(chat.send(to('mia'), words('maps'), how('a'))).rejects.toMatchObject({ kind: 'lost' });
    expect(await chat.find(to('mia'), 'a')).toBeUndefined();
  });

  test('a conversation is opened once, and not at all after a post', async () => {
    const { slack, chat, to } = await scene();
    await chat.find(to('mia'), 'a');
    await chat.find(to('mia'), 'b');
    await chat.send(to('tom'), words('maps'), how('c'));
    await chat.find(to('tom'), 'd');
    expect(slack.calls.filter(({ method }) => method === 'conversations.open')).toHaveLength(1);
  });

  test('a channel that is called by its name is found in the list of channels, once', async () => {
    const { slack, chat, open, to } = await scene();
    const ref = await chat.send(to('#atlas'), words('maps'), how('a'));
    const fresh = open();
    const byName = { workspace: slack.team, to: { channel: '#Atlas' } };
    expect(await fresh.find(byName, 'a')).toBe(ref);
    expect(await fresh.find(byName, 'b')).toBeUndefined();
    expect(slack.calls.filter(({ method }) => method === 'conversations.list')).toHaveLength(1);
  });

  test('it is found behind many newer messages', async () => {
    const { slack, chat, to, clock } = await scene();
    const ours = { ts: '1.5', metadata: { event_type: 'rondo_message', event_payload: { id: 'wanted' } } };
    const pages = [endless(clock.now()), endless(clock.now()), { ok: true, messages: [ours] }];
    slack.answerWith('conversations.history', () => pages.shift() ?? {});
    expect(await chat.find(to('#atlas'), 'wanted')).toBe(`${slack.channelId('#atlas')}/1.5`);
    expect(slack.calls[1]?.args.get('cursor')).toBe('more');
  });

  test('where more was written than is read, nobody can tell', async () => {
    const { slack, chat, to } = await scene();
    slack.answerWith('conversations.history', () => endless(Date.now()));
    await expect(chat.find(to('#atlas'), 'a')).rejects.toMatchObject({ kind: 'refused' });
    expect(slack.calls).toHaveLength(5);
  });

  test('what is older than a week is not looked through', async () => {
    const { slack, chat, to, clock } = await scene();
    slack.answerWith('conversations.history', () => endless(clock.now() - 8 * DAY));
    expect(await chat.find(to('#atlas'), 'a')).toBeUndefined();
    expect(slack.calls).toHaveLength(1);
  });

  test('what can be found follows from the permissions that Slack names', async () => {
    const { chat, to } = await scene({ scopes: ['chat:write', 'im:write'] });
    expect(chat.capabilities.find).toEqual({ direct: true, channel: true });
    await chat.send(to('mia'), words('maps'), how('a'));
    expect(chat.capabilities.find).toEqual({ direct: false, channel: false });
    await expect(chat.find(to('mia'), 'a')).rejects.toMatchObject({ kind: 'refused' });
  });

  test('messages of others are not taken for ours', async () => {
    const { slack, chat, to } = await scene();
    const strange = [{ ts: '1.0' }, { ts: '2.0', metadata: { event_type: 'x', event_payload: {} } }];
    slack.answerWith('conversations.history', () => ({ ok: true, messages: strange }));
    expect(await chat.find(to('mia'), 'a')).toBeUndefined();
  });
});

test('Slack says who this is and what the app may do', async () => {
  const { slack, chat } = await scene({ scopes: ['chat:write', 'im:history'] });
  expect(await chat.hello()).toEqual({
    workspace: slack.team,
    name: 'Acme',
    user: slack.bot,
    scopes: new Set(['chat:write', 'im:history']),
  });
  expect(chat.capabilities.find).toEqual({ direct: true, channel: false });
});

test('nothing of the token or of a message gets into the log', async () => {
  const { slack, chat, to, said, errors } = await scene();
  slack.fail('chat.postMessage', { lost: 'before' }, { error: 'invalid_blocks' });
  await chat.send(to('mia'), words('a secret'), how('a')).catch(() => {});
  await chat.send(to('mia'), words('a secret'), how('b'));
  expect([...said, ...errors].join('\n')).not.toMatch(/xoxb|secret/);
  expect(errors).toHaveLength(1);
});

test('without an address of a Web API, messages go to Slack', () => {
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  const people = { people: () => undefined, names: () => undefined };
  const chat = createSlackChat({ workspace: 'T1', token: 'x', people, clock: leapingClock(), log: quiet });
  expect([chat.platform, chat.workspace]).toEqual(['slack', 'T1']);
});

function endless(at: number) {
  const ts = String(at / 1000);
  return { ok: true, messages: [{ ts }], response_metadata: { next_cursor: 'more' } };
}
