import { expect, test } from 'vitest';
import { type CalendarPage, personPage, teamPage } from '../../src/core/calendar-page.ts';
import type { Round } from '../../src/core/round.ts';
import { absence, atlas, facilitation, meeting, standup, utc } from './fixtures.ts';
import { round } from './present/scene.ts';

/** Monday, 07:00 in Berlin. */
const NOW = utc('2026-11-02T06:00');
const team = atlas({
  rituals: [
    standup({ facilitator: facilitation({ rotation: 'sync' }) }),
    meeting({ link: 'https://meet.example.com/review' }),
    standup({
      id: 'quality',
      name: 'Quality champion',
      kind: 'duty',
      questions: [],
      facilitator: facilitation({ rotation: 'quality' }),
    }),
  ],
});

/** `Mon 08:00` in UTC or a date, and the title. */
function on(page: CalendarPage, first: string, last = first): string[] {
  return page.events.flatMap(({ span, title }) => {
    const from = 'first' in span ? span.first : new Date(span.from).toISOString().slice(0, 16);
    return from.slice(0, 10) >= first && from.slice(0, 10) <= last ? [`${from} ${title}`] : [];
  });
}

test('a team sees its rounds with whoever leads them, and its duties as whole days', () => {
  expect(on(teamPage(team, {}, NOW), '2026-11-06')).toEqual([
    '2026-11-06 Quality champion: Mia',
    '2026-11-06T08:00 Morning sync (Mia facilitates)',
    '2026-11-06T14:00 Weekly review',
  ]);
});

test('the next 90 days, no more, and the same page from the same state', () => {
  const page = teamPage(team, {}, NOW);
  const dates = page.events.map(({ span }) =>
    'first' in span ? span.first : new Date(span.from).toISOString().slice(0, 10),
  );
  expect([dates.toSorted()[0], dates.toSorted().at(-1)]).toEqual(['2026-11-02', '2027-01-29']);
  expect(teamPage(team, {}, NOW + 60_000)).toEqual(page);
  expect(new Set(page.events.map(({ id }) => id)).size).toBe(page.events.length);
});

test('somebody sees their own turns on their own clock, and the meetings they can come to', () => {
  // Raj is in Kolkata: the meeting is at half past eight in the evening.
  expect(on(personPage(team, 'raj', {}, NOW), '2026-11-05', '2026-11-06')).toEqual([
    '2026-11-05 Duty: Quality champion',
    '2026-11-05T03:30 Write for Weekly review',
    '2026-11-05T03:30 Morning sync (you facilitate)',
    '2026-11-06T03:30 Morning sync',
  ]);
  const review = personPage(team, 'mia', {}, NOW).events.find(({ title }) => title === 'Weekly review');
  expect(review).toMatchObject({ busy: true, link: 'https://meet.example.com/review' });
  // Lea does not work on Thursdays and Fridays, Ivo does not take part.
  expect(on(personPage(team, 'lea', {}, NOW), '2026-11-05', '2026-11-06')).toEqual([]);
  expect(personPage(team, 'ivo', {}, NOW).events).toEqual([]);
});

test('who is away is shown as that, joined to one span, and is asked and picked for nothing', () => {
  const absences = [
    absence('mia', '2026-11-04', '2026-11-05'),
    { ...absence('mia', '2026-11-05', '2026-11-06'), id: 'mia/calendar/own/x', source: 'calendar' as const },
    { ...absence('tom', '2026-11-04', '2026-11-04', 'Europe/Lisbon'), to: utc('2026-11-04T12:00') },
    absence('ana', '2026-10-20', '2026-10-21'),
  ];
  const page = teamPage(team, { absences }, NOW);
  const away = page.events.filter(({ title }) => title.startsWith('Away'));
  expect(away.map(({ title, span }) => ({ title, span }))).toEqual([
    { title: 'Away: Mia', span: { first: '2026-11-04', last: '2026-11-06' } },
    { title: 'Away: Tom', span: { from: utc('2026-11-04T00:00'), to: utc('2026-11-04T12:00') } },
  ]);
  expect(JSON.stringify(page)).not.toMatch(/calendar|source/);
  expect(on(personPage(team, 'mia', { absences }, NOW), '2026-11-04', '2026-11-06')).toEqual([]);
});

test('what people have moved or left out is where they put it, and nothing is shown of a pause', () => {
  const byHand = (change: Partial<Round>, what: 'skipped' | 'moved'): Round => {
    const slot = '2026-11-06';
    return round({ ritual: 'review', slot, date: slot, byHand: { what, by: 'mia', at: NOW }, ...change });
  };
  const moved = byHand({ date: '2026-11-09', startsAt: utc('2026-11-09T10:00') }, 'moved');
  const review = (rounds: Round[]) =>
    on(teamPage(team, { rounds }, NOW), '2026-11-06', '2026-11-12').filter((line) => line.includes('review'));
  expect(review([])).toEqual(['2026-11-06T14:00 Weekly review']);
  expect(review([moved])).toEqual(['2026-11-09T10:00 Weekly review']);
  expect(review([byHand({ state: 'skipped' }, 'skipped')])).toEqual([]);
  const paused = teamPage(team, { pausedUntil: utc('2026-11-05T23:00') }, NOW);
  expect(on(paused, '2026-11-02', '2026-11-06').map((line) => line.slice(0, 10))).toEqual(
    Array(3).fill('2026-11-06'),
  );
});
