import { expect, test } from 'vitest';
import { harness } from '../harness.ts';
import { filling, found, objective, planning, pressed, pressIn, pressOn, threaded } from './planning.ts';

const LIVE = ['weekly-planning', 'mid-week-review', 'weekly-review'];

test('a week of objectives: proposed and confirmed on Monday, looked at on Wednesday, scored on Friday, carried on', async () => {
  const story = await harness({ at: '2026-11-02T07:00:00Z', teams: [await planning(LIVE)] });
  await objective(story, 'tom', 'Ship the login', { 'objective.measure': 'A user can log in' });
  await objective(story, 'lea', 'Draw the map', { 'objective.owner': 'tom' });
  await story.until('2026-11-02T08:30:00Z');
  story.ignore(/^Atlas · Mon 2 Nov/);
  const monday = threaded(story, /^Weekly planning · Mon 2 Nov/);
  expect(monday.text).toContain(
    'Objectives of the week of Mon 2 Nov\n• Ship the login (Tom Okafor). Done when: A user can log in. Proposed',
  );
  expect(monday.text).toContain('2 are proposed.');

  // Lea leads nothing here; Mia leads the planning.
  expect(story.words(await pressOn(story, 'lea', monday, 'week.confirm'))).toBe(
    'Only Mia Sommer or Ivo Novak can confirm the objectives of this week.',
  );
  expect((await found(story, 'Ship the login')).confirmed).toBeUndefined();
  expect(story.words(await pressOn(story, 'mia', monday, 'week.confirm'))).toMatch(
    /^Confirmed: 2 objectives\./,
  );
  expect(story.now(monday)).toContain('A user can log in. Confirmed');
  expect(story.now(monday)).not.toContain('proposed');
  const again = { id: 'week.confirm', thing: 'week:atlas/2026-11-02', epoch: 0 };
  expect(story.words(await pressed(story, 'mia', again))).toBe('The week is confirmed already.');

  // A change of what was confirmed stays in the history.
  const list = await story.slash('tom', '/rondo objectives');
  const login = await found(story, 'Ship the login');
  const edit = await pressIn(story, 'tom', list, 'objective.edit', login.id);
  await filling(story, 'tom', edit, { 'objective.what': 'Ship the login page' });
  expect(await story.events(`objective:${login.id}`)).toMatchObject([
    { what: 'proposed', who: 'tom' },
    { what: 'confirmed', who: 'mia', person: 'tom' },
    {
      what: 'changed after it was confirmed',
      who: 'tom',
      why: 'Before: “Ship the login”, Tom Okafor, done when: A user can log in.',
    },
  ]);
  expect(story.now(monday)).toContain('• Ship the login page (Tom Okafor)');

  await story.until('2026-11-04T12:45:00Z');
  story.ignore(/^(Atlas ·|Weekly planning has started|Minutes: Weekly planning)/);
  const wednesday = threaded(story, /^Mid-week review · Wed 4 Nov/);
  const map = await found(story, 'Draw the map');
  expect(story.words(await pressOn(story, 'lea', wednesday, 'objective.on-track', map.id))).toBe(
    'Only Tom Okafor, Mia Sommer or Ivo Novak can say how this objective stands.',
  );
  expect(story.words(await pressOn(story, 'tom', wednesday, 'objective.on-track', login.id))).toBe(
    'Noted: On track. Thank you.',
  );
  const risky = await pressOn(story, 'tom', wednesday, 'objective.at-risk', map.id);
  await filling(story, 'tom', risky, { why: 'The data is late' });
  expect(story.now(wednesday)).toContain(
    '• Ship the login page (Tom Okafor). Done when: A user can log in. On track',
  );
  expect(story.now(wednesday)).toContain('• Draw the map (Tom Okafor). At risk: The data is late.');

  await story.until('2026-11-06T12:45:00Z');
  story.ignore(/^(Atlas ·|Mid-week review has started|Minutes: Mid-week review)/);
  const friday = threaded(story, /^Weekly review · Fri 6 Nov/);
  const scored = await pressOn(story, 'tom', friday, 'objective.score', login.id);
  expect(story.words(await filling(story, 'tom', scored, { result: 'met' }))).toBe('Noted: Met. Thank you.');
  const missed = await pressOn(story, 'tom', friday, 'objective.score', map.id);
  const unsaid = await filling(story, 'tom', missed, { result: 'not_met' });
  expect(unsaid).toEqual({ reply: 'invalid', errors: { why: 'A few words, please: what was missing?' } });
  await filling(story, 'tom', missed, { result: 'not_met', why: 'No data' });
  expect(story.now(friday)).toContain('• Draw the map (Tom Okafor). Not met: No data.');

  // The lead corrects, and then it is the lead's.
  const corrected = await pressed(story, 'ivo', {
    id: 'objective.score',
    thing: `objective:${map.id}`,
    epoch: 0,
  });
  await filling(story, 'ivo', corrected, { result: 'partly', why: 'Half of it is there' });
  expect(
    story.words(
      await pressed(story, 'tom', { id: 'objective.score', thing: `objective:${map.id}`, epoch: 0 }),
    ),
  ).toBe('Only Mia Sommer or Ivo Novak can score this objective.');

  const along = { id: 'objective.carry', thing: `objective:${map.id}`, epoch: 0 };
  expect(story.words(await pressed(story, 'tom', along))).toBe(
    'It stands among the objectives of the week of Mon 9 Nov, as proposed.',
  );
  expect(story.words(await pressed(story, 'tom', along))).toBe('It was taken along already.');
  expect(story.now(friday)).toContain('Partly met, taken along: Half of it is there.');

  await story.until('2026-11-09T08:35:00Z');
  // What is over leaves the objectives to its minutes. Who has none is not asked how it stands.
  expect(story.now(friday)).not.toContain('Objectives of the week');
  expect(threaded(story, /^Minutes: Weekly review/).text).toContain('• Ship the login page (Tom Okafor).');
  expect(story.expectMessage('tom', /Mid-week review is outside/).text).toContain(
    'How does your objective stand?',
  );
  expect(story.expectMessage('lea', /Weekly review is outside/).text).not.toContain('your objective');
  story.ignore(/^(Atlas ·|Weekly review has started)/);
  const next = threaded(story, /^Weekly planning · Mon 9 Nov/);
  expect(next.text).toContain('Objectives of the week of Mon 9 Nov\n• Draw the map (Tom Okafor). Proposed');
  expect(next.text).not.toContain('Ship the login');
  // Owners are asked in the meeting's own message: nobody gets a message of their own about it.
  const direct = story
    .all()
    .filter(({ to, text }) => !to.startsWith('#') && /Draw the map|Ship the login/.test(text));
  expect(direct.map(({ to, text }) => `${to}: ${text}`)).toEqual([]);
  story.ignore(/(?:)/);
});

test('silence confirms nothing: the reviews say that the objectives were only proposed', async () => {
  const story = await harness({ at: '2026-11-02T07:00:00Z', teams: [await planning(LIVE)] });
  await objective(story, 'tom', 'Ship the login');
  await story.until('2026-11-04T12:45:00Z');
  expect(threaded(story, /^Mid-week review/).text).toContain('1 was only proposed: nobody has confirmed it.');
  await story.until('2026-11-09T08:35:00Z');
  expect(threaded(story, /^Weekly review · Fri/).text).toContain(
    '1 was only proposed: nobody has confirmed it.',
  );
  expect(threaded(story, /^Weekly planning · Mon 9 Nov/).text).toContain(
    'Left from before\n• Ship the login (Tom Okafor). Proposed',
  );
  story.ignore(/(?:)/);
});

test('what nobody has scored does not get lost: weeks later it is scored and taken along to the week it is then', async () => {
  const story = await harness({ at: '2026-11-02T07:00:00Z', teams: [await planning(['weekly-planning'])] });
  const { id } = await objective(story, 'tom', 'Ship the login');
  await story.until('2026-11-25T10:00:00Z');
  const list = await story.slash('tom', '/rondo objectives');
  expect(story.words(list)).toContain('Left from before\n• Ship the login (Tom Okafor). Proposed');
  const form = await pressIn(story, 'tom', list, 'objective.score', id);
  const scored = { result: 'not_met', why: 'Forgotten', carry: true };
  expect(story.words(await filling(story, 'tom', form, scored))).toBe(
    'It stands among the objectives of the week of Mon 23 Nov, as proposed.',
  );
  // The same form sent twice does it once.
  expect(story.words(await filling(story, 'tom', form, scored))).toBe('It was taken along already.');
  const all = await story.store.read.objectives.find({ team: 'atlas' }, { order: 'week' });
  expect(all.map(({ week, open }) => `${week} ${open}`)).toEqual(['2026-11-02 false', '2026-11-23 true']);
  story.ignore(/(?:)/);
});

test('the same objective said twice stands once, and who is in another team can do nothing with it', async () => {
  const atlas = await planning(['weekly-planning']);
  const borea = {
    ...atlas,
    id: 'borea',
    name: 'Borea',
    channel: '#borea',
    members: atlas.members.map((member) =>
      member.id === 'lea' ? { ...member, id: 'zoe', name: 'Zoe' } : member,
    ),
  };
  const story = await harness({ at: '2026-11-02T07:00:00Z', teams: [atlas, borea] });
  const list = await story.slash('lea', '/rondo objectives');
  const form = await pressIn(story, 'lea', list, 'week.add');
  await filling(story, 'lea', form, { 'objective.what': 'Draw the map' });
  expect(story.words(await filling(story, 'lea', form, { 'objective.what': 'draw the map!' }))).toBe(
    'This stands there already, so nothing was added.',
  );
  expect(await story.store.read.objectives.count({ team: 'atlas' })).toBe(1);
  const { id } = await found(story, 'Draw the map');
  for (const press of ['edit', 'take', 'drop', 'on-track', 'at-risk', 'off', 'score', 'carry'])
    expect(
      story.words(
        await pressed(story, 'zoe', { id: `objective.${press}`, thing: `objective:${id}`, epoch: 1 }),
      ),
    ).toBe('This objective is not there any more, or belongs to a team that you are not in.');
  for (const press of ['add', 'confirm', 'list'])
    expect(
      story.words(
        await pressed(story, 'zoe', { id: `week.${press}`, thing: 'week:atlas/2026-11-02', epoch: 0 }),
      ),
    ).toMatch(/belongs to a team that you are not in/);
  // A week begins on its first day, whatever a button says.
  const tuesday = { id: 'week.add', thing: 'week:atlas/2026-11-03', epoch: 0 };
  expect(await pressed(story, 'lea', tuesday)).toMatchObject({ reply: 'refused' });
  // Whoever is in both sees both.
  expect(story.words(await story.slash('tom', '/rondo objectives'))).toMatch(
    /Atlas: objectives of the week[\s\S]*Draw the map[\s\S]*Borea: objectives of the week of Mon 2 Nov\nNone yet\./,
  );
  expect(story.words(await story.slash('zoe', '/rondo objectives'))).not.toContain('Draw the map');
  story.ignore(/(?:)/);
});

test('an objective can be taken over and dropped, and two who change it at once do not overwrite each other', async () => {
  const story = await harness({ at: '2026-11-02T07:00:00Z', teams: [await planning(['weekly-planning'])] });
  const { id } = await objective(story, 'tom', 'Ship the login');
  const thing = `objective:${id}`;
  const first = await pressed(story, 'tom', { id: 'objective.edit', thing, epoch: 1 });
  expect(story.words(await pressed(story, 'lea', { id: 'objective.take', thing, epoch: 1 }))).toBe(
    'It is yours now.',
  );
  expect(story.words(await filling(story, 'tom', first, { 'objective.what': 'Ship nothing' }))).toMatch(
    /^Somebody has changed this objective in the meantime/,
  );
  expect((await found(story, 'Ship the login')).owner).toBe('lea');
  const drop = await pressed(story, 'lea', { id: 'objective.drop', thing, epoch: 2 });
  await filling(story, 'lea', drop, { why: 'No longer needed' });
  expect(story.words(await pressed(story, 'tom', { id: 'objective.take', thing, epoch: 3 }))).toBe(
    'Lea Moreau has taken it off the list.',
  );
  expect(story.words(await story.slash('mia', '/rondo objectives'))).toContain('None yet.');
});
