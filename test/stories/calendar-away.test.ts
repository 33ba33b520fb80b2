import { expect, test } from 'vitest';
import type { CalendarEntry } from '../../src/core/absence/calendar-entry.ts';
import type { AbsenceFeed } from '../../src/core/team.ts';
import { createCalendars } from '../../src/engine/absence/calendars.ts';
import { CalendarError, type CalendarRead } from '../../src/ports.ts';
import { atlas, type Change, people, ritual, sync } from '../atlas.ts';
import { type Harness, harness, sentAt } from '../harness.ts';

const quiet = ritual('morning-sync', () => ({ facilitator: undefined }));
const SECRET = 'https://calendar.example.com/private-5ec7e7/basic.ics';

/** Where the calendars are read. */
const feeds =
  (...absenceFeeds: Partial<AbsenceFeed>[]): Change =>
  (team) => ({
    ...team,
    absenceFeeds: absenceFeeds.map((feed) => ({ id: 'own', url: SECRET, emails: new Map(), ...feed })),
  });
const MIAS: Partial<AbsenceFeed> = { person: 'mia' };
const SHARED: Partial<AbsenceFeed> = { id: 'team-atlas' };

const two = (...changes: Change[]) => atlas(sync, people('mia', 'tom'), quiet, ...changes);

function entry(title: string, first: string, last = first, more: Partial<CalendarEntry> = {}): CalendarEntry {
  const span = { first, last };
  const plain = { cancelled: false, tentative: false, shows: 'busy' } as const;
  return { key: title, series: title, title, span, ...plain, attendees: [], ...more };
}

function read(...entries: CalendarEntry[]): CalendarRead {
  return { state: 'read', entries, empty: entries.length === 0, stamp: { etag: '"1"' } };
}

/** A story whose calendars are read by hand: `reads` gives what the next reading finds. */
async function reading(at: string, ...changes: Change[]) {
  const story = await harness({ at, teams: [await two(...changes)] });
  const found: { now: CalendarRead | string; asked: string[] } = { now: read(), asked: [] };
  const look = createCalendars({
    context: story.engine.context,
    alarms: { raise: story.engine.alarm, over: story.engine.over },
    read: async (_url, before) => {
      found.asked.push(before?.etag ?? 'anew');
      if (typeof found.now === 'string') throw new CalendarError(found.now);
      return found.now;
    },
  });
  return {
    ...story,
    found,
    async reads(now: CalendarRead | string) {
      found.now = now;
      await look();
      await story.engine.beat.settle();
    },
    look,
    kept: (person = 'mia') => story.store.read.absences.find({ person }),
  };
}

const asked = (story: Pick<Harness, 'all'>, person: string) =>
  story.all().filter(({ to, text }) => to === person && /^Hi /.test(text));

test('whoever’s calendar says vacation is not asked, the board shows them as away, and nobody sees why', async () => {
  const story = await reading('2026-10-30T15:00:00Z', feeds(MIAS));
  await story.reads(read(entry('Vacation in Rome', '2026-11-02', '2026-11-03')));
  expect(await story.kept()).toEqual([
    {
      id: 'mia/calendar/own/Vacation in Rome',
      person: 'mia',
      from: Date.parse('2026-11-01T23:00:00Z'),
      to: Date.parse('2026-11-03T23:00:00Z'),
      source: 'calendar',
      by: 'mia',
      version: 1,
    },
  ]);
  await story.until('2026-11-02T12:00:00Z');
  expect(asked(story, 'mia')).toEqual([]);
  const board = story.expectMessage(
    '#atlas',
    /^Atlas · Mon 2 Nov[\s\S]*Away: Mia Sommer \(until Wed 4 Nov\)/,
  );
  expect(board.text).toMatch(/of 1 answered/);
  expect(story.words(await story.slash('mia', '/rondo away list'))).toMatch(
    /away until the end of tomorrow, from your calendar/,
  );
  const events = await story.events('person:mia');
  expect(events.map(({ why }) => why)).toEqual([
    'their calendar says that they are away from Mon 2 Nov to Tue 3 Nov',
  ]);
  await story.until('2026-11-04T09:00:00Z');
  expect(asked(story, 'mia')).toHaveLength(1);
  const told = story.all().map(({ text }) => text);
  const written = JSON.stringify([
    await story.store.read.events.find({}),
    await story.store.read.feeds.find({}),
    told,
  ]);
  expect(written).not.toMatch(/Rome|Vacation|5ec7e7/);
  story.ignore(/(?:)/);
});

test('a meeting is nothing, and reading the same again changes nothing', async () => {
  const story = await reading('2026-11-02T06:00:00Z', feeds(MIAS));
  const span = { from: Date.parse('2026-11-02T08:00:00Z'), to: Date.parse('2026-11-02T12:00:00Z') };
  const all = [entry('Planning', '2026-11-02', '2026-11-02', { span }), entry('Vacation', '2026-11-05')];
  await story.reads(read(...all));
  const before = await story.kept();
  expect(before.map(({ id }) => id)).toEqual(['mia/calendar/own/Vacation']);
  await story.until('2026-11-02T07:00:00Z');
  await story.reads(read(...all));
  expect(await story.kept()).toEqual(before);
  expect(await story.events('person:mia')).toHaveLength(1);
  await story.until('2026-11-02T08:05:00Z');
  expect(asked(story, 'mia')).toHaveLength(1);
  story.ignore(/(?:)/);
});

test('an entry that moves takes its absence along, and one that vanishes ends it: what was skipped is asked', async () => {
  const story = await reading('2026-11-02T06:00:00Z', feeds(MIAS));
  await story.reads(read(entry('Vacation', '2026-11-02')));
  await story.until('2026-11-02T08:30:00Z');
  expect(asked(story, 'mia')).toEqual([]);
  await story.reads(read(entry('Vacation', '2026-11-03', '2026-11-04')));
  story.expectMessage('mia', /^Hi Mia/);
  expect(await story.kept()).toMatchObject([{ id: 'mia/calendar/own/Vacation', version: 2 }]);
  await story.until('2026-11-03T09:00:00Z');
  expect(asked(story, 'mia')).toHaveLength(1);
  await story.reads(read(entry('Dinner', '2026-12-24')));
  story.expectMessage('mia', /^Hi Mia/);
  // What was of it stays known.
  expect(await story.kept()).toMatchObject([{ to: Date.parse('2026-11-03T09:00:00Z') }]);
  story.ignore(/(?:)/);
});

test('an entry made while the question is open settles it, and the round closes without them', async () => {
  const story = await reading('2026-11-02T06:00:00Z', feeds(MIAS));
  await story.until('2026-11-02T09:10:00Z');
  const prompt = story.expectMessage('mia', /^Hi Mia/);
  await story.answer('tom', { done: 'This', today: 'That' });
  await story.reads(read(entry('sick', '2026-11-02')));
  expect(story.now(prompt)).toMatch(/No answer needed/);
  expect(story.now(story.expectMessage('#atlas', /^Atlas/))).toMatch(/closed, 1 of 1 answered/);
  story.ignore(/(?:)/);
});

test('“back” wins over the calendar, for the same entry and for good; a new entry counts', async () => {
  const story = await reading('2026-11-02T06:00:00Z', feeds(MIAS));
  const vacation = entry('Vacation', '2026-11-02', '2026-11-06');
  await story.reads(read(vacation));
  expect(story.words(await story.slash('mia', '/rondo back'))).toMatch(/^Welcome back/);
  await story.until('2026-11-02T07:30:00Z');
  await story.reads(read(vacation));
  await story.until('2026-11-02T08:01:00Z');
  story.expectMessage('mia', /^Hi Mia/);
  await story.until('2026-11-03T07:30:00Z');
  await story.reads(
    read(entry('Vacation', '2026-11-02', '2026-11-05'), entry('Offsite vacation', '2026-11-04')),
  );
  await story.until('2026-11-03T08:01:00Z');
  story.expectMessage('mia', /^Hi Mia/);
  await story.until('2026-11-04T09:00:00Z');
  expect(asked(story, 'mia')).toHaveLength(2);
  story.ignore(/(?:)/);
});

test('time away that is still to come and was ended in the list does not come back either', async () => {
  const story = await reading('2026-11-02T12:00:00Z', feeds(MIAS));
  const vacation = entry('Vacation', '2026-11-03');
  await story.reads(read(vacation));
  const [row] = await story.kept();
  const end = { act: 'press', button: 'absence.end', thing: `absence:${row!.id}`, epoch: 0 } as const;
  await story.command('e1', 'mia', end);
  await story.command('e2', 'mia', end);
  expect(story.words(await story.slash('mia', '/rondo away list'))).toMatch(/Nothing is noted/);
  await story.until('2026-11-02T14:00:00Z');
  await story.reads(read(vacation));
  await story.until('2026-11-03T08:01:00Z');
  story.expectMessage('mia', /^Hi Mia/);
  // It vanishes, and with it what was kept of it.
  await story.reads(read(entry('Something', '2026-12-12')));
  expect(await story.kept()).toEqual([]);
  story.ignore(/(?:)/);
});

test('a whole day that only blocks the calendar asks first, once about each entry, and “away” holds until its end', async () => {
  const story = await reading('2026-11-01T18:00:00Z', feeds(MIAS));
  const workshop = entry('Workshop', '2026-11-02', '2026-11-03');
  await story.reads(read(workshop));
  await story.until('2026-11-02T05:00:00Z');
  await story.reads(read(workshop));
  await story.until('2026-11-02T07:59:00Z');
  const question = story.expectMessage(
    'mia',
    /^Your calendar says that you may be away until the end of Tue 3 Nov\. Are you\?[\s\S]*once for this entry/,
  );
  expect(sentAt(question)).toBe('2026-11-02 07:45');
  expect(question.text).not.toContain('Workshop');
  expect(story.words(await story.press('mia', question, "I'm away"))).toMatch(/until the end of tomorrow/);
  await story.until('2026-11-03T12:00:00Z');
  expect(asked(story, 'mia')).toEqual([]);
  story.ignore(/(?:)/);
});

test('who says “I’m here” is not asked about that entry again', async () => {
  const story = await reading('2026-11-01T18:00:00Z', feeds(MIAS));
  await story.until('2026-11-02T05:00:00Z');
  const sprint = entry('Sprint 42', '2026-11-02', '2026-11-13');
  await story.reads(read(sprint));
  await story.until('2026-11-02T07:50:00Z');
  await story.press('mia', story.expectMessage('mia', /^Your calendar says/), "I'm here");
  await story.until('2026-11-03T05:00:00Z');
  await story.reads(read(sprint));
  await story.until('2026-11-03T08:01:00Z');
  expect(asked(story, 'mia')).toHaveLength(2);
  expect(story.unread('mia').filter(({ text }) => /^Your calendar/.test(text))).toEqual([]);
  story.ignore(/(?:)/);
});

test('a shared calendar counts for those it names, asks where it is not sure, and is nothing for others', async () => {
  const story = await reading('2026-11-01T18:00:00Z', feeds(SHARED));
  await story.until('2026-11-02T05:00:00Z');
  await story.reads(
    read(
      entry('Tom Okafor (Holiday)', '2026-11-03'),
      entry('Mia: vacation', '2026-11-02'),
      entry('Company holiday planning', '2026-11-02'),
      entry('Holiday', '2026-11-02'),
    ),
  );
  expect((await story.kept('tom')).map(({ id }) => id)).toEqual([
    'tom/calendar/team-atlas/Tom Okafor (Holiday)',
  ]);
  expect(await story.kept('mia')).toEqual([]);
  await story.until('2026-11-02T07:50:00Z');
  story.expectMessage('mia', /^Your calendar says that you may be away today/);
  story.expectNothing('tom');
  story.ignore(/(?:)/);
});

test('what cannot be read changes nothing; after a day those who can mend it hear of it once, without the address', async () => {
  const story = await reading('2026-11-02T05:00:00Z', feeds(MIAS));
  await story.reads(read(entry('Vacation', '2026-11-04')));
  for (let hours = 0; hours < 30; hours += 2) {
    await story.advance('2h');
    await story.reads('Its host answers 404.');
  }
  expect(await story.kept()).toHaveLength(1);
  for (const person of ['mia', 'ivo']) {
    const told = story.expectMessage(
      person,
      /The calendar of Mia Sommer \(calendar\.example\.com\) could not be read since/,
    );
    expect(told.text).toMatch(/Its host answers 404\. What it said before still counts\./);
    expect(told.text).not.toContain('5ec7e7');
  }
  expect(story.log.lines.splice(0)).toMatchObject([expect.stringMatching(/could not be read since/)]);
  const doctor = () => story.slash('mia', '/rondo doctor').then((reply) => story.words(reply));
  expect(await doctor()).toMatch(
    /The calendar of Mia Sommer \(calendar\.example\.com\): cannot be read since Mon 2 Nov/,
  );
  story.ignore(/^(?!Rondo needs)/);
  story.expectNothing();
  await story.advance('2h');
  await story.reads(read(entry('Vacation', '2026-11-04')));
  story.expectMessage('mia', /Over after/);
  story.expectMessage('ivo', /Over after/);
  expect(await doctor()).toMatch(/The calendar of Mia Sommer \(calendar\.example\.com\): ok, read Tue 3 Nov/);
  story.ignore(/^(?!Rondo needs)/);
});

test('a calendar that is quite empty all at once is believed after a day', async () => {
  const story = await reading('2026-11-02T05:00:00Z', feeds(MIAS));
  await story.reads(read(entry('Vacation', '2026-11-09')));
  await story.advance('2h');
  await story.reads(read());
  await story.advance('22h');
  await story.reads(read());
  expect(await story.kept()).toHaveLength(1);
  await story.advance('2h');
  await story.reads(read());
  expect(await story.kept()).toEqual([]);
  story.ignore(/(?:)/);
});

test('each calendar is read once an hour, with the stamp of the last time; “not changed” still looks at today', async () => {
  const story = await reading('2026-11-01T18:00:00Z', feeds(MIAS));
  await story.reads(read(entry('Workshop', '2026-11-02')));
  await story.advance('30m');
  await story.look();
  expect(story.found.asked).toEqual(['anew']);
  await story.until('2026-11-02T05:00:00Z');
  await story.reads({ state: 'same' });
  expect(story.found.asked).toEqual(['anew', '"1"']);
  await story.until('2026-11-02T07:50:00Z');
  story.expectMessage('mia', /^Your calendar says/);
  await story.until('2026-11-03T05:00:00Z');
  await story.reads(read(entry('Workshop', '2026-11-02')));
  expect(story.found.asked.at(-1)).toBe('anew');
  story.ignore(/(?:)/);
});

test('a calendar that no file names any more says nothing', async () => {
  const story = await reading('2026-11-02T05:00:00Z', feeds(MIAS, SHARED));
  await story.reads(read(entry('Mia Sommer: vacation', '2026-11-04')));
  expect(await story.kept()).toHaveLength(2);
  await story.redefine([await two(feeds(SHARED))]);
  await story.look();
  expect((await story.kept()).map(({ id }) => id)).toEqual(['mia/calendar/team-atlas/Mia Sommer: vacation']);
  await story.redefine([await two()]);
  await story.look();
  expect(await story.kept()).toEqual([]);
  expect(await story.store.read.feeds.find({})).toEqual([]);
});

test('one calendar’s trouble is not that of the others', async () => {
  const story = await reading('2026-11-02T05:00:00Z', feeds({ person: 'tom' }, MIAS));
  let first = true;
  const look = createCalendars({
    context: story.engine.context,
    alarms: { raise: story.engine.alarm, over: story.engine.over },
    read: async () => {
      const broken = first;
      first = false;
      return read(entry('Vacation', broken ? 'no date' : '2026-11-04'));
    },
  });
  await look();
  expect(story.log.lines.splice(0)).toMatchObject([
    expect.stringMatching(/could not be followed\. .*in\/own\/tom/),
  ]);
  expect(await story.kept('tom')).toEqual([]);
  expect(await story.kept('mia')).toHaveLength(1);
});

test('a shared calendar says nothing any more of whoever has left its team', async () => {
  const story = await reading('2026-11-02T05:00:00Z', feeds(SHARED));
  const vacation = read(entry('Tom Okafor: vacation', '2026-11-04'));
  await story.reads(vacation);
  expect(await story.kept('tom')).toHaveLength(1);
  const outside: Change = (team) => ({
    ...team,
    members: team.members.filter(({ id }) => id !== 'tom'),
    others: [...team.others, ...team.members.filter(({ id }) => id === 'tom')],
  });
  await story.redefine([await two(feeds(SHARED), outside)]);
  await story.advance('1h');
  await story.reads(vacation);
  expect(await story.kept('tom')).toEqual([]);
});
