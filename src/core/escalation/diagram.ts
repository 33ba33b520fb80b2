import { type EventName, type Row, type StateName, TABLE } from './table.ts';

/** A row that leads somewhere. */
export type Go = Extract<Row, { to: unknown }>;

/** The events and states of the table, in its order. */
export const EVENT_NAMES = namesOf(TABLE);
export const STATE_NAMES = namesOf(TABLE.raise);

interface Edge {
  from: StateName;
  to: StateName;
  event: EventName;
}

/** The course of an escalation as a Mermaid state diagram, made from the table: one arrow for each change of state,
 * labelled with its events. What stays in its state is left out. The states from which it can still be cancelled stand in
 * a box of their own; what all of them share leaves from the box. */
export function diagram(): string {
  const edges = EVENT_NAMES.flatMap(edgesOf);
  const live = STATE_NAMES.filter((state) =>
    edges.some(({ from, to }) => from === state && to === 'cancelled'),
  );
  const fromAll = (edge: Edge) =>
    !live.includes(edge.to) && live.every((from) => has(edges, { ...edge, from }));
  const shared = edges.filter((edge) => fromAll(edge) && edge.from === live[0]);
  const own = edges.filter((edge) => !fromAll(edge));
  const inside = own.filter(({ from, to }) => live.includes(from) && live.includes(to));
  const left = new Set(edges.map(({ from }) => from));
  return [
    'stateDiagram-v2',
    '  state "still open" as live {',
    ...arrows(inside).map((line) => `  ${line}`),
    '  }',
    ...arrows(own.filter((edge) => !inside.includes(edge))),
    ...arrows(shared, 'live'),
    ...STATE_NAMES.filter((state) => !left.has(state)).map((state) => `  ${state} --> [*]`),
  ].join('\n');
}

function arrows(edges: readonly Edge[], box?: string): string[] {
  const same = Map.groupBy(edges, ({ from, to }) => `  ${box ?? nodeOf(from)} --> ${to}`);
  return [...same].map(([arrow, of]) => `${arrow}: ${[...new Set(of.map(({ event }) => event))].join(', ')}`);
}

function has(edges: readonly Edge[], { from, to, event }: Edge): boolean {
  return edges.some((edge) => edge.from === from && edge.to === to && edge.event === event);
}

function edgesOf(event: EventName): Edge[] {
  return STATE_NAMES.flatMap((from) =>
    goesIn(event, from).flatMap((row) =>
      nextOf(row, from)
        .filter((to) => to !== from)
        .map((to) => ({ from, to, event })),
    ),
  );
}

function nextOf(row: Go, state: StateName): readonly StateName[] {
  if (row.to === 'same') return [state];
  return row.to === 'before' ? interruptible() : [row.to];
}

/** The states that a hold may interrupt, and so come back after it. */
function interruptible(): StateName[] {
  return STATE_NAMES.filter((state) =>
    EVENT_NAMES.some((event) => goesIn(event, state).some(({ to }) => to === 'held')),
  );
}

function nodeOf(state: StateName): string {
  return state === 'none' ? '[*]' : state;
}

/** What may come of an event in a state. */
export function goesIn(event: EventName, state: StateName): Go[] {
  return TABLE[event][state].flatMap((row) => ('to' in row ? [row] : []));
}

// A `for … in` keeps the type of the names, `Object.keys` does not.
function namesOf<K extends string>(of: Readonly<Record<K, unknown>>): K[] {
  const names: K[] = [];
  for (const name in of) names.push(name);
  return names;
}
