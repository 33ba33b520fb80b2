import { expect, test } from 'vitest';
import type { Risk } from '../../src/core/record.ts';
import { type Harness, harness } from '../harness.ts';
import { filling, planning, pressed, pressIn, threaded } from './planning.ts';

const RITUALS = ['morning-sync', 'weekly-planning', 'risk-review'];

/** Monday: Tom has named a risk in the morning sync. */
async function monday(rituals: readonly string[] = ['morning-sync']): Promise<Harness> {
  const story = await harness({ at: '2026-11-02T06:00:00Z', teams: [await planning(rituals)] });
  await story.until('2026-11-02T09:10:00Z');
  await story.answer('tom', {
    done: 'Maps',
    today: 'Legends',
    'risk.what': 'The vendor is late',
    'risk.likelihood': 'medium',
    'risk.impact': 'high',
  });
  return story;
}

async function only(story: Harness): Promise<Risk> {
  const all = await story.store.read.risks.find({ team: 'atlas' });
  expect(all).toHaveLength(1);
  return all[0]!;
}

test('a risk out of the standup stands in the register, is reviewed, and becomes a blocker when it happens', async () => {
  const story = await monday(RITUALS);
  const planningPlace = threaded(story, /Weekly planning · Mon 2 Nov/);
  expect(story.now(planningPlace)).toContain(
    'New risks\n• 6 · The vendor is late (likelihood medium, impact high). Nobody watches it yet. No mitigation yet. Named today.',
  );
  const { id } = await only(story);
  const list = await story.slash('lea', '/rondo risks');
  expect(story.words(list)).toContain('Atlas: 1 open risk');
  const assess = await pressIn(story, 'lea', list, 'risk.assess');
  await filling(story, 'lea', assess, {
    'risk.likelihood': 'high',
    'risk.owner': 'tom',
    'risk.mitigation': 'Find a second vendor',
    due: '2026-11-05',
  });
  const [action] = await story.store.read.actions.find({ owner: 'tom' });
  expect(action).toMatchObject({
    what: 'Find a second vendor',
    due: '2026-11-05',
    from: `risk:${id}`,
    open: true,
  });

  await story.until('2026-11-03T12:05:00Z');
  const review = threaded(story, /^Risk review · Tue 3 Nov/);
  expect(review.text).toContain(
    'New risks\n• 9 · The vendor is late (likelihood high, impact high). Watched by Tom Okafor. Mitigation: Find a second vendor, due Thu 5 Nov. Open for 1 day.',
  );

  // It happens: the form holds its words, and the risk says what it became.
  const raise = { id: 'risk.raise', thing: `risk:${id}`, epoch: 1 };
  const form = await pressed(story, 'tom', raise);
  await filling(story, 'tom', form, {});
  expect(await only(story)).toMatchObject({ open: false, became: { by: 'tom', escalation: 'atlas-1' } });
  expect((await story.store.read.escalations.get('atlas-1'))?.what).toBe('The vendor is late');
  expect(story.words(await pressed(story, 'mia', raise))).toBe(
    'It has become real: Tom Okafor has raised it as atlas-1.',
  );
  await filling(story, 'tom', form, {});
  expect(await story.store.read.escalations.count({ team: 'atlas' })).toBe(1);
  expect((await story.events(`risk:${id}`)).map(({ what }) => what)).toEqual([
    'named',
    'assessed',
    'became real',
  ]);
  expect(story.now(review)).not.toContain('The vendor is late');
  story.ignore(/(?:)/);
});

test('the same risk named again is one risk, and one that was closed opens again', async () => {
  const story = await monday();
  await story.answer('lea', {
    done: 'a',
    today: 'b',
    'risk.what': 'the vendor is late!',
    'risk.owner': 'lea',
  });
  const { id } = await only(story);
  expect(await only(story)).toMatchObject({ by: 'tom', likelihood: 'medium', owner: 'lea', open: true });
  const close = await pressed(story, 'tom', { id: 'risk.close', thing: `risk:${id}`, epoch: 2 });
  await filling(story, 'tom', close, { why: 'They delivered' });
  expect(await only(story)).toMatchObject({ open: false, closed: { by: 'tom', why: 'They delivered' } });
  await story.answer('mia', { done: 'a', today: 'b', 'risk.what': 'The vendor is late' });
  expect(await only(story)).toMatchObject({ open: true, likelihood: 'medium' });
  expect((await only(story)).closed).toBeUndefined();
  story.ignore(/(?:)/);
});

test('a risk that is taken out of an answer is closed, and an edit of something else changes nothing', async () => {
  const story = await monday();
  await story.answer('tom', {
    done: 'Maps and more',
    today: 'Legends',
    'risk.what': 'The vendor is late',
    'risk.likelihood': 'medium',
    'risk.impact': 'high',
  });
  expect(await only(story)).toMatchObject({ version: 1 });
  await story.answer('tom', { done: 'Maps', today: 'Legends', 'risk.what': '' });
  expect(await only(story)).toMatchObject({ open: false });
  story.ignore(/(?:)/);
});

test('only who named or watches a risk, the coordinator and the lead close it; nobody from another team sees it', async () => {
  const atlas = await planning(RITUALS);
  const zoe = { ...atlas.members[0]!, id: 'zoe', name: 'Zoe', roles: ['lead'] };
  const borea = {
    ...atlas,
    id: 'borea',
    name: 'Borea',
    channel: '#borea',
    coordinator: 'zoe',
    members: [zoe],
    rituals: [],
  };
  const story = await harness({ at: '2026-11-02T09:10:00Z', teams: [atlas, borea] });
  const list = await story.slash('tom', '/rondo risks');
  const form = await pressIn(story, 'tom', list, 'risk.name');
  await filling(story, 'tom', form, { 'risk.what': 'The vendor is late' });
  const thing = `risk:${(await only(story)).id}`;
  expect(story.words(await pressed(story, 'lea', { id: 'risk.close', thing, epoch: 1 }))).toBe(
    'Only Tom Okafor, Mia Sommer or Ivo Novak can close this risk.',
  );
  for (const press of ['assess', 'close', 'raise'])
    expect(story.words(await pressed(story, 'zoe', { id: `risk.${press}`, thing, epoch: 1 }))).toMatch(
      /belongs to a team that you are not in/,
    );
  expect(
    story.words(await pressed(story, 'zoe', { id: 'risk.list', thing: 'team:atlas', epoch: 0 })),
  ).toMatch(/belongs to a team that you are not in/);
  expect(story.words(await story.slash('zoe', '/rondo risks'))).not.toContain('vendor');
  story.ignore(/(?:)/);
});

test('a mitigation with a new day moves its action, and another mitigation takes its place', async () => {
  const story = await monday();
  const { id } = await only(story);
  const assess = async (values: Record<string, string>) => {
    const { version } = await only(story);
    return filling(
      story,
      'mia',
      await pressed(story, 'mia', { id: 'risk.assess', thing: `risk:${id}`, epoch: version }),
      values,
    );
  };
  expect(await assess({ due: '2026-11-05' })).toMatchObject({
    errors: { 'risk.mitigation': 'Say what is to be done by then.' },
  });
  expect(await assess({ 'risk.mitigation': 'Call them', due: '2026-11-01' })).toMatchObject({
    errors: { due: 'This date has passed. Pick today or a later one.' },
  });
  await assess({ 'risk.mitigation': 'Call them', due: '2026-11-05' });
  await assess({ due: '2026-11-06' });
  const { version } = await only(story);
  const lea = await pressed(story, 'lea', { id: 'risk.assess', thing: `risk:${id}`, epoch: version });
  expect(await filling(story, 'lea', lea, { due: '2026-11-20' })).toEqual({
    reply: 'invalid',
    errors: {
      due: 'Its mitigation is an action of Mia Sommer: they, the coordinator or the lead can change it.',
    },
  });
  expect(await story.store.read.actions.find({ team: 'atlas' })).toMatchObject([
    { owner: 'mia', due: '2026-11-06' },
  ]);
  await assess({ 'risk.mitigation': 'Find a second vendor', 'risk.owner': 'tom' });
  const actions = await story.store.read.actions.find({ team: 'atlas' });
  expect(actions.map(({ what, owner, open }) => `${what} ${owner} ${open}`).toSorted()).toEqual([
    'Call them mia false',
    'Find a second vendor tom true',
  ]);
  story.ignore(/(?:)/);
});
