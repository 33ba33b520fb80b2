import { expect, test } from 'vitest';
import type { Member, Team } from '../../src/core/team.ts';
import { createReload, type Loaded } from '../../src/engine/definitions/reload.ts';
import { followingPeople } from '../../src/engine/people/following.ts';
import { askingAboutJoiners } from '../../src/engine/people/joiners.ts';
import { atlas, people, sync } from '../atlas.ts';
import { formIn, type Harness, harness, inputOf, WORKSPACE } from '../harness.ts';

const three = () => atlas(sync, people('mia', 'tom', 'lea'));

function person(team: Team, id: string, name: string): Member {
  return { id, name, calendar: team.calendar, active: true, roles: [], participates: true };
}

/** A team whose members follow a channel: these are in it besides whom the file names. */
async function following(story: Harness, team: Team) {
  let here: Member[] = [];
  const load = async (): Promise<Loaded> => {
    const members = [...team.members, ...here];
    const users = new Map([...members, ...team.others].map(({ id }) => [id, id]));
    const joined = new Set(here.map(({ id }) => id));
    const home = { team: team.id, workspace: WORKSPACE, platform: 'playground', users, joined };
    const nothing = { teams: [], rituals: [] };
    return {
      teams: [{ ...team, members }],
      homes: [home],
      broken: nothing,
      gone: nothing,
      good: [],
      problems: [],
    };
  };
  const { context } = story.engine;
  const reload = followingPeople(
    context,
    createReload(context, story.rhythm, askingAboutJoiners(context, load)),
  );
  return async (...inChannel: Member[]) => {
    here = inChannel;
    await reload();
    await story.engine.beat.settle();
  };
}

/** Presses one of the buttons about a newcomer. */
async function decide(story: Harness, id: string, verb: string, by = 'mia') {
  const thing = `joiner:atlas/playground/${id}`;
  return story.command(`${verb}/${id}/${by}`, by, {
    act: 'press',
    button: `joiner.${verb}`,
    thing,
    epoch: 0,
  });
}

const ids = (story: Harness) => story.rhythm.team('atlas')!.members.map(({ id }) => id);

async function started(at = '2026-11-02T07:00:00Z') {
  const team = await three();
  const story = await harness({ at, teams: [team], strangers: ['kim', 'sam', 'zoe'] });
  const look = await following(story, team);
  await look();
  return { story, team, look };
}

test('newcomers are in one message to the coordinator; each is decided once, and what was said stays', async () => {
  const { story, team, look } = await started();
  const all = ['kim', 'sam', 'zoe'].map((id) => person(team, id, id));
  await look(...all);
  expect(ids(story)).not.toContain('kim');
  await story.advance('1m');
  const asked = story.expectMessage('mia', /kim, sam and zoe came into the channel of Atlas/);

  const form = formIn(await decide(story, 'kim', 'member'));
  await story.submit('mia', form, { [inputOf(form, /roles/)]: ['developer'] });
  await story.advance('1m');
  expect(story.rhythm.team('atlas')!.members.find(({ id }) => id === 'kim')).toMatchObject({
    roles: ['developer'],
    participates: true,
    since: '2026-11-02',
  });
  await decide(story, 'sam', 'observer');
  await decide(story, 'zoe', 'ignore');
  await story.advance('1m');
  expect(story.rhythm.team('atlas')!.members.find(({ id }) => id === 'sam')?.participates).toBe(false);
  expect(ids(story)).not.toContain('zoe');
  expect(story.now(asked)).toMatch(
    /kim is a member, says Mia Sommer[\s\S]*sam observes[\s\S]*zoe is not in the team/,
  );

  await look(...all);
  await story.advance('1m');
  expect(ids(story)).toEqual(expect.arrayContaining(['kim', 'sam']));
  expect(ids(story)).not.toContain('zoe');
  const again = {
    act: 'press',
    button: 'joiner.ignore',
    thing: 'joiner:atlas/playground/kim',
    epoch: 0,
  } as const;
  expect(story.words(await story.command('again', 'ivo', again))).toMatch(/kim is a member/);
  story.ignore(/(?:)/);
});

test('somebody joins while a round runs: they are not asked for it and not counted, and are greeted the next morning', async () => {
  const { story, team, look } = await started();
  await story.until('2026-11-02T09:00:00Z');
  await look(person(team, 'kim', 'Kim Berg'));
  await story.advance('5m');
  const asked = story.expectMessage('mia', /Kim Berg came into the channel/);
  const form = formIn(await story.press('mia', asked, 'Member …'));
  await story.submit('mia', form, { [inputOf(form, /roles/)]: ['developer'] });
  await story.until('2026-11-02T20:00:00Z');
  expect(story.all().filter(({ to }) => to === 'kim')).toEqual([]);
  const board = story.all().find(({ to, text }) => to === '#atlas' && /^Atlas · Mon 2 Nov/.test(text))!;
  expect(story.now(board)).toMatch(/of 3 answered/);
  await story.until('2026-11-03T12:30:00Z');
  const first = story.expectMessage('kim', /Hello Kim, I am Rondo/);
  expect(first.text).toMatch(
    /You get it because you are a member of Atlas[\s\S]*Morning sync: 09:00[\s\S]*---\nHi Kim/,
  );
  await story.until('2026-11-04T12:30:00Z');
  expect(story.all().filter(({ to, text }) => to === 'kim' && /I am Rondo/.test(text))).toHaveLength(1);
  story.ignore(/(?:)/);
});

test('a member leaves the channel: one who holds nothing is gone, one who holds something stays until it is handed over', async () => {
  const { story, team, look } = await started('2026-11-02T12:00:00Z');
  const all = ['kim', 'sam'].map((id) => person(team, id, id));
  await look(...all);
  for (const id of ['kim', 'sam'])
    await story.command(id, 'mia', {
      act: 'submit',
      form: 'joiner.member',
      thing: `joiner:atlas/playground/${id}`,
      epoch: 0,
      values: {},
    });
  await look(...all);
  await story.store.transact(async (tx) => {
    const action = { id: 'a1', team: 'atlas', what: 'Write the guide', owner: 'kim', due: '2026-11-20' };
    await tx.actions.insert({ ...action, from: 'test', open: true, version: 1 });
  });
  await look();
  await story.advance('1m');
  const active = () =>
    story.rhythm
      .team('atlas')!
      .members.filter((one) => one.active)
      .map(({ id }) => id);
  expect(active()).toContain('kim');
  expect(active()).not.toContain('sam');
  const offer = story.expectMessage('mia', /kim has left the channel of Atlas, and still holds 1 thing/);
  const form = formIn(await story.press('mia', offer, 'Hand over'));
  await story.submit('mia', form, { date: '2026-11-02', [inputOf(form, /guide/)]: 'lea' });
  await story.advance('1m');
  await look();
  expect(active()).not.toContain('kim');
  expect((await story.store.read.actions.get('a1'))?.owner).toBe('lea');
  story.ignore(/(?:)/);
});

test('only the coordinator, a lead or an admin decides about newcomers', async () => {
  const { story, team, look } = await started('2026-11-02T12:00:00Z');
  await look(person(team, 'kim', 'kim'));
  const act = {
    act: 'press',
    button: 'joiner.observer',
    thing: 'joiner:atlas/playground/kim',
    epoch: 0,
  } as const;
  expect(story.words(await story.command('forged', 'tom', act))).toMatch(
    /Only the coordinator, a lead or an admin/,
  );
  expect(ids(story)).not.toContain('kim');
  story.ignore(/(?:)/);
});
