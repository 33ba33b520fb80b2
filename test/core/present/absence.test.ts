import { expect, test } from 'vitest';
import { readAway } from '../../../src/core/absence/away.ts';
import type { Reply } from '../../../src/core/decision.ts';
import { presentAbsences, presentAwayConfirmed, presentBack } from '../../../src/core/present/absence.ts';
import { plainText } from '../../../src/core/present/plain.ts';
import type { Absence } from '../../../src/core/team.ts';
import { calendar, member } from '../fixtures.ts';
import { at, read } from './scene.ts';

const NOW = at('08:00');
const mia = member('mia', 'Europe/Berlin');

function away(said: string, more: Partial<Absence> = {}): Absence {
  const days = readAway(said, mia.calendar, NOW);
  if (!days.ok) throw new Error(days.why);
  const { span, weekly } = days;
  return {
    id: `mia/${said}`,
    person: 'mia',
    ...span,
    ...(weekly && { weekly }),
    source: 'self',
    by: 'mia',
    version: 1,
    ...more,
  };
}

function words(reply: Reply): string {
  if (reply.reply === 'message') return read(reply.message);
  return 'text' in reply ? plainText(reply.text, 'Europe/Berlin', (id) => id) : '';
}

test.each([
  ['', 'today'],
  ['tomorrow', 'tomorrow'],
  ['until tomorrow', 'until the end of tomorrow'],
  ['until friday', 'until the end of Fri 6 Nov'],
  ['until friday noon', 'until Fri 6 Nov 13:00'],
  ['friday', 'on Fri 6 Nov'],
  ['this morning', 'today until 13:00'],
  ['this afternoon', 'today from 13:00'],
  ['friday afternoon', 'on Fri 6 Nov from 13:00'],
  ['2026-12-21 to 2026-12-24', 'from Mon 21 Dec to Thu 24 Dec'],
  ['friday afternoon to monday noon', 'from Fri 6 Nov 13:00 to Mon 9 Nov 13:00'],
  ['this afternoon to wednesday', 'from Mon 2 Nov 13:00 to Wed 4 Nov'],
  ['every friday until march', 'every Friday, until Wed 31 Mar'],
  ['every second monday and thursday afternoon', 'every second Monday and Thursday afternoon'],
])('“away %s” is confirmed as: away %s', (said, when) => {
  expect(words(presentAwayConfirmed(away(said), mia, NOW))).toContain(`You are away ${when}. I will not`);
});

test('the confirmation says that nobody learns why, and how to end it', () => {
  expect(words(presentAwayConfirmed(away(''), mia, NOW))).toMatchInlineSnapshot(
    `"You are away today. I will not ask you anything, and others take over your turns. People see that you are away, never why. Back earlier? /rondo back"`,
  );
  expect(words(presentAwayConfirmed(away('tomorrow'), mia, NOW))).toMatch(
    /Has it changed\? \/rondo away list$/,
  );
});

test('a night shift reads its own days', () => {
  const tom = member('tom', 'Europe/Berlin', {
    calendar: calendar('Europe/Berlin', { hours: { from: 1320, to: 1800 } }),
  });
  const days = readAway('until wednesday', tom.calendar, NOW);
  if (!days.ok) throw new Error(days.why);
  const absence = { ...away(''), ...days.span };
  expect(words(presentAwayConfirmed(absence, tom, NOW))).toMatch(/away until the end of Wed 4 Nov\./);
});

test('all of it is listed with its source, the running one first, each with a button', () => {
  const list = [
    away('2026-12-21 to 2026-12-24', { source: 'other', by: 'ivo' }),
    away('every friday'),
    away('until tomorrow', { source: 'status' }),
  ];
  expect(read(presentAbsences(list, mia, NOW))).toMatchInlineSnapshot(`
    "Your time away
    Now: away until the end of tomorrow, from your status
    [End]
    Away every Friday
    [End]
    Away from Mon 21 Dec to Thu 24 Dec, noted by @Ivo
    [End]
    (Only you see this. Others see that you are away and until when, never why.)"
  `);
  expect(read(presentAbsences([], mia, NOW))).toContain('Nothing is noted.');
  const many = Array.from({ length: 17 }, (_, n) => away('friday', { id: `mia/${n}` }));
  expect(read(presentAbsences(many, mia, NOW))).toContain('And 2 more.');
});

test('being back is confirmed, so is not having been away, and what is to come is shown', () => {
  expect(words(presentBack(1, [], mia, NOW))).toBe(
    'Welcome back. I will ask you again from the next round on.',
  );
  expect(words(presentBack(0, [], mia, NOW))).toBe('You were not away just now, so nothing has changed.');
  expect(words(presentBack(1, [away('friday')], mia, NOW))).toMatch(
    /Welcome back.*This is still to come:[\s\S]*Away on Fri 6 Nov[\s\S]*\[End\]/,
  );
});
