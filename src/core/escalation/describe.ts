import { listed } from '../wording.ts';
import { EVENT_NAMES, type Go, goesIn, STATE_NAMES } from './diagram.ts';
import { EVENTS, STATE_WORDS, STEP_WORDS } from './glossary.ts';
import { ROLE_WORDS } from './permission.ts';
import { type EventName, type Row, type StateName, TABLE } from './table.ts';

/** What each state means, as a Markdown table. */
export function statesTable(): string {
  const states = STATE_NAMES.flatMap((state) =>
    state === 'none' ? [] : [[`**${state}**`, STATE_WORDS[state]]],
  );
  return markdown(['state', 'meaning'], states);
}

/** What people can do, as a Markdown table: a row for each outcome, with who may and when it is refused. */
export function deedsTable(): string {
  return markdown(
    ['event', 'when it is', 'then it is', 'who may', 'what happens', 'refused'],
    EVENT_NAMES.filter(isDeed).flatMap(outcomes),
  );
}

/** What happens by itself, as a Markdown table: a row for each outcome, with when nothing happens. */
export function timersTable(): string {
  return markdown(
    ['event', 'when it is', 'then it is', 'what happens', 'nothing happens'],
    EVENT_NAMES.filter((event) => !isDeed(event)).flatMap(outcomes),
  );
}

/** Done by a person: its rows say who may. */
function isDeed(event: EventName): boolean {
  return STATE_NAMES.some((state) => goesIn(event, state).some(({ who }) => who !== undefined));
}

function outcomes(event: EventName): string[][] {
  const goes = groupsOf(event).flatMap(({ states, rows }) =>
    rows.flatMap((row, at) => ('to' in row ? [{ states, row, before: rows.slice(0, at) }] : [])),
  );
  return goes.map(({ states, row, before }, at) => [
    at === 0 ? `**${event}**: ${EVENTS[event]}` : '',
    `${namesIn(states)}${row.if ? `, and ${row.if}` : ''}`,
    `${afterwards(row)}${row.epoch ? ' ↻' : ''}`,
    ...(row.who ? [listed(wordsFor(row.who), 'or')] : []),
    row.does.map((step) => STEP_WORDS[step]).join(' '),
    [...before.flatMap(exception), ...(at === 0 ? elsewhere(event) : [])].join('; '),
  ]);
}

function wordsFor(who: NonNullable<Go['who']>): string[] {
  return who.map((role) => ROLE_WORDS[role]);
}

function afterwards({ to }: Go): string {
  if (to === 'same') return 'the same';
  return to === 'before' ? 'as before the hold' : to;
}

/** What stands in the way in the states in which it may happen. */
function exception(row: Row): string[] {
  if ('to' in row) return [];
  return 'refuse' in row ? [row.refuse] : row.if ? [row.if] : [];
}

/** The states in which it is always refused. What does not exist yet is the same for everything. */
function elsewhere(event: EventName): string[] {
  return groupsOf(event)
    .filter(({ rows }) => rows.every((row) => 'refuse' in row))
    .map(({ states, rows }) => ({ states: states.filter((state) => state !== 'none'), rows }))
    .filter(({ states }) => states.length > 0)
    .map(({ states, rows }) => `${namesIn(states)}: ${rows.flatMap(exception).join(' or ')}`);
}

function namesIn(states: readonly StateName[]): string {
  return listed(
    states.map((state) => (state === 'none' ? 'new' : state)),
    'or',
  );
}

/** The states of an event that share their rows. */
function groupsOf(event: EventName): { states: StateName[]; rows: readonly Row[] }[] {
  const groups = Map.groupBy(STATE_NAMES, (state) => JSON.stringify(TABLE[event][state]));
  return [...groups.values()].map((states) => ({ states, rows: TABLE[event][states[0]!] }));
}

/** A Markdown table; cells must not hold `|`. */
export function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
