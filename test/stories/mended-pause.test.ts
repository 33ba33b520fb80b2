import { expect, test } from 'vitest';
import type { FormValues } from '../../src/core/form.ts';
import type { Team } from '../../src/core/team.ts';
import { atlas, people, ritual, sync } from '../atlas.ts';
import { formIn, type Harness, harness, inputOf } from '../harness.ts';
import { raise } from './blockers.ts';
import { clocks } from './leading.ts';

/** Lea is in Atlas and in Borea; Mia looks after the first, Raj after the second. */
async function two(zone?: string): Promise<Team[]> {
  const plain = ritual('morning-sync', () => ({ facilitator: undefined }));
  const team = await atlas(sync, plain, people('mia', 'lea', 'tom'));
  const borea = await atlas(sync, plain, people('lea', 'raj'));
  const calendar = zone === undefined ? borea.calendar : { ...borea.calendar, zone };
  const led = { admins: ['mia', 'raj'], coordinator: 'raj', calendar };
  return [team, { ...borea, id: 'borea', name: 'Borea', channel: '#borea', ...led }];
}

async function begun(at = '2026-11-02T07:55:00Z', zone?: string): Promise<Harness> {
  return harness({ at, teams: await two(zone) });
}

async function say(story: Harness, user: string, text: string, channel?: string): Promise<string> {
  return story.words(await story.slash(user, text, channel));
}

const NO_CLOCKS = { level: 1, respond: undefined, warn: undefined, resolve: undefined };

test('a team is paused again at the very instant at which it went on, and goes on again', async () => {
  const story = await begun();
  for (let times = 0; times < 3; times += 1) {
    expect(await say(story, 'mia', '/rondo pause atlas')).toMatch(/^Atlas is paused from now on/);
    expect(await say(story, 'mia', '/rondo resume atlas')).toBe('Atlas goes on. Nothing was held.');
  }
  story.ignore(/./);
});

test('a blocker is not raised in a paused team from a form that was opened for another one', async () => {
  const story = await begun();
  const form = formIn(await story.slash('lea', '/escalate'));
  await story.slash('raj', '/rondo pause borea');
  const values = { 'blocker.what': 'No map', 'blocker.needs': ['lea'] };
  expect(story.words(await story.submit('lea', form, { ...values, team: 'borea' }))).toMatch(
    /^Borea has been paused since/,
  );
  expect(await story.store.read.escalations.count({})).toBe(0);
  story.ignore(/./);
});

test('a pause of one team stops nobody who means the other', async () => {
  const story = await begun();
  await story.slash('mia', '/rondo pause atlas');
  const form = formIn(await story.slash('lea', '/escalate'));
  await story.submit('lea', form, { 'blocker.what': 'No map', 'blocker.needs': ['raj'], team: 'borea' });
  expect(await clocks(story, 'borea-1')).toMatchObject({ level: 1, resolve: '2026-11-02T16:30:00.000Z' });
  story.ignore(/./);
});

test('what is typed after the id of a blocker is refused while that one’s team is paused, not another', async () => {
  const story = await begun();
  await raise(story, 'raj', { what: 'No map', needs: ['lea'] });
  await story.slash('raj', '/rondo pause borea');
  expect(await say(story, 'lea', '/escalate borea-1 escalate It hurts')).toMatch(/^Borea has been paused/);
  expect(await clocks(story, 'borea-1')).toMatchObject(NO_CLOCKS);
  await story.slash('raj', '/rondo resume borea');
  await story.slash('mia', '/rondo pause atlas');
  expect(await say(story, 'lea', '/escalate borea-1 note Looking')).toMatch(/^Noted\./);
  story.ignore(/./);
});

test('a blocker that comes out of a standup of two teams has no running clock in the one that is paused', async () => {
  const story = await begun();
  await story.until('2026-11-02T08:05:00Z');
  const form = formIn(await story.slash('lea', '/standup'));
  await story.slash('raj', '/rondo pause borea');
  const needed = form.parts.flatMap((part) =>
    part.part === 'input' && !part.input.optional ? [[part.input.id, 'Login'] as const] : [],
  );
  const values: FormValues = {
    ...Object.fromEntries(needed),
    [inputOf(form, /^borea\/.*:blocked\.what$/)]: 'The legend is gone',
  };
  expect(story.words(await story.submit('lea', form, values))).toMatch(/^Saved\./);
  expect(await clocks(story, 'borea-1')).toMatchObject(NO_CLOCKS);
  await story.until('2026-11-04T09:00:00Z');
  await story.slash('raj', '/rondo resume borea');
  const after = await clocks(story, 'borea-1');
  expect(after).toMatchObject({ level: 1 });
  expect(Date.parse(after.resolve!)).toBeGreaterThan(Date.parse('2026-11-04T09:00:00Z'));
  story.ignore(/./);
});

test('a choice about a pause that is not over does nothing: its blockers go on when the team does', async () => {
  const story = await begun('2026-11-02T09:05:00Z');
  await raise(story, 'tom', { what: 'No map', needs: ['lea'] });
  const before = await clocks(story);
  await story.slash('mia', '/rondo pause atlas');
  const [pause] = await story.store.read.pauses.find({});
  const press = { act: 'press', button: 'pause.merge', thing: `pause:${pause!.id}`, epoch: 0 } as const;
  expect(story.words(await story.command('forged', 'mia', press))).toBe(
    'There is nothing to choose about it. Nothing was done.',
  );
  await story.slash('mia', '/rondo resume atlas');
  expect(await clocks(story)).toEqual(before);
  story.ignore(/./);
});

test('all are paused until tomorrow, but not the team in whose zone that has begun already', async () => {
  const story = await begun('2026-11-02T22:30:00Z', 'Pacific/Auckland');
  expect(await say(story, 'mia', '/rondo pause all until tomorrow')).toMatchInlineSnapshot(`
    "Atlas is paused from now on until Tue 3 Nov 08:00. Nothing is sent to it, its clocks stand still, and what falls due is kept. /rondo resume atlas lets it go on earlier.
    Borea was not paused: Tue 3 Nov has begun there already. Name a later day, or leave it out."
  `);
  expect(await story.store.read.pauses.find({})).toMatchObject([{ team: 'atlas', state: 'paused' }]);
});

test('who looks after several teams is asked which one to pause, outside of a team’s channel', async () => {
  const [first, second] = await two();
  const story = await harness({
    at: '2026-11-02T07:55:00Z',
    teams: [
      { ...first!, admins: ['lea'] },
      { ...second!, admins: ['lea'] },
    ],
  });
  expect(await say(story, 'lea', '/rondo pause until friday')).toBe(
    'Which team? There is atlas and borea. Nothing was done.',
  );
  expect(await say(story, 'lea', '/rondo pause until friday', '#borea')).toMatch(/^Borea is paused/);
  expect(await say(story, 'raj', '/rondo resume')).toMatch(/^Borea goes on/);
  story.ignore(/./);
});

test('somebody of another team reads no word of how a blocker ended, whatever they type or press', async () => {
  const story = await begun('2026-11-02T09:05:00Z');
  await raise(story, 'tom', { what: 'The payroll is wrong', needs: ['lea'] });
  await story.slash('tom', '/escalate atlas-1 resolve Bob was paid twice');
  story.ignore(/./);
  const said = [];
  for (const words of [
    '',
    ' note Hello',
    ' resolve',
    ' resolve It is',
    ' escalate',
    ' hold',
    ' escalate Now',
  ])
    said.push(await say(story, 'raj', `/escalate atlas-1${words}`));
  for (const verb of ['acknowledge', 'cancel', 'reopen', 'join', 'more', 'plan', 'word']) {
    const press = {
      act: 'press',
      button: `escalation.${verb}`,
      thing: 'escalation:atlas-1',
      epoch: 99,
    } as const;
    said.push(story.words(await story.command(`forged-${verb}`, 'raj', press)));
  }
  expect(new Set(said)).toEqual(
    new Set([
      expect.stringMatching(/^Only team Atlas and those who were told about this blocker can read it\./),
    ]),
  );
});

test('somebody of a paused team still sees what is theirs, and whoever takes a blocker reads that its clocks stand still', async () => {
  const story = await begun('2026-11-02T09:05:00Z');
  await raise(story, 'tom', { what: 'No map', needs: ['lea'] });
  const card = story.unread('lea').find(({ text }) => /No map/.test(text))!;
  await story.slash('mia', '/rondo pause atlas');
  expect(await say(story, 'tom', '/rondo me')).toMatch(/^Tom Okafor\n/);
  expect(story.words(await story.command('home', 'tom', { act: 'home' }))).toMatch(
    /Nothing waits for your answer/,
  );
  expect(story.words(await story.press('lea', card, 'I take it'))).toBe(
    'It is yours now. Its team is paused, so its clocks stand still.',
  );
  story.ignore(/./);
});
