import { expect, test } from 'vitest';
import type { Reply } from '../../src/core/decision.ts';
import type { Form, FormValues } from '../../src/core/form.ts';
import { chooseFacilitator } from '../../src/core/rotation/facilitation.ts';
import type { Team } from '../../src/core/team.ts';
import { atlas, only, people, ritual } from '../atlas.ts';
import { formIn, type Harness, harness, inputOf } from '../harness.ts';
import { raise, told } from './blockers.ts';
import { choose, pressLast } from './leading.ts';

/** Mia coordinates, Ivo leads, Tom is the only architect. */
const small = () =>
  atlas(
    only('weekly-review'),
    ritual('weekly-review', ({ facilitator }) => ({
      facilitator: {
        ...facilitator!,
        roles: ['architect'],
        rotation: 'review',
        pick: 'fair',
        turns: 'round',
      },
    })),
    people('mia', 'tom', 'lea', 'raj'),
  );

async function tomHolds(story: Harness) {
  await raise(story, 'mia', { what: 'The map service is down', needs: ['tom'] });
  await choose(story, 'tom', 'I take it');
  await story.store.transact(async (tx) => {
    const action = { id: 'a1', team: 'atlas', what: 'Write the guide', owner: 'tom', due: '2026-11-20' };
    await tx.actions.insert({ ...action, from: 'test', open: true, version: 1 });
    await tx.dependencies.insert({
      id: 'd1',
      team: 'atlas',
      waiting: 'lea',
      on: 'tom',
      what: 'The schema',
      since: story.clock.now(),
      open: true,
      version: 1,
    });
  });
  told(story);
}

const gone = (team: Team, id: string): Team => ({
  ...team,
  members: team.members.map((one) => (one.id === id ? { ...one, active: false } : one)),
});

const ownersOf = async (story: Harness) => ({
  blocker: (await story.store.read.escalations.get('atlas-1'))?.owner,
  action: (await story.store.read.actions.get('a1'))?.owner,
  dependency: (await story.store.read.dependencies.get('d1'))?.on,
});

/** Sends the form as it starts, with these changes. */
async function submitAsShown(
  story: Harness,
  user: string,
  form: Form,
  changed: FormValues = {},
): Promise<Reply> {
  const shown = form.parts.flatMap((part) =>
    part.part === 'input' ? [[part.input.id, part.input.value] as const] : [],
  );
  return story.submit(user, form, { ...Object.fromEntries(shown), ...changed });
}

test('the only architect leaves: one form hands over all they hold, and each heir hears of it in one message', async () => {
  const story = await harness({ at: '2026-11-02T13:00:00Z', teams: [await small()] });
  await tomHolds(story);
  const form = formIn(await story.slash('mia', '/rondo leaves @tom'));
  expect(shownIn(form)).toEqual([
    ['First day they are no longer in the team', '2026-11-02'],
    ['atlas-1: The map service is down (level 1)', 'lea'],
    ['Write the guide (due Fri 20 Nov)', 'mia'],
    ['Lea Moreau waits for: The schema', 'raj'],
    ['the role architect', 'mia'],
  ]);
  const hint = form.parts.find((part) => part.part === 'input' && part.input.label === 'the role architect');
  expect(hint).toMatchObject({
    input: { hint: 'This needs somebody with the role: leading Weekly review.' },
  });
  const reply = await submitAsShown(story, 'mia', form);
  expect(story.words(reply)).toMatch(/^Tom Okafor has left Atlas\nSince Mon 2 Nov\. 4 things changed hands/);
  expect(story.expectMessage('lea', /Can you take this over/).text).toMatch(
    /---\nTom Okafor leaves Atlas\. Mia Sommer has given you what was theirs:\n• atlas-1/,
  );
  expect(story.expectMessage('raj', /Tom Okafor leaves Atlas/).text).toMatch(
    /• Lea Moreau waits for: The schema/,
  );
  expect(await ownersOf(story)).toEqual({ blocker: 'lea', action: 'mia', dependency: 'raj' });
  const team = story.rhythm.team('atlas')!;
  expect(team.members.find(({ id }) => id === 'mia')?.roles).toEqual(['product-owner', 'architect']);
  expect(team.members.find(({ id }) => id === 'tom')?.active).toBe(false);
});

test('what a role leads goes on with whoever has the role now', async () => {
  const story = await harness({ at: '2026-11-02T13:00:00Z', teams: [await small()] });
  const form = formIn(await story.slash('ivo', '/rondo leaves @tom'));
  await submitAsShown(story, 'ivo', form, { [inputOf(form, /role architect/)]: 'lea' });
  told(story);
  const { found } = leads(story);
  expect(found).toBe('lea');
});

function leads(story: Harness) {
  const team = story.rhythm.team('atlas')!;
  const workshop = team.rituals.find(({ id }) => id === 'weekly-review')!;
  const chosen = chooseFacilitator(team, workshop, '2026-11-03', { absences: [] });
  return { found: chosen.facilitator.person };
}

test('on a later day nothing changes before it; then the list is looked at again, what is new included', async () => {
  const story = await harness({
    at: '2026-11-02T13:00:00Z',
    teams: [await atlas(only(), people('mia', 'tom', 'lea', 'raj'))],
  });
  await tomHolds(story);
  const form = formIn(await story.slash('mia', '/rondo leaves @tom friday'));
  expect(shownIn(form)[0]).toEqual(['First day they are no longer in the team', '2026-11-06']);
  const reply = await submitAsShown(story, 'mia', form, { [inputOf(form, /guide/)]: 'lea' });
  expect(story.words(reply)).toMatch(/Until then nothing changes/);
  expect(told(story)).toEqual([]);
  expect(await ownersOf(story)).toMatchObject({ blocker: 'tom', action: 'tom', dependency: 'tom' });
  await story.store.transact(async (tx) => {
    const action = { id: 'a2', team: 'atlas', what: 'Order the keys', owner: 'tom', due: '2026-11-27' };
    await tx.actions.insert({ ...action, from: 'test', open: true, version: 1 });
  });
  await story.until('2026-11-06T10:00:00Z');
  expect(await ownersOf(story)).toMatchObject({ action: 'lea' });
  expect((await story.store.read.actions.get('a2'))?.owner).not.toBe('tom');
  expect((await story.store.read.escalations.get('atlas-1'))?.owner).not.toBe('tom');
  expect(story.rhythm.team('atlas')!.members.find(({ id }) => id === 'tom')?.active).toBe(false);
  expect(story.expectMessage('mia', /has left Atlas/).text).toMatch(/Since Fri 6 Nov/);
  told(story);
});

test('“they stay”: roles are as before, and what nobody has finished goes back', async () => {
  const story = await harness({ at: '2026-11-02T13:00:00Z', teams: [await small()] });
  await tomHolds(story);
  await submitAsShown(story, 'mia', formIn(await story.slash('mia', '/rondo leaves @tom')));
  told(story);
  await story.store.transact(async (tx) => {
    const action = (await tx.actions.get('a1'))!;
    await tx.actions.update({ ...action, open: false, version: action.version + 1 });
  });
  const reply = await pressLast(story, 'mia', 'They stay');
  expect(story.words(reply)).toMatch(/Tom Okafor stays/);
  await story.advance('1m');
  expect(await ownersOf(story)).toEqual({ blocker: 'tom', action: 'mia', dependency: 'tom' });
  const team = story.rhythm.team('atlas')!;
  expect(team.members.find(({ id }) => id === 'mia')?.roles).toEqual(['product-owner']);
  expect(team.members.find(({ id }) => id === 'tom')?.active).toBe(true);
  expect(story.expectMessage('lea', /Tom Okafor stays in Atlas/).text).toMatch(/• atlas-1/);
  told(story);
  const again = { act: 'press', button: 'leaving.stays', thing: 'leaving:atlas/tom', epoch: 0 } as const;
  expect(story.words(await story.command('again', 'mia', again))).toMatch(/is not leaving/);
});

test('two of them hand over at one time: the second sees what was done, and “they stay” takes back all of it', async () => {
  const story = await harness({ at: '2026-11-02T13:00:00Z', teams: [await small()] });
  await tomHolds(story);
  const [one, other] = [
    formIn(await story.slash('mia', '/rondo leaves @tom')),
    formIn(await story.slash('ivo', '/rondo leaves @tom')),
  ];
  await submitAsShown(story, 'mia', one);
  await story.advance('1m');
  const reply = await submitAsShown(story, 'ivo', other, { [inputOf(other, /guide/)]: 'raj' });
  expect(story.words(reply)).toMatch(/Write the guide.* → Mia Sommer/);
  await pressLast(story, 'mia', 'They stay');
  await story.advance('1m');
  expect(await ownersOf(story)).toEqual({ blocker: 'tom', action: 'tom', dependency: 'tom' });
  told(story);
});

test('after seven days it cannot be taken back, and a leave to come can be called off until its day', async () => {
  const story = await harness({ at: '2026-11-02T13:00:00Z', teams: [await atlas(only())] });
  await submitAsShown(story, 'mia', formIn(await story.slash('mia', '/rondo leaves @raj 2026-11-04')));
  expect(story.words(await pressLast(story, 'mia', 'They stay'))).toMatch(/Nothing was handed over/);
  await submitAsShown(story, 'mia', formIn(await story.slash('mia', '/rondo leaves @tom')));
  await story.until('2026-11-09T13:01:00Z');
  expect(story.rhythm.team('atlas')!.members.find(({ id }) => id === 'raj')?.active).toBe(true);
  expect(story.words(await pressLast(story, 'mia', 'They stay'))).toMatch(/more than seven days ago/);
  told(story);
});

test('whoever leaves on a later day gets no turn for that day, is not asked on it, and is in the plan again when they stay', async () => {
  const story = await harness({
    at: '2026-11-02T13:00:00Z',
    teams: [await atlas(only('morning-sync'), people('mia', 'tom', 'lea'))],
  });
  const turns = async () => story.words(await story.slash('mia', '/rondo duty'));
  const asked = async (date: string) =>
    (await story.store.read.prompts.find({ round: `atlas/morning-sync/${date}` }))
      .map(({ person }) => person)
      .sort();
  expect(await turns()).toMatch(/6 Nov[^\n]*Tom/);
  await submitAsShown(story, 'mia', formIn(await story.slash('mia', '/rondo leaves @tom 2026-11-05')));
  await story.until('2026-11-04T08:30:00Z');
  const listed = await turns();
  expect(listed).toMatch(/6 Nov/);
  expect(listed).not.toMatch(/Morning sync: Tom/);
  expect(listed).not.toMatch(/leaves|left/);
  expect(await asked('2026-11-04')).toContain('tom');
  await story.advance('6h');
  expect(await asked('2026-11-05')).toEqual(['lea', 'mia']);
  const stays = { act: 'press', button: 'leaving.stays', thing: 'leaving:atlas/tom', epoch: 0 } as const;
  expect(story.words(await story.command('stays', 'mia', stays))).toMatch(/Tom Okafor stays/);
  await story.advance('1m');
  expect(await asked('2026-11-05')).toContain('tom');
  expect(await turns()).toMatch(/Morning sync: Tom/);
  expect(story.rhythm.team('atlas')!.members.find(({ id }) => id === 'tom')?.left).toBeUndefined();
  told(story);
});

test('a planned day that is changed counts alone; when it is called off, no day is left', async () => {
  const story = await harness({ at: '2026-11-02T13:00:00Z', teams: [await atlas(only())] });
  for (const day of ['2026-11-10', '2026-11-06'])
    await submitAsShown(story, 'mia', formIn(await story.slash('mia', `/rondo leaves @tom ${day}`)));
  const left = () => story.rhythm.team('atlas')!.members.find(({ id }) => id === 'tom')?.left;
  expect(left()).toBe('2026-11-06');
  await pressLast(story, 'mia', 'They stay');
  await story.advance('1m');
  expect(left()).toBeUndefined();
  await submitAsShown(story, 'mia', formIn(await story.slash('mia', '/rondo leaves @tom 2026-11-06')));
  await story.until('2026-11-06T10:00:00Z');
  expect(await pressLast(story, 'mia', 'They stay')).toBeDefined();
  await story.advance('1m');
  expect(story.rhythm.team('atlas')!.members.find(({ id }) => id === 'tom')).toMatchObject({ active: true });
  expect(left()).toBeUndefined();
  told(story);
});

test('only they themselves, the coordinator, a lead or an admin may; a forged button is refused', async () => {
  const story = await harness({ at: '2026-11-02T13:00:00Z', teams: [await small()] });
  expect(story.words(await story.slash('raj', '/rondo leaves @tom'))).toMatch(
    /Only they themselves, the coordinator, a lead or an admin of Atlas can do that: Mia Sommer or Ivo Novak/,
  );
  const act = { act: 'submit', form: 'leaving', thing: 'leaving:atlas/tom', epoch: 0, values: {} } as const;
  expect(story.words(await story.command('forged', 'raj', act))).toMatch(/Nothing was changed/);
  expect(story.rhythm.team('atlas')!.members.find(({ id }) => id === 'tom')?.active).toBe(true);
  expect((await story.slash('tom', '/rondo leaves')).reply).toBe('form');
  expect(story.words(await story.slash('mia', '/rondo leaves @nobody'))).toMatch(
    /I know nobody called @nobody/,
  );
});

test('somebody is deactivated on a Sunday: the coordinator is asked on Monday morning, once, and nobody else', async () => {
  const team = await small();
  const story = await harness({ at: '2026-10-30T13:00:00Z', teams: [team] });
  await tomHolds(story);
  await story.until('2026-11-01T11:00:00Z');
  told(story);
  await story.redefine([gone(team, 'tom')]);
  await story.redefine([gone(team, 'tom')]);
  await story.until('2026-11-01T22:00:00Z');
  expect(told(story).filter((line) => /deactivated/.test(line))).toEqual([]);
  await story.until('2026-11-02T12:00:00Z');
  const offers = story.unread().filter(({ text }) => /was deactivated in the chat/.test(text));
  expect(offers.map(({ to, post }) => [to, new Date(post.at).toISOString()])).toEqual([
    ['mia', '2026-11-02T08:00:00.000Z'],
  ]);
  const reply = await story.press('mia', offers[0]!, 'Hand over');
  await submitAsShown(story, 'mia', formIn(reply));
  expect(story.now(offers[0]!)).toMatch(/Tom Okafor has left Atlas/);
  expect(await ownersOf(story)).toMatchObject({ action: 'mia', dependency: 'raj' });
  story.ignore(/(?:)/);
});

test('nobody is left who could take it: they cannot leave yet', async () => {
  const one = await atlas(only(), people('mia'), (team) => ({
    ...team,
    members: team.members.filter(({ id }) => id === 'mia').map((member) => ({ ...member, roles: ['lead'] })),
    coordinator: 'mia',
  }));
  const story = await harness({ at: '2026-11-02T13:00:00Z', teams: [one] });
  expect(story.words(await story.slash('mia', '/rondo leaves'))).toMatch(
    /Nobody else is left in Atlas who could/,
  );
});

test('whatever somebody holds, nothing is left without an owner when they have gone', async () => {
  for (const seed of [1, 2, 3]) {
    const story = await harness({ at: '2026-11-05T07:50:00Z', teams: [await atlas(only('weekly-review'))] });
    const whole = story.rhythm.team('atlas')!;
    const random = seeded(seed);
    const ids = whole.members.map(({ id }) => id);
    const anybody = () => ids[Math.floor(random() * ids.length)]!;
    for (let n = 0; n < 6; n += 1) {
      await raise(story, anybody(), { what: `Blocker ${seed}/${n}`, needs: [anybody()] });
      if (random() < 0.5)
        await choose(story, anybody(), 'I take it', `atlas-${n + 1}`).catch(() => undefined);
    }
    await story.store.transact(async (tx) => {
      const row = { team: 'atlas', open: true, version: 1, what: 'x' };
      for (let n = 0; n < 8; n += 1) {
        await tx.actions.insert({ ...row, id: `a${n}`, owner: anybody(), due: '2026-12-01', from: 'test' });
        await tx.objectives.insert({
          ...row,
          id: `o${n}`,
          owner: anybody(),
          week: '2026-11-02',
          by: 'mia',
          at: 0,
        });
        const [waiting, on] = [anybody(), anybody()];
        await tx.dependencies.insert({ ...row, id: `d${n}`, waiting, on, since: 0 });
        await tx.risks.insert({ ...row, id: `r${n}`, by: anybody(), at: 0 });
      }
    });
    await story.until('2026-11-05T09:00:00Z');
    const leaver = anybody();
    const by = leaver === whole.coordinator ? 'ivo' : whole.coordinator;
    const form = formIn(await story.slash(by, `/rondo leaves @${leaver}`));
    expect((await submitAsShown(story, by, form)).reply).toBe('message');
    await story.until('2026-11-05T12:00:00Z');
    expect(await leftBehind(story, leaver)).toEqual([]);
    story.ignore(/(?:)/);
    await story.close();
  }
});

/** What still rests on somebody who has gone. */
async function leftBehind(story: Harness, leaver: string): Promise<string[]> {
  const { read } = story.store;
  const here = { team: 'atlas', open: true };
  const team = story.rhythm.team('atlas')!;
  const active = team.members.filter((member) => member.active);
  const before = (await atlas()).members.find(({ id }) => id === leaver)!;
  return [
    ...(await read.actions.find(here)).filter(({ owner }) => owner === leaver).map(({ id }) => id),
    ...(await read.objectives.find(here)).filter(({ owner }) => owner === leaver).map(({ id }) => id),
    ...(await read.dependencies.find(here)).filter(({ on }) => on === leaver).map(({ id }) => id),
    ...(await read.risks.find(here)).filter(({ by, owner }) => (owner ?? by) === leaver).map(({ id }) => id),
    ...(await read.turns.find({ team: 'atlas', person: leaver, date: { atLeast: '2026-11-06' } })).map(
      ({ id }) => id,
    ),
    ...(await read.escalations.find({ team: 'atlas', live: true }))
      .filter(
        ({ owner, targets }) =>
          owner === leaver || (owner === undefined && targets.every((one) => one === leaver)),
      )
      .map(({ id }) => id),
    ...before.roles.filter((role) => !active.some(({ roles }) => roles.includes(role))),
    ...(active.some(({ id }) => id === team.coordinator) ? [] : ['coordinator']),
    ...(active.some(({ id }) => team.admins.includes(id)) ? [] : ['admin']),
  ];
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function shownIn(form: Form) {
  return form.parts.flatMap((part) => (part.part === 'input' ? [[part.input.label, part.input.value]] : []));
}
