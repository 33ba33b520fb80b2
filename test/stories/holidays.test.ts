import { expect, test } from 'vitest';
import { atlas, type Change, people, sync } from '../atlas.ts';
import { harness, sentAt } from '../harness.ts';

/** A holiday of everybody who takes part; the lead, who does not, is at work. */
const holiday =
  (date: string): Change =>
  (team) => ({
    ...team,
    members: team.members.map((member) => ({
      ...member,
      calendar: member.participates
        ? { ...member.calendar, closed: new Map([...member.calendar.closed, [date, 'Harvest day']]) }
        : member.calendar,
    })),
  });

test('when everybody is on holiday, the round ends quietly: nobody is asked, nothing is posted, and why is told to who asks', async () => {
  const story = await harness({
    at: '2026-11-02T12:00:00Z',
    teams: [await atlas(sync, people('mia', 'tom', 'lea'), holiday('2026-11-03'))],
  });
  await story.until('2026-11-04T07:59:00Z');
  story.expectNothing();

  const why = story.words(await story.slash('tom', '/rondo why morning-sync'));
  expect(why).toMatch(/closed \(morning-sync, 2026-11-03\): Everybody is away\./);
  expect(why).toMatch(/skipped \(morning-sync, 2026-11-03\): Public holiday: Harvest day\./);
});

test('on a holiday of the team the ritual is skipped, and the next day goes on as ever', async () => {
  const team = await atlas(sync, people('mia', 'tom'));
  const calendar = { ...team.calendar, closed: new Map([['2026-11-03', 'Team day']]) };
  const story = await harness({ at: '2026-11-02T12:00:00Z', teams: [{ ...team, calendar }] });
  await story.until('2026-11-04T09:30:00Z');

  story.expectMessage('mia', /You facilitate Morning sync of Atlas on Wed 4 Nov/);
  story.expectMessage('tom', /You facilitate Morning sync of Atlas on Thu 5 Nov/);
  story.expectMessage('#atlas', /^Atlas · Wed 4 Nov/);
  story.expectMessage('#atlas >', /^Morning sync · Wed 4 Nov/);
  for (const one of ['mia', 'tom']) story.expectMessage(one, /^Hi /);
  expect(story.words(await story.slash('mia', '/rondo why morning-sync'))).toMatch(
    /skipped \(morning-sync, 2026-11-03\): Tue 3 Nov is a day off: Team day\./,
  );
});

test('on a public holiday in one person’s country alone they are neither asked nor counted, and the others go on', async () => {
  // Gandhi Jayanti, a public holiday in India, where only Raj is.
  const story = await harness({
    at: '2026-10-01T17:00:00Z',
    teams: [await atlas(sync, people('mia', 'raj'))],
  });
  await story.until('2026-10-02T08:00:00Z');

  story.expectMessage('mia', /^You facilitate Morning sync of Atlas on Fri 2 Oct/);
  story.expectMessage('mia', /^Hi Mia[\s\S]*open until 12:00/);
  expect(story.expectMessage('#atlas', /^Atlas · Fri 2 Oct/).text).toMatch(
    /0 of 1 answered[\s\S]*Away: Raj Patel/,
  );
  story.expectMessage('#atlas >', /^Morning sync/);
  expect(story.words(await story.slash('raj', '/rondo why'))).toMatch(
    /skipped .*: Public holiday: Gandhi Jayanti\./,
  );
  await story.answer('mia', { done: 'This', today: 'That' });
  story.expectMessage('#atlas >', /^Mia Sommer/);
  await story.until('2026-10-02T20:00:00Z');

  // His turn comes next, and he is told when he is at work again: on Monday at his opening, nine o'clock in Kolkata.
  await story.until('2026-10-05T03:30:00Z');
  const turn = story.expectMessage(
    'raj',
    /^Hi Raj[\s\S]*\nYou facilitate Morning sync of Atlas on Mon 5 Oct/,
  );
  expect(sentAt(turn)).toBe('2026-10-05 03:30');
});
