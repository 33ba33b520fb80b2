import { expect, test } from 'vitest';
import { deedsTable, statesTable, timersTable } from '../../../src/core/escalation/describe.ts';
import { levelsTable } from '../../../src/core/escalation/describe-levels.ts';
import { diagram, EVENT_NAMES, STATE_NAMES } from '../../../src/core/escalation/diagram.ts';
import { TELLINGS } from '../../../src/core/escalation/glossary.ts';
import { LEADS } from '../../../src/core/escalation/leads.ts';

const rowsOf = (table: string) => table.split('\n').slice(2);
const cellsOf = (row: string) => row.split(' | ').map((cell) => cell.replace(/^\|\s*|\s*\|$/g, ''));

test('the diagram shows each change of state of the table once, and what all open states share leaves from their box', () => {
  const lines = diagram().split('\n');
  expect(lines[0]).toBe('stateDiagram-v2');
  expect(lines).toContain('  [*] --> open: raise');
  expect(lines).toContain('    open --> acknowledged: acknowledge, takeBack');
  expect(lines).toContain('    acknowledged --> exhausted: resolve timer');
  expect(lines).toContain('    held --> acknowledged: endHold, hold timer');
  expect(lines).toContain('  live --> resolved: resolve');
  expect(lines).toContain('  resolved --> closed: close');
  expect(lines).toContain('  cancelled --> [*]');
  const arrows = lines.flatMap((line) => /^\s+(\S+) --> ([^:]+)/.exec(line)?.slice(1).join(' ') ?? []);
  expect(new Set(arrows).size).toBe(arrows.length);
  expect(arrows.filter((arrow) => arrow.startsWith('closed'))).toEqual(['closed open']);
});

test('the diagram can be read by Mermaid: every line is a box, an arrow or an end', () => {
  for (const line of diagram().split('\n').slice(1))
    expect(line).toMatch(
      /^ +(state "[\w ]+" as \w+ \{|\}|(\[\*\]|\w+) --> (\[\*\]|\w+)(: [\w ]+(, [\w ]+)*)?)$/,
    );
});

test('every event has its rows in exactly one of the two tables', () => {
  const [deeds, timers] = [deedsTable(), timersTable()];
  for (const event of EVENT_NAMES)
    expect(
      [deeds, timers].filter((table) => table.includes(`**${event}**`)),
      event,
    ).toHaveLength(1);
  expect(deeds).toContain('**note**');
  expect(timers).toContain('**ownerAway**');
});

test('a row says from where, to where, who may, what happens and what is refused', () => {
  const [event, from, to, who, , refused] = cellsOf(
    rowsOf(deedsTable()).find((row) => row.includes('**reopen**'))!,
  );
  expect(event).toMatch(/^\*\*reopen\*\*: /);
  expect(from).toBe('resolved or closed');
  expect(to).toBe('open ↻');
  expect(who).toBe('whoever raised it or the coordinator');
  expect(refused).toBe(
    'it ended over a week ago; open, acknowledged, held or exhausted: it is not over; cancelled: it was cancelled',
  );
});

test('a row with a condition names it, and a timer names when nothing happens', () => {
  const climbs = rowsOf(timersTable()).filter((row) => row.endsWith('no deadline runs |'));
  expect(climbs.map((row) => cellsOf(row).slice(1, 3))).toEqual([
    ['open or acknowledged, and it is at the top', 'exhausted'],
    ['open or acknowledged', 'open ↻'],
  ]);
});

test('no row breaks its table', () => {
  for (const table of [statesTable(), deedsTable(), timersTable(), levelsTable()]) {
    const widths = table.split('\n').map((row) => row.split('|').length);
    expect(new Set(widths).size, table).toBe(1);
  }
});

test('the states are all explained, in the order of the table', () => {
  const named = rowsOf(statesTable()).map((row) => /\*\*(\w+)\*\*/.exec(row)?.[1]);
  expect(named).toEqual(STATE_NAMES.filter((state) => state !== 'none'));
});

test('the levels are those of a team that says nothing else', () => {
  expect(rowsOf(levelsTable()).map((row) => cellsOf(row).slice(3, 5).join(', '))).toEqual([
    '1 working hour, the same working day, if 2 working hours of it are left, else the next one',
    '2 working hours, 1 working day',
    '4 working hours, 2 working days',
  ]);
});

test('a timeline has words for every kind of message', () => {
  expect(Object.keys(LEADS).filter((kind) => TELLINGS[kind] === undefined)).toEqual([]);
});
