import { expect, test } from 'vitest';
import type { Team } from '../../src/core/team.ts';
import { atlas, only, people } from '../atlas.ts';
import { formIn, type Harness, harness, inputOf } from '../harness.ts';
import { fill, raise, told } from './blockers.ts';
import { choose, clocks, does, offers } from './leading.ts';

/** Tom in Lisbon raises a blocker for Lea and Raj and sends it up at ten on Monday in Berlin. Ivo in Prague leads and mediates. */
async function atLevelTwo(at = '2026-11-02T09:00:00Z', change: (team: Team) => Team = (team) => team) {
  const team = change(await atlas(only(), people('mia', 'tom', 'lea', 'raj'), quietOutside));
  const story = await harness({ at, teams: [team] });
  await raise(story, 'tom', { what: 'The map service is down', needs: ['lea', 'raj'] });
  await does(story, 'tom', 'Escalate', { reason: 'The demo is at noon' });
  return story;
}

/** These stories are not about outsiders. */
const quietOutside = (team: Team): Team => ({ ...team, stakeholders: [] });

const threadOf = (story: Harness) =>
  story.all().find(({ to, text }) => to === '#atlas >' && text.includes('Working thread'))!;
const happened = async (story: Harness, ...what: string[]) =>
  (await story.events('escalation:atlas-1'))
    .filter((event) => what.includes(event.what))
    .map(({ why }) => why);

test('level 2 opens a working thread under its card with the mediator, the affected and the raiser, and offers a session', async () => {
  const story = await atLevelTwo();
  const thread = threadOf(story);
  expect(thread.text).toBe(
    [
      'atlas-1 · Working thread',
      '> The map service is down',
      '> (Tom Okafor)',
      '@Ivo Novak mediates. With @Lea Moreau, @Raj Patel and @Tom Okafor. Work on it together here, and agree on a plan by Tue 3 Nov 10:00.',
      'Session, 30 minutes, offered for 10:30 to 11:00.',
      '• Facts: what do we know?',
      '• Options: what could we do?',
      '• Decision: which one, and why?',
      '• Plan: who does what until when?',
      '[Book it] [Another time] [Notes]',
      '(This is here because it reached level 2 (mediation). Write below it; it ends with the blocker.)',
    ].join('\n'),
  );
  const card = story.all().find(({ to, text }) => to === '#atlas' && text.startsWith('atlas-1'))!;
  expect(thread.post.thread).toBe(card.post.ref);
  expect(await happened(story, 'thread opened', 'session offered')).toEqual([
    'Ivo Novak mediates; the affected take part.',
    'Mon 2 Nov 10:30',
  ]);
  expect(story.words(await story.slash('ivo', '/rondo why atlas-1'))).toContain('thread opened');
  told(story);
});

test('booked: everybody invited reads the time on their own clock and the place, is reminded with the agenda when it begins, and notes are asked for', async () => {
  const story = await atLevelTwo();
  const thread = threadOf(story);
  told(story);
  expect(story.words(await story.press('lea', thread, 'Book it'))).toBe(
    'Only its owner, whoever mediates, the coordinator or the lead can do this. @Ivo Novak or @Mia Sommer can do it.'.replace(
      'the coordinator or the lead',
      'the lead or the coordinator',
    ),
  );
  expect(story.words(await story.press('ivo', thread, 'Book it'))).toBe(
    'Booked for Mon 2 Nov 09:30. Everybody invited is told in their own time.',
  );
  const times = { lea: '10:30 to 11:00', raj: '15:00 to 15:30', tom: '09:30 to 10:00' };
  for (const [who, time] of Object.entries(times))
    expect(story.expectMessage(who, /· Session\n/).text).toContain(
      `Ivo Novak booked a session on this: ${time}, in the thread of atlas-1 in #atlas.`,
    );
  expect(story.now(thread)).toContain('Session: 10:30 to 11:00, in the thread of atlas-1 in #atlas.');
  expect(story.now(thread)).not.toContain('[Book it]');
  // A second press finds it booked.
  const again = await story.chat.act('ivo', {
    act: 'press',
    button: 'escalation.book',
    thing: 'escalation:atlas-1',
    epoch: 2,
  });
  expect(story.words(again)).toMatch(/^@Ivo Novak booked the session for Mon 2 Nov 09:30 already\./);
  expect(told(story)).toEqual([]);

  await story.until('2026-11-02T09:30:00Z');
  for (const who of ['ivo', 'lea', 'raj', 'tom'])
    expect(story.expectMessage(who, /The session begins now/).text).toContain(
      '• Plan: who does what until when?\n[Notes]',
    );
  await story.until('2026-11-02T10:00:00Z');
  const wanted = story.expectMessage('ivo', /The session is over and no plan is recorded\./);
  expect(wanted.text).toContain('[Record a plan] [Notes]');
  await story.until('2026-11-02T10:50:00Z');
  expect(told(story)).toEqual([]);
  expect(await happened(story, 'session began', 'session over', 'plan asked for')).toEqual([
    'It takes place with Ivo Novak, Lea Moreau, Raj Patel, Tom Okafor.',
    'No notes are written yet.',
    'The session is over, and no plan is recorded.',
  ]);
});

test('the notes stand in the thread and the timeline, and a plan among them is a plan: it asks for a hold until its day', async () => {
  const story = await atLevelTwo();
  const thread = threadOf(story);
  told(story);
  await story.press('ivo', thread, 'Book it');
  const form = await story.press('ivo', thread, 'Notes');
  expect(await fill(story, 'ivo', form, {})).toEqual({
    reply: 'invalid',
    errors: { facts: 'Write down at least one of the four.' },
  });
  expect(await fill(story, 'ivo', form, { facts: 'x', plan: 'y', hold: true })).toMatchObject({
    errors: { until: 'Pick the day until which it is to be held.' },
  });
  const notes = { facts: 'The disk is full', options: 'Buy or tidy', decision: 'Tidy, it is free' };
  const plan = { plan: 'Raj tidies it', until: '2026-11-04', hold: true };
  expect(story.words(await fill(story, 'ivo', form, { ...notes, ...plan }))).toBe(
    'Recorded. The coordinator and the lead are asked for a hold until Wed 4 Nov.',
  );
  expect(story.now(thread)).toContain(
    'Notes\nFacts: The disk is full\nOptions: Buy or tidy\nDecision: Tidy, it is free\nPlan: Raj tidies it (until Wed 4 Nov)',
  );
  expect(await happened(story, 'session noted', 'planned')).toEqual([
    'Facts: The disk is full · Options: Buy or tidy · Decision: Tidy, it is free',
    'Raj tidies it',
  ]);
  expect((await story.store.read.escalations.get('atlas-1'))?.session?.notes).toMatchObject({
    ...notes,
    by: 'ivo',
  });
  story.expectMessage('mia', /asks to hold this until Wed 4 Nov/);
  // There is a plan, so none is asked for after the session; and it can be resolved without another.
  await story.until('2026-11-02T10:30:00Z');
  expect(await happened(story, 'plan asked for')).toEqual([]);
  expect(await does(story, 'tom', 'Resolve', { how: 'Tidied' })).toBe(
    'Resolved. Everybody who was told hears of it.',
  );
  told(story);
});

test('whoever is invited writes notes, and a plan only whoever owns, mediates or decides', async () => {
  const story = await atLevelTwo();
  const form = formIn(await story.press('raj', threadOf(story), 'Notes'));
  expect(form.parts.flatMap((part) => (part.part === 'input' ? [part.input.id] : []))).toEqual([
    'facts',
    'options',
    'decision',
  ]);
  expect(story.words(await story.submit('raj', form, { facts: 'It was me' }))).toBe(
    'Kept. Everybody in the thread reads it.',
  );
  expect(story.words(await story.submit('raj', form, { plan: 'I go home' }))).toMatch(
    /^Only its owner, whoever decides at this level or whoever mediates can do this\./,
  );
  expect(story.words(await story.press('mia', threadOf(story), 'Notes'))).toMatch(/^Only /);
  expect((await story.store.read.escalations.get('atlas-1'))?.plan).toBeUndefined();
  told(story);
});

test('another time is read on the clock of whoever picks it, within the deadline, with a place of their own', async () => {
  const story = await atLevelTwo();
  const thread = threadOf(story);
  told(story);
  const form = formIn(await story.press('ivo', thread, 'Another time'));
  const hint = form.parts.flatMap((part) => (part.part === 'input' ? [part.input.hint ?? ''] : [])).join(' ');
  expect(hint).toContain(
    'On your clock (Europe/Prague), as 14:30. It takes 30 minutes. It ends by Tue 3 Nov 10:00.',
  );
  const pick = (date: string, time: string, place = '') =>
    story.submit('ivo', form, { [inputOf(form, /^date$/)]: date, time, place });
  expect(await pick('2026-11-02', 'noon')).toMatchObject({ errors: { time: 'Write the time as 14:30.' } });
  expect(await pick('2026-11-02', '9:30')).toMatchObject({
    errors: { time: 'That time has passed. Pick a later one with “Another time”.' },
  });
  expect(await pick('2026-11-03', '9:45')).toMatchObject({
    errors: { time: expect.stringMatching(/^The session would end after the deadline, Tue 3 Nov 10:00\./) },
  });
  await pick('2026-11-02', '16:45', 'https://meet.example/atlas');
  // Lea's day ends at five, and it is a quarter past nine in the evening in Kolkata.
  const { booked } = (await story.store.read.escalations.get('atlas-1'))?.session ?? {};
  expect(booked?.cannot).toEqual(['lea', 'raj']);
  expect(story.expectMessage('lea', /· Session\n/).text).toContain(
    'booked a session on this: 16:45 to 17:15, https://meet.example/atlas. Lea Moreau and Raj Patel cannot come then.',
  );
  told(story);
  // Moved once more: the old time comes to nothing.
  await pick('2026-11-02', '12:00');
  await story.until('2026-11-02T11:00:00Z');
  const reminded = story.unread().filter(({ text }) => text.includes('The session begins now'));
  expect(reminded.map(({ to }) => to).sort()).toEqual(['ivo', 'lea', 'raj', 'tom']);
  await story.until('2026-11-02T16:00:00Z');
  expect(await happened(story, 'session began')).toHaveLength(1);
  told(story);
});

test('no common half hour: the time that suits most is offered, and names who cannot come, not why', async () => {
  const nobodyTogether = (team: Team): Team => ({
    ...team,
    members: team.members.map((member) =>
      member.id === 'raj'
        ? { ...member, calendar: { ...member.calendar, zone: 'Pacific/Auckland' } }
        : member,
    ),
  });
  const story = await atLevelTwo('2026-11-02T09:00:00Z', nobodyTogether);
  expect(threadOf(story).text).toContain('offered for 10:30 to 11:00. Raj Patel cannot come then.');
  told(story);
});

test('an offer that nobody took is followed by a later one, while one is left before the deadline', async () => {
  const story = await atLevelTwo();
  const thread = threadOf(story);
  told(story);
  await story.until('2026-11-02T09:30:00Z');
  // Half past twelve is lunch: the next common half hour is at a quarter past one in Berlin, after Lisbon's at a quarter past two.
  expect(await happened(story, 'session offered')).toHaveLength(2);
  expect(story.now(thread)).toMatch(/offered for \d\d:\d\d to \d\d:\d\d/);
  expect(story.now(thread)).not.toContain('offered for 10:30');
  await story.until('2026-11-03T09:00:00Z');
  const { session } = (await story.store.read.escalations.get('atlas-1'))!;
  expect(session?.ended).toBeDefined();
  expect(story.now(thread)).toContain('This thread is closed: it has moved on.');
  expect(story.now(thread)).not.toContain('[Book it]');
  expect(await story.store.read.jobs.list('escalation:atlas-1:session')).toEqual([]);
  told(story);
});

test('it is sent up or solved before the session: it is called off, and nobody is reminded of it', async () => {
  const story = await atLevelTwo();
  await story.press('ivo', threadOf(story), 'Book it');
  told(story);
  await fill(story, 'ivo', await choose(story, 'ivo', 'Escalate'), { reason: 'Only money helps' });
  for (const who of ['lea', 'raj'])
    expect(story.expectMessage(who, /The session is called off/).text).toContain('atlas-1 · Session');
  expect(story.words(await story.press('ivo', threadOf(story), 'Notes'))).toBe('form escalation.minutes');
  await story.until('2026-11-02T10:30:00Z');
  expect(await happened(story, 'session began')).toEqual([]);
  told(story);
});

test('a private one has no thread in the channel: those who may read it are written to, and nobody else', async () => {
  const story = await harness({
    at: '2026-11-02T09:00:00Z',
    teams: [await atlas(only(), people('mia', 'tom', 'lea', 'raj'), quietOutside)],
  });
  await raise(story, 'tom', { what: 'My contract ends', needs: ['lea'], private: true });
  told(story);
  await does(story, 'tom', 'Escalate', { reason: 'It ends today' });
  expect(
    story
      .all()
      .filter(({ text }) => text.includes('Working thread'))
      .map(({ to }) => to)
      .sort(),
  ).toEqual(['ivo', 'lea', 'tom']);
  const mine = story.unread('ivo').find(({ text }) => text.includes('Working thread'))!;
  expect(mine.text).toContain('[Book it] [Another time] [Notes]');
  expect(story.words(await story.press('ivo', mine, 'Book it'))).toMatch(/^Booked for/);
  expect(story.expectMessage('lea', /booked a session/).text).toContain('and Ivo Novak says where.');
  expect(story.all().filter(({ to, text }) => /#|mia|raj/.test(to) && text.includes('contract'))).toEqual([]);
  told(story);
});

test('whoever takes it leads the session: the offer is made anew for them', async () => {
  const story = await atLevelTwo();
  await story.until('2026-11-02T11:05:00Z');
  // Ivo has not answered, so Mia stands in.
  await story.press('mia', story.unread('mia').at(-1)!, 'I take it');
  const { session } = (await story.store.read.escalations.get('atlas-1'))!;
  expect([session?.mediator, session?.people]).toEqual(['mia', ['mia', 'ivo', 'lea', 'raj', 'tom']]);
  expect(await offers(story, 'mia')).toEqual(expect.arrayContaining(['Another time', 'Notes']));
  expect(story.now(threadOf(story))).toMatch(/@Mia Sommer mediates\. With @Ivo Novak, /);
  told(story);
});

test('sent back down and up again, level 2 has a new thread; level 1 and 3 have none', async () => {
  const story = await atLevelTwo();
  await does(story, 'ivo', 'Send back down', { reason: 'The team can do it' });
  expect((await clocks(story)).level).toBe(1);
  expect(await offers(story, 'ivo')).not.toContain('Book it');
  await does(story, 'ivo', 'Escalate', { reason: 'It cannot' });
  expect(
    story.all().filter(({ to, text }) => to === '#atlas >' && text.includes('Working thread')),
  ).toHaveLength(2);
  expect(await offers(story, 'ivo')).toContain('Book it');
  told(story);
});

test('solved in the standup at level 2 without a plan: it is solved, and the plan is asked for when it is closed', async () => {
  const team = await atlas(only('morning-sync'), people('mia', 'tom', 'lea', 'raj'), quietOutside);
  const story = await harness({ at: '2026-11-02T07:00:00Z', teams: [team] });
  await story.until('2026-11-02T09:15:00Z');
  await raise(story, 'tom', { what: 'The map service is down', needs: ['lea', 'raj'] });
  await does(story, 'tom', 'Escalate', { reason: 'The demo is at noon' });
  await story.until('2026-11-03T09:05:00Z');
  await story.answer('tom', { done: 'Much', today: 'More', 'atlas-1.state': 'solved' });
  expect(await clocks(story)).toMatchObject({ state: 'resolved', level: 2 });
  const form = await choose(story, 'ivo', 'Close it');
  const followUp = { followUp: 'Watch the disk', owner: 'tom', due: '2026-11-06' };
  expect(await fill(story, 'ivo', form, followUp)).toMatchObject({
    errors: { plan: expect.stringMatching(/^Level 2 ends with an action plan/) },
  });
  expect(story.words(await fill(story, 'ivo', form, { ...followUp, plan: 'A bigger disk' }))).toBe('Closed.');
  told(story);
});

test('resolved in one typed line at level 2: the form opens with the words in it, and asks for the plan', async () => {
  const story = await atLevelTwo();
  const form = formIn(await story.slash('tom', '/escalate atlas-1 resolve Found the cable'));
  const inputs = form.parts.flatMap((part) => (part.part === 'input' ? [part.input] : []));
  expect(inputs.map(({ id, value, optional }) => [id, value, optional])).toEqual([
    ['how', 'Found the cable', false],
    ['learning', undefined, true],
    ['plan', undefined, false],
  ]);
  const reply = await story.submit('tom', form, { how: 'Found the cable', plan: 'Label the cables' });
  expect(story.words(reply)).toBe('Resolved. Everybody who was told hears of it.');
  expect((await story.store.read.escalations.get('atlas-1'))?.plan).toMatchObject({
    text: 'Label the cables',
  });
  told(story);
});

test('what is recorded at level 3 is a decision, in the closed working thread too', async () => {
  const story = await atLevelTwo();
  const thread = story.all().find(({ text }) => text.includes('atlas-1 · Working thread'))!;
  const up = await choose(story, 'ivo', 'Escalate');
  await fill(story, 'ivo', up, { reason: 'Only money helps' });
  const form = await choose(story, 'dana', 'Record a plan');
  expect(formIn(form).title).toBe('Decision for atlas-1');
  await fill(story, 'dana', form, { text: 'Buy a bigger disk' });
  expect(story.now(thread)).toContain('Decision at level 3: Buy a bigger disk');
  expect(story.words(await story.slash('tom', '/escalate atlas-1'))).toContain(
    'Decision: Buy a bigger disk (Dana)',
  );
  expect(story.unread('tom').at(-1)?.text).toMatch(/There is a decision now\./);
  told(story);
});
