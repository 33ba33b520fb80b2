import { expect, test } from 'vitest';
import { type Chat, ChatError } from '../../src/ports.ts';
import { atlas, only, people } from '../atlas.ts';
import { harness } from '../harness.ts';
import { fill, raise, told } from './blockers.ts';
import { cards, cardsIn, whys } from './cases.ts';
import { clocks } from './leading.ts';

const small = () => atlas(only(), people('mia', 'tom', 'lea'));

test('down from Friday 16:00 to Thursday 10:00: one level at most, fresh clocks from now, and no late warning', async () => {
  const teams = [await small()];
  const story = await harness({ at: '2026-11-06T13:30:00Z', teams });
  // Too late for Friday: it is due on Monday at the close, and its warning would come on Monday afternoon.
  await raise(story, 'tom', { what: 'The map service is down', needs: ['mia'] });
  await story.until('2026-11-06T15:00:00Z');
  expect(await clocks(story)).toMatchObject({ level: 1, resolve: '2026-11-09T16:30:00.000Z' });
  told(story);
  await story.close();

  const next = await harness({ at: '2026-11-12T09:00:00Z', teams, before: story });
  await next.until('2026-11-12T09:00:00Z');
  expect(cards(next)).toEqual([
    '2026-11-12 09:00 #atlas: atlas-1 · Level 2, mediation',
    '2026-11-12 09:00 ivo: atlas-1 · Level 2, mediation',
    '2026-11-12 09:00 tom: atlas-1 · Level 2, mediation',
  ]);
  expect(await clocks(next)).toMatchObject({
    state: 'open',
    level: 2,
    respond: '2026-11-12T11:00:00.000Z',
    resolve: '2026-11-13T09:00:00.000Z',
  });
  expect(await whys(next, 'escalation:atlas-1', 'climbed')).toHaveLength(1);
  expect(await whys(next, 'escalation:atlas-1', 'warned', 'reminded')).toEqual([]);
  expect(await whys(next, 'escalation:atlas-1', 'reminder dropped', 'warning dropped')).toEqual([
    'It came after the time to resolve it had passed.',
    'It came after the time to resolve it had passed.',
  ]);
});

/** The channel is archived: the platform takes nothing for it. */
function withoutChannel(chat: Chat): Chat {
  return {
    ...chat,
    async send(to, message, how) {
      if ('channel' in to.to && to.to.channel === '#atlas')
        throw new ChatError('refused', 'The channel is archived.');
      return chat.send(to, message, how);
    },
  };
}

test('the team’s channel is archived: what it should have read comes to each of its people, once, and the admins hear what to mend', async () => {
  const team = await atlas(only(), people('mia', 'tom', 'lea', 'kim'));
  const members = team.members.map((one) => (one.id === 'kim' ? { ...one, active: false } : one));
  const policy = { ...team.policy, 2: { ...team.policy[2], who: ['mia'] } };
  const story = await harness({
    at: '2026-11-02T09:00:00Z',
    teams: [{ ...team, policy, members }],
    through: withoutChannel,
  });
  await raise(story, 'tom', { what: 'The map service is down', needs: ['mia'] });
  for (const admin of ['mia', 'ivo'])
    expect(story.unread(admin).find(({ text }) => text.includes('I cannot post'))?.text).toMatch(
      /I cannot post in #atlas for Atlas\.\nThe channel is archived\./,
    );
  await story.until('2026-11-02T16:29:00Z');
  // At level 1 the board only shows it: nobody is disturbed in its place.
  expect(story.unread('lea')).toEqual([]);
  told(story);
  await story.until('2026-11-02T16:30:00Z');
  const [instead] = story.unread('lea');
  expect(cards(story)).toEqual([
    '2026-11-02 16:30 ivo: atlas-1 · Level 2, mediation',
    '2026-11-02 16:30 lea: atlas-1 · Level 2, mediation',
    '2026-11-02 16:30 mia: atlas-1 · Level 2, mediation',
    '2026-11-02 16:30 tom: atlas-1 · Level 2, mediation',
  ]);
  const { epoch } = (await story.store.read.escalations.get('atlas-1'))!;
  const cancel = { act: 'press', button: 'escalation.cancel', thing: 'escalation:atlas-1', epoch } as const;
  await fill(story, 'tom', await story.chat.act('tom', cancel), { reason: 'It works again' });
  expect(story.now(instead!)).toMatch(/^atlas-1 · cancelled\n/);
  // The last word belongs under a card that never came: it is not waited for.
  expect(story.unread('lea').flatMap(cardsIn)).toEqual(['atlas-1 · cancelled']);
  const dropped = await story.store.read.events.find({ what: 'dropped' });
  expect(dropped.filter(({ why }) => why === 'The channel is archived.').length).toBeGreaterThan(1);
  expect(story.log.lines.splice(0).every((line) => line.startsWith('The channel is archived.'))).toBe(true);
  told(story);
});
