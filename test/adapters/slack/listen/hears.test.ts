import { expect, test } from 'vitest';
import { typedWords } from '../../../../adapters/slack/listen/typed.ts';
import { direct, event, mention, messageShortcut, press, shortcut, slash, submission } from './payloads.ts';
import { scene } from './scene.ts';

test('a slash command is a command from its channel, with entities and mentions in plain words', async () => {
  const { slash: send, commands } = await scene();
  const fields = slash({
    text: 'away until Friday &amp; <@UBEN|ben> covers, see <https://a.example/x|this>',
  });
  await send(fields);
  expect(commands).toEqual([
    {
      id: `slack:${fields.trigger_id}`,
      workspace: 'T1',
      platform: 'slack',
      user: 'UMIA',
      channel: 'CATLAS',
      act: {
        act: 'slash',
        name: '/rondo',
        text: 'away until Friday & @ben covers, see https://a.example/x',
      },
    },
  ]);
});

test('a slash command in direct messages has no channel', async () => {
  const { slash: send, commands } = await scene();
  await send(slash({ channel_id: 'DMIA' }));
  expect(commands[0]).not.toHaveProperty('channel');
});

test('a click is a press of what the button carries', async () => {
  const { interact, commands } = await scene();
  const payload = press();
  await interact(payload);
  expect(commands).toEqual([
    {
      id: `slack:${payload.trigger_id}/1700.2`,
      workspace: 'T1',
      platform: 'slack',
      user: 'UMIA',
      channel: 'CATLAS',
      act: { act: 'press', button: 'prompt.answer', thing: 'prompt:p1', epoch: 3 },
    },
  ]);
});

test('two buttons of one trigger are two commands', async () => {
  const { interact, commands } = await scene();
  const first = press();
  await interact(first);
  await interact({ ...first, actions: [{ ...first.actions[0], action_ts: '1700.9' }] });
  expect(new Set(commands.map(({ id }) => id)).size).toBe(2);
});

test('a click on what is no button of ours is acknowledged and nothing else', async () => {
  const { interact, commands, stub } = await scene();
  const answers = [
    await interact(press({}, 'not json')),
    await interact(press({ actions: [{ type: 'button', action_id: 'link', action_ts: '1' }] })),
    await interact(press({ actions: [] })),
    await interact(press({ team: { id: 'TSTRANGE' } })),
  ];
  expect(answers.map(({ status, text }) => [status, text])).toEqual(Array(4).fill([200, '']));
  expect(commands).toEqual([]);
  expect(stub.calls).toEqual([]);
});

test('a dialog that is sent gives its values, its channel and its link', async () => {
  const { interact, commands } = await scene();
  await interact(submission({}, { channel: 'CATLAS', link: 'https://acme.slack.com/archives/C/p1' }));
  expect(commands[0]).toMatchObject({
    channel: 'CATLAS',
    link: 'https://acme.slack.com/archives/C/p1',
    act: {
      act: 'submit',
      form: 'escalation.raise',
      thing: 'team:atlas',
      epoch: 0,
      values: { what: 'a < b & c', needs: ['ben'] },
    },
  });
});

test('the same dialog sent again after its errors is another command, the same request is not', async () => {
  const { interact, commands } = await scene();
  const first = submission();
  await interact(first);
  await interact(first);
  await interact(submission());
  expect(commands.map(({ id }) => id)).toEqual([...new Set(commands.map(({ id }) => id))]);
  expect(commands).toHaveLength(2);
  await interact({ ...first, trigger_id: undefined });
  await interact({ ...first, trigger_id: undefined });
  expect(commands).toHaveLength(3);
});

test('a closed dialog and one of another app are acknowledged and nothing else', async () => {
  const { interact, commands } = await scene();
  await interact(submission({ type: 'view_closed' }));
  await interact(submission({ view: { id: 'V9', state: { values: {} }, private_metadata: '' } }));
  expect(commands).toEqual([]);
});

test('the shortcuts raise a blocker, with the words and the place of the message they began at', async () => {
  const { interact, commands } = await scene();
  await interact(shortcut('raise_blocker'));
  const said = { text: 'The <!here> build is &lt;red&gt;' };
  await interact(messageShortcut('raise_blocker_message', said));
  await interact(messageShortcut('add_to_minutes', { ...said, thread_ts: '1600.000200' }));
  await interact(shortcut('constructor'));
  expect(commands.map(({ act, link }) => [act, link])).toEqual([
    [{ act: 'slash', name: '/rondo', text: 'raise' }, undefined],
    [
      { act: 'slash', name: '/rondo', text: 'raise The @here build is <red>' },
      'https://acme.slack.com/archives/CATLAS/p1700000100',
    ],
    [
      { act: 'slash', name: '/rondo', text: 'minutes The @here build is <red>' },
      'https://acme.slack.com/archives/CATLAS/p1700000100?thread_ts=1600.000200&cid=CATLAS',
    ],
  ]);
});

test('a mention says what stands beside our name, in threads too', async () => {
  const { event: send, commands } = await scene();
  await send(mention('<@UBOT>, help'));
  await send(mention('hey <@UBOT|rondo>: <@UBEN> is out', { thread_ts: '1600.1' }));
  expect(commands.map(({ channel, act }) => [channel, act])).toEqual([
    ['CATLAS', { act: 'say', text: 'help' }],
    ['CATLAS', { act: 'say', text: 'hey @ben is out' }],
  ]);
});

test('what somebody writes to us is said, a file with words too', async () => {
  const { event: send, commands } = await scene();
  await send(direct('Yesterday &gt; today'));
  await send(direct('see picture', { subtype: 'file_share' }));
  expect(commands.map(({ act }) => act)).toEqual([
    { act: 'say', text: 'Yesterday > today' },
    { act: 'say', text: 'see picture' },
  ]);
  expect(commands[0]).not.toHaveProperty('channel');
});

test('our own messages, those of bots, edits, deletions and lines of Slack itself are not heard', async () => {
  const { event: send, commands } = await scene();
  await send(direct('mine', { user: 'UBOT' }));
  await send(direct('a bot', { bot_id: 'B1' }));
  await send(direct('', { subtype: 'message_changed', message: { text: 'edited', user: 'UMIA' } }));
  await send(direct('', { subtype: 'message_deleted' }));
  await send(direct('joined', { subtype: 'channel_join' }));
  await send(direct('edited', { edited: { user: 'UMIA', ts: '1' } }));
  await send(direct('in a channel', { channel: 'CATLAS', channel_type: 'channel' }));
  await send(direct('   '));
  expect(commands).toEqual([]);
});

test('opening our page is home, opening its messages is not', async () => {
  const { event: send, commands } = await scene();
  await send(event({ type: 'app_home_opened', user: 'UMIA', channel: 'DMIA', tab: 'messages' }));
  await send(event({ type: 'app_home_opened', user: 'UMIA', channel: 'DMIA', tab: 'home' }));
  expect(commands.map(({ act }) => act)).toEqual([{ act: 'home' }]);
});

test('changes of people and channels, and being thrown out, are told', async () => {
  const { event: send, news, lines } = await scene();
  for (const type of ['user_change', 'team_join', 'dnd_updated_user'])
    await send(event({ type, user: { id: 'UMIA' } }));
  await send(event({ type: 'member_joined_channel', user: 'UMIA', channel: 'CATLAS' }));
  await send(event({ type: 'member_left_channel', user: 'UBOT', channel: 'CATLAS' }));
  await send(event({ type: 'channel_archive', channel: 'CATLAS', user: 'UMIA' }));
  await send(event({ type: 'channel_rename', channel: { id: 'CATLAS', name: 'a', created: 1 } }));
  await send(event({ type: 'group_unarchive', channel: 'GOPS' }));
  await send(event({ type: 'tokens_revoked', tokens: { oauth: ['UMIA'] } }));
  await send(event({ type: 'tokens_revoked', tokens: { bot: ['UBOT'] } }));
  await send(event({ type: 'app_uninstalled' }));
  expect(news).toEqual([
    ...Array(3).fill('directory T1'),
    ...Array(4).fill('channel T1 CATLAS'),
    'channel T1 GOPS',
    expect.stringMatching(/^revoked T1: Slack took back/),
    expect.stringMatching(/^revoked T1: Rondo was removed/),
  ]);
  expect(lines).toEqual([]);
});

test('an event in a shared channel belongs to the workspace that installed the app', async () => {
  const { event: send, commands } = await scene();
  await send({ ...mention('<@UBOT> help'), team_id: 'TELSEWHERE' });
  expect(commands[0]?.workspace).toBe('T1');
});

test('tokens of Slack in typed words read as a person would write them', () => {
  const people: Record<string, string> = { UMIA: 'mia' };
  const plain = (text: string) => typedWords(text, (user) => people[user]);
  expect(plain('<@UMIA|whatever> and <@UX|Zoe> and <@UY>')).toBe('@mia and @Zoe and @UY');
  expect(plain('<#C1|atlas> <#C2>')).toBe('#atlas #C2');
  expect(plain('<!channel> <!here> <!subteam^S1|@ops> <!subteam^S2>')).toBe('@channel @here @ops @subteam');
  expect(plain('<!date^1700^{time}|10:00 &amp; later>')).toBe('10:00 & later');
  expect(plain('<mailto:a@b.example|a@b.example> <http://x.example?a=1&amp;b=2|x>')).toBe(
    'a@b.example http://x.example?a=1&b=2',
  );
  expect(plain('&amp;lt;b&amp;gt; 1 &lt; 2')).toBe('&lt;b&gt; 1 < 2');
});
