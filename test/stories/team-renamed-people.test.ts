import { expect, test } from 'vitest';
import type { Member, Team } from '../../src/core/team.ts';
import { createReload, type Loaded } from '../../src/engine/definitions/reload.ts';
import { askingAboutJoiners } from '../../src/engine/people/joiners.ts';
import { atlas, people, ritual, sync } from '../atlas.ts';
import { formIn, type Harness, harness, inputOf, WORKSPACE } from '../harness.ts';

const quiet = ritual('morning-sync', ({ questions }) => ({ questions: questions.slice(0, 1), remind: [] }));
const few = people('mia', 'tom', 'raj');
const renamed = (team: Team): Team => ({ ...team, id: 'apollo', was: 'atlas', name: 'Apollo' });

const press = (story: Harness, button: string, thing: string) =>
  story.command(`${button} ${thing}`, 'mia', { act: 'press', button, thing, epoch: 0 });
const isThere = (story: Harness, id: string) =>
  story.rhythm.team('apollo')!.members.some((member) => member.id === id && member.active);

async function tomLeaves(on: string) {
  const story = await harness({ at: '2026-11-02T13:00:00Z', teams: [await atlas(sync, quiet, few)] });
  await story.submit('mia', formIn(await story.slash('mia', `/rondo leaves @tom ${on}`)), { date: on });
  await story.redefine([await atlas(sync, quiet, few, renamed)]);
  return story;
}

test('a leave to come is called off under the new name of the team, with the button from before', async () => {
  const story = await tomLeaves('2026-11-05');
  expect(story.words(await press(story, 'leaving.stays', 'leaving:atlas/tom'))).toMatch(
    /^Tom Okafor stays\./,
  );
  await story.until('2026-11-06T13:00:00Z');
  expect(isThere(story, 'tom')).toBe(true);
  story.ignore(/./);
});

test('a leave to come is carried out under the new name of the team, once', async () => {
  const story = await tomLeaves('2026-11-05');
  await story.until('2026-11-06T13:00:00Z');
  expect(isThere(story, 'tom')).toBe(false);
  const left = await story.store.read.events.find({ about: 'leaving:apollo/tom', what: 'left' });
  expect(left).toHaveLength(1);
  story.ignore(/./);
});

test('who has left can still be taken back after the team was renamed', async () => {
  const story = await tomLeaves('2026-11-02');
  expect(story.words(await press(story, 'leaving.stays', 'leaving:atlas/tom'))).toMatch(
    /^Tom Okafor stays\./,
  );
  await story.until('2026-11-02T14:00:00Z');
  expect(isThere(story, 'tom')).toBe(true);
  story.ignore(/./);
});

test('a rename lets nobody in whom nobody has let in, and old buttons still decide', async () => {
  let team = await atlas(sync, few);
  const story = await harness({ at: '2026-11-02T07:00:00Z', teams: [team], strangers: ['sam', 'zoe'] });
  const stranger = (id: string): Member => ({ ...team.members[0]!, id, name: id, roles: [] });
  const load = (...joined: string[]) => {
    const members = [...team.members, ...joined.map(stranger)];
    const users = new Map([...members, ...team.others].map(({ id }) => [id, id]));
    const home = { team: team.id, workspace: WORKSPACE, platform: 'playground', users };
    const none = { teams: [], rituals: [] };
    const loaded: Loaded = {
      teams: [{ ...team, members }],
      homes: [{ ...home, joined: new Set(joined) }],
      broken: none,
      gone: none,
      good: [],
      problems: [],
    };
    const { context } = story.engine;
    return createReload(
      context,
      story.rhythm,
      askingAboutJoiners(context, async () => loaded),
    )();
  };
  await load();
  await load('sam', 'zoe');
  await press(story, 'joiner.ignore', 'joiner:atlas/playground/sam');
  team = renamed(team);
  await load('sam', 'zoe');
  const rows = await story.store.read.joiners.find({});
  expect(rows.map(({ id, state }) => `${id} ${state}`)).toEqual([
    'apollo/playground/sam ignored',
    'apollo/playground/zoe proposed',
  ]);
  expect(isThere(story, 'sam') || isThere(story, 'zoe')).toBe(false);
  const reply = await press(story, 'joiner.observer', 'joiner:atlas/playground/zoe');
  expect(story.words(reply)).toMatch(/^zoe observes, says Mia Sommer\./);
  await story.engine.beat.settle();
  story.ignore(/./);
});

test('a question about a turn, and a form to swap turns, are answered after the rename as before', async () => {
  const story = await harness({ at: '2026-11-02T14:00:00Z', teams: [await atlas(sync, quiet, few)] });
  await story.until('2026-11-02T18:00:00Z');
  const [turn] = await story.store.read.turns.find({ team: 'atlas' });
  const holder = turn!.person!;
  const [other] = ['mia', 'tom', 'raj'].filter((id) => id !== holder);
  await story.slash(holder, `/rondo duty give morning-sync ${turn!.date} @${other}`);
  const form = formIn(await story.slash(holder, '/rondo duty swap'));
  const theirs = inputOf(form, /theirs/);
  const choice = form.parts.flatMap((part) =>
    part.part === 'input' && part.input.id === theirs && part.input.input === 'select'
      ? (part.input.choices ?? []).map(({ value }) => value)
      : [],
  )[0];
  const { number } = (await story.store.read.turns.get(turn!.id))!.ask!;
  await story.redefine([await atlas(sync, quiet, few, renamed)]);
  const swapped = await story.submit(holder, form, { mine: turn!.id, theirs: choice! });
  expect(story.words(swapped)).toMatch(/^I have asked /);
  const late = { act: 'press', button: 'duty.agree', thing: `turn:${turn!.id}` } as const;
  const now = (await story.store.read.turns.find({ team: 'apollo', date: turn!.date }))[0]!;
  expect(now.ask!.number).not.toBe(number);
  const reply = await story.command('agree', now.ask!.to, { ...late, epoch: now.ask!.number });
  expect(story.words(reply)).toMatch(/^Thank you\. You have Morning sync of Apollo/);
  story.ignore(/./);
});
