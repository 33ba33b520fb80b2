import { expect, test } from 'vitest';
import { eventsIn } from '../../src/sources/calendar-events.ts';
import { parseApart } from '../../src/sources/calendars.ts';

const NOW = Date.parse('2026-11-02T08:00:00Z');

/** A calendar of these events, each given by its lines. */
function ics(...events: string[]): string {
  const body = events.map(
    (lines, i) =>
      `BEGIN:VEVENT\nUID:${lines.includes('UID:') ? '' : `e${i}\n`}${lines.replace('UID:', '')}\nEND:VEVENT`,
  );
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...body, 'END:VCALENDAR'].join('\r\n');
}

const spans = (...events: string[]) => eventsIn(ics(...events), NOW).entries.map(({ span }) => span);
const utc = (text: string) => Date.parse(`${text}Z`);

test('whole days are dates, the last one included, and a day without an end is one day', () => {
  expect(
    spans(
      'DTSTART;VALUE=DATE:20261109\nDTEND;VALUE=DATE:20261114\nSUMMARY:Vacation',
      'DTSTART;VALUE=DATE:20261201\nSUMMARY:Urlaub',
    ),
  ).toEqual([
    { first: '2026-11-09', last: '2026-11-13' },
    { first: '2026-12-01', last: '2026-12-01' },
  ]);
});

test('times are read in their zone, in UTC, as lengths, and without a zone as what a wall clock shows', () => {
  expect(
    spans(
      'DTSTART;TZID=Europe/Berlin:20261109T090000\nDTEND;TZID=Europe/Berlin:20261109T170000\nSUMMARY:OOO',
      'DTSTART:20261110T080000Z\nDURATION:PT4H\nSUMMARY:OOO',
      'DTSTART:20261111T080000\nDTEND:20261111T120000\nSUMMARY:OOO',
    ),
  ).toEqual([
    { from: utc('2026-11-09T08:00'), to: utc('2026-11-09T16:00') },
    { from: utc('2026-11-10T08:00'), to: utc('2026-11-10T12:00') },
    { starts: { date: '2026-11-11', minute: 480 }, ends: { date: '2026-11-11', minute: 720 } },
  ]);
});

const SERIES =
  'UID:s\nDTSTART;TZID=Europe/Berlin:20261002T130000\nDTEND;TZID=Europe/Berlin:20261002T170000\nSUMMARY:Out of office';

test('a series stands for each of its days, without those taken out, and with those moved', () => {
  const all = spans(
    `${SERIES}\nRRULE:FREQ=WEEKLY;UNTIL=20261113T225959Z\nEXDATE;TZID=Europe/Berlin:20261016T130000`,
    'UID:s\nRECURRENCE-ID;TZID=Europe/Berlin:20261106T130000\nDTSTART;TZID=Europe/Berlin:20261105T130000\nDTEND;TZID=Europe/Berlin:20261105T170000\nSUMMARY:Out of office',
    'UID:s\nRECURRENCE-ID;TZID=Europe/Berlin:20261113T130000\nDTSTART;TZID=Europe/Berlin:20261113T130000\nDTEND;TZID=Europe/Berlin:20261113T170000\nSTATUS:CANCELLED\nSUMMARY:Out of office',
  );
  // The clocks fall back on 25 October.
  expect(all.map((span) => ('from' in span ? new Date(span.from).toISOString().slice(0, 16) : ''))).toEqual([
    '2026-10-02T11:00',
    '2026-10-09T11:00',
    '2026-10-23T11:00',
    '2026-10-30T12:00',
    '2026-11-05T12:00',
  ]);
});

test('each day of a series has a name that it keeps when it is moved', () => {
  const moved = (start: string) =>
    eventsIn(
      ics(
        `${SERIES}\nRRULE:FREQ=WEEKLY;COUNT=7`,
        `UID:s\nRECURRENCE-ID;TZID=Europe/Berlin:20261106T130000\nDTSTART;TZID=Europe/Berlin:${start}\nDTEND;TZID=Europe/Berlin:20261106T180000\nSUMMARY:Out of office`,
      ),
      NOW,
    ).entries.map(({ key }) => key);
  expect(new Set(moved('20261106T120000')).size).toBe(7);
  expect(moved('20261106T120000')).toEqual(moved('20261106T130000'));
});

test('a long leave that began before counts, what ended long ago does not, nor what is far ahead', () => {
  expect(
    spans(
      'DTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:20270101\nSUMMARY:Parental leave',
      'DTSTART;VALUE=DATE:20260801\nDTEND;VALUE=DATE:20260815\nSUMMARY:Vacation',
      'DTSTART;VALUE=DATE:20280801\nDTEND;VALUE=DATE:20280815\nSUMMARY:Vacation',
    ),
  ).toEqual([{ first: '2026-01-01', last: '2026-12-31' }]);
});

test('meetings, free time and cancelled entries are left out; what Outlook calls out of office is not', () => {
  const title = 'DTSTART;VALUE=DATE:20261109\nSUMMARY:';
  const meeting = 'DTSTART:20261110T090000Z\nDTEND:20261110T100000Z\nSUMMARY:Planning';
  const found = eventsIn(
    ics(
      meeting,
      `${meeting}\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY`,
      `${title}Vacation\nTRANSP:TRANSPARENT`,
      `${title}Vacation\nX-MICROSOFT-CDO-BUSYSTATUS:FREE`,
      `${title}Vacation\nX-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE`,
      `${title}Vacation\nSTATUS:CANCELLED`,
      `${meeting}\nX-MICROSOFT-CDO-BUSYSTATUS:OOF`,
    ),
    NOW,
  );
  expect(found.entries.map(({ shows }) => shows)).toEqual(['out']);
  expect(found.empty).toBe(false);
  expect(eventsIn(ics(), NOW)).toEqual({ entries: [], empty: true });
});

test('who made it, who was invited and who declined is read, with folded lines and quotes', () => {
  const [entry] = eventsIn(
    ics(
      'DTSTART;VALUE=DATE:20261109\nSUMMARY;LANGUAGE=de:Urlaub\\, lang\nORGANIZER;CN=Mia Sommer:mailto:Mia@Example.com\nATTENDEE;CN="Okafor\\, Tom";PARTSTAT=DECLINED;RSVP=\n TRUE:mailto:tom@example.com',
    ),
    NOW,
  ).entries;
  expect(entry).toMatchObject({
    title: 'Urlaub, lang',
    organizer: { name: 'Mia Sommer', email: 'mia@example.com' },
    attendees: [{ email: 'tom@example.com', declined: true }],
  });
});

test('a series of every second takes no time and is one entry at most', () => {
  const busy = 'DTSTART;VALUE=DATE:20261109\nSUMMARY:Vacation\nRRULE:COUNT=99999999;FREQ=SECOND\n LY';
  expect(spans(busy)).toEqual([{ first: '2026-11-09', last: '2026-11-09' }]);
});

test('an entry whose dates are none is left out, and the others count', () => {
  expect(
    spans(
      'DTSTART;VALUE=DATE:99999999\nSUMMARY:Vacation',
      'DTSTART:whenever\nSUMMARY:Vacation',
      'SUMMARY:Vacation',
      'DTSTART;TZID=Mars/Olympus:20261109T090000\nDTEND;TZID=Mars/Olympus:20261109T100000\nSUMMARY:Meeting',
      'DTSTART;VALUE=DATE:20261109\nSUMMARY:Vacation',
    ),
  ).toContainEqual({ first: '2026-11-09', last: '2026-11-09' });
});

test('what is no calendar is refused', async () => {
  expect(() => eventsIn('<!doctype html><p>Sign in', NOW)).toThrow(/no calendar/);
  await expect(parseApart('<!doctype html>', NOW, 10_000)).rejects.toThrow(
    'It is no calendar in iCal format.',
  );
});

test('a thread of its own reads it, and is ended when that takes too long', async () => {
  const text = ics('DTSTART;VALUE=DATE:20261109\nSUMMARY:Vacation');
  expect((await parseApart(text, NOW, 10_000)).entries).toMatchObject([{ title: 'Vacation' }]);
  await expect(parseApart(text, NOW, 0)).rejects.toThrow('It is too much to read.');
});
