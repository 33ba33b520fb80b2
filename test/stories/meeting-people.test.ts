import { expect, test } from 'vitest';
import type { Team } from '../../src/core/team.ts';
import { atlas, only, people, ritual } from '../atlas.ts';
import { formIn, harness, sentAt } from '../harness.ts';
import { announced } from './meetings.ts';

/** Nobody sleeps at ten. */
const allInBerlin = (team: Team): Team => ({
  ...team,
  members: team.members.map((member) => ({ ...member, calendar: team.calendar })),
});

test('where nobody facilitates, anybody who takes part starts and ends it', async () => {
  const story = await announced({ facilitator: undefined });
  expect(story.meeting.text).not.toContain('Facilitator');
  expect(story.words(await story.press('kim', story.meeting, 'Start'))).toBe('Weekly planning has started.');
  expect(story.words(await story.slash('tom', '/rondo end now'))).toMatch(/^Weekly planning is over\./);
  story.ignore(/./);
  await story.until('2026-11-02T12:00:00Z');
  expect(story.unread('mia')).toEqual([]);
});

test('it starts exactly once: early by hand, and not again at its time', async () => {
  const story = await announced();
  const both = await Promise.all([story.slash('mia', '/rondo start'), story.slash('ivo', '/rondo start')]);
  expect(both.map((reply) => story.words(reply)).toSorted()).toEqual([
    expect.stringMatching(/^Weekly planning has been going on since/),
    'Weekly planning has started.',
  ]);
  expect(await story.store.read.jobs.list('start:')).toEqual([]);
  await story.until('2026-11-02T09:01:00Z');
  story.expectMessage('#atlas >', /^Weekly planning has started/);
  story.expectNothing('#atlas >');
  const started = (await story.events('round:atlas/weekly-planning/2026-11-02')).filter(
    ({ what }) => what === 'started',
  );
  expect(started).toMatchObject([{ who: 'mia', why: 'Mia Sommer began it' }]);
  story.ignore(/./);
});

test('whoever is to facilitate and is away at the start is stood in for', async () => {
  const story = await announced();
  await story.slash('mia', '/rondo away');
  await story.until('2026-11-02T09:01:00Z');
  const started = story.expectMessage('#atlas >', /^Weekly planning has started/);
  expect(started.text).toContain('@Ivo Novak facilitates.');
  story.ignore(/./);
});

test('Rondo restarted in the middle of a meeting goes on with it', async () => {
  const first = await announced();
  await first.until('2026-11-02T08:59:00Z');
  await first.slash('mia', '/rondo start');
  await first.until('2026-11-02T09:10:00Z');
  const started = first.expectMessage('#atlas >', /^Weekly planning has started/);
  await first.tell('tom', 'decide We freeze on Thursday');
  const { clock, chat, folder, seen, first: read } = first;
  await first.close();
  const teams = [...first.rhythm.teams()];
  const story = await harness({
    at: '2026-11-02T09:20:00Z',
    teams,
    before: { clock, chat, folder, seen, first: read },
  });
  await story.until('2026-11-02T09:31:00Z');
  story.expectMessage('mia', /half of the time is over/);
  expect(story.now(started)).toContain('We freeze on Thursday');
  await story.slash('mia', '/rondo end now');
  expect(story.expectMessage('#atlas >', /^Minutes/).text).toMatch(
    /It took 32 minutes; [\s\S]*We freeze on Thursday/,
  );
  await story.until('2026-11-02T12:00:00Z');
  story.expectNothing();
});

test('a meeting whose start Rondo slept through counts from its time, and nobody is told late', async () => {
  const first = await announced();
  const { clock, chat, folder, seen, first: read } = first;
  await first.close();
  const teams = [...first.rhythm.teams()];
  const story = await harness({
    at: '2026-11-02T09:20:00Z',
    teams,
    before: { clock, chat, folder, seen, first: read },
  });
  await story.until('2026-11-02T10:01:00Z');
  const [end] = story.unread();
  expect(story.unread()).toHaveLength(1);
  expect(end && sentAt(end)).toBe('2026-11-02 10:00');
  await story.slash('mia', '/rondo end now');
  expect(story.expectMessage('#atlas >', /^Minutes/).text).toContain('It took 1 hour 1 minute;');
  story.ignore(/./);
});

test('of two meetings at once in one channel, words go to the one somebody is in; whoever is in both is asked', async () => {
  const review = ritual('weekly-planning', () => ({
    participants: { everyone: false, roles: ['product-owner', 'architect'], people: [] },
  }));
  const base = await atlas(only('weekly-planning'), people('mia', 'tom', 'kim'), review, allInBerlin);
  const [planning] = base.rituals;
  const other = {
    ...planning!,
    id: 'quality-plan',
    name: 'Quality plan',
    agenda: [],
    participants: { everyone: false, roles: ['architect', 'qa'], people: [] },
    facilitator: { roles: [], people: ['kim'], pick: 'fair' as const, turns: 'round' as const },
  };
  const story = await harness({
    at: '2026-11-01T20:00:00Z',
    teams: [{ ...base, rituals: [...base.rituals, other] }],
  });
  await story.until('2026-11-02T09:05:00Z');
  let events = 0;
  const tell = (user: string, text: string) => {
    events += 1;
    return story.command(`t${events}`, user, { act: 'say', text }, '#atlas');
  };
  expect(story.words(await tell('mia', 'decide We ship'))).toMatch(/minutes of Weekly planning/);
  expect(story.words(await tell('kim', 'decide We test'))).toMatch(/minutes of Quality plan/);
  const form = formIn(await tell('tom', 'decide We document'));
  expect(
    (await story.submit('tom', form, { text: 'We document', meeting: 'other/x/2026-11-02' })).reply,
  ).toBe('refused');
  await story.submit('tom', form, { text: 'We document', meeting: 'atlas/quality-plan/2026-11-02' });
  expect(story.words(await tell('kim', 'end'))).toMatch(/^Quality plan is over/);
  expect(story.words(await tell('ivo', 'start'))).toMatch(/^Weekly planning has been going on since/);
  expect(story.words(await tell('ivo', 'end now'))).toMatch(/^Weekly planning is over/);
  const minutes = (name: string) => story.expectMessage('#atlas >', new RegExp(`Minutes: ${name}`)).text;
  expect(minutes('Quality plan')).toMatch(/Decisions\n• We test.*\n• We document/);
  expect(minutes('Weekly planning')).toMatch(/Decisions\n• We ship[^•]*$/);
  story.ignore(/./);
});

test('whoever may run both meetings is asked which one they mean', async () => {
  const base = await atlas(only('weekly-planning'), people('mia', 'tom'));
  const [planning] = base.rituals;
  const other = { ...planning!, id: 'quality-plan', name: 'Quality plan', agenda: [] };
  const story = await harness({
    at: '2026-11-01T20:00:00Z',
    teams: [{ ...base, rituals: [...base.rituals, other] }],
  });
  await story.until('2026-11-02T08:40:00Z');
  const which = await story.slash('mia', '/rondo start');
  expect(story.words(which)).toMatch(
    /^Which meeting do you want to start\?\n\[Quality plan\] \[Weekly planning\]/,
  );
  story.ignore(/./);
});

test('somebody of another team can neither add to a meeting nor end it with its buttons', async () => {
  const mine = await atlas(only('weekly-planning'), people('mia', 'tom'));
  const [lea] = (await atlas(people('lea'))).members.filter(({ id }) => id === 'lea');
  const theirs = {
    ...mine,
    id: 'nova',
    name: 'Nova',
    channel: '#nova',
    members: [lea!],
    rituals: [],
    coordinator: 'lea',
    admins: [],
  };
  const story = await harness({ at: '2026-11-01T20:00:00Z', teams: [mine, theirs] });
  await story.until('2026-11-02T09:05:00Z');
  const thing = 'round:atlas/weekly-planning/2026-11-02';
  const press = (button: string) => story.command(button, 'lea', { act: 'press', button, thing, epoch: 0 });
  for (const button of ['meeting.note', 'meeting.decision', 'meeting.action', 'meeting.start', 'meeting.end'])
    expect((await press(button)).reply, button).toMatch(/refused|said/);
  const forged = { act: 'submit', form: 'meeting.end', thing, epoch: 0, values: { covered: [] } } as const;
  expect(story.words(await story.command('forged', 'lea', forged))).toMatch(/^Only Mia Sommer/);
  const noted = { act: 'submit', form: 'meeting.note', thing, epoch: 0, values: { text: 'Hello' } } as const;
  expect(story.words(await story.command('noted', 'lea', noted))).toMatch(
    /^Only members of Atlas and those who/,
  );
  const [round] = await story.store.read.rounds.find({ team: 'atlas', state: 'open' });
  expect(round?.notes).toBeUndefined();
  expect(round?.endedBy).toBeUndefined();
  story.ignore(/./);
});
