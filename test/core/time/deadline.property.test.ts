import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Calendar, Window } from '../../../src/core/time/calendar.ts';
import { between, type Deadline, dueAt } from '../../../src/core/time/deadline.ts';
import { type CivilDate, type Instant, MINUTE } from '../../../src/core/time.ts';
import { type WallTable, wallTable } from '../wall-table.ts';

/** Nine weeks around a change of the clocks, in zones that change them in unlike ways or not at all. */
const DAYS = 63;
const TABLES: WallTable[] = [
  wallTable('Europe/Berlin', '2026-03-15', DAYS),
  wallTable('Europe/Berlin', '2026-10-11', DAYS),
  wallTable('America/New_York', '2026-02-22', DAYS),
  wallTable('America/New_York', '2026-10-18', DAYS),
  wallTable('Australia/Lord_Howe', '2026-03-22', DAYS),
  wallTable('Australia/Lord_Howe', '2026-09-20', DAYS),
  wallTable('America/Havana', '2026-02-22', DAYS),
  wallTable('America/Havana', '2026-10-18', DAYS),
  wallTable('Africa/Casablanca', '2026-02-01', DAYS),
  wallTable('Antarctica/Troll', '2026-10-11', DAYS),
  wallTable('America/St_Johns', '2026-10-18', DAYS),
  wallTable('Asia/Kathmandu', '2026-06-01', DAYS),
  wallTable('Pacific/Apia', '2011-12-18', DAYS),
];

/** Starts lie in the third to fifth week of the table, around the change, so that no answer can leave it. */
const START = { min: 12 * 1440, max: 30 * 1440 };

interface Case {
  table: WallTable;
  calendar: Calendar;
  from: Instant;
}

/** Up to three windows a day that do not overlap; the last may cross midnight. Often several share edges or touch 24:00. */
const openings: fc.Arbitrary<Window[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 144 }), { minLength: 0, maxLength: 6 })
  .chain((edges) =>
    fc.tuple(fc.constant(edges.sort((a, b) => a - b)), fc.boolean(), fc.boolean(), fc.nat(60)),
  )
  .map(([edges, touching, overnight, more]) => {
    const windows: Window[] = [];
    for (let n = 0; n + 1 < edges.length; n += touching ? 1 : 2)
      windows.push({ from: edges[n]! * 10, to: edges[n + 1]! * 10 });
    const final = windows.at(-1);
    if (final && overnight) final.to = 1440 + more * 10;
    return windows;
  });

const cases: fc.Arbitrary<Case> = fc
  .record({
    table: fc.constantFrom(...TABLES),
    week: fc
      .array(openings, { minLength: 7, maxLength: 7 })
      .filter((week) => week.some((day) => day.length > 0)),
    holidays: fc.array(fc.nat(40), { maxLength: 4 }),
    minute: fc.integer(START),
    atEdge: fc.nat(),
  })
  .map(({ table, week, holidays, minute, atEdge }) => {
    const closed = new Map(holidays.map((day) => [table.dates[day]!, 'holiday']));
    const calendar = { zone: table.zone, week, closed };
    // Every other start is put on an opening or a close, where the rules are finest.
    const edges = windowsOf(table, calendar)
      .flatMap(({ from, to }) => [from, to])
      .filter((edge) => edge > START.min && edge < START.max);
    const start = atEdge % 2 === 0 && edges.length > 0 ? edges[atEdge % edges.length]! : minute;
    return { table, calendar, from: (table.start + start) * MINUTE };
  });

const quarters = (most: number) => fc.integer({ min: 1, max: most * 4 }).map((n) => n / 4);
const deadlines: fc.Arbitrary<Deadline> = fc.oneof(
  fc.record({ kind: fc.constant('same_working_day' as const), minimumHours: quarters(8) }),
  fc.record({ kind: fc.constant('working_days' as const), n: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('working_hours' as const), n: quarters(30) }),
  fc.record({ kind: fc.constant('elapsed_hours' as const), n: quarters(30) }),
);

it('agrees with a clock that is walked minute by minute, and takes back what it added', () => {
  fc.assert(
    fc.property(cases, deadlines, ({ table, calendar, from }, deadline) => {
      const expected = walked(table, calendar, deadline, from / MINUTE - table.start);
      const due = dueAt(deadline, calendar, from);
      expect(due / MINUTE - table.start).toBe(expected);
      if (deadline.kind === 'working_hours' || deadline.kind === 'elapsed_hours')
        expect(between(deadline.kind, calendar, from, due)).toBe(deadline.n);
    }),
    { seed: 20261102, numRuns: 10_000 },
  );
});

interface Shift {
  date: number;
  from: number;
  to: number;
}

/** All windows of the table's dates, in minutes of the table. */
function windowsOf(table: WallTable, calendar: Calendar): Shift[] {
  return table.dates.slice(0, -3).flatMap((date: CivilDate, n) => {
    if (calendar.closed.has(date)) return [];
    const weekday = new Date(`${date}T12:00Z`).getUTCDay();
    return (calendar.week[weekday] ?? [])
      .map(({ from, to }) => ({
        date: n,
        from: table.first[n * 1440 + from]!,
        to: table.last[n * 1440 + to]!,
      }))
      .filter(({ from, to }) => from < to);
  });
}

/** The due minute of the table, or `undefined` if it lies beyond it. */
function walked(table: WallTable, calendar: Calendar, deadline: Deadline, start: number): number | undefined {
  if (deadline.kind === 'elapsed_hours') return start + deadline.n * 60;
  const shifts = windowsOf(table, calendar);
  if (deadline.kind === 'working_hours') return walkOpen(table, shifts, start, deadline.n * 60);
  if (deadline.kind === 'working_days') return walkDays(table, shifts, start, deadline.n);
  return walkToClose(table, shifts, start, deadline.minimumHours * 60);
}

/** Minute by minute, until enough open ones have gone by. */
function walkOpen(table: WallTable, shifts: Shift[], start: number, minutes: number): number | undefined {
  const open = openMinutes(table, shifts);
  let left = minutes;
  for (let minute = start; minute < table.length; minute += 1) {
    left -= open[minute]!;
    if (left === 0) return minute + 1;
  }
  return undefined;
}

function walkToClose(table: WallTable, shifts: Shift[], start: number, minutes: number): number | undefined {
  const today = dateAtWork(shifts, start) ?? Math.floor(table.shown[start]! / 1440);
  const own = openMinutes(
    table,
    shifts.filter(({ date }) => date === today),
  );
  const left = own.subarray(start).reduce((sum, open) => sum + open, 0);
  const day = left >= minutes ? today : shifts.find(({ date }) => date > today)?.date;
  return shifts.findLast(({ date }) => date === day)?.to;
}

function walkDays(table: WallTable, shifts: Shift[], from: number, n: number): number | undefined {
  let start = from;
  while (start < table.length && dateAtWork(shifts, start) === undefined) start += 1;
  const today = dateAtWork(shifts, start);
  const dates = [...new Set(shifts.map(({ date }) => date))];
  const day = dates[dates.indexOf(today ?? -1) + n];
  if (today === undefined || day === undefined) return undefined;
  const target = table.first[table.shown[start]! + (day - today) * 1440]!;
  const own = shifts.filter(({ date }) => date === day);
  if (own.some((shift) => shift.from <= target && target < shift.to)) return target;
  return own.find((shift) => shift.from > target)?.from ?? own.at(-1)?.to;
}

/** The date of the last window that has the minute inside, else of the one that closes with it. */
function dateAtWork(shifts: Shift[], minute: number): number | undefined {
  const inside = shifts.findLast(({ from, to }) => from <= minute && minute < to);
  return (inside ?? shifts.findLast(({ to }) => to === minute))?.date;
}

function openMinutes(table: WallTable, shifts: Shift[]): Uint8Array {
  const open = new Uint8Array(table.length);
  for (const { from, to } of shifts) open.fill(1, from, to);
  return open;
}
