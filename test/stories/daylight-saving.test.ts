import { expect, test } from 'vitest';
import type { Team } from '../../src/core/team.ts';
import { addDays } from '../../src/core/time/zone.ts';
import { atlas, people, ritual, sync } from '../atlas.ts';
import { harness } from '../harness.ts';

const ALL_DAY = Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]);

/** Somebody who works around the clock in that zone, and a ritual that asks at `at`, weekends too: clocks change on Sundays. */
async function roundTheClock(zone: string, at: number): Promise<Team> {
  const team = await atlas(
    sync,
    people('mia'),
    ritual('morning-sync', ({ schedule, questions }) => ({
      schedule: { ...schedule, at, on: { on: 'every_day' } },
      questions: questions.slice(0, 1),
      closes: { after: 60 },
      answerTime: 60,
      remind: [],
      facilitator: undefined,
    })),
  );
  const calendar = { zone, week: ALL_DAY, closed: new Map() };
  const { quiet: _teams, ...loud } = team;
  const members = team.members.map(({ quiet: _own, ...member }) => ({ ...member, calendar }));
  return { ...loud, calendar, members };
}

/** The instants at which Mia is asked on the day before the change, on its day and on the day after. */
async function asksAround(zone: string, date: string, at: number): Promise<string[]> {
  const story = await harness({
    at: `${addDays(date, -2)}T10:00:00Z`,
    teams: [await roundTheClock(zone, at)],
  });
  await story.until(`${addDays(date, 2)}T00:00:00Z`);
  const asks = story.all().filter(({ to, text }) => to === 'mia' && text.startsWith('Hi Mia'));
  story.ignore(/^Hi Mia|^Atlas ·|^Morning sync ·/);
  const around = [addDays(date, -1), date, addDays(date, 1)];
  const wallDate = (instant: number) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(instant);
  return asks
    .map(({ post }) => post.at)
    .filter((instant) => around.includes(wallDate(instant)))
    .map((instant) => new Date(instant).toISOString().slice(0, 16));
}

const NINE = 9 * 60;

test.each([
  ['Europe/Berlin', '2026-10-25', ['2026-10-24T07:00', '2026-10-25T08:00', '2026-10-26T08:00']],
  ['Europe/Berlin', '2027-03-28', ['2027-03-27T08:00', '2027-03-28T07:00', '2027-03-29T07:00']],
  ['America/New_York', '2026-11-01', ['2026-10-31T13:00', '2026-11-01T14:00', '2026-11-02T14:00']],
  ['America/New_York', '2027-03-14', ['2027-03-13T14:00', '2027-03-14T13:00', '2027-03-15T13:00']],
  // Half an hour, and a Sunday that is still Saturday in UTC.
  ['Australia/Lord_Howe', '2026-10-04', ['2026-10-02T22:30', '2026-10-03T22:00', '2026-10-04T22:00']],
  ['Australia/Lord_Howe', '2027-04-04', ['2027-04-02T22:00', '2027-04-03T22:30', '2027-04-04T22:30']],
])(
  'the clock in %s changes on %s and people are still asked at their nine, once a day',
  async (zone, date, expected) => {
    expect(await asksAround(zone, date, NINE)).toEqual(expected);
  },
);

test.each([
  ['Europe/Berlin', '2027-03-28', 2 * 60 + 15, ['2027-03-27T01:15', '2027-03-28T01:00', '2027-03-29T00:15']],
  [
    'America/New_York',
    '2027-03-14',
    2 * 60 + 15,
    ['2027-03-13T07:15', '2027-03-14T07:00', '2027-03-15T06:15'],
  ],
  [
    'Australia/Lord_Howe',
    '2026-10-04',
    2 * 60 + 15,
    ['2026-10-02T15:45', '2026-10-03T15:30', '2026-10-04T15:15'],
  ],
])(
  'a time that is left out in %s on %s means the end of the gap, and nobody is skipped',
  async (zone, date, at, expected) => {
    expect(await asksAround(zone, date, at)).toEqual(expected);
  },
);

test.each([
  ['Europe/Berlin', '2026-10-25', 2 * 60 + 15, ['2026-10-24T00:15', '2026-10-25T00:15', '2026-10-26T01:15']],
  ['America/New_York', '2026-11-01', 60 + 30, ['2026-10-31T05:30', '2026-11-01T05:30', '2026-11-02T06:30']],
  [
    'Australia/Lord_Howe',
    '2027-04-04',
    60 + 45,
    ['2027-04-02T14:45', '2027-04-03T14:45', '2027-04-04T15:15'],
  ],
])(
  'a time that comes twice in %s on %s asks the first time, and nobody is asked twice',
  async (zone, date, at, expected) => {
    expect(await asksAround(zone, date, at)).toEqual(expected);
  },
);
