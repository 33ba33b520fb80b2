import { expect, test } from 'vitest';
import { agendaLines, jsonLines } from '../../../src/core/round/agenda.ts';
import { simulate } from '../../../src/core/round/simulate.ts';
import { absence, atlas, facilitation, meeting, schedule, standup } from '../fixtures.ts';

const weekly = standup({
  schedule: schedule({ on: { on: 'weekdays', days: [1] } }),
  facilitator: facilitation({ rotation: 'sync' }),
});
const team = atlas({ rituals: [weekly] });

test('an agenda has a block a day, aligned, with each person’s own time where it differs', () => {
  const events = simulate([team], { from: '2026-11-02', days: 1 });
  expect(agendaLines(events, [team], 'Europe/Berlin')).toEqual([
    'Fri 30 Oct 2026',
    '  09:00  Atlas  Morning sync  on duty  Mia (for Mon 2 Nov) – the list begins here',
    '',
    'Mon 2 Nov 2026',
    '  ! clocks went back by 1 hour in America/New_York (Ana)',
    '  04:30  Atlas  Morning sync  asks     Raj (09:00)',
    '  09:00  Atlas  Morning sync  opens    with Mia',
    '  09:00  Atlas  Morning sync  asks     Lea, Mia',
    '  10:00  Atlas  Morning sync  asks     Tom (09:00)',
    '  11:30  Atlas  Morning sync  reminds  Lea, Mia, Raj (16:00), Tom (10:30)',
    '  15:00  Atlas  Morning sync  asks     Ana (09:00)',
    '  16:30  Atlas  Morning sync  reminds  Ana (10:30)',
    '  17:00  Atlas  Morning sync  closes',
  ]);
});

test('a clock that goes forward is marked on the next day of the agenda, places that move together in one line', () => {
  const events = simulate([team], { from: '2027-03-22', days: 14 });
  const lines = agendaLines(events, [team], 'Europe/Berlin');
  expect(lines.filter((line) => line.includes('!'))).toEqual([
    '  ! clocks went forward by 1 hour in Europe/Berlin (Mia), Europe/Lisbon (Tom), Europe/Paris (Lea), Europe/Prague (Ivo)',
  ]);
  expect(lines[lines.findIndex((line) => line.includes('!')) - 1]).toBe('Mon 29 Mar 2027');
});

test('what is skipped says for whom and why', () => {
  const events = simulate([team], {
    from: '2026-11-09',
    days: 1,
    absences: [absence('tom', '2026-11-09', '2026-11-10')],
  });
  const lines = agendaLines(events, [team], 'UTC').filter((line) => line.includes('skips'));
  expect(lines).toEqual([
    '  03:30  Atlas  Morning sync  skips    Raj (09:00) – public holiday: Diwali',
    '  09:00  Atlas  Morning sync  skips    Tom – away until Wed 11 Nov',
  ]);
});

test('nothing planned says so', () => {
  expect(agendaLines([], [team], 'UTC')).toEqual(['Nothing is planned for these days.']);
});

test('one JSON object a line, instants in UTC without milliseconds, people as ids', () => {
  const live = atlas({
    rituals: [meeting({ questions: [], facilitator: facilitation({ roles: ['lead'] }) })],
  });
  const [duty, opened] = jsonLines(simulate([live], { from: '2026-11-06', days: 1 }));
  expect(duty).toBe(
    '{"at":"2026-11-05T08:00:00Z","what":"duty","team":"atlas","ritual":"review","date":"2026-11-06","facilitator":"ivo","why":"holds the role lead"}',
  );
  expect(JSON.parse(opened ?? '')).toEqual({
    at: '2026-11-06T13:30:00Z',
    what: 'opened',
    team: 'atlas',
    ritual: 'review',
    date: '2026-11-06',
    facilitator: 'ivo',
  });
});
