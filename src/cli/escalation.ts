import { type Escalation, thingOf } from '../core/escalation/escalation.ts';
import { personOf } from '../core/escalation/people.ts';
import { summary } from '../core/escalation/summary.ts';
import { history, type Line, lineText } from '../core/escalation/timeline.ts';
import { plainText } from '../core/present/plain.ts';
import type { Team } from '../core/team.ts';
import type { Instant } from '../core/time.ts';
import { toldAbout } from '../engine/delivery/told.ts';
import type { Reads } from '../ports.ts';
import { lookInto, placesOf } from './database.ts';
import { definitionsIn, Refused } from './definitions.ts';

export interface EscalationOptions {
  data?: string;
  rituals?: string;
  json?: boolean;
}

/** Prints where one escalation stands, then everything that happened to it and who was told what. Private ones too: this
 * is for whoever runs Rondo. */
export async function escalation(id: string, options: EscalationOptions): Promise<void> {
  const places = placesOf(options);
  const { found, lines } = await lookInto(places.data, (read) => recordOf(read, id.trim().toLowerCase()));
  const { teams } = await definitionsIn(places.rituals);
  const team = teams.find((one) => one.id === found.team);
  const shown = options.json ? [JSON.stringify(asJson(found, lines))] : inWords(found, lines, team);
  process.stdout.write(`${shown.join('\n')}\n`);
}

async function recordOf(read: Reads, id: string): Promise<{ found: Escalation; lines: Line[] }> {
  const found = await read.escalations.get(id);
  if (!found) throw new Refused(await unknown(read, id));
  const events = await read.events.find({ about: thingOf(found) }, { order: 'at' });
  return { found, lines: history(events, await toldAbout(read, thingOf(found))) };
}

const MOST = 10;

async function unknown(read: Reads, id: string): Promise<string> {
  const newest = await read.escalations.find({}, { order: 'raisedAt', newest: true, limit: MOST });
  const known = newest.map((one) => one.id).join(', ') || 'none';
  return `There is no escalation ${id}. The newest ones: ${known}.`;
}

function inWords(found: Escalation, lines: readonly Line[], team: Team | undefined): string[] {
  const zone = team?.calendar.zone ?? 'UTC';
  const names = (person: string) => (team && personOf(team, person)?.name) ?? person;
  const words = (text: Parameters<typeof plainText>[0]) => plainText(text, zone, names);
  return [
    `${found.id}${found.private ? ' (private)' : ''} · times in ${zone}`,
    '',
    ...summary(found).map(({ label, value }) => `${label.padEnd(11)} ${words(value)}`),
    '',
    ...lines.map((line) => words(lineText(line))),
  ];
}

function asJson(found: Escalation, lines: readonly Line[]) {
  const { id, team, state, live, level, what, raiser, owner, targets } = found;
  return {
    ...{ id, team, state, live, level, private: found.private !== undefined, what, raiser, owner, targets },
    raisedAt: iso(found.raisedAt),
    levelSince: iso(found.levelSince),
    respondBy: iso(found.respondBy),
    warnAt: iso(found.warnAt),
    resolveBy: iso(found.resolveBy),
    heldUntil: iso(found.hold?.until),
    timeline: lines.map(lineAsJson),
  };
}

function lineAsJson(line: Line) {
  if (line.line === 'event') {
    const { what, who, from, why, person, facts } = line.event;
    return { at: iso(line.at), line: line.line, what, who, from, why, person, facts };
  }
  const { kind, to, due, workspace, repeat, why } = line.telling;
  const reason = line.line === 'told' ? undefined : why;
  return { at: iso(line.at), line: line.line, kind, to, due: iso(due), workspace, repeat, why: reason };
}

function iso(at: Instant | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString().replace('.000Z', 'Z');
}
