import { expect, test } from 'vitest';
import { type CalendarEntry, meaningOf, spanFor } from '../../../src/core/absence/calendar-entry.ts';
import { whomItConcerns } from '../../../src/core/absence/calendar-who.ts';
import type { AbsenceFeed } from '../../../src/core/team.ts';
import { instantAt } from '../../../src/core/time/zone.ts';
import { atlas, calendar, utc } from '../fixtures.ts';

const DAYS = { first: '2026-11-09', last: '2026-11-10' };
const HOURS = { from: utc('2026-11-09T09:00'), to: utc('2026-11-09T12:00') };

function entry(title: string, more: Partial<CalendarEntry> = {}): CalendarEntry {
  const plain = { cancelled: false, tentative: false, shows: 'busy' } as const;
  return { key: 'k', series: 's', span: DAYS, title, ...plain, attendees: [], ...more };
}

test.each([
  'Vacation',
  'Vacation in Italy',
  'OOO',
  'Mia OOO',
  'Out of office: conference',
  'Annual leave',
  'Off',
  'Sommerurlaub 🏖',
  'Urlaub (Kroatien)',
  'abwesend',
  'Elternzeit',
  'Congés',
  'Bank holiday',
])('a whole day called “%s” is away', (title) => {
  expect(meaningOf(entry(title))).toBe('away');
});

test.each([
  'Sprint 42',
  'Birthday Tom',
  'Kick-off',
  'Vacation?',
  'Vacation planning',
  'Holiday party',
  'Urlaubsplanung',
  'Back from vacation',
  'No vacation allowed',
  'Left to do',
  'Leave the dog at the vet',
])('a whole day called “%s” may be, and is asked about', (title) => {
  expect(meaningOf(entry(title))).toBe('maybe');
});

test.each([
  'Planning',
  'Vacation planning',
  'Holiday party',
  'Vacation photos with the team',
  'Time off policy',
  'Discuss OOO rules',
])('a meeting called “%s” is nothing', (title) => {
  expect(meaningOf(entry(title, { span: HOURS }))).toBe('nothing');
});

test.each(['Out of office', 'OOO dentist', 'Vacation', 'off', 'AFK'])(
  'hours called “%s” are away',
  (title) => {
    expect(meaningOf(entry(title, { span: HOURS }))).toBe('away');
  },
);

test('what the calendar shows others counts more than the title', () => {
  expect(meaningOf(entry('Dentist', { span: HOURS, shows: 'out' }))).toBe('away');
  expect(meaningOf(entry('Dentist', { shows: 'out', tentative: true }))).toBe('maybe');
  expect(meaningOf(entry('Vacation', { tentative: true }))).toBe('maybe');
  expect(meaningOf(entry('Vacation', { shows: 'free' }))).toBe('nothing');
  expect(meaningOf(entry('Vacation', { shows: 'elsewhere' }))).toBe('nothing');
  expect(meaningOf(entry('Vacation', { cancelled: true, shows: 'out' }))).toBe('nothing');
  expect(meaningOf(entry('Summit', { span: { from: HOURS.from, to: HOURS.from + 26 * 3_600_000 } }))).toBe(
    'maybe',
  );
});

test('whole dates are the person’s own days, and a night shift’s day is its night', () => {
  const berlin = (date: string, minute: number) => instantAt('Europe/Berlin', date, minute);
  expect(spanFor({ span: DAYS }, calendar('Europe/Berlin'))).toEqual({
    from: berlin('2026-11-09', 0),
    to: berlin('2026-11-11', 0),
  });
  const nights = calendar('Europe/Berlin', { hours: { from: 1320, to: 1800 } });
  expect(spanFor({ span: { first: '2026-11-10', last: '2026-11-10' } }, nights)).toEqual({
    from: berlin('2026-11-10', 360),
    to: berlin('2026-11-11', 360),
  });
  const wall = { starts: { date: '2026-11-09', minute: 540 }, ends: { date: '2026-11-09', minute: 600 } };
  expect(spanFor({ span: wall }, calendar('Europe/Berlin')).from).toBe(utc('2026-11-09T08:00'));
  expect(spanFor({ span: { ...wall, zone: 'America/New_York' } }, calendar('Europe/Berlin')).from).toBe(
    utc('2026-11-09T14:00'),
  );
});

const { members } = atlas();
const emails = new Map([
  ['mia@example.com', 'mia'],
  ['tom@example.com', 'tom'],
]);
const named = members.map((one) => ({ ...one, name: one.id === 'mia' ? 'Mia Sommer' : one.name }));
const own: AbsenceFeed = { id: 'own', person: 'mia', url: '', emails };
const shared: AbsenceFeed = { id: 'team-atlas', url: '', emails };
const concerned = (one: CalendarEntry, feed: AbsenceFeed) =>
  whomItConcerns(one, feed, named).map(({ person, certain }) => `${person}${certain ? '' : '?'}`);

test('an entry of somebody’s own calendar is about them, less sure where it names somebody else', () => {
  expect(concerned(entry('Vacation'), own)).toEqual(['mia']);
  expect(concerned(entry('Mia: vacation'), own)).toEqual(['mia']);
  expect(concerned(entry('Tom on vacation'), own)).toEqual(['mia?']);
  const declined = [{ email: 'mia@example.com', declined: true }];
  expect(concerned(entry('Offsite', { attendees: declined }), own)).toEqual([]);
  expect(
    concerned(entry('Offsite', { attendees: [{ email: 'tom@example.com', declined: true }] }), own),
  ).toEqual(['mia']);
});

test('an entry of a shared calendar is about whom it names, by name, address or invitation', () => {
  expect(concerned(entry('MIA SOMMER - vacation'), shared)).toEqual(['mia']);
  expect(concerned(entry('Vacation tom@example.com'), shared)).toEqual(['tom']);
  expect(concerned(entry('Vacation Mia'), shared)).toEqual(['mia?']);
  expect(concerned(entry('Miami trip'), shared)).toEqual([]);
  expect(concerned(entry('Vacation', { organizer: { email: 'Tom@example.com' } }), shared)).toEqual(['tom']);
  const guests = [
    { email: 'hr@example.com', declined: false },
    { name: 'Mia Sommer', declined: false },
  ];
  expect(concerned(entry('Vacation', { attendees: guests }), shared)).toEqual(['mia']);
  const two = [...guests, { email: 'tom@example.com', declined: false }];
  expect(concerned(entry('Vacation', { attendees: two }), shared)).toEqual(['mia?', 'tom?']);
  expect(concerned(entry('Company holiday'), shared)).toEqual([]);
});
