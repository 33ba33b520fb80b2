import { expect, test } from 'vitest';
import { atlas, type Change, people, sync } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';
import { told } from './blockers.ts';

/** The lead works where the team does, with its holidays. */
const leadInBerlin: Change = (team) => ({
  ...team,
  members: team.members.map((member) =>
    member.id === 'ivo' ? { ...member, calendar: team.calendar } : member,
  ),
});

const small = () => atlas(sync, people('mia', 'tom'), leadInBerlin);

/** What the rounds say is told elsewhere. */
const ROUNDS = /^Hi |^Atlas ·|^Morning sync |^You facilitate|closes in|^Mia Sommer/;

function aboutBlockers(story: Harness): string[] {
  story.ignore(ROUNDS);
  return told(story);
}

test('raised in the standup before Christmas, it climbs on working days only, and then leadership and coordinator hear of it each working morning', async () => {
  const story = await harness({ at: '2026-12-22T23:00:00Z', teams: [await small()] });
  await story.until('2026-12-23T09:00:00Z');
  const said = { done: 'Maps', today: 'More maps', 'blocked.what': 'No access to the map server' };
  await story.answer('mia', said);
  await story.until('2027-01-05T22:00:00Z');
  expect(aboutBlockers(story)).toEqual([
    '2026-12-23 09:00 #atlas >: atlas-1 · Level 1, team',
    '2026-12-23 09:00 mia: You raised this. Here you see how it goes on.',
    '2026-12-23 09:00 tom: Can you help? If you take it, nobody else is asked.',
    '2026-12-23 10:00 tom: Nobody has taken this yet. Can you? If it is not resolved by 16:30, it goes one level up.',
    '2026-12-23 14:48 mia: Are you still stuck? If it is not resolved by 17:30, it goes one level up.',
    '2026-12-23 14:48 tom: Three quarters of the time have passed. If it is not resolved by 16:30, it goes one level up.',
    // The team's day ends. Thursday is a day off, Friday and Saturday are holidays: the next working day is Monday.
    '2026-12-23 16:30 #atlas >: atlas-1 · Working thread',
    '2026-12-23 16:30 #atlas: atlas-1 · Level 2, mediation',
    '2026-12-23 16:30 ivo: Can you help? If you take it, nobody else is asked.',
    '2026-12-23 16:30 mia: This is at level 2 (mediation) now.',
    // Ivo never looks at the line for outsiders: after half a working hour only the neutral one goes out.
    '2026-12-28 08:30 #atlas-stakeholders: atlas-1 · Something is stopping team Atlas.',
    '2026-12-28 08:30 dana: atlas-1 · Something is stopping team Atlas.',
    '2026-12-28 10:00 ivo: Nobody has taken this yet. Can you? If it is not resolved by 17:30, it goes one level up.',
    '2026-12-28 14:33 ivo: Three quarters of the time have passed. If it is not resolved by 17:30, it goes one level up.',
    '2026-12-28 14:33 mia: Are you still stuck? If it is not resolved by 17:30, it goes one level up.',
    '2026-12-28 16:30 #atlas: atlas-1 · Level 3, leadership',
    '2026-12-28 16:30 dana: Can you help? If you take it, nobody else is asked.',
    '2026-12-28 16:30 ivo: atlas-1 · For people outside the team',
    '2026-12-28 16:30 mia: This is at level 3 (leadership) now.',
    '2026-12-29 08:30 #atlas-stakeholders: atlas-1 · Something is stopping team Atlas.',
    '2026-12-29 12:45 dana: Nobody has taken this yet. Can you? If it is not resolved by Wed 30 Dec 17:30, all levels have passed, and leadership is reminded each working morning.',
    '2026-12-30 12:37 dana: Three quarters of the time have passed. If it is not resolved by 17:30, all levels have passed, and leadership is reminded each working morning.',
    '2026-12-30 12:37 mia: Are you still stuck? If it is not resolved by 17:30, all levels have passed, and leadership is reminded each working morning.',
    '2026-12-30 16:30 dana: All levels have passed, and this is still open after 7 days. Please decide: take it, resolve it, or cancel it.',
    // Outsiders were promised another word by then.
    '2026-12-30 16:30 ivo: atlas-1 · For people outside the team',
    '2026-12-30 16:30 mia: All levels have passed, and this is still open after 7 days. Please decide: take it, resolve it, or cancel it.',
    // New Year's Eve is a day off, New Year's Day a holiday, then a weekend.
    '2027-01-04 08:00 dana: All levels have passed, and this is still open after 11 days. Please decide: take it, resolve it, or cancel it.',
    '2027-01-04 08:00 mia: All levels have passed, and this is still open after 11 days. Please decide: take it, resolve it, or cancel it.',
    '2027-01-04 08:30 #atlas-stakeholders: atlas-1 · Something is stopping team Atlas.',
    '2027-01-05 08:00 dana: All levels have passed, and this is still open after 12 days. Please decide: take it, resolve it, or cancel it.',
    '2027-01-05 08:00 mia: All levels have passed, and this is still open after 12 days. Please decide: take it, resolve it, or cancel it.',
  ]);
  expect(await story.store.read.escalations.get('atlas-1')).toMatchObject({ state: 'exhausted', live: true });
});

test('over Easter and the change to summer time the same: nothing on Good Friday, at the weekend or on Easter Monday', async () => {
  const story = await harness({ at: '2027-03-24T23:00:00Z', teams: [await small()] });
  await story.until('2027-03-25T16:00:00Z');
  const said = { done: 'Maps', today: 'More maps', 'blocked.what': 'No access to the map server' };
  await story.answer('mia', said);
  await story.until('2027-03-30T15:29:00Z');
  expect(aboutBlockers(story)).toEqual([
    // At 17:00 on Maundy Thursday too little of the day is left, so level 1 has until Tuesday's close.
    '2027-03-25 16:00 #atlas >: atlas-1 · Level 1, team',
    '2027-03-25 16:00 mia: You raised this. Here you see how it goes on.',
    '2027-03-25 16:00 tom: Can you help? If you take it, nobody else is asked.',
    '2027-03-25 17:00 tom: Nobody has taken this yet. Can you? If it is not resolved by Tue 30 Mar 16:30, it goes one level up.',
    // Three quarters of the open time: half an hour on Thursday and seven and three quarters on Tuesday.
    '2027-03-30 13:26 mia: Are you still stuck? If it is not resolved by 17:30, it goes one level up.',
    '2027-03-30 13:26 tom: Three quarters of the time have passed. If it is not resolved by 16:30, it goes one level up.',
  ]);
  await story.until('2027-03-30T15:30:00Z');
  expect(aboutBlockers(story).at(-1)).toBe('2027-03-30 15:30 mia: This is at level 2 (mediation) now.');
});
