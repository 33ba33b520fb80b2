import type { AuditEvent, Recipient } from '../decision.ts';
import { type Text, text } from '../message.ts';
import { type Instant, MINUTE } from '../time.ts';
import { TELLINGS } from './glossary.ts';

/** One thing that was to be told to one recipient, and what became of it. */
export interface Telling {
  kind: string;
  to: Recipient;
  /** The recipient as one word, as a dropped telling's event names it. */
  recipient: string;
  due: Instant;
  state: 'waiting' | 'bound' | 'sent' | 'dropped';
  /** Why it waits or was dropped. */
  why?: string;
  /** Where and when its message was posted, and since when it might have been: quiet hours are over then. */
  workspace?: string;
  postedAt?: Instant;
  ready?: Instant;
  /** A first try may have been posted too. */
  repeat?: boolean;
}

/** What happened, or what was told, or is still to be. */
export type Line =
  | { line: 'event'; at: Instant; event: AuditEvent }
  | { line: 'told' | 'not told' | 'to be told'; at: Instant; telling: Telling };

/** Everything that happened to it and everybody who was told, one line each, oldest first; at one instant what happened
 * comes before what was told. What still waits stands at the end. */
export function history(events: readonly AuditEvent[], tellings: readonly Telling[]): Line[] {
  const dropped = events.filter(({ what, who }) => what === 'dropped' && who === 'delivery');
  const told = tellings.map((telling) => lineOf(telling, dropped));
  const shown = new Set(tellings.flatMap((telling) => dropOf(telling, dropped) ?? []));
  const happened = events
    .filter((event) => !shown.has(event))
    .map((event): Line => ({ line: 'event', at: event.at, event }));
  return [...happened, ...told].toSorted((a, b) => waits(a) - waits(b) || a.at - b.at);
}

function waits({ line }: Line): number {
  return line === 'to be told' ? 1 : 0;
}

function lineOf(telling: Telling, dropped: readonly AuditEvent[]): Line {
  const { state, due, postedAt } = telling;
  if (state === 'dropped') return { line: 'not told', at: dropOf(telling, dropped)?.at ?? due, telling };
  return postedAt === undefined
    ? { line: 'to be told', at: due, telling }
    : { line: 'told', at: postedAt, telling };
}

/** The event of a dropped telling says the same: one line is enough. */
function dropOf({ state, kind, due, recipient }: Telling, dropped: readonly AuditEvent[]) {
  if (state !== 'dropped') return undefined;
  return dropped.find(
    ({ facts }) => facts?.kind === kind && facts.due === due && facts.recipient === recipient,
  );
}

/** The history in words. */
export function timeline(events: readonly AuditEvent[], tellings: readonly Telling[] = []): Text[] {
  return history(events, tellings).map(lineText);
}

/** One line in words, with its time. */
export function lineText(line: Line): Text {
  return text({ time: line.at, as: 'both' }, ' ', line.line === 'event' ? happened(line.event) : tell(line));
}

function happened(event: AuditEvent): Text {
  return text({ bold: event.what }, byWhom(event), event.why && ` – ${event.why}`);
}

/** A telling that came more than a minute after it was due says when that was. */
function tell({ line, at, telling }: Exclude<Line, { line: 'event' }>): Text {
  const { kind, to, due, why, repeat } = telling;
  const late = line === 'told' && at - due > MINUTE;
  return text(
    { bold: line },
    ' ',
    'person' in to ? { person: to.person } : { channel: to.channel },
    `: ${TELLINGS[kind] ?? kind} (${placeOf(telling)})`,
    late && text(', due ', { time: due, as: 'both' }),
    repeat === true && ', perhaps twice',
    line !== 'told' && why && ` – ${why}`,
  );
}

function placeOf({ to, workspace }: Telling): string {
  const place = 'person' in to ? 'direct message' : to.under === undefined ? 'in the channel' : 'in a thread';
  return workspace === undefined ? place : `${place}, ${workspace}`;
}

const MACHINES = new Set<string>(['timer', 'schedule', 'delivery', 'files']);
/** What follows from what somebody did, rather than being done by them. */
const FOLLOWS = new Set([
  'asked',
  'passed over',
  'delayed',
  'skipped level',
  'alarm',
  'owner fell away',
  'nobody left',
  'preview asked',
  'not previewed',
  'not sent out',
  'thread opened',
  'session offered',
  'no session offered',
  'session called off',
]);

function byWhom({ who, what }: AuditEvent): Text {
  return MACHINES.has(who) || FOLLOWS.has(what) ? [] : [' by ', { person: who }];
}
