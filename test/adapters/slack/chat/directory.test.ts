import { describe, expect, test } from 'vitest';
import { maybeAway, outOfOffice } from '../../../../adapters/slack/chat/status.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/core/time.ts';
import type { FakePerson } from '../world/people.ts';
import { MONDAY, scene } from './scene.ts';

const person = (name: string, more: Partial<FakePerson> = {}): FakePerson => ({
  name,
  realName: name,
  ...more,
});

describe('the directory', () => {
  test('tells handle, name, zone and e-mail, and leaves apps and strangers out', async () => {
    const { slack, chat } = await scene({
      people: [
        person('mia', { realName: 'Mia Sommer', zone: 'Europe/Berlin', email: 'mia@example.com' }),
        person('deploy', { bot: true }),
        person('eve', { stranger: true }),
        person('sam', { from: 'TOTHER' }),
      ],
    });
    expect(await chat.directory()).toEqual([
      {
        user: slack.userId('mia'),
        handle: 'mia',
        name: 'Mia Sommer',
        zone: 'Europe/Berlin',
        email: 'mia@example.com',
        active: true,
      },
    ]);
  });

  test('says who has left, who never came and who is a guest', async () => {
    const people = [
      person('tom', { deleted: true }),
      person('ana', { invited: true }),
      person('raj', { guest: 'multi' }),
      person('kim', { guest: 'single' }),
    ];
    const { chat } = await scene({ people });
    const entries = await chat.directory();
    expect(entries.map(({ handle, active, guest }) => [handle, active, guest])).toEqual([
      ['tom', false, undefined],
      ['ana', false, undefined],
      ['raj', true, true],
      ['kim', true, true],
    ]);
  });

  test('of 1,000 people is read page by page, waiting where Slack asks for it', async () => {
    const people = Array.from({ length: 1_000 }, (_, i) => person(`p${i}`, { zone: 'Asia/Tokyo' }));
    const limits = [{ method: 'users.list', count: 2, per: MINUTE }];
    const { slack, chat, clock } = await scene({ people, limits });
    const entries = await chat.directory();
    expect(new Set(entries.map(({ user }) => user)).size).toBe(1_000);
    expect(clock.now() - MONDAY).toBeGreaterThanOrEqual(2 * MINUTE);
    const pages = slack.calls.filter(({ method }) => method === 'users.list');
    expect(pages).toHaveLength(6 + 2);
    expect(pages[0]?.args.get('limit')).toBe('200');
  });

  test('is given up when Slack only ever asks to wait', async () => {
    const { slack, chat } = await scene();
    slack.failAlways('users.list', { limited: 30 });
    await expect(chat.directory()).rejects.toMatchObject({ kind: 'limited' });
    expect(slack.calls).toHaveLength(21);
  });

  test('hides addresses where the app may not see them', async () => {
    const { chat } = await scene({ scopes: ['users:read'] });
    const [mia] = await chat.directory();
    expect(mia).not.toHaveProperty('email');
  });

  test('tells who wants no notifications, fifty people a call', async () => {
    const span = { from: MONDAY, to: MONDAY + 8 * HOUR };
    const people = Array.from({ length: 120 }, (_, i) => person(`p${i}`));
    people[70]!.doNotDisturb = span;
    const { slack, chat } = await scene({ people });
    const entries = await chat.directory();
    expect(
      entries.flatMap(({ handle, doNotDisturb }) => (doNotDisturb ? [[handle, doNotDisturb]] : [])),
    ).toEqual([['p70', span]]);
    expect(slack.calls.filter(({ method }) => method === 'dnd.teamInfo')).toHaveLength(3);
  });

  test('asks this only for those who matter', async () => {
    const { slack, open } = await scene();
    const mia = slack.userId('mia');
    await open({ watched: () => [mia, 'U0NOBODY'] }).directory();
    const asked = slack.calls.filter(({ method }) => method === 'dnd.teamInfo');
    expect(asked.map(({ args }) => args.get('users'))).toEqual([mia]);
  });

  test('does without it where the app may not ask, and where Slack does not answer', async () => {
    const { slack, open, said } = await scene();
    slack.state.scopes.delete('dnd:read');
    expect(await open().directory()).toHaveLength(8);
    expect(slack.calls.filter(({ method }) => method === 'dnd.teamInfo')).toHaveLength(0);
    slack.state.scopes.add('dnd:read');
    slack.fail('dnd.teamInfo', { status: 500, when: 'before' });
    expect(await open().directory()).toHaveLength(8);
    expect(said.filter((line) => line.includes('no notifications'))).toHaveLength(1);
  });

  test('says who is out of office, and until when', async () => {
    const until = MONDAY + 2 * DAY;
    const { chat } = await scene({
      people: [
        person('mia', { status: { emoji: ':palm_tree:', until } }),
        person('tom', { status: { text: 'In a meeting', emoji: ':spiral_calendar_pad:' } }),
      ],
    });
    expect((await chat.directory()).map(({ outOfOffice: out }) => out)).toEqual([{ until }, undefined]);
  });
});

describe('a status', () => {
  const out = (status_text: string, status_emoji = '', status_expiration = 0) =>
    outOfOffice({ status_text, status_emoji, status_expiration }, MONDAY);

  test.each([
    'OOO',
    'out of office till Monday',
    'On vacation 🌴',
    'PTO',
    'Urlaub bis 12.',
    'away',
    'parental leave',
  ])('“%s” says out of office', (text) => expect(out(text)).toEqual({}));

  test.each(['', 'Working remotely', 'crypto', 'Castaway rerun', 'commuting', 'lunch'])(
    '“%s” does not',
    (text) => expect(out(text)).toBeUndefined(),
  );

  const hints = (status_text: string, status_expiration = 0) =>
    maybeAway({ status_text, status_expiration }, MONDAY);

  test.each(['Workshop', 'At a conference', 'Offsite in Lisbon', 'travelling'])('“%s” only hints', (text) => {
    expect(out(text)).toBeUndefined();
    expect(hints(text)).toBe(true);
  });

  test('what says it clearly, nothing or has run out does not hint', () => {
    expect(['Conference, OOO', '', 'In a meeting', 'Workshopping'].map((text) => hints(text))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(hints('Workshop', MONDAY / 1000)).toBe(false);
  });

  test('that hints is told in the directory', async () => {
    const { chat } = await scene({
      people: [person('mia', { status: { text: 'Workshop' } }), person('tom')],
    });
    expect((await chat.directory()).map((entry) => entry.maybeAway)).toEqual([true, undefined]);
  });

  test('that has run out says nothing', () => {
    expect(out('', ':palm_tree:', MONDAY / 1000)).toBeUndefined();
    expect(out('', ':palm_tree:', MONDAY / 1000 + 1)).toEqual({ until: MONDAY + 1_000 });
  });
});

describe('channels', () => {
  test('are told with their ids, whether they are archived and whether Rondo is in', async () => {
    const { slack, chat } = await scene({
      channels: [
        { name: 'atlas' },
        { name: 'old', archived: true },
        { name: 'other', members: ['mia'] },
        { name: 'secret', private: true },
        { name: 'hidden', private: true, members: ['mia'] },
      ],
    });
    const id = (name: string) => slack.channelId(`#${name}`);
    expect(await chat.channels()).toEqual([
      { id: id('atlas'), name: 'atlas', archived: false, joined: true },
      { id: id('old'), name: 'old', archived: true, joined: true },
      { id: id('other'), name: 'other', archived: false, joined: false },
      { id: id('secret'), name: 'secret', archived: false, joined: true },
    ]);
  });

  test('that are private are left out where the app may not see them', async () => {
    const { chat } = await scene({
      channels: [{ name: 'atlas' }, { name: 'secret', private: true }],
      scopes: ['channels:read'],
    });
    await chat.hello();
    expect((await chat.channels()).map(({ name }) => name)).toEqual(['atlas']);
  });

  test('tell who is in them, page by page', async () => {
    const people = Array.from({ length: 700 }, (_, i) => person(`p${i}`));
    const limits = [{ method: 'conversations.members', count: 1, per: MINUTE }];
    const { slack, chat } = await scene({ people, limits });
    expect(await chat.membersOf('#atlas')).toHaveLength(701);
    slack.channel('#atlas').members = ['p3'];
    expect(await chat.membersOf(slack.channelId('#atlas'))).toEqual([slack.userId('p3')]);
  });

  test('that are not there have no members', async () => {
    const { chat } = await scene();
    await expect(chat.membersOf('#nowhere')).rejects.toMatchObject({ kind: 'refused' });
  });
});

describe('a user group', () => {
  test('gets exactly these people', async () => {
    const { slack, chat } = await scene();
    slack.state.groups.set('on-duty', [slack.userId('mia')]);
    await chat.setGroup('@on-duty', [slack.userId('tom'), slack.userId('ana')]);
    expect(slack.state.groups.get('on-duty')).toEqual([slack.userId('tom'), slack.userId('ana')]);
  });

  test('is left alone when it is right already, or would be empty', async () => {
    const { slack, chat } = await scene();
    const two = [slack.userId('mia'), slack.userId('tom')];
    slack.state.groups.set('on-duty', two);
    await chat.setGroup('on-duty', two.toReversed());
    await chat.setGroup('on-duty', []);
    expect(slack.calls.map(({ method }) => method)).toEqual(['usergroups.list']);
  });

  test('that is not there is refused with its name', async () => {
    const { slack, chat } = await scene();
    await expect(chat.setGroup('on-duty', [slack.userId('mia')])).rejects.toMatchObject({
      kind: 'refused',
      message: 'Slack has no user group @on-duty. Make one, or name another.',
    });
  });

  test('on a plan without groups is refused in a sentence', async () => {
    const { slack, chat } = await scene();
    slack.state.groups.set('on-duty', []);
    slack.state.paid = false;
    await expect(chat.setGroup('on-duty', [slack.userId('mia')])).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('need a paid Slack plan'),
    });
  });

  test('that the app may not change is refused, and the token is still good', async () => {
    const told: string[] = [];
    const { slack, chat } = await scene({}, { onRevoked: (why) => void told.push(why) });
    slack.state.groups.set('on-duty', []);
    slack.fail('usergroups.users.update', { error: 'no_permission' });
    await expect(chat.setGroup('on-duty', [slack.userId('mia')])).rejects.toMatchObject({ kind: 'refused' });
    expect(told).toEqual([]);
  });

  test('with somebody whom Slack does not know stays as it was', async () => {
    const { slack, chat } = await scene();
    slack.state.groups.set('on-duty', [slack.userId('mia')]);
    await expect(chat.setGroup('on-duty', [slack.userId('tom'), 'U0NOBODY'])).rejects.toThrow();
    expect(slack.state.groups.get('on-duty')).toEqual([slack.userId('mia')]);
  });
});
