import { expect, test } from 'vitest';
import { atlas, type Change, people, ritual, sync } from '../atlas.ts';
import { formIn, type Harness, harness } from '../harness.ts';
import { labelsOf, pressIn, sayAndSend } from './typing.ts';

/** Monday at half past nine in Berlin, where Mia is asked. */
async function monday(...changes: readonly Change[]): Promise<Harness> {
  const story = await harness({
    at: '2026-11-02T07:55:00Z',
    teams: [await atlas(sync, people('mia', 'lea'), ...changes)],
  });
  await story.until('2026-11-02T08:30:00Z');
  story.ignore(/^Hi |^Atlas ·|^Morning sync ·|You facilitate/);
  return story;
}

const MIA = 'atlas/morning-sync/2026-11-02/mia';

test('what somebody writes back is shown to them, question by question where that is clear, and nothing is published', async () => {
  const story = await monday();
  const shown = await story.say('mia', 'The plan is done\nInterviews next, Lea helps');
  expect(story.words(shown)).toMatch(
    /^Not sent yet\. Your answer for Morning sync:\n.*\n> The plan is done\n.*\n> Interviews next, Lea helps\nIf you do not say otherwise, I send it at 11:00\./,
  );
  expect(labelsOf(shown)).toEqual(['Send', 'Edit']);
  story.expectNothing();
  expect(story.words(await pressIn(story, 'mia', shown, 'Send'))).toMatch(/^Saved\. You can change it until/);
  story.expectMessage('#atlas >', /^Mia Sommer\n.*\n> The plan is done\n.*\n> Interviews next, Lea helps$/);
  story.expectNothing();
});

test('a reply without any order answers the first question, and is enough', async () => {
  const story = await monday();
  await sayAndSend(story, 'mia', 'Nothing special, just meetings.');
  story.expectMessage('#atlas >', /^Mia Sommer\n.*\n> Nothing special, just meetings\.$/);
});

test('a blocker that is typed is raised when it is sent, like any other, and “none” is not', async () => {
  const story = await monday();
  await sayAndSend(story, 'mia', 'Done: the plan\nToday: interviews\nBlocked: none');
  const shown = await story.say('lea', 'Done: login\nToday: logout\nBlocked: the staging database is down');
  expect(await story.store.read.escalations.count({ team: 'atlas' })).toBe(0);
  await pressIn(story, 'lea', shown, 'Send');
  story.expectMessage('#atlas >', /^Mia Sommer\n/);
  story.expectMessage('#atlas >', /Lea Moreau\n[\s\S]*> the staging database is down\natlas-1/);
  expect(await story.store.read.escalations.count({ team: 'atlas' })).toBe(1);
  story.ignore(/staging database/);
});

test('typing again replaces the draft, and an old “Send” shows the newest words instead of sending them', async () => {
  const story = await monday();
  const old = await story.say('mia', 'The plan');
  const newer = await story.say('mia', 'The budget');
  expect(story.words(newer)).toMatch(/^This replaces what you typed before\.\n[\s\S]*> The budget\n/);
  expect(story.words(newer)).not.toContain('The plan');
  const again = await pressIn(story, 'mia', old, 'Send');
  expect(story.words(again)).toMatch(/^You have typed something newer\.[\s\S]*> The budget\n/);
  story.expectNothing();
  await pressIn(story, 'mia', again, 'Send');
  story.expectMessage('#atlas >', /^Mia Sommer\n.*\n> The budget$/);
});

test('“Send” pressed twice sends once', async () => {
  const story = await monday();
  const shown = await story.say('mia', 'The plan');
  await pressIn(story, 'mia', shown, 'Send');
  expect(story.words(await pressIn(story, 'mia', shown, 'Send'))).toMatch(/^This is sent already\./);
  story.expectMessage('#atlas >', /^Mia Sommer\n/);
  story.expectNothing();
  expect((await story.events(`prompt:${MIA}`)).map(({ what }) => what)).toEqual([
    'prompted',
    'drafted',
    'answered',
  ]);
});

test('“Edit” opens the form with what was typed, and the form takes the draft’s place', async () => {
  const story = await monday();
  const shown = await story.say('mia', 'Done: the plan\nBlocked: the map is down');
  const form = formIn(await pressIn(story, 'mia', shown, 'Edit'));
  const inputs = form.parts.flatMap((part) => (part.part === 'input' ? [part.input] : []));
  const value = (end: string) => inputs.find(({ id }) => id.endsWith(end))?.value;
  expect([value(':done'), value(':today'), value('.what')]).toEqual([
    'the plan',
    undefined,
    'the map is down',
  ]);
  const ids = Object.fromEntries(inputs.map(({ id }) => [id.split(':')[1], id]));
  await story.submit('mia', form, { [ids.done ?? '']: 'The whole plan', [ids.today ?? '']: 'Interviews' });
  story.expectMessage('#atlas >', /> The whole plan\n.*\n> Interviews$/);
  expect((await story.store.read.prompts.get(MIA))?.draft).toBeUndefined();
  await story.until('2026-11-02T11:05:00Z');
  story.ignore(/closes in|No answer so far/);
  story.expectNothing();
});

test.each([
  ['thanks!', /^You are welcome\./],
  ['Ok, thank you', /^You are welcome\./],
  ['👍🏽', /^👍/],
  [':+1:', /^👍/],
  ['Hi Rondo', /^Hello Mia\./],
])('%s is nobody’s answer', async (text, word) => {
  const story = await monday();
  const reply = story.words(await story.say('mia', text));
  expect(reply).toMatch(word);
  expect(reply).toMatch(/Morning sync still waits for your answer/);
  expect((await story.store.read.prompts.get(MIA))?.draft).toBeUndefined();
  story.expectNothing();
});

test('small talk leaves a draft alone and shows it again', async () => {
  const story = await monday();
  await story.say('mia', 'The plan');
  const reply = await story.say('mia', 'thanks');
  expect(story.words(reply)).toMatch(/^You are welcome\. This is still waiting:\n[\s\S]*> The plan\n/);
  expect(labelsOf(reply)).toEqual(['Send', 'Edit']);
});

test('the reminder says that something typed waits, and its buttons work', async () => {
  const story = await monday();
  await story.say('mia', 'The plan');
  await story.until('2026-11-02T10:45:00Z');
  const reminder = story.expectMessage(
    'mia',
    /^Not sent yet\. Your answer for Morning sync:\n.*\n> The plan\n/,
  );
  story.expectMessage('lea', /closes in/);
  await story.press('mia', reminder, 'Send');
  story.expectMessage('#atlas >', /^Mia Sommer\n.*\n> The plan$/);
  expect(story.now(reminder)).toMatch(/your answer is in/);
});

test('what nobody has said anything of is sent by itself at the due, in time, and its writer can see that', async () => {
  const story = await monday();
  await story.say('mia', 'The plan');
  const [prompt] = story.all().filter(({ to, text }) => to === 'mia' && /^Hi Mia/.test(text));
  await story.until('2026-11-02T11:05:00Z');
  story.ignore(/closes in|No answer so far|^Not sent yet/);
  story.expectMessage('#atlas >', /^Mia Sommer\n.*\n> The plan$/);
  expect(prompt && story.now(prompt)).toContain(
    'You had typed this; I have sent it as you did not say otherwise.',
  );
  expect(await story.store.read.updates.get(MIA)).toMatchObject({ late: false });
  expect((await story.store.read.prompts.get(MIA))?.draft).toBeUndefined();
  story.expectNothing();
});

test('who is away by then still gets sent what they had written', async () => {
  const story = await monday();
  await story.say('mia', 'The plan');
  await story.slash('mia', '/rondo away');
  await story.until('2026-11-02T11:05:00Z');
  story.ignore(/closes in|No answer so far/);
  story.expectMessage('#atlas >', /^Mia Sommer\n.*\n> The plan$/);
});

test('while the team is paused a draft waits, and goes out when the team goes on', async () => {
  const story = await monday();
  await story.say('mia', 'The plan');
  await story.slash('mia', '/rondo pause until 2026-11-09 Move', '#atlas');
  await story.until('2026-11-02T13:00:00Z');
  story.ignore(/paused|goes on/);
  story.expectNothing();
  await story.slash('mia', '/rondo resume', '#atlas');
  await story.until('2026-11-02T13:05:00Z');
  story.expectMessage('#atlas >', /^Mia Sommer\n.*\n> The plan$/);
  story.ignore(/./);
});

test('a draft outlives a killed process, and so does its button', async () => {
  const first = await monday();
  const shown = await first.say('mia', 'The plan');
  await first.close();
  const story = await harness({
    at: '2026-11-02T08:31:00Z',
    teams: [await atlas(sync, people('mia', 'lea'))],
    before: first,
  });
  expect(story.words(await pressIn(story, 'mia', shown, 'Send'))).toMatch(/^Saved\./);
  story.expectMessage('#atlas >', /^Mia Sommer\n.*\n> The plan$/);
});

test('a draft that was due while the bot was down is sent when it is back', async () => {
  const first = await monday();
  await first.say('mia', 'The plan');
  await first.close();
  const story = await harness({
    at: '2026-11-02T13:00:00Z',
    teams: [await atlas(sync, people('mia', 'lea'))],
    before: first,
  });
  await story.until('2026-11-02T13:01:00Z');
  story.expectMessage('#atlas >', /^Mia Sommer\n.*\n> The plan$/);
  story.ignore(/./);
});

test('a second message is shown as a change, and the answer stays as it is until that is sent', async () => {
  const story = await monday();
  await sayAndSend(story, 'mia', 'The plan');
  const update = story.expectMessage('#atlas >', /^Mia Sommer/);
  const change = await story.say('mia', 'And the budget');
  expect(story.words(change)).toMatch(
    /^Not sent yet\. Your answer for Morning sync would then read:\n.*\n> The plan\n> And the budget\n/,
  );
  expect(story.now(update)).not.toContain('budget');
  await pressIn(story, 'mia', change, 'Send');
  expect(story.now(update)).toMatch(/^Mia Sommer · edited\n.*\n> The plan\n> And the budget$/);
});

test('a change that nobody has said anything of is made at the due', async () => {
  const story = await monday();
  await sayAndSend(story, 'mia', 'The plan');
  const update = story.expectMessage('#atlas >', /^Mia Sommer/);
  await story.say('mia', 'And the budget');
  await story.until('2026-11-02T11:05:00Z');
  story.ignore(/closes in|No answer so far/);
  expect(story.now(update)).toContain('And the budget');
});

const SCALE = ritual('morning-sync', () => ({
  questions: [
    {
      id: 'points',
      ask: 'How many points?',
      type: 'scale',
      from: 1,
      to: 5,
      optional: false,
      anonymous: false,
    },
  ],
}));

test('what cannot be sent says why, with “Edit” alone, and is not lost at the due', async () => {
  const story = await monday(SCALE);
  const shown = await story.say('mia', '9');
  expect(story.words(shown)).toMatch(/cannot be sent yet\.\n> 9\n.*from 1 to 5/);
  expect(labelsOf(shown)).toEqual(['Edit']);
  await story.until('2026-11-02T11:05:00Z');
  story.ignore(/./);
  expect(await story.store.read.updates.count({})).toBe(0);
  expect((await story.store.read.prompts.get(MIA))?.draft).toMatchObject({ text: '9' });
  const happened = (await story.events(`prompt:${MIA}`)).map(({ what }) => what);
  expect(happened.filter((what) => what === 'draft not sent')).toHaveLength(1);
});

test('an anonymous question is never answered by typing, and nothing of it is kept', async () => {
  const story = await monday(
    ritual('morning-sync', ({ questions }) => ({
      questions: [
        ...questions,
        { id: 'secret', ask: 'How is it really?', type: 'text', optional: true, anonymous: true },
      ],
    })),
  );
  expect(story.words(await story.say('mia', 'Done: the plan\nSecret: awful'))).toMatch(
    /^“How is it really\?” is anonymous, so it can only be answered in the form\. Nothing/,
  );
  expect((await story.store.read.prompts.get(MIA))?.draft).toBeUndefined();
  story.expectNothing();
});

test('a reply after the close is taken as late on the same day, and is no answer on another', async () => {
  const story = await monday();
  await story.until('2026-11-02T13:00:00Z');
  story.ignore(/closes in|No answer so far/);
  expect(story.words(await sayAndSend(story, 'mia', 'The plan'))).toMatch(/^Saved, and marked as late/);
  story.expectMessage('#atlas >', /^Mia Sommer · late\n/);
  await story.until('2026-11-02T20:00:00Z');
  expect(story.words(await story.say('lea', 'Login'))).toMatch(
    /^Nothing was saved: I have no question open for you/,
  );
  story.expectNothing();
});

test('a late draft is sent by itself after an hour, marked as late', async () => {
  const story = await monday();
  await story.until('2026-11-02T13:00:00Z');
  story.ignore(/closes in|No answer so far/);
  expect(story.words(await story.say('mia', 'The plan'))).toMatch(/I send it at 14:00, marked as late\./);
  await story.until('2026-11-02T14:05:00Z');
  story.expectMessage('#atlas >', /^Mia Sommer · late\n.*\n> The plan$/);
});

test('a word that is a command is one, also without a slash', async () => {
  const story = await monday();
  expect(story.words(await story.say('mia', 'help'))).toMatch(/What you can ask me/);
  expect(story.words(await story.say('mia', '/rondo rituals'))).toMatch(/the next seven days/);
  expect((await story.say('mia', 'standup')).reply).toBe('form');
  expect(story.words((await story.chat.write('mia', { channel: 'atlas' }, '@Rondo help away'))!)).toMatch(
    /\/rondo away until friday/,
  );
  expect(
    story.words((await story.chat.write('mia', { channel: 'atlas' }, '@Rondo my answer is 42'))!),
  ).toMatch(/do not know “my”/);
  story.expectNothing();
});
