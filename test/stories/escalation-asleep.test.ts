import { expect, test } from 'vitest';
import { atlas, type Change, only, people } from '../atlas.ts';
import { harness } from '../harness.ts';
import { fill, raise, told } from './blockers.ts';

const noRituals = only();

/** Everybody works in the first window of their day only: in Berlin 09:00 to 12:30. */
const mornings: Change = (team) => ({
  ...team,
  calendar: { ...team.calendar, week: team.calendar.week.map((day) => day.slice(0, 1)) },
  members: team.members.map((member) => ({
    ...member,
    calendar: { ...member.calendar, week: member.calendar.week.map((day) => day.slice(0, 1)) },
  })),
});

test('a helper whose day is over is passed over: the raiser reads why, they are told in their own morning, and others are asked', async () => {
  const team = await atlas(noRituals, people('mia', 'tom', 'raj'));
  const story = await harness({ at: '2026-11-02T13:00:00Z', teams: [team] });
  // 14:00 in Berlin is 18:30 in Kolkata; the team closes at 17:30, long before Raj is back.
  const reply = await raise(story, 'mia', { what: 'The map service is down', needs: ['raj'] });
  const passed = '• Raj Patel was not asked: no working time before it is due.';
  // Tom is at lunch until 13:15 in Lisbon, and has one working hour from then.
  expect(story.words(reply)).toBe(
    `Raised as atlas-1. @Tom Okafor is asked to answer by Mon 2 Nov 14:15.\n${passed}`,
  );
  for (const to of ['mia', 'tom', '#atlas >']) expect(story.unread(to)[0]?.text).toContain(passed);

  await story.until('2026-11-03T09:59:00Z');
  expect(told(story)).toEqual([
    '2026-11-02 13:00 #atlas >: atlas-1 · Level 1, team',
    '2026-11-02 13:00 #atlas: Atlas · Mon 2 Nov',
    '2026-11-02 13:00 mia: You raised this. Here you see how it goes on.',
    '2026-11-02 13:00 tom: Can you help? If you take it, nobody else is asked.',
    '2026-11-02 14:15 tom: Nobody has taken this yet. Can you? If it is not resolved by 16:30, it goes one level up.',
    '2026-11-02 15:37 mia: Are you still stuck? If it is not resolved by 17:30, it goes one level up.',
    '2026-11-02 15:37 tom: Three quarters of the time have passed. If it is not resolved by 16:30, it goes one level up.',
    '2026-11-02 16:30 #atlas >: atlas-1 · Working thread',
    '2026-11-02 16:30 #atlas: atlas-1 · Level 2, mediation',
    '2026-11-02 16:30 ivo: Can you help? If you take it, nobody else is asked.',
    '2026-11-02 16:30 mia: This is at level 2 (mediation) now.',
    '2026-11-03 03:30 raj: This came up outside your working hours, so others were asked. If you can help, talk to Mia Sommer.',
    // Half an hour of the next morning has passed, and nobody has looked at the line for outsiders.
    '2026-11-03 08:30 #atlas-stakeholders: atlas-1 · Something is stopping team Atlas.',
    '2026-11-03 08:30 dana: atlas-1 · Something is stopping team Atlas.',
  ]);
});

test('a helper who sleeps through all of it hears nothing: it was over before their morning', async () => {
  const team = await atlas(noRituals, people('mia', 'tom', 'raj'));
  const story = await harness({ at: '2026-11-02T13:00:00Z', teams: [team] });
  await raise(story, 'mia', { what: 'The map service is down', needs: ['raj'] });
  await story.until('2026-11-02T13:30:00Z');
  const card = story.expectMessage('tom', /^Can you help/);
  story.ignore(/atlas-1|^Atlas · Mon/);
  await story.press('tom', card, 'I take it');
  story.expectMessage('mia', /^Tom Okafor took this at 14:30\.\n/);
  await fill(story, 'tom', await story.press('tom', card, 'Resolve'), { how: 'Restarted it' });
  await story.until('2026-11-03T12:00:00Z');
  expect(told(story)).toEqual([
    '2026-11-02 13:30 #atlas >: atlas-1 · resolved',
    '2026-11-02 13:30 mia: atlas-1 · resolved',
  ]);
  const dropped = (await story.events('escalation:atlas-1')).filter(({ what }) => what === 'dropped');
  expect(dropped.map(({ person, why }) => [person, why])).toEqual([
    ['raj', 'It was over before they heard of it.'],
    ['raj', 'It was over before this was sent.'],
  ]);
});

test('nobody of the level works before its end: its clocks start with the first opening, and the card says so', async () => {
  const team = await atlas(noRituals, people('mia', 'ana'), mornings);
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team] });
  // Ana's nine o'clock in New York is 15:00 in Berlin, where the team closes at 12:30.
  const reply = await raise(story, 'mia', { what: 'The map service is down', needs: ['ana'] });
  expect(story.words(reply)).toBe(
    'Raised as atlas-1. @Ana Lindqvist is asked to answer by Mon 2 Nov 15:00. Nobody of this level works before Mon 2 Nov 14:00, so its clocks start then.',
  );
  expect(story.unread('mia')[0]?.text).toMatch(
    /Answer by: 16:00\nResolve by: Tue 3 Nov 12:30\n.*\nNobody of this level works before 15:00, so its clocks start then\./,
  );

  await story.until('2026-11-03T14:00:00Z');
  expect(told(story)).toEqual([
    '2026-11-02 09:00 #atlas >: atlas-1 · Level 1, team',
    '2026-11-02 09:00 #atlas: Atlas · Mon 2 Nov',
    '2026-11-02 09:00 mia: You raised this. Here you see how it goes on.',
    // Her quiet hours end at eight.
    '2026-11-02 13:00 ana: Can you help? If you take it, nobody else is asked.',
    '2026-11-02 15:00 ana: Nobody has taken this yet. Can you? If it is not resolved by Tue 3 Nov 06:30, it goes one level up.',
    // Ana's warning of 05:37 waits for eight o'clock, and by then it is with the lead.
    '2026-11-03 10:37 mia: Are you still stuck? If it is not resolved by 12:30, it goes one level up.',
    '2026-11-03 11:30 #atlas >: atlas-1 · Working thread',
    '2026-11-03 11:30 #atlas: atlas-1 · Level 2, mediation',
    '2026-11-03 11:30 ivo: Can you help? If you take it, nobody else is asked.',
    '2026-11-03 11:30 mia: This is at level 2 (mediation) now.',
  ]);
  const events = await story.events('escalation:atlas-1');
  expect(events.find(({ what }) => what === 'dropped')).toMatchObject({
    person: 'ana',
    why: 'Its clocks changed before this was sent.',
  });
});
