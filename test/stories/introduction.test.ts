import { expect, test } from 'vitest';
import { enqueue } from '../../src/engine/delivery/outbox.ts';
import { oweAll } from '../../src/engine/people/introduction.ts';
import { ChatError } from '../../src/ports.ts';
import { atlas, people, sync } from '../atlas.ts';
import { type Harness, harness, type Setup } from '../harness.ts';

const three = () => atlas(sync, people('mia', 'tom', 'lea'));

/** A team on its first day: everybody is owed an introduction, as after every reload. */
async function firstDay(setup: Partial<Setup> = {}) {
  const team = await three();
  const story = await harness({ at: '2026-11-02T07:30:00Z', teams: [team], ...setup });
  await owe(story);
  return { story, team };
}

const owe = (story: Harness) => oweAll(story.engine.context, story.rhythm.teams(), story.clock.now());
const hellos = (story: Harness, to: string) =>
  story.all().filter((one) => one.to === to && /^Hello \w+, I am Rondo/.test(one.text));

test('the first message to a person says who writes, before the first prompt and in the same message; only once', async () => {
  const { story } = await firstDay();
  await story.until('2026-11-02T12:00:00Z');
  const [first] = hellos(story, 'lea');
  expect(first?.text).toMatch(
    /This is my first message to you[\s\S]*\/rondo away[\s\S]*\/rondo me[\s\S]*---\nHi Lea/,
  );
  await owe(story);
  await story.until('2026-11-03T12:00:00Z');
  expect(hellos(story, 'lea')).toHaveLength(1);
  expect(hellos(story, '#atlas')).toEqual([]);
  story.ignore(/(?:)/);
});

test('whoever was told something before this is not greeted', async () => {
  const team = await three();
  const story = await harness({ at: '2026-11-02T07:30:00Z', teams: [team] });
  await story.until('2026-11-02T12:00:00Z');
  await owe(story);
  await story.until('2026-11-03T12:00:00Z');
  expect(['mia', 'tom', 'lea'].flatMap((id) => hellos(story, id))).toEqual([]);
  story.ignore(/(?:)/);
});

test('a first message that was refused has introduced nobody: the next one does', async () => {
  let refuse = true;
  const { story } = await firstDay({
    through: (chat) => ({
      ...chat,
      platform: chat.platform,
      workspace: chat.workspace,
      capabilities: chat.capabilities,
      send: (to, message, how) =>
        refuse && 'user' in to.to && to.to.user === 'lea'
          ? Promise.reject(new ChatError('refused', 'user_disabled'))
          : chat.send(to, message, how),
    }),
  });
  await story.until('2026-11-02T08:30:00Z');
  expect(hellos(story, 'lea')).toEqual([]);
  refuse = false;
  await story.until('2026-11-03T12:00:00Z');
  expect(hellos(story, 'lea')).toHaveLength(1);
  story.ignore(/(?:)/);
  story.log.lines.splice(0);
});

test('a stakeholder reads once why they get the digest', async () => {
  const { story } = await firstDay();
  const { context } = story.engine;
  const dana = context.rhythm.teams()[0]?.others[0];
  expect(dana).toBeDefined();
  const item = {
    team: 'atlas',
    thing: 'notice:x',
    epoch: 0,
    to: { person: dana!.id },
    priority: 'digest',
  } as const;
  for (const kind of ['one', 'two']) {
    const now = story.clock.now();
    await story.store.transact((tx) => enqueue(tx, { ...item, kind, due: now, facts: { text: kind } }, now));
    await story.advance('6h');
  }
  expect(hellos(story, dana!.id)).toHaveLength(1);
  expect(hellos(story, dana!.id)[0]?.text).toMatch(
    /Atlas names you as somebody who should know[\s\S]*I write seldom/,
  );
  story.ignore(/(?:)/);
});
