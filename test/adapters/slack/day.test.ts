import { expect, test } from 'vitest';
import { type House, house } from './house.ts';

/** The sample team on a Tuesday, with all its rituals; from the evening before. */
async function tuesday(until: string): Promise<House> {
  const rondo = await house({ at: '2026-11-02T19:00:00Z' });
  await rondo.until(until);
  return rondo;
}

const BOTH = { done: 'The plan', today: 'Interviews with *five* <users>' };

test('everybody is asked in their own morning, and the channel gets one board for the day', async () => {
  const rondo = await tuesday('2026-11-03T17:30:00Z');
  const asked = ['raj', 'lea', 'mia', 'tom', 'kim', 'ana'].map((who) => {
    const prompt = rondo.message(who, /Morning sync (closed|has closed)/);
    return `${rondo.when(prompt)} ${who}`;
  });
  expect(asked).toEqual([
    '2026-11-03 03:30 raj',
    '2026-11-03 08:00 lea',
    '2026-11-03 08:00 mia',
    '2026-11-03 09:00 tom',
    '2026-11-03 12:00 kim',
    '2026-11-03 14:00 ana',
  ]);
  const boards = rondo.slack.posts('#atlas').filter(({ thread }) => thread === undefined);
  expect(boards.map((board) => rondo.when(board))).toEqual(['2026-11-03 08:00']);
  expect(rondo.slack.posts('ivo')).toEqual([]);
  expect(rondo.slack.posts('dana')).toEqual([]);
});

test('the button opens one form; a mistake stands at its field; what is sent shows in the thread and in the question', async () => {
  const rondo = await tuesday('2026-11-03T08:00:00Z');
  const prompt = rondo.message('mia', /^Hi Mia, Morning sync is open until 12:00\./);
  const form = await rondo.opens('mia', () => rondo.click('mia', prompt, 'Answer'));
  expect(rondo.reads(form)).toMatch(
    /^Morning sync\nSend\nOpen until Tue 3 Nov 12:00\.\nWhat moved since last time/,
  );
  const { errors } = await rondo.submit('mia', form, { ...BOTH, done: ' ' });
  expect(errors).toEqual({ 'atlas/morning-sync/2026-11-03:done': 'Please answer this one.' });
  expect(await rondo.submit('mia', form, BOTH)).toEqual({});
  expect(rondo.slack.state.views).toEqual([]);
  await rondo.until('2026-11-03T08:01:00Z');
  const update = rondo.message('#atlas >', /^Mia Sommer\n/);
  expect(rondo.shown(update)).toMatch(/The plan\n.*\nInterviews with \*five\* <users>$/);
  expect(rondo.shown(prompt)).toMatch(/^Thank you\. Your answer for Morning sync is in\./);
  expect(rondo.shown(rondo.message('#atlas', /^Atlas/))).toContain('1 of 6 answered');

  const again = await rondo.opens('mia', () => rondo.slash('mia', '/standup'));
  expect(await rondo.submit('mia', again, { done: 'The plan and the budget' })).toEqual({});
  await rondo.until('2026-11-03T08:02:00Z');
  expect(rondo.shown(update)).toMatch(/^Mia Sommer · edited\n.*\nThe plan and the budget\n.*\nInterviews/);
  expect(rondo.slack.posts('#atlas').filter((post) => /^Mia/.test(rondo.shown(post)))).toHaveLength(1);
});

test('“Nothing new”, “I’m away today” and a typed reply that is sent are taken, and a late answer is marked', async () => {
  const rondo = await tuesday('2026-11-03T09:00:00Z');
  const lea = rondo.message('lea', /^Hi Lea/);
  expect(await rondo.hears('lea', () => rondo.click('lea', lea, 'Nothing new'))).toMatch(/^Saved\./);
  const tom = rondo.message('tom', /^Hi Tom/);
  expect(await rondo.hears('tom', () => rondo.click('tom', tom, "I'm away today"))).toMatch(
    /^You are away today\./,
  );
  expect(await rondo.hears('raj', () => rondo.say('raj', 'The importer &amp; its tests\nThe docs'))).toMatch(
    /^Not sent yet\. Your answer for Morning sync:\n.*\nThe importer & its tests\n.*\nThe docs\n/,
  );
  const typed = rondo.message('raj', /^Not sent yet/);
  expect(await rondo.hears('raj', () => rondo.click('raj', typed, 'Send'))).toMatch(
    /^Saved\. You can change it until Tue 3 Nov 16:30\./,
  );
  await rondo.until('2026-11-03T09:05:00Z');
  expect(rondo.shown(rondo.message('#atlas >', /^Lea Moreau\n/))).toContain('Nothing new');
  expect(rondo.shown(tom)).toMatch(/^No answer needed/);
  expect(rondo.shown(rondo.message('#atlas >', /^Raj Patel\n/))).toMatch(
    /\nThe importer & its tests\n.*\nThe docs$/,
  );
  const raj = rondo.message('raj', /Your answer for Morning sync is in/);
  const form = await rondo.opens('raj', () => rondo.click('raj', raj, 'Edit'));
  await rondo.submit('raj', form, { today: 'The docs, and a walk' });
  await rondo.until('2026-11-03T16:30:00Z');

  const place = rondo.message('#atlas >', /^Morning sync · Tue 3 Nov/);
  expect(rondo.shown(place)).toContain('2 of 5 answered. Closed at 17:00.');
  expect(rondo.shown(rondo.message('#atlas >', /^Raj Patel · edited/))).toContain('and a walk');
  expect(rondo.shown(rondo.message('mia', /No answer so far from/))).toMatch(/\nAna Lindqvist\nKim Duarte\n/);
  const kim = rondo.message('kim', /^Morning sync closed at 11:00/);
  const late = await rondo.opens('kim', () => rondo.click('kim', kim, 'Answer late'));
  expect(await rondo.hears('kim', () => rondo.submit('kim', late, BOTH))).toBe(
    'Saved, and marked as late. Thank you.',
  );
  await rondo.until('2026-11-03T16:35:00Z');
  rondo.message('#atlas >', /^Kim Duarte · late\n/);
  expect(rondo.shown(place)).toContain('3 of 5 answered');
});

test('in a thread “@Rondo …” does what a slash command does, for the writer alone, a form by a button', async () => {
  const rondo = await tuesday('2026-11-03T08:01:00Z');
  const { slack } = rondo;
  const place = rondo.message('#atlas >', /^Morning sync/);
  expect(await rondo.hears('mia', () => rondo.mention('mia', place, 'why'))).toMatch(/^What happened to you/);
  expect(slack.state.whispers.at(-1)).toMatchObject({ user: slack.userId('mia'), thread: place.thread });
  const offer = await rondo.hears('mia', () =>
    rondo.mention('mia', place, 'escalate The map is &lt;down&gt;'),
  );
  expect(offer).toBe('There is a form for this. Slack opens it from a button.\nWhat is stopping you?');
  const { blocks, text } = slack.state.whispers.at(-1) ?? { blocks: [], text: '' };
  const whisper = { ...place, ref: 'whisper', blocks, text };
  slack.state.posts.push(whisper);
  const form = await rondo.opens('mia', () => rondo.click('mia', whisper, 'What is stopping you?'));
  expect(JSON.stringify(form.view)).toContain('The map is <down>');
});

test('the commands answer, each only to the one who asks', async () => {
  const rondo = await tuesday('2026-11-03T08:01:00Z');
  const ask = (text: string) => rondo.hears('mia', () => rondo.slash('mia', '/rondo', text, '#atlas'));
  const before = rondo.slack.state.posts.length;
  expect(await ask('help')).toMatch(/^What you can ask me\n.*\/rondo standup/);
  expect(await ask('me')).toMatch(/^Mia Sommer\nYour clock: Europe\/Berlin\. Teams: Atlas\./);
  expect(await ask('why')).toMatch(/Morning sync of Atlas asks at Tue 3 Nov 09:00 in Europe\/Berlin/);
  expect(await ask('nonsense')).toMatch(/^I do not know “nonsense”\./);
  expect(await rondo.hears('mia', () => rondo.slash('mia', '/rituals', '', '#atlas'))).toMatch(
    /Atlas: the next seven days\n[\s\S]*Wed 4 Nov 09:00 Morning sync, led by (@tom|Tom Okafor)\n/,
  );
  expect(rondo.slack.state.posts).toHaveLength(before);
});

test('the Home tab is a page of one’s own', async () => {
  const rondo = await tuesday('2026-11-03T08:01:00Z');
  const user = rondo.slack.userId('mia');
  const page = await rondo.opens('mia', () => rondo.event({ type: 'app_home_opened', user, tab: 'home' }));
  expect(page.view.type).toBe('home');
  expect(rondo.reads(page)).toMatch(/^Today\n[\s\S]*The next seven days\n[\s\S]*How Atlas is set up\n/);
  expect(rondo.reads(page)).toContain('Morning sync');
});

test('a form that somebody asks for in words opens from a button', async () => {
  const rondo = await tuesday('2026-11-03T08:01:00Z');
  expect(await rondo.hears('mia', () => rondo.say('mia', 'standup'))).toMatch(/^There is a form for this\./);
  const offer = rondo.message('mia', /^There is a form for this/);
  const form = await rondo.opens('mia', () => rondo.click('mia', offer, 'Morning sync'));
  expect(await rondo.submit('mia', form, BOTH)).toEqual({});
  expect((await rondo.store.read.updates.find({ person: 'mia' })).length).toBe(1);
});

test('what Slack sends again is done once', async () => {
  const rondo = await tuesday('2026-11-03T08:01:00Z');
  const { slack } = rondo;
  const event = {
    type: 'message',
    channel_type: 'im',
    channel: rondo.message('mia', /^Hi Mia/).channel,
    user: slack.userId('mia'),
    text: 'The plan',
    ts: '1.2',
  };
  await rondo.hears('mia', () => rondo.event(event, 'Ev1'));
  const posts = slack.state.posts.length;
  await rondo.event(event, 'Ev1');
  await rondo.until('2026-11-03T08:05:00Z');
  expect(slack.state.posts.length).toBe(posts);
  const [prompt] = await rondo.store.read.prompts.find({ person: 'mia', state: 'asked' });
  const about = `prompt:${prompt?.id}`;
  const drafted = (await rondo.store.read.events.find({ about })).filter(({ what }) => what === 'drafted');
  expect(drafted).toHaveLength(1);
});
