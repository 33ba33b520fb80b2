import { expect, test } from 'vitest';
import { formIn } from '../harness.ts';
import { announced } from './meetings.ts';

test('a whole meeting: started early, notes, decisions and actions kept by anyone, ended, minuted, and added to afterwards', async () => {
  const story = await announced();
  expect(story.now(story.meeting)).toContain('[Start] [Note] [Decision] [Action]');

  const refusal = story.words(await story.press('tom', story.meeting, 'Start'));
  expect(refusal).toMatch(
    /^Only Mia Sommer, who facilitates, the coordinator, the lead or an admin can start/,
  );
  expect(story.words(await story.press('mia', story.meeting, 'Start'))).toBe('Weekly planning has started.');
  const started = story.expectMessage('#atlas >', /^Weekly planning has started\. @Mia Sommer facilitates\./);
  expect(story.words(await story.slash('ivo', '/rondo start'))).toMatch(
    /^Weekly planning has been going on since .* Mia Sommer started it\.$/,
  );

  expect(await story.tell('tom', 'note The vendor answers on Monday')).toMatch(/^Kept for the minutes/);
  expect(await story.tell('kim', 'decide We freeze on Thursday')).toContain(
    'Decision: We freeze on Thursday.',
  );
  expect(await story.tell('mia', 'decide we freeze on thursday!')).toMatch(/already\.$/);
  expect(await story.tell('mia', 'action @tom Order the keys by friday')).toContain(
    'Action: Tom Okafor: Order the keys (by Fri 6 Nov).',
  );
  expect(await story.tell('kim', 'action Write the plan')).toContain(
    'Kim Duarte: Write the plan (by Mon 9 Nov).',
  );
  expect(story.now(started)).toMatch(
    /Decisions\n• We freeze on Thursday \(Kim Duarte\)\nActions\n• Tom Okafor: Order the keys \(by Fri 6 Nov\)\n• Kim Duarte: Write the plan \(by Mon 9 Nov\)\nNotes\n• Tom Okafor: The vendor answers on Monday/,
  );

  await story.until('2026-11-02T09:05:00Z');
  story.expectNothing('#atlas >');
  expect(story.words(await story.slash('tom', '/rondo end'))).toMatch(/^Only Mia Sommer, who facilitates/);
  const form = formIn(await story.slash('mia', '/rondo end'));
  const again = formIn(await story.press('mia', started, 'End'));
  expect(form.title).toBe('End Weekly planning');
  expect(story.words(await story.submit('mia', form, { covered: ['0', '1'] }))).toMatch(
    /^Weekly planning is over\./,
  );
  expect(story.words(await story.submit('mia', again, { covered: [] }))).toMatch(
    /^Weekly planning is over\. Mia Sommer ended it at/,
  );

  const minutes = story.expectMessage(
    '#atlas >',
    /^Minutes: Weekly planning · Mon 2 Nov\nFacilitated by Mia Sommer\./,
  );
  expect(minutes.text).toContain('It took 25 minutes; 1 hour was planned.');
  expect(minutes.text).not.toContain('Carried to the next round');
  expect(story.now(started)).not.toContain('[End]');
  await story.until('2026-11-02T09:34:00Z');
  await story.tell('tom', 'note Kim has the numbers');
  expect(story.now(minutes)).toContain('Kim has the numbers');
  await story.until('2026-11-02T09:35:00Z');
  expect(await story.tell('tom', 'note Too late')).toMatch(/^No meeting is announced or going on/);
  const late = {
    act: 'submit',
    form: 'meeting.note',
    thing: 'round:atlas/weekly-planning/2026-11-02',
    epoch: 0,
  } as const;
  expect(story.words(await story.command('late', 'tom', { ...late, values: { text: 'Too late' } }))).toMatch(
    /^The minutes of Weekly planning are closed/,
  );
  await story.until('2026-11-02T12:00:00Z');
  story.expectNothing();
});

test('actions and decisions of a meeting are the team’s from then on', async () => {
  const story = await announced();
  await story.tell('mia', 'decide We release on Fridays');
  await story.tell('mia', 'action @tom Order the keys by friday');
  const [decision] = await story.store.read.decisions.find({ team: 'atlas' });
  expect(decision).toMatchObject({ by: 'mia', from: 'round:atlas/weekly-planning/2026-11-02' });
  expect(story.words(await story.slash('tom', '/rondo actions'))).toContain(
    'Order the keys (Tom Okafor, due Fri 6 Nov)',
  );
  expect(story.words(await story.slash('tom', '/rondo decisions fridays release'))).toMatch(
    /^What was decided about “fridays release”\n• We release on Fridays \(.*Mia Sommer, Weekly planning of Mon 2 Nov\)/,
  );
  expect(story.words(await story.slash('tom', '/rondo decisions release mondays'))).toMatch(
    /^Nothing was decided/,
  );
  await story.until('2026-11-06T12:00:00Z');
  story.expectMessage('tom', /Order the keys/);
  story.ignore(/./);
});

test('what is done before the meeting ends stands in its minutes as done', async () => {
  const story = await announced();
  await story.tell('tom', 'action Open the window');
  const [action] = await story.store.read.actions.find({ team: 'atlas' });
  const done = { act: 'press', button: 'action.done', thing: `action:${action?.id}`, epoch: 0 } as const;
  await story.command('done', 'tom', done);
  await story.slash('mia', '/rondo start');
  await story.slash('mia', '/rondo end now');
  expect(story.expectMessage('#atlas >', /^Minutes/).text).toContain('• Tom Okafor: Open the window (done)');
  story.ignore(/./);
});

test('forms keep the same, and say what is wrong in them', async () => {
  const story = await announced();
  const note = formIn(await story.press('tom', story.meeting, 'Note'));
  expect((await story.submit('tom', note, { text: '  ' })).reply).toBe('invalid');
  await story.submit('tom', note, { text: 'Two rooms are free' });
  await story.submit('tom', note, { text: 'Two rooms are free' });
  const action = formIn(await story.press('kim', story.meeting, 'Action'));
  const wrong = await story.submit('kim', action, {
    text: 'Book a room',
    owner: 'nobody',
    due: '2026-10-01',
  });
  expect(wrong).toMatchObject({ reply: 'invalid', errors: { owner: /Atlas/, due: /today/ } });
  await story.submit('kim', action, { text: 'Book a room', owner: 'tom', due: '2026-11-05' });
  const decision = formIn(await story.press('kim', story.meeting, 'Decision'));
  await story.submit('kim', decision, { text: 'We meet upstairs' });
  expect(story.now(story.meeting)).toMatch(
    /Decisions\n• We meet upstairs.*\nActions\n• Tom Okafor: Book a room \(by Thu 5 Nov\)\nNotes\n• Tom Okafor: Two rooms are free\n\[Start\]/,
  );
});

test('what somebody kept by mistake they take back themselves, and nobody else can', async () => {
  const story = await announced();
  await story.tell('tom', 'note Wrong words');
  await story.tell('tom', 'decide Wrong decision');
  await story.tell('tom', 'action @kim Wrong action');
  const list = await story.slash('tom', '/rondo minutes');
  expect(story.words(list)).toMatch(
    /Note: Wrong words[\s\S]*Decision: Wrong decision[\s\S]*Action: Kim Duarte: Wrong action/,
  );
  const things = JSON.stringify(list).match(/kept:[^"]+/g) ?? [];
  expect(things).toHaveLength(3);
  const press = (user: string, thing: string, id: string) =>
    story.command(id, user, { act: 'press', button: 'meeting.takeBack', thing, epoch: 0 });
  expect(story.words(await press('kim', things[0]!, 'kim'))).toMatch(/^Only whoever kept it/);
  for (const thing of things) await press('tom', thing, `tom ${thing}`);
  expect(story.words(await press('tom', things[0]!, 'twice'))).toMatch(/no longer in the minutes/);
  expect(story.now(story.meeting)).not.toContain('Wrong');
  expect(await story.store.read.jobs.list('action:')).toEqual([]);
  expect(await story.store.read.decisions.find({ team: 'atlas' })).toEqual([]);
});

test('an action for somebody unknown, or for a day that has passed, is not kept', async () => {
  const story = await announced();
  expect(await story.tell('mia', 'action @tmo Order the keys')).toMatch(
    /“tmo” in Atlas\. Did you mean @tom\?/,
  );
  expect(await story.tell('mia', 'action @tom Order the keys by 2026-10-01')).toMatch(
    /2026-10-01 has passed/,
  );
  expect(await story.store.read.actions.find({ team: 'atlas' })).toEqual([]);
});
