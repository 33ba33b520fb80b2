import { expect, test } from 'vitest';
import { sourceOf } from '../../adapters/playground/html.ts';
import { renderMessage } from '../../adapters/playground/render.ts';
import { atlas, people, sync } from '../atlas.ts';
import { formIn, type Harness, harness, inputOf, type Seen } from '../harness.ts';

/** Monday at half past nine in Berlin: Mia and Lea are asked, and what is usual has been read. */
async function monday(): Promise<{ story: Harness; prompt: Seen; place: Seen }> {
  const team = await atlas(sync, people('mia', 'lea'));
  const story = await harness({ at: '2026-11-02T07:55:00Z', teams: [team], strangers: ['zoe'] });
  await story.until('2026-11-02T08:30:00Z');
  const prompt = story.expectMessage('lea', /^Hi Lea/);
  const place = story.expectMessage('#atlas >', /^Morning sync/);
  story.ignore(/^Hi Mia|^Atlas ·|^You facilitate/);
  story.ignore(/You facilitate/, 'lea');
  return { story, prompt, place };
}

async function filled(story: Harness, done: string) {
  const form = formIn(await story.slash('lea', '/standup'));
  return { form, values: { [inputOf(form, /done$/)]: done, [inputOf(form, /today$/)]: 'More of it' } };
}

test('a form that is posted twice is one answer and one blocker', async () => {
  const { story } = await monday();
  const { form, values } = await filled(story, 'Login');
  const stuck = {
    ...values,
    [inputOf(form, /blocked\.what$/)]: 'The staging database is down',
    [inputOf(form, /blocked\.when$/)]: 'just_telling',
  };
  for (const _ of [1, 2]) expect(story.words(await story.submit('lea', form, stuck))).toMatch(/^Saved/);
  const update = story.expectMessage('#atlas >', /Lea Moreau\n.*\n> Login/);
  expect(story.now(update)).not.toContain('edited');
  expect(await story.store.read.escalations.count({ team: 'atlas' })).toBe(1);
  expect((await story.events('prompt:atlas/morning-sync/2026-11-02/lea')).map(({ what }) => what)).toEqual([
    'prompted',
    'answered',
  ]);
  story.ignore(/staging database/);
});

test('an event that the platform delivers twice is handled once', async () => {
  const { story } = await monday();
  const { form, values } = await filled(story, 'Login');
  const act = { act: 'submit', form: form.id, thing: form.thing, epoch: form.epoch, values } as const;
  expect(story.words(await story.command('Ev1', 'lea', act))).toMatch(/^Saved/);
  expect(story.words(await story.command('Ev1', 'lea', act))).toBe('This was handled already.');
  story.expectMessage('#atlas >', /^Lea Moreau\n/);
  story.expectNothing();
});

test('buttons of a round that is over say so, and change nothing of the present one', async () => {
  const { story, prompt } = await monday();
  await story.until('2026-11-03T09:00:00Z');
  story.ignore(/./);
  expect(story.now(prompt)).toContain('[Answer late]');
  const press = (button: string) =>
    story.command(`old-${button}`, 'lea', {
      act: 'press',
      button,
      thing: 'prompt:atlas/morning-sync/2026-11-02/lea',
      epoch: 0,
    });
  expect(story.words(await press('prompt.away'))).toMatch(
    /This button was for Mon 2 Nov\. Away now\? \/rondo away/,
  );
  expect(story.words(await press('prompt.nothing-new'))).toMatch(/over/);
  expect(story.words(await press('prompt.of-another-version'))).toMatch(
    /another version of Rondo.*\/rondo help/,
  );
  expect(await story.store.read.absences.find({})).toEqual([]);
  expect(formIn(await press('prompt.answer')).parts).toContainEqual({
    part: 'heading',
    text: 'Morning sync for Mon 2 Nov',
  });
  story.expectNothing();
});

test('a command that is not known offers the nearest one', async () => {
  const { story } = await monday();
  const said = async (text: string) => story.words(await story.slash('lea', text));
  expect(await said('/rondo standpu')).toMatch(/do not know “standpu”\. Did you mean \/rondo standup\?/);
  expect(await said('/rondo xyzzy')).toMatch(/I know help, standup, escalate, .*\/rondo help/);
  expect(await said('/rondo constructor')).toMatch(/do not know “constructor”/);
  expect(await said('/ritual')).toMatch(/Did you mean \/rituals\?/);
  expect(await said('/rondo')).toMatch(/What you can ask me/);
  expect(await said('/rondo   HELP away')).toMatch(/\/rondo away until friday/);
  expect(await said('/rondo why nothing-here')).toMatch(/Nothing about “nothing-here”/);
  story.expectNothing();
});

test('fifty thousand characters are refused where they were typed, and nothing is lost or published', async () => {
  const { story } = await monday();
  const long = 'word '.repeat(10_000);
  const { form, values } = await filled(story, long);
  const reply = await story.submit('lea', form, values);
  expect(reply).toMatchObject({ reply: 'invalid' });
  expect(story.words(reply)).toMatch(/^This has 49,999 characters and 10,000 fit\. Please shorten it/);
  expect(story.words(await story.say('lea', long))).toMatch(
    /^Nothing was saved\. This has 49,999 characters.*\/standup/,
  );
  story.expectNothing();
  expect(await story.store.read.updates.count({})).toBe(0);

  const most = 'x'.repeat(10_000);
  await story.submit('lea', form, { ...values, [inputOf(form, /done$/)]: most });
  expect(story.expectMessage('#atlas >', /^Lea Moreau/).text).toContain(most);
});

test.each([
  ['signs only', '🎉🎉 👩‍👩‍👧‍👦'],
  ['right to left', 'سلّمت الخريطة، وغدًا المراجعة'],
  ['markup', '<b>bold</b> <script>alert(1)</script> & <!channel> @Lea *star*'],
])('an answer of %s is published exactly as it was written', async (_, words) => {
  const { story } = await monday();
  const { form, values } = await filled(story, words);
  await story.submit('lea', form, values);
  const update = story.expectMessage('#atlas >', /^Lea Moreau/);
  expect(update.text).toContain(`> ${words}\n`);
  const spans = update.post.message.elements.flatMap((element) =>
    element.element === 'text' ? element.text : [],
  );
  expect(spans.filter((span) => typeof span === 'object' && 'person' in span)).toEqual([]);
  const [stored] = await story.store.read.updates.find({ person: 'lea' });
  expect(stored?.answers.done).toBe(words);
});

test('markup in an answer is text on the page', async () => {
  const { story } = await monday();
  const { form, values } = await filled(story, '<script>alert(1)</script>');
  await story.submit('lea', form, values);
  const update = story.expectMessage('#atlas >', /^Lea Moreau/);
  const html = sourceOf(renderMessage(update.post.message, { zone: 'UTC', names: (id) => id }));
  expect(html).toContain('&lt;script&gt;');
  expect(html).not.toContain('<script>');
});

test('somebody in no team is told whom to ask', async () => {
  const { story } = await monday();
  for (const text of ['/standup', '/rondo away', '/escalate Help', '/rondo help'])
    expect(story.words(await story.slash('zoe', text))).toMatch(
      /You are in no team yet.*Ask whoever runs Rondo/,
    );
  expect(story.words(await story.say('zoe', 'Hello?'))).toMatch(/You are in no team yet/);
  story.expectNothing();
  expect(await story.store.read.absences.find({})).toEqual([]);
});

test('somebody whom the team file no longer names is in no team, whatever they once were', async () => {
  const { story } = await monday();
  const { teams, homes } = story.rhythm.now();
  const left = teams.map((team) => ({ ...team, members: team.members.filter(({ id }) => id !== 'lea') }));
  story.rhythm.set({ teams: left, homes });
  for (const text of ['/standup', '/rondo away'])
    expect(story.words(await story.slash('lea', text))).toMatch(/You are in no team yet/);
  await story.until('2026-11-03T09:00:00Z');
  story.ignore(/^Hi Mia|^Atlas ·|^Morning sync ·|^You facilitate|closes in|No answer so far/, 'mia');
  story.ignore(/^Atlas ·|^Morning sync ·/);
  story.expectNothing('lea');
});

test('a stakeholder is answered kindly and changes nothing that is not theirs', async () => {
  const { story, prompt } = await monday();
  const press = (button: string, thing: string) =>
    story.command(`${button}${thing}`, 'dana', { act: 'press', button, thing, epoch: 0 });
  expect(story.words(await press('prompt.answer', 'prompt:atlas/morning-sync/2026-11-02/lea'))).toMatch(
    /nothing to answer/,
  );
  expect(story.words(await press('prompt.nothing-new', 'prompt:atlas/morning-sync/2026-11-02/lea'))).toMatch(
    /answered already, or over/,
  );
  expect(story.words(await press('prompt.away', 'prompt:atlas/morning-sync/2026-11-02/lea'))).toMatch(
    /Only members of a team can be away/,
  );
  expect(story.words(await story.slash('dana', '/standup'))).toMatch(/nothing to answer/);
  expect(story.words(await story.slash('dana', '/rondo me'))).toMatch(/Teams: none/);
  expect(story.words(await story.slash('dana', '/rondo help'))).toMatch(/What you can ask me/);
  const { form, values } = await filled(story, 'Not mine');
  expect(story.words(await story.submit('dana', form, values))).toMatch(
    /not yours to answer.*Nothing was saved/,
  );
  expect(story.now(prompt)).toContain('[Answer]');
  story.expectNothing();
});

test('a required answer that is missing is asked for at its field, and what was written stays', async () => {
  const { story } = await monday();
  const { form } = await filled(story, '');
  const today = inputOf(form, /today$/);
  const reply = await story.submit('lea', form, { [today]: 'More' });
  expect(reply).toEqual({
    reply: 'invalid',
    errors: { [inputOf(form, /done$/)]: 'Please answer this one.' },
  });
  story.expectNothing();
});

test('a form that names the same question twice is answered once', async () => {
  const { story } = await monday();
  const form = formIn(await story.slash('lea', '/standup'));
  const id = form.thing.replace('prompt:', '');
  const values = { [inputOf(form, /done$/)]: 'This', [inputOf(form, /today$/)]: 'That' };
  await story.submit('lea', { ...form, thing: `prompts:${id},${id}` }, values);
  expect(await story.store.read.updates.find({ person: 'lea' })).toHaveLength(1);
  story.ignore(/(?:)/);
});
