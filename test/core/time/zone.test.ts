import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dateAt,
  daysBetween,
  instantAt,
  isCivilDate,
  isZone,
  midnightOf,
  showDate,
  showInstant,
  wallAt,
  weekdayOf,
} from '../../../src/core/time/zone.ts';
import { HOUR, type Instant, MINUTE, SECOND, type Zone } from '../../../src/core/time.ts';

const utc = (text: string): Instant => Date.parse(text);
const show = (instant: Instant): string => new Date(instant).toISOString();

describe('a zone name', () => {
  it('is known when the runtime has rules for it', () => {
    for (const zone of ['Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'])
      expect(isZone(zone)).toBe(true);
  });
  it('is not an offset, a made-up place or nothing', () => {
    for (const zone of ['+02:00', 'Mars/Olympus', '', 'Europe/ Berlin']) expect(isZone(zone)).toBe(false);
  });
  it('that is unknown is refused when it is used', () => {
    expect(() => dateAt('Mars/Olympus', 0)).toThrow('There is no time zone called "Mars/Olympus"');
  });
});

describe('a wall clock', () => {
  it('shows what the platform shows, in every zone, from 1972 to 2060', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const instants = fc.integer({ min: utc('1973-01-01') / SECOND, max: utc('2060-01-01') / SECOND });
    fc.assert(
      fc.property(zones, instants, (zone, seconds) => {
        expect(wallAt(zone, seconds * SECOND)).toEqual(platformClock(zone, seconds * SECOND));
      }),
      { seed: 1, numRuns: 3_000 },
    );
  });

  it('shows what the platform shows in the minutes around each change of the clocks', () => {
    for (const zone of [
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Antarctica/Troll',
      'Pacific/Apia',
    ])
      for (const change of changes(zone, utc('2011-06-01'), utc('2012-06-01')))
        for (const beside of [-1, 0, 1])
          expect(wallAt(zone, change + beside * SECOND)).toEqual(
            platformClock(zone, change + beside * SECOND),
          );
  });

  it('does not depend on the zone of the machine', () => {
    const here = probe('UTC');
    expect(probe('America/New_York')).toBe(here);
    expect(probe('Pacific/Apia')).toBe(here);
  });
});

describe('a wall time', () => {
  it.each([
    ['Europe/Berlin', '2026-11-02', 9 * 60, '2026-11-02T08:00:00.000Z'],
    ['Asia/Kathmandu', '2026-11-02', 9 * 60, '2026-11-02T03:15:00.000Z'],
    ['America/St_Johns', '2026-07-01', 9 * 60, '2026-07-01T11:30:00.000Z'],
    ['Pacific/Apia', '2026-11-20', 16 * 60, '2026-11-20T03:00:00.000Z'],
    ['Europe/Berlin', '2026-11-02', 1440, '2026-11-02T23:00:00.000Z'],
    ['Europe/Berlin', '2026-11-02', 1440 + 360, '2026-11-03T05:00:00.000Z'],
    // Morocco leaves summer time for Ramadan.
    ['Africa/Casablanca', '2026-03-01', 9 * 60, '2026-03-01T09:00:00.000Z'],
    ['Africa/Casablanca', '2026-04-01', 9 * 60, '2026-04-01T08:00:00.000Z'],
  ])('in %s on %s at minute %i is %s', (zone, date, minute, instant) => {
    expect(show(instantAt(zone, date, minute))).toBe(instant);
    expect(show(instantAt(zone, date, minute, 'last'))).toBe(instant);
  });

  it.each([
    ['Europe/Berlin', '2026-03-29', 150, '2026-03-29T01:00:00.000Z'],
    ['America/New_York', '2026-03-08', 150, '2026-03-08T07:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-10-04', 135, '2026-10-03T15:30:00.000Z'],
    // Two hours are left out.
    ['Antarctica/Troll', '2026-03-29', 120, '2026-03-29T01:00:00.000Z'],
    // The whole of 30 December 2011 is left out.
    ['Pacific/Apia', '2011-12-30', 720, '2011-12-30T10:00:00.000Z'],
  ])('that %s leaves out on %s (minute %i) means the end of the gap', (zone, date, minute, instant) => {
    expect(show(instantAt(zone, date, minute, 'first'))).toBe(instant);
    expect(show(instantAt(zone, date, minute, 'last'))).toBe(instant);
  });

  it.each([
    ['Europe/Berlin', '2026-10-25', 150, '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'],
    ['America/New_York', '2026-11-01', 90, '2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-05', 105, '2026-04-04T14:45:00.000Z', '2026-04-04T15:15:00.000Z'],
    ['Antarctica/Troll', '2026-10-25', 120, '2026-10-25T00:00:00.000Z', '2026-10-25T02:00:00.000Z'],
  ])(
    'that %s shows twice on %s (minute %i) has a first and a last occurrence',
    (zone, date, minute, first, last) => {
      expect(show(instantAt(zone, date, minute))).toBe(first);
      expect(show(instantAt(zone, date, minute, 'last'))).toBe(last);
    },
  );

  it('comes back from the clock that shows it, in every zone', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const dates = fc.integer({ min: 0, max: 365 * 20 }).map((days) => addDays('2020-01-01', days));
    fc.assert(
      fc.property(zones, dates, fc.integer({ min: 0, max: 1439 }), (zone, date, minute) => {
        const first = instantAt(zone, date, minute);
        const shown = wallAt(zone, first);
        const late = midnightOf(shown.date) + shown.minute * MINUTE - midnightOf(date) - minute * MINUTE;
        expect(late).toBeGreaterThanOrEqual(0);
        expect(instantAt(zone, shown.date, shown.minute)).toBe(first);
        expect(instantAt(zone, date, minute, 'last')).toBeGreaterThanOrEqual(first);
      }),
      { seed: 2, numRuns: 3_000 },
    );
  });
});

describe('a date', () => {
  it('is real, or is none', () => {
    for (const date of ['2028-02-29', '2026-12-31']) expect(isCivilDate(date)).toBe(true);
    for (const date of ['2026-02-29', '2026-2-1', '2026-13-01', '2026-11-02T00:00', ''])
      expect(isCivilDate(date)).toBe(false);
  });
  it('is counted on the calendar, over leap days, years and before 1970', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2026-03-30', '2026-03-28')).toBe(-2);
    expect(weekdayOf('2026-11-02')).toBe(1);
    expect(weekdayOf('1969-12-28')).toBe(0);
  });
  it('that does not exist is refused when it is used', () => {
    expect(() => addDays('2026-02-30', 1)).toThrow('"2026-02-30" is not a date');
  });
});

it('an instant is shown in English, in the zone of its reader', () => {
  const instant = utc('2026-11-02T08:30:00Z');
  expect(showInstant('Europe/Berlin', instant, 'time')).toBe('09:30');
  expect(showInstant('Pacific/Apia', instant, 'both')).toBe('Mon 2 Nov 21:30');
  expect(showInstant('America/Los_Angeles', instant, 'day')).toBe('Mon 2 Nov');
  expect(showInstant('Europe/London', instant - 9 * HOUR, 'both')).toBe('Sun 1 Nov 23:30');
  expect(showDate('2026-12-24')).toBe('Thu 24 Dec');
});

const clocks = new Map<Zone, Intl.DateTimeFormat>();

/** The same, asked of the platform part by part. */
function platformClock(zone: Zone, instant: Instant) {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  clocks.set(zone, clock);
  const [date = '', time = ''] = clock.format(instant).split(' ');
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number);
  return { date, minute: hour * 60 + minute, second, weekday: new Date(`${date}T12:00Z`).getUTCDay() };
}

/** The instants at which the platform's clock jumps, to the minute. */
function changes(zone: Zone, from: Instant, to: Instant): Instant[] {
  const offset = (instant: Instant) => {
    const { date, minute } = platformClock(zone, instant);
    return Date.parse(date) + minute * MINUTE - instant;
  };
  const found: Instant[] = [];
  for (let instant = from; instant < to; instant += 30 * MINUTE)
    if (offset(instant) !== offset(instant + 30 * MINUTE)) found.push(instant + 30 * MINUTE);
  return found;
}

/** The same questions in a process of another zone. */
function probe(machineZone: string): string {
  const script = `
    const { instantAt, wallAt, showInstant, addDays } = await import(${JSON.stringify(new URL('../../../src/core/time/zone.ts', import.meta.url).href)});
    const lines = [];
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Pacific/Apia', 'Australia/Lord_Howe'])
      for (let date = '2026-01-01'; date < '2027-01-01'; date = addDays(date, 1))
        for (const minute of [0, 150, 570]) {
          const instant = instantAt(zone, date, minute);
          lines.push([instant, instantAt(zone, date, minute, 'last'), JSON.stringify(wallAt(zone, instant)), showInstant(zone, instant, 'both')].join());
        }
    process.stdout.write(lines.join('\\n'));`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, TZ: machineZone },
    encoding: 'utf8',
  });
}
