import { expect, test } from 'vitest';
import { enqueue } from '../../src/engine/delivery/outbox.ts';
import { atlas, only, people, ritual, sync } from '../atlas.ts';
import { formIn, type Harness, harness, inputOf } from '../harness.ts';

const quiet = ritual('morning-sync', ({ questions }) => ({ questions: questions.slice(0, 1), remind: [] }));
const few = people('mia', 'tom', 'raj', 'kim');

const ask = async (story: Harness, user: string, words: string) =>
  story.words(await story.slash(user, words));

async function leaves(story: Harness, person: string, by = person) {
  return story.submit(by, formIn(await story.slash(by, `/rondo leaves @${person}`)), {});
}

test('a coordinator and admin who has left speaks for the team no longer, and still sees what is stored about them', async () => {
  const story = await harness({ at: '2026-11-02T13:00:00Z', teams: [await atlas(sync, quiet, few)] });
  await leaves(story, 'mia');
  expect(story.rhythm.team('atlas')!.admins).toContain('mia');
  expect(await ask(story, 'mia', '/rondo pause atlas')).toMatch(/^Only .*Ivo Novak/);
  expect(await ask(story, 'mia', '/rituals run morning-sync')).toMatch(/^You are in no team/);
  expect(await ask(story, 'mia', '/rondo leaves @tom')).toMatch(/^I know nobody called @tom/);
  const thing = { thing: 'leaving:atlas/tom', epoch: 0 };
  const pressed = await story.command('forged', 'mia', { act: 'press', button: 'leaving.open', ...thing });
  expect(story.words(pressed)).toMatch(/^Only they themselves, .*: Ivo Novak\./);
  expect(await ask(story, 'mia', '/rondo me data')).toMatch(/What is stored about you/);
  story.ignore(/./);
});

test('whoever has left is not away: the board does not name them', async () => {
  const story = await harness({ at: '2026-11-02T13:00:00Z', teams: [await atlas(sync, quiet, few)] });
  await leaves(story, 'tom', 'mia');
  await story.until('2026-11-03T10:00:00Z');
  expect(story.expectMessage('#atlas', /^Atlas · Tue 3 Nov/).text).toMatch(/Away: nobody/);
  story.ignore(/./);
});

test('whoever gets something from somebody who has gone is sent to the coordinator with questions, who is not sent to themselves', async () => {
  const story = await harness({ at: '2026-11-02T13:00:00Z', teams: [await atlas(sync, quiet, few)] });
  await leaves(story, 'mia');
  const words = (to: string) =>
    story.expectMessage(to, /Mia Sommer leaves Atlas and has given you this/).text;
  expect(words('ivo')).not.toMatch(/Talk to/);
  await story.until('2026-11-03T14:00:00Z');
  expect(words('raj')).toMatch(/Does one of these not fit\? Talk to Ivo Novak\./);
  story.ignore(/./);
});

test('whoever waits for an answer of somebody who leaves hears that none will come', async () => {
  const story = await harness({
    at: '2026-11-02T16:00:00Z',
    teams: [await atlas(only('morning-sync'), quiet, few)],
  });
  await story.store.transact(async (tx) => {
    const action = { id: 'a1', team: 'atlas', what: 'Write the guide', owner: 'tom', due: '2026-11-20' };
    await tx.actions.insert({ ...action, from: 'test', open: true, version: 1 });
  });
  const give = await story.command('give', 'tom', {
    act: 'press',
    button: 'action.give',
    thing: 'action:a1',
    epoch: 0,
  });
  const form = formIn(give);
  await story.submit('tom', form, { [inputOf(form, /who|to|person/i)]: 'kim' });
  const [turn] = await story.store.read.turns.find({ team: 'atlas' });
  const holder = turn!.person!;
  await story.slash(holder, `/rondo duty give morning-sync ${turn!.date} @kim`);
  story.ignore(/./);
  await leaves(story, 'kim', 'ivo');
  await story.until('2026-11-03T13:00:00Z');
  const why =
    /Kim Duarte leaves the team and cannot take this over, so it stays where it is: Write the guide/;
  story.expectMessage('tom', why);
  story.expectMessage(
    holder,
    /What you asked about Morning sync of Atlas .* came to nothing: Kim Duarte leaves Atlas\./,
  );
  expect((await story.store.read.turns.get(turn!.id))!.ask).toMatchObject({ settled: { as: 'overtaken' } });
  expect((await story.store.read.actions.get('a1'))!).toMatchObject({
    owner: 'tom',
    offer: { settled: { as: 'overtaken' } },
  });
  story.ignore(/./);
});

test('what still waits for somebody who has left is dropped, and troubles nobody', async () => {
  const story = await harness({ at: '2026-11-02T20:00:00Z', teams: [await atlas(sync, quiet, few)] });
  await story.store.transact((tx) =>
    enqueue(
      tx,
      {
        team: 'atlas',
        thing: 'notice:later',
        epoch: 0,
        kind: 'later',
        to: { person: 'tom' },
        due: story.clock.now(),
        priority: 'prompt',
        facts: { text: 'A word for Tom' },
      },
      story.clock.now(),
    ),
  );
  await story.engine.beat.settle();
  await leaves(story, 'tom', 'mia');
  await story.until('2026-11-03T12:00:00Z');
  expect(story.unread().filter(({ text }) => /do not arrive|A word for Tom/.test(text))).toEqual([]);
  expect(story.log.lines.splice(0).join()).toMatch(/Tom Okafor has left/);
  story.ignore(/./);
});
