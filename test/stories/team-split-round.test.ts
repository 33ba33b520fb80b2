import { expect, test } from 'vitest';
import type { Team } from '../../src/core/team.ts';
import { atlas, people, ritual, sync } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';

const quiet = ritual('morning-sync', ({ questions }) => ({
  remind: [],
  questions: questions.filter(({ id }) => id === 'done' || id === 'blocked'),
}));
const part =
  (name: string, id: string, members: string[]) =>
  (team: Team): Team => ({
    ...team,
    id,
    was: 'atlas',
    name,
    channel: `#${id}`,
    coordinator: members[0]!,
    members: team.members.filter((member) => members.includes(member.id) || member.id === 'ivo'),
  });
const whole = () => atlas(sync, quiet, people('mia', 'tom', 'raj', 'lea'));
const maps = () => atlas(sync, quiet, part('Maps', 'maps', ['mia', 'tom']));
const tiles = () => atlas(sync, quiet, part('Tiles', 'tiles', ['raj', 'lea']));

async function splitInMidRound(): Promise<Harness> {
  const rondo = await harness({ at: '2026-11-03T05:00:00Z', teams: [await whole()] });
  const known = (await whole()).members.map(({ id, name, calendar }) => ({
    user: id,
    handle: `@${id}`,
    name,
    zone: calendar.zone,
  }));
  rondo.chat.meet({ people: known, channels: ['#atlas', '#maps', '#tiles'] });
  await rondo.until('2026-11-03T09:30:00Z');
  rondo.ignore(/./);
  await rondo.redefine([await maps(), await tiles()]);
  return rondo;
}

test('who was asked before the team split still answers that round, wherever they are now', async () => {
  const rondo = await splitInMidRound();
  await rondo.answer('lea', { done: 'The tile cache works' });
  // There is no board in the new channel that day, so it stands for itself.
  await rondo.until('2026-11-03T09:45:00Z');
  rondo.expectMessage('#maps', /^Lea Moreau[\s\S]*The tile cache works/);
  const [prompt] = await rondo.store.read.prompts.find({ person: 'lea', state: 'answered' });
  expect(prompt).toMatchObject({ round: 'atlas/morning-sync/2026-11-03' });
  await rondo.until('2026-11-03T18:00:00Z');
  const list = rondo.unread().find(({ text }) => /No answer so far from/.test(text));
  expect(list!.text).toMatch(/Raj Patel/);
  rondo.ignore(/./);
});

test('a blocker in such an answer goes to the part of the team where its raiser is', async () => {
  const rondo = await splitInMidRound();
  await rondo.answer('lea', { done: 'Little', 'blocked.what': 'The tile cache is full' });
  const live = await rondo.store.read.escalations.find({ live: true });
  expect(live.map(({ team, what }) => `${team}: ${what}`)).toEqual(['tiles: The tile cache is full']);
  rondo.ignore(/./);
});

test('the news of a split names people and days, and says why it came', async () => {
  const rondo = await splitInMidRound();
  const [turn] = await rondo.store.read.turns.find({ date: '2026-11-03' });
  expect(turn).toBeDefined();
  await rondo.until('2026-11-03T18:00:00Z');
  const news = rondo.expectMessage('mia', /^Team atlas is now Maps and Tiles\./);
  expect(news.text).toMatch(/\(You get this because you look after Maps\.\)$/);
  expect(news.text).not.toMatch(/duty of 2026/);
  rondo.ignore(/./);
});
