import { expect, test } from 'vitest';
import type { Team } from '../../src/core/team.ts';
import { atlas, people, ritual, sync } from '../atlas.ts';
import { formIn, harness, inputOf } from '../harness.ts';
import { pressIn } from './typing.ts';

/** Lea is in Atlas and in Borea; both ask at nine. */
async function two(): Promise<Team[]> {
  const plain = ritual('morning-sync', ({ questions }) => ({
    questions: questions.slice(0, 3),
    facilitator: undefined,
  }));
  const team = await atlas(sync, plain, people('mia', 'lea'));
  const borea = await atlas(sync, plain, people('lea', 'raj'));
  return [team, { ...borea, id: 'borea', name: 'Borea', channel: '#borea' }];
}

test('somebody in two teams gets one message and one form, and each team sees its own part', async () => {
  const story = await harness({ at: '2026-11-02T07:55:00Z', teams: await two() });
  await story.until('2026-11-02T08:00:00Z');
  const prompt = story.expectMessage(
    'lea',
    /^Hi Lea, one form for 2 rounds:\n• Morning sync of Atlas: 3 questions.*\n• Morning sync of Borea: 3 questions/,
  );
  story.ignore(/^Hi (Mia|Raj)|^(Atlas|Borea|Morning sync) ·/);

  const form = formIn(await story.press('lea', prompt, 'Answer'));
  expect(form.parts.flatMap((part) => (part.part === 'heading' ? [part.text] : []))).toEqual([
    'Morning sync of Atlas',
    'Morning sync of Borea',
  ]);
  const id = (team: string, question: string) => inputOf(form, new RegExp(`^${team}/.*:${question}$`));
  const reply = await story.submit('lea', form, {
    [id('atlas', 'done')]: 'Login',
    [id('atlas', 'today')]: 'Logout',
    [id('borea', 'done')]: 'The map',
    [id('borea', 'today')]: 'The legend',
  });
  expect(story.words(reply)).toMatch(/^Saved/);
  expect(story.expectMessage('#atlas >', /^Lea Moreau\n.*\n> Login/).text).not.toContain('map');
  expect(story.expectMessage('#borea >', /^Lea Moreau\n.*\n> The map/).text).not.toContain('Login');
  expect(story.now(prompt)).toMatch(/Morning sync of Atlas is in[\s\S]*Morning sync of Borea is in/);
  story.expectNothing();
});

test('a mistake in one part saves nothing of the other', async () => {
  const story = await harness({ at: '2026-11-02T07:55:00Z', teams: await two() });
  await story.until('2026-11-02T08:00:00Z');
  story.ignore(/./);
  const form = formIn(await story.slash('lea', '/standup'));
  const done = inputOf(form, /^atlas\/.*:done$/);
  const reply = await story.submit('lea', form, {
    [done]: 'Login',
    [inputOf(form, /^atlas\/.*:today$/)]: 'Logout',
  });
  expect(reply.reply === 'invalid' && Object.keys(reply.errors)).toEqual([
    inputOf(form, /^borea\/.*:done$/),
    inputOf(form, /^borea\/.*:today$/),
  ]);
  expect(await story.store.read.updates.count({})).toBe(0);
  story.expectNothing();
});

test('a typed reply is for the round that is due first, and says what still waits', async () => {
  const story = await harness({ at: '2026-11-02T07:55:00Z', teams: await two() });
  await story.until('2026-11-02T08:00:00Z');
  story.ignore(/./);
  const login = await story.say('lea', 'Login');
  expect(story.words(login)).toMatch(
    /^Not sent yet\. Your answer for Morning sync of Atlas:[\s\S]*That is Morning sync of Atlas; 1 more waits for you: \/standup\./,
  );
  expect(story.words(await pressIn(story, 'lea', login, 'Send'))).toMatch(
    /^Saved\..* 1 more waits for you: \/standup\.$/,
  );
  story.expectMessage('#atlas >', /^Lea Moreau/);
  story.expectNothing();
  const map = await story.say('lea', 'The map');
  expect(story.words(map)).toMatch(/Your answer for Morning sync:/);
  expect(story.words(await pressIn(story, 'lea', map, 'Send'))).toMatch(
    /^Saved\. You can change it until .*\d\.$/,
  );
  story.expectMessage('#borea >', /^Lea Moreau\n.*\n> The map/);
});

test('being away holds in every team', async () => {
  const story = await harness({ at: '2026-11-02T07:55:00Z', teams: await two() });
  await story.slash('lea', '/rondo away');
  await story.until('2026-11-02T08:30:00Z');
  for (const channel of ['#atlas', '#borea'])
    expect(story.expectMessage(channel, /0 of 1 answered/).text).toContain('Away: Lea Moreau');
  story.ignore(/^Hi (Mia|Raj)|^Morning sync ·/);
  story.expectNothing();
});

test('from no team’s channel, a blocker is raised in the team that is picked', async () => {
  const story = await harness({ at: '2026-11-02T09:05:00Z', teams: await two() });
  const form = formIn(await story.slash('lea', '/escalate'));
  const [first] = form.parts;
  expect(first).toMatchObject({ part: 'input', input: { id: 'team', optional: false } });
  await story.submit('lea', form, { team: 'borea', 'blocker.what': 'No map', 'blocker.needs': ['raj'] });
  expect(await story.store.read.escalations.find({ live: true })).toMatchObject([
    { id: 'borea-1', team: 'borea', needs: ['raj'] },
  ]);
  const wrong = await story.submit('lea', form, {
    team: 'borea',
    'blocker.what': 'No legend',
    'blocker.needs': ['mia'],
  });
  expect(story.words(wrong)).toBe('Pick people or roles of this team.');
  const here = formIn(await story.slash('lea', '/escalate', '#borea'));
  expect(here.thing).toBe('team:borea');
  expect(JSON.stringify(here)).not.toContain('Which team');
  story.ignore(/./);
});

test('lists show every team of somebody, and in a team’s channel only that one', async () => {
  const story = await harness({ at: '2026-11-02T09:05:00Z', teams: await two() });
  const titles = async (text: string, channel?: string) =>
    story
      .words(await story.slash('lea', text, channel))
      .split('\n')
      .filter((line) => /^(Atlas|Borea): /.test(line));
  for (const text of ['/escalate list', '/escalate mine'])
    expect(await titles(text)).toEqual(['Atlas: no open blockers', 'Borea: no open blockers']);
  expect(await titles('/escalate list', '#borea')).toEqual(['Borea: no open blockers']);
  expect(await titles('/rondo rituals')).toEqual([
    'Atlas: the next seven days',
    'Borea: the next seven days',
  ]);
  expect(await titles('/rondo rituals', '#borea')).toEqual(['Borea: the next seven days']);
  story.ignore(/./);
});

test('somebody in two teams raises for the team they last meant, unless they say otherwise', async () => {
  const story = await harness({ at: '2026-11-02T07:00:00Z', teams: await two() });
  const preselected = async () => {
    const form = formIn(await story.slash('lea', '/escalate'));
    const [which] = form.parts.flatMap((part) =>
      part.part === 'input' && part.input.id === 'team' ? [part.input] : [],
    );
    return which?.value;
  };
  expect(await preselected()).toBe('atlas');
  await story.slash('lea', '/rituals', '#borea');
  expect(await preselected()).toBe('borea');
  const form = formIn(await story.slash('lea', '/escalate'));
  await story.submit('lea', form, { team: 'atlas', [inputOf(form, /^blocker\.what$/)]: 'The disk is full' });
  expect(await preselected()).toBe('atlas');
  story.ignore(/./);
});
