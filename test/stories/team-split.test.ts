import { expect, test } from 'vitest';
import type { Team } from '../../src/core/team.ts';
import { atlas, people, ritual, sync } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';
import { raise } from './blockers.ts';

const quiet = ritual('morning-sync', ({ questions, facilitator }) => ({
  remind: [],
  questions: questions.slice(0, 2),
  ...(facilitator ? { facilitator: { ...facilitator, roles: [], turns: 'round' } } : {}),
}));
const whole = people('mia', 'tom', 'raj', 'lea', 'kim');
const halves =
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

/** The chat knows their channels too. */
function meet(rondo: Harness, teams: readonly Team[]): void {
  const people = teams.flatMap(({ members, others }) => [...members, ...others]);
  rondo.chat.meet({
    people: people.map(({ id, name, calendar }) => ({
      user: id,
      handle: `@${id}`,
      name,
      zone: calendar.zone,
    })),
    channels: ['#atlas', '#atlas-stakeholders', ...teams.map(({ channel }) => channel)],
  });
}

async function split() {
  const maps = await atlas(sync, quiet, whole, halves('Maps', 'maps', ['mia', 'tom']));
  const tiles = await atlas(sync, quiet, whole, halves('Tiles', 'tiles', ['raj', 'lea', 'kim']));
  return [maps, tiles];
}

test('a team splits on a Wednesday: each blocker and the announced turn go where their people are', async () => {
  const teams = await split();
  const rondo = await harness({
    at: '2026-11-03T05:00:00Z',
    teams: [await atlas(sync, quiet, whole)],
  });
  meet(rondo, teams);
  await rondo.until('2026-11-03T09:30:00Z');
  await raise(rondo, 'tom', { what: 'The map licence has expired', needs: ['mia'] });
  await raise(rondo, 'lea', { what: 'The tile cache is full', needs: ['raj'] });
  await rondo.until('2026-11-04T09:30:00Z');
  const announced = (await rondo.store.read.turns.find({ team: 'atlas' })).filter(
    ({ countedAt }) => !countedAt,
  );
  rondo.ignore(/./);
  await rondo.redefine(teams);
  const [maps, tiles] = await Promise.all(
    ['maps', 'tiles'].map((team) => rondo.store.read.escalations.find({ team, live: true })),
  );
  expect(maps!.map(({ what }) => what)).toEqual(['The map licence has expired']);
  expect(tiles!.map(({ what }) => what)).toEqual(['The tile cache is full']);
  for (const { person, date } of announced) {
    const team = ['mia', 'tom'].includes(person!) ? 'maps' : 'tiles';
    expect((await rondo.store.read.turns.find({ team, date }))[0]).toMatchObject({ person });
  }
  rondo.expectMessage('mia', /^Team atlas is now Maps and Tiles\. Maps goes on with this:[\s\S]*map licence/);
  await rondo.until('2026-11-04T16:00:00Z');
  rondo.expectMessage('raj', /^Team atlas is now Maps and Tiles\. Tiles goes on with this:[\s\S]*tile cache/);
  await rondo.until('2026-11-06T16:00:00Z');
  for (const team of ['maps', 'tiles']) {
    const rounds = await rondo.store.read.rounds.find({
      team,
      date: { atLeast: '2026-11-05', below: '2026-11-07' },
    });
    expect(rounds.map(({ date, state }) => `${date} ${state}`).sort()).toEqual([
      '2026-11-05 closed',
      '2026-11-06 closed',
    ]);
  }
  for (const person of ['tom', 'kim']) {
    const asked = await rondo.store.read.prompts.find({
      person,
      due: { atLeast: Date.parse('2026-11-05T00:00:00Z') },
    });
    expect(asked.filter(({ askedAt }) => askedAt).map(({ round }) => round.split('/')[2])).toEqual([
      '2026-11-05',
      '2026-11-06',
    ]);
  }
  rondo.ignore(/./);
});

test('splitting it again at the next start moves nothing twice', async () => {
  const rondo = await harness({ at: '2026-11-03T09:00:00Z', teams: [await atlas(sync, quiet, whole)] });
  const teams = await split();
  meet(rondo, teams);
  await raise(rondo, 'tom', { what: 'The map licence has expired', needs: ['mia'] });
  rondo.ignore(/./);
  await rondo.redefine(teams);
  rondo.ignore(/./);
  const before = await rondo.store.read.rounds.find({});
  await rondo.redefine(teams);
  expect(await rondo.store.read.rounds.find({})).toEqual(before);
  rondo.expectNothing();
});
