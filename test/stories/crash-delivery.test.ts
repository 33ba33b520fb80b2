import { expect, test } from 'vitest';
import type { Team } from '../../src/core/team.ts';
import type { Chat, Store } from '../../src/ports.ts';
import { atlas, only, people } from '../atlas.ts';
import { type FaultyChat, mortal, withFaults } from '../faults.ts';
import { formIn, type Harness, harness, inputOf } from '../harness.ts';
import { raise, told } from './blockers.ts';

const START = '2026-11-02T09:00:00Z';

/** A Rondo that can be killed, and whose chat can go wrong. */
async function doomed(teams: readonly Team[], find = true) {
  const life: { chat?: FaultyChat; process?: ReturnType<typeof mortal> } = {};
  const story = await harness({
    at: START,
    teams,
    storing(store: Store) {
      life.process = mortal(store);
      return life.process.store;
    },
    through(chat: Chat) {
      const kill = () => life.process?.kill();
      life.chat = withFaults(chat, { kill, find: { direct: find, channel: find } });
      return life.chat;
    },
  });
  if (!life.chat || !life.process) throw new Error('The harness has built nothing.');
  return { story, chat: life.chat, process: life.process };
}

/** The next process on the same database and chat, a minute later. */
async function restarted(story: Harness, teams: readonly Team[]): Promise<Harness> {
  story.log.lines.length = 0;
  await story.close();
  const at = new Date(story.clock.now() + 60_000).toISOString();
  const next = await harness({ at, teams, before: story });
  await next.advance('30m');
  return next;
}

/** Who was told what, without when: a restart takes its time. */
function words(story: Harness): string[] {
  return told(story)
    .map((line) => line.slice('2026-11-02 09:00 '.length))
    .sort();
}

const RAISED = [
  '#atlas >: atlas-1 · Level 1, team',
  '#atlas: Atlas · Mon 2 Nov',
  'lea: Can you help? If you take it, nobody else is asked.',
  'tom: You raised this. Here you see how it goes on.',
];

const CLIMBED = [
  '#atlas >: atlas-1 · Working thread',
  '#atlas: atlas-1 · Level 2, mediation',
  'ivo: Can you help? If you take it, nobody else is asked.',
  'tom: This is at level 2 (mediation) now.',
];

const team = () => atlas(only(), people('tom', 'lea'));

test('killed between the commit and the delivery, the next process tells all of it, once', async () => {
  const teams = [await team()];
  const { story } = await doomed(teams);
  const form = formIn(await story.chat.slash('tom', undefined, '/escalate'));
  await story.chat.submit('tom', form, { [inputOf(form, /what$/)]: 'The map service is down' });
  expect(story.unread()).toEqual([]);
  const next = await restarted(story, teams);
  expect(words(next)).toEqual(RAISED);
});

test.each(['before', 'after'] as const)('killed right %s any post, everybody is told once', async (when) => {
  const teams = [await team()];
  for (let post = 0; post < RAISED.length; post += 1) {
    const { story, chat } = await doomed(teams);
    chat.fail('send', ...Array<'fine'>(post).fill('fine'), { killed: when });
    await expect(raise(story, 'tom', { what: 'The map service is down' })).rejects.toThrow('killed');
    const next = await restarted(story, teams);
    expect(words(next), `killed ${when} post ${post + 1}`).toEqual(RAISED);
    await next.close();
  }
});

test('killed before any transaction of a climb, it climbs once and everybody is told once', async () => {
  const teams = [await team()];
  let deaths = 0;
  for (let transaction = 1; ; transaction += 3) {
    const { story, process } = await doomed(teams);
    await raise(story, 'tom', { what: 'The map service is down' });
    await story.until('2026-11-02T16:29:00Z');
    told(story);
    process.killAt(transaction);
    const survived = await story.until('2026-11-02T16:30:00Z').then(
      () => true,
      () => false,
    );
    const next = await restarted(story, teams);
    expect(words(next), `killed before transaction ${transaction}`).toEqual(CLIMBED);
    expect(await next.store.read.escalations.get('atlas-1')).toMatchObject({ level: 2, epoch: 2 });
    await next.close();
    if (survived) break;
    deaths += 1;
  }
  expect(deaths).toBeGreaterThan(3);
});

test('a post whose answer got lost is found again: one message, not marked as anything', async () => {
  const { story, chat } = await doomed([await team()]);
  chat.fail('send', { lost: 'after' });
  await raise(story, 'tom', { what: 'The map service is down' });
  await story.advance('10m');
  expect(story.all().filter(({ text }) => text.includes('may be a repeat'))).toEqual([]);
  expect(words(story)).toEqual(RAISED);
  expect(chat.calls.filter(({ call }) => call === 'find')).toHaveLength(1);
  expect(story.log.lines.splice(0)).toEqual([expect.stringMatching(/^A message has to wait\./)]);
});

test('where nothing can be looked for, it is sent once more, and says that it may be a repeat', async () => {
  const { story, chat } = await doomed([await team()], false);
  chat.fail('send', { lost: 'after' });
  await raise(story, 'tom', { what: 'The map service is down' });
  await story.advance('10m');
  const marked = story
    .all()
    .filter(({ text }) => text.includes('(This may be a repeat: the first try got no answer.)'));
  expect(marked).toHaveLength(1);
  expect(words(story)).toEqual([...RAISED, `${marked[0]?.to}: ${marked[0]?.text.split('\n')[0]}`].sort());
  expect(story.log.lines.splice(0)).toEqual([expect.stringMatching(/^A message has to wait\./)]);
});
