import { expect, test } from 'vitest';
import { atlas, people, sync } from '../atlas.ts';
import { formIn, type Harness, harness, inputOf, sentAt } from '../harness.ts';

/** The story of a Monday begins at six in Berlin, an hour after whose turn it is was told. */
async function monday(...who: string[]): Promise<Harness> {
  const story = await harness({ at: '2026-11-02T05:00:00Z', teams: [await atlas(sync, people(...who))] });
  await story.until('2026-11-02T07:00:00Z');
  story.expectMessage('mia', /^You facilitate Morning sync of Atlas on Mon 2 Nov/);
  return story;
}

test('a late answer is taken, marked, and published; it leaves the list of the silent', async () => {
  const story = await monday('mia', 'lea');
  await story.until('2026-11-02T11:00:00Z');
  const prompt = story.expectMessage('lea', /^Hi Lea/);
  const silent = story.expectMessage('mia', /No answer so far from/);
  const board = story.expectMessage('#atlas', /^Atlas/);
  const place = story.expectMessage('#atlas >', /^Morning sync/);
  story.ignore(/^Hi Mia|closes in|You facilitate/);
  await story.until('2026-11-02T13:00:00Z');

  const form = formIn(await story.press('lea', prompt, 'Answer late'));
  expect(JSON.stringify(form)).toMatch(/Your answer will be marked as late/);
  const done = inputOf(form, /done$/);
  const values = { [done]: 'Login', [inputOf(form, /today$/)]: 'Logout' };
  const late = await story.submit('lea', form, values);
  expect(story.words(late)).toMatch(/marked as late/);
  expect(late).not.toHaveProperty('shown');

  const update = story.expectMessage('#atlas >', /^Lea Moreau · late\n.*\n> Login/);
  expect(story.now(place)).toMatch(/1 of 2 answered\. Closed at 12:00\./);
  expect(story.now(board)).toMatch(/closed, 1 of 2 answered/);
  expect(story.now(silent)).not.toContain('Lea');
  expect(story.now(prompt)).toMatch(/is in, marked as late/);

  // What is late anyway can be put right.
  const again = formIn(await story.press('lea', prompt, 'Edit'));
  await story.submit('lea', again, { ...values, [done]: 'Login and more' });
  expect(story.now(update)).toMatch(/^Lea Moreau · late · edited\n.*\n> Login and more/);
  story.expectNothing();
});

test('an edit changes the published answer in place, without a new message', async () => {
  const story = await monday('mia', 'tom');
  await story.until('2026-11-02T08:00:00Z');
  const prompt = story.expectMessage('mia', /^Hi Mia/);
  story.ignore(/^Atlas|^Morning sync|^You facilitate/);
  await story.answer('mia', { done: 'The plan', today: 'Interviews' });
  const update = story.expectMessage('#atlas >', /^Mia Sommer\n.*\n> The plan/);

  await story.until('2026-11-02T09:30:00Z');
  const form = formIn(await story.press('mia', prompt, 'Edit'));
  expect(form.parts.find((part) => part.part === 'input' && /done$/.test(part.input.id))).toMatchObject({
    input: { value: 'The plan' },
  });
  const values = {
    [inputOf(form, /done$/)]: 'The plan and the budget',
    [inputOf(form, /today$/)]: 'Interviews',
  };
  // The question itself says so: where it is shown, the words may be left out.
  expect(await story.submit('mia', form, values)).toMatchObject({ reply: 'said', shown: true });
  expect(story.now(prompt)).toMatch(/is in\. You can change it until/);
  expect(story.now(update)).toMatch(/^Mia Sommer · edited\n.*\n> The plan and the budget\n/);
  story.expectMessage('tom', /^Hi Tom/);
  story.expectNothing();

  // "/standup" finds it as well, and what is edited into the same words changes nothing.
  const edits = update.post.edits;
  await story.submit('mia', formIn(await story.slash('mia', '/standup')), values);
  expect(story.all().find(({ post }) => post.ref === update.post.ref)?.post.edits).toBe(edits);

  // After the due it stays as it was.
  await story.until('2026-11-02T11:00:00Z');
  const refused = await story.submit('mia', form, { ...values, [inputOf(form, /done$/)]: 'Something else' });
  expect(story.words(refused)).toMatch(
    /Morning sync of Mon 2 Nov: The round is over.*can no longer be changed/,
  );
  expect(story.words(await story.press('mia', prompt, 'Edit'))).toMatch(/can no longer be changed/);
  expect(story.now(update)).toContain('The plan and the budget');
  story.ignore(/closes in|No answer so far/);
});

test('an answer from the evening before names its date, waits for the round, and is not asked for again', async () => {
  const story = await monday('mia', 'tom');
  await story.until('2026-11-02T20:00:00Z');
  story.ignore(/^Hi |closes in|^Atlas|^Morning sync|You facilitate|No answer so far/);

  const form = formIn(await story.slash('mia', '/standup'));
  expect(JSON.stringify(form.parts)).toContain('Morning sync for Tue 3 Nov');
  const done = inputOf(form, /done$/);
  const values = { [done]: 'The plan', [inputOf(form, /today$/)]: 'Interviews' };
  expect(story.words(await story.submit('mia', form, values))).toMatch(
    /^Saved for Tue 3 Nov\. It is published when the round opens/,
  );
  story.expectNothing();

  // It can be changed until then.
  await story.until('2026-11-02T21:00:00Z');
  const again = formIn(await story.slash('mia', '/standup'));
  await story.submit('mia', again, { ...values, [done]: 'The whole plan' });
  await story.until('2026-11-03T07:59:00Z');
  story.expectNothing();

  await story.until('2026-11-03T08:01:00Z');
  const published = story.expectMessage(
    '#atlas >',
    /1 of 2 answered[\s\S]*Mia Sommer · edited\n.*\n> The whole plan/,
  );
  expect(sentAt(published)).toBe('2026-11-03 08:00');
  story.expectMessage('#atlas', /^Atlas · Tue 3 Nov/);
  story.ignore(/You facilitate Morning sync of Atlas on Wed 4 Nov/);
  await story.until('2026-11-03T10:45:00Z');
  expect(
    story
      .all()
      .filter(
        ({ to, post }) =>
          to === 'mia' &&
          post.at > Date.parse('2026-11-03T07:00:00Z') &&
          /Hi Mia|closes in/.test(post.message.summary),
      ),
  ).toEqual([]);
  story.expectMessage('tom', /^Hi Tom/);
  story.expectMessage('tom', /closes in/);
});

test('when everybody has answered the evening before, the round opens and closes at once', async () => {
  const story = await monday('mia', 'lea');
  await story.until('2026-11-02T20:00:00Z');
  story.ignore(/^Hi |closes in|^Atlas|^Morning sync|You facilitate|No answer so far/);
  for (const one of ['mia', 'lea']) await story.answer(one, { done: 'This', today: 'That' });
  await story.until('2026-11-03T20:00:00Z');

  story.expectMessage('#atlas', /closed, 2 of 2 answered/);
  story.expectMessage(
    '#atlas >',
    /2 of 2 answered\. Closed at 09:00\.[\s\S]*Lea Moreau[\s\S]*Mia Sommer|Mia Sommer[\s\S]*Lea Moreau/,
  );
  story.ignore(/You facilitate Morning sync of Atlas on Wed 4 Nov/);
});

test('“Nothing new” answers what it stands under, and nothing else', async () => {
  const story = await monday('mia', 'lea');
  await story.until('2026-11-02T08:00:00Z');
  const prompt = story.expectMessage('lea', /^Hi Lea/);
  story.ignore(/./);
  expect(story.words(await story.press('lea', prompt, 'Nothing new'))).toMatch(/^Saved/);
  story.expectMessage('#atlas >', /^Lea Moreau\n.*\n> Nothing new\./);
  expect(
    story.words(
      await story.command('stale', 'lea', {
        act: 'press',
        button: 'prompt.nothing-new',
        thing: 'prompt:atlas/morning-sync/2026-11-02/lea',
        epoch: 0,
      }),
    ),
  ).toMatch(/answered already/);
  story.expectNothing();
});

test('a question that waits for the end of quiet hours is not sent when it was answered meanwhile', async () => {
  const team = await atlas(sync, people('mia', 'lea'));
  const late = { from: 20 * 60, to: 34 * 60 };
  const members = team.members.map((member) => (member.id === 'lea' ? { ...member, quiet: late } : member));
  const story = await harness({ at: '2026-11-02T07:00:00Z', teams: [{ ...team, members }] });
  await story.until('2026-11-02T08:15:00Z');
  story.ignore(/./);
  await story.answer('lea', { done: 'Login', today: 'Logout' });
  story.expectMessage('#atlas >', /^Lea Moreau/);
  await story.until('2026-11-02T10:00:00Z');
  expect(story.unread('lea').map(({ text }) => text.split('\n')[0])).toEqual([
    expect.stringMatching(/^You facilitate Morning sync of Atlas on Tue 3 Nov/),
  ]);
  story.ignore(/^You facilitate/);
});

test('an edited answer raises its blocker no second time, and takes back whom it waited for', async () => {
  const story = await monday('mia', 'lea', 'tom');
  await story.until('2026-11-02T08:05:00Z');
  story.ignore(/./);
  const form = formIn(await story.slash('lea', '/standup'));
  const id = (end: string) => inputOf(form, new RegExp(`${end}$`));
  const values = {
    [id('done')]: 'Login',
    [id('today')]: 'Logout',
    [id('blocked\\.what')]: 'The staging database is down',
    [id('blocked\\.when')]: 'just_telling',
    [id('waiting\\.on')]: 'tom',
    [id('waiting\\.what')]: 'the sketch',
  };
  await story.submit('lea', form, values);
  const open = () => story.store.read.dependencies.find({ waiting: 'lea', open: true });
  expect(await open()).toMatchObject([{ on: 'tom', what: 'the sketch' }]);

  const [raised] = await story.store.read.escalations.find({ team: 'atlas' });
  const resolve = {
    act: 'submit',
    form: 'escalation.resolve',
    thing: 'escalation:atlas-1',
    epoch: raised?.epoch ?? 0,
    values: { how: 'Restarted' },
  } as const;
  await story.command('resolve', 'lea', resolve);
  await story.submit('lea', form, {
    ...values,
    [id('done')]: 'Login, at last',
    [id('waiting\\.on')]: '',
    [id('waiting\\.what')]: '',
  });
  expect(await story.store.read.escalations.find({ team: 'atlas' })).toMatchObject([{ state: 'resolved' }]);
  expect(await open()).toEqual([]);
  story.ignore(/staging database|Lea Moreau/);
});

test('a blocker that is put into better words stays one', async () => {
  const story = await monday('mia', 'lea');
  await story.until('2026-11-02T08:05:00Z');
  story.ignore(/./);
  const form = formIn(await story.slash('lea', '/standup'));
  const id = (end: string) => inputOf(form, new RegExp(`${end}$`));
  const stuck = (what: string) => ({
    [id('done')]: 'Login',
    [id('today')]: 'Logout',
    [id('blocked\\.what')]: what,
    [id('blocked\\.when')]: 'just_telling',
  });
  await story.submit('lea', form, stuck('The staging databse is down since noon'));
  await story.submit('lea', form, stuck('The staging database is down since noon'));
  expect(await story.store.read.escalations.count({ team: 'atlas' })).toBe(1);
  expect((await story.events('escalation:atlas-1')).map(({ what }) => what)).toContain('noted');
  story.ignore(/staging/);
});
